"""Claims with what people say of them, for weighing and measuring; none of it is trained on.

Each case is a claim, its evidence as sentences, a label, and the group (page or document) that it
must not be parted from when a part is held out.
"""

from __future__ import annotations

import random
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from eval.faults.pairs import Document, pairs
from rag.ingest.cleaning import clean_text
from rag.ingest.furniture import strip
from train.sources import HALF, HELD_OUT, joined, rows, sentences, side_of

if TYPE_CHECKING:
    from collections.abc import Iterator

JUDGED = Path(__file__).parents[1] / "eval" / "judged" / "packaged-writer.jsonl"
GENERATED = 5000
SEED = 11


class Case(NamedTuple):
    """A claim that was judged by people, or made by rule."""

    collection: str
    group: str
    claim: str
    evidence: tuple[str, ...]
    label: bool
    kind: str = ""
    """The fault or rewrite of a generated claim."""


def cases(data: Path) -> Iterator[Case]:
    """All that is held out of the network's training."""
    yield from _summedits(data)
    yield from _wice(data)
    yield from _single(data / "fever_symmetric.jsonl", "fever")
    yield from _single(data / "climate_fever_pairs.jsonl", "climate")
    for number, row in enumerate(rows(data / "rte_pairs.jsonl")):
        evidence = tuple(sentences(row["evidence"]))
        yield Case("rte", str(number), row["claim"], evidence, row["label"] == "entailment")
    yield from _rgb(data)
    yield from writer(JUDGED)
    yield from _generated(data)


def _summedits(data: Path) -> Iterator[Case]:
    for row in rows(data / "summedits_other.jsonl"):
        evidence = tuple(sentences(row["evidence"]))
        yield Case(f"summedits {row['domain']}", row["evidence"][:200], row["claim"], evidence,
                   int(row["label"]) == 1)  # fmt: skip


def _wice(data: Path) -> Iterator[Case]:
    for number, row in enumerate(rows(data / "wice_claim_dev.jsonl")):
        if side_of("\n".join(row["evidence"])) >= HALF:
            yield Case("wice", str(number), row["claim"], tuple(row["evidence"]),
                       row["label"] == "supported")  # fmt: skip


def _single(path: Path, name: str) -> Iterator[Case]:
    for row in rows(path):
        if side_of(row["claim"]) < HELD_OUT:
            claim, evidence = joined(row["claim"]), (joined(row["evidence"]),)
            yield Case(name, row["claim"], claim, evidence, row["label"] == "SUPPORTS")


def _rgb(data: Path) -> Iterator[Case]:
    """The answer as a claim, against right passages and against those that say another thing."""
    for row in rows(data / "rgb_fact_first50.jsonl"):
        claim = f"{row['query']}: {row['answer']}"
        for key, label in (("positive", True), ("positive_wrong", False)):
            for passage in row[key]:
                yield Case("rgb", row["query"], claim, tuple(sentences(passage)), label)


def writer(path: Path) -> Iterator[Case]:
    """What the packaged model wrote, where both annotators say the same."""
    for row in rows(path):
        first, second = (label == "supported" for label in row["labels"])
        if first == second:
            group = " ".join(sorted(set(row["articles"])))
            yield Case("writer", group, row["claim"], tuple(row["evidence"]), first)


def _generated(data: Path) -> Iterator[Case]:
    """Faults and rewrites of sentences from pages that the network never saw."""
    held = [
        Document(f"wice-{number}", strip(clean_text(text)).text)
        for number, row in enumerate(rows(data / "wice_claim_dev.jsonl"))
        if side_of(text := "\n".join(row["evidence"])) >= HALF
    ]
    random.Random(SEED).shuffle(held)  # noqa: S311 - not for secrets
    for pair in islice(pairs(held, SEED), GENERATED):
        yield Case("generated", pair.group, pair.claim, pair.evidence, pair.label, pair.kind)
