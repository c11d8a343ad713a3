"""What the judge learns from, and what is held out to measure it.

Documents give generated pairs; labelled sets give pairs that people judged. Every document and
every claim belongs to one side for good, by the hash of its words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from eval.faults.pairs import Document
from eval.judge.collections import HALF, HELD_OUT, joined, rows, side_of
from rag.ingest.cleaning import clean_text
from rag.ingest.furniture import strip

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from rag.types import Span


class Labelled(NamedTuple):
    """A claim, its evidence, and whether the evidence carries it."""

    claim: str
    evidence: str
    label: bool
    span: Span | None
    """The words that make it false, where they are known."""
    kind: str


def documents(data: Path, seeds: Path) -> list[Document]:
    """All that may be corrupted and rewritten, a sentence a line."""
    found: list[Document] = []
    for number, row in enumerate(rows(data / "wice_claim_dev.jsonl")):
        text = "\n".join(row["evidence"])
        if side_of(text) < HALF:
            found.append(Document(f"wice-{number}", strip(clean_text(text)).text))
    for path in sorted(seeds.glob("*/*.md")):
        body = path.read_text(encoding="utf-8").split("---", 2)[-1]
        found.append(Document(path.stem, body))
    for name in ("fever_symmetric", "climate_fever_pairs"):
        texts = sorted({joined(row["evidence"]) for row in rows(data / f"{name}.jsonl")})
        # Single sentences out of their pages: what stands beside one is about something else.
        found += [
            Document(f"{name}-{number}", text)
            for number, text in enumerate(texts)
            if side_of(text) >= HELD_OUT
        ]
    return found


def labelled(data: Path) -> Iterator[Labelled]:
    """Pairs that people judged, without those held out.

    CLIMATE-FEVER is not among them: nobody says under which licence its labels may be used.
    """
    for row in rows(data / "fever_symmetric.jsonl"):
        if side_of(row["claim"]) >= HELD_OUT:
            yield Labelled(
                joined(row["claim"]), joined(row["evidence"]), row["label"] == "SUPPORTS",
                None, "people",
            )  # fmt: skip
