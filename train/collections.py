"""Claims with what people say of them, for weighing and measuring; none of it is trained on.

Each case is a claim, its evidence as sentences, a label, and the group (page or document) that it
must not be parted from when a part is held out.
"""

from __future__ import annotations

import random
from itertools import islice
from typing import TYPE_CHECKING

from eval.faults.pairs import Document, pairs
from eval.judge.collections import HALF, Case, public_cases, rows, side_of
from eval.judge.labelled import WRITER, read_labelled
from rag.ingest.cleaning import clean_text
from rag.ingest.furniture import strip

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

GENERATED = 5000
SEED = 11


def cases(data: Path) -> Iterator[Case]:
    """All that is held out of the network's training."""
    yield from public_cases(data)
    yield from writer(WRITER)
    yield from _generated(data)


def writer(path: Path) -> Iterator[Case]:
    """What the packaged model wrote, where both annotators say the same."""
    for one in read_labelled(path).claims:
        yield Case("writer", one.group, one.claim, one.evidence, one.label)


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
