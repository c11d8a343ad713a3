"""Two rankings into one by reciprocal rank (Cormack, Clarke and Buettcher 2009)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

DAMPING = 20
"""How slowly a rank loses weight; small, because the first ranks of each arm are telling."""


def fuse(*rankings: Sequence[str]) -> list[tuple[str, float]]:
    """(id, score) pairs, best first; 1.0 is first place in every ranking.

    >>> fuse(["a", "b"], ["a"])[0]
    ('a', 1.0)
    """
    scores: dict[str, float] = {}
    best = len(rankings) / (DAMPING + 1)
    for ranking in rankings:
        for place, name in enumerate(ranking, 1):
            scores[name] = scores.get(name, 0.0) + 1.0 / (DAMPING + place) / best
    return sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))
