"""Hits, reciprocal rank and gain for pages, recall for sentences; all 0..1."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.retrieval.data import Wanted
    from benchmarks.retrieval.systems import Place

MEASURES = ("Hits@1", "Hits@5", "Hits@10", "MRR@10", "nDCG@10", "sentence R@5")


def measured(
    wanted: Wanted, passages: Sequence[Place], sentences: Sequence[Place]
) -> dict[str, float]:
    """The measures that apply to one query.

    A page counts at its best passage. Gains of nDCG@10 (Jaervelin and Kekaelaeinen 2002) are
    1 for every page that holds the answer. Sentences are found when one of the first five
    overlaps them; of several sets that the annotators chose, the best found counts.
    """
    pages = list(dict.fromkeys(place.article for place in passages))[:10]
    right = [page in wanted.articles for page in pages]
    first = right.index(True) + 1 if any(right) else None
    ideal = sum(1 / math.log2(place + 2) for place in range(min(10, len(wanted.articles))))
    gain = sum(1 / math.log2(place + 2) for place, good in enumerate(right) if good)
    found = {
        "Hits@1": float(first == 1),
        "Hits@5": float(any(right[:5])),
        "Hits@10": float(any(right)),
        "MRR@10": 1 / first if first else 0.0,
        "nDCG@10": gain / ideal,
    }
    if wanted.places:
        found["sentence R@5"] = recall(wanted, sentences[:5])
    return found


def recall(wanted: Wanted, sentences: Sequence[Place]) -> float:
    """Share of the best set of places that the sentences overlap."""
    return max(
        sum(place is not None and any(_meet(place, s) for s in sentences) for place in places)
        / len(places)
        for places in wanted.places
    )


def _meet(place: tuple[str, int, int], sentence: Place) -> bool:
    article, start, end = place
    return sentence.article == article and sentence.start < end and sentence.end > start
