"""Second stage: what people judged, taken apart into sentences, each with the words at fault.

SummEdits holds many edits of one summary of each document. What an edit changed is found by
comparing it with the summary it was made from: a sentence that was not touched is supported, one
that was carries the label, and the changed words are what is false.
"""

from __future__ import annotations

from collections import defaultdict
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any

from rag.answer.verifying.selection import select
from rag.types import Span
from rag.words import tokens
from train.sources import HALF, Labelled, rows, sentences, side_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path


def summedits(data: Path, without: Collection[str] = ()) -> Iterator[Labelled]:
    """Edited sentences of the domains that are not left out, and each document's own summary."""
    for edits in _by_document(data).values():
        if edits[0]["domain"] in without:
            continue
        evidence = sentences(edits[0]["evidence"])
        first = next((r for r in edits if r["id"].endswith("_og")), None)
        origin = sentences(first["claim"]) if first else []
        seen: set[tuple[str, bool]] = set()
        for row in edits:
            is_right = int(row["label"]) == 1
            pieces = sentences(row["claim"])
            changed = [p for p in pieces if p not in origin] or pieces
            for piece in pieces if is_right else changed:
                # Of several changed sentences nobody said which one is at fault.
                if (piece, is_right) in seen or (not is_right and len(changed) > 1):
                    continue
                seen.add((piece, is_right))
                span = None if is_right else _changed(piece, origin)
                yield Labelled(piece, _bearing(piece, evidence), is_right, span, "summedits")


def wice(data: Path) -> Iterator[Labelled]:
    """Claims of the pages that may be trained on."""
    for row in rows(data / "wice_claim_dev.jsonl"):
        if side_of("\n".join(row["evidence"])) < HALF:
            evidence = _bearing(row["claim"], row["evidence"])
            yield Labelled(row["claim"], evidence, row["label"] == "supported", None, "wice")


def _by_document(data: Path) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows(data / "summedits_other.jsonl"):
        found[row["evidence"]].append(row)
    return found


def _bearing(claim: str, evidence: list[str]) -> str:
    return " ".join(evidence[n] for n in select(claim, evidence))


def _changed(piece: str, origin: list[str]) -> Span | None:
    """The words in which a sentence differs from the one it was made from."""
    words = tokens(piece)
    best: tuple[float, SequenceMatcher[str]] | None = None
    for source in origin:
        matcher = SequenceMatcher(None, [t.text for t in tokens(source)], [t.text for t in words])
        if best is None or matcher.ratio() > best[0]:
            best = (matcher.ratio(), matcher)
    if best is None or best[0] < 0.5:  # noqa: PLR2004 - another sentence altogether
        return None
    places = [n for tag, *_, low, high in best[1].get_opcodes() if tag != "equal"
              for n in range(low, high)]  # fmt: skip
    if not places:
        return None
    return Span(words[min(places)].span.start, words[max(places)].span.end)
