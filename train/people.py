"""Second stage: what people judged, taken apart into sentences, each with the words at fault.

SummEdits holds many edits of one summary of each document. What an edit changed is found by
comparing it with the summary it was made from: a sentence that was not touched is supported, one
that was carries the label, and the changed words are what is false.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from difflib import SequenceMatcher
from random import Random
from typing import TYPE_CHECKING, Any

from eval.faults.change import Setting
from eval.faults.corrupting import CORRUPTIONS, corrupt
from eval.faults.rewriting import REWRITES, rewrite
from eval.judge.collections import HALF, rows, sentences, side_of
from rag.answer.verifying.selection import select
from rag.types import Span
from rag.words import tokens
from train.sources import Labelled

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path


_LIKE = 0.5
"""Share of words in common from which one sentence was made from another."""
_REWRITES = [kind for kind in REWRITES if kind not in {"verbatim", "reported"}]
# The summary may say elsewhere what a borrowed clause says; the others change what stands there.
_CHANGES = [kind for kind in CORRUPTIONS if kind not in {"added", "joined", "elsewhere"}]


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


def reworded(data: Path, without: Collection[str] = ()) -> Iterator[Labelled]:
    """Edited sentences against the sentence they were made from, and the other way round.

    The same edits without their document: what is a synonym and what is another meaning.
    """
    for edits in _by_document(data).values():
        first = next((r for r in edits if r["id"].endswith("_og")), None)
        if edits[0]["domain"] in without or first is None:
            continue
        origin = sentences(first["claim"])
        seen: set[str] = set()
        for row in edits:
            changed = [p for p in sentences(row["claim"]) if p not in origin]
            is_right = int(row["label"]) == 1
            if len(changed) > 1 and not is_right:
                continue
            for piece in changed:
                source = max(origin, key=lambda one, p=piece: _likeness(one, p))
                if piece in seen or _likeness(source, piece) < _LIKE:
                    continue
                seen.add(piece)
                for claim, evidence in ((piece, source), (source, piece)):
                    span = None if is_right else _changed(claim, [evidence])
                    yield Labelled(claim, evidence, is_right, span, "reworded")


def derived(supported: list[Labelled], seed: int, rounds: int) -> Iterator[Labelled]:
    """Faults and rewrites of claims that people found supported, over the same evidence."""
    random, used = Random(seed), Counter[str]()  # noqa: S311 - not for secrets
    for _ in range(rounds):
        for one in supported:
            setting = Setting(tuple(sentences(one.evidence)), tuple(sentences(one.evidence)))
            for kind in sorted(_CHANGES, key=lambda k: (used[k], random.random())):
                change = corrupt(one.claim, kind, setting, random)
                if change:
                    used[kind] += 1
                    yield Labelled(
                        change.text, one.evidence, label=False, span=change.span, kind=kind
                    )
                    break
            for kind in sorted(_REWRITES, key=lambda k: (used[k], random.random())):
                if new := rewrite(one.claim, kind, random):
                    used[kind] += 1
                    yield Labelled(new, one.evidence, label=True, span=None, kind=kind)
                    break


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


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(
        None, [t.text for t in tokens(one)], [t.text for t in tokens(other)]
    ).ratio()


def _changed(piece: str, origin: list[str]) -> Span | None:
    """The words in which a sentence differs from the one it was made from."""
    words = tokens(piece)
    best: tuple[float, SequenceMatcher[str]] | None = None
    for source in origin:
        matcher = SequenceMatcher(None, [t.text for t in tokens(source)], [t.text for t in words])
        if best is None or matcher.ratio() > best[0]:
            best = (matcher.ratio(), matcher)
    if best is None or best[0] < _LIKE:  # another sentence altogether
        return None
    places = [n for tag, *_, low, high in best[1].get_opcodes() if tag != "equal"
              for n in range(low, high)]  # fmt: skip
    if not places:
        return None
    return Span(words[min(places)].span.start, words[max(places)].span.end)
