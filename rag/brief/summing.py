"""In short: the few points that most independent reports carry and that bear most on the topic."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from rag.brief.claims import apart, is_again
from rag.brief.languages import language, main_language

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.brief.claims import Claim
    from rag.brief.differing import Differences
    from rag.brief.gathering import Gathered
    from rag.brief.types import Line

FEWEST, MOST = 3, 6
_NEAR_BEST = 0.6
"""Share of the best point's weight that a further one must have."""
_NEAR = 0.85
"""Cosine from which two points say too nearly the same."""
_BY_ORIGINS, _BY_OUTLETS = 0.2, 0.05
"""What a second independent report and a second outlet add to the weight of a point, and every
doubling after."""


def in_short(
    found: Sequence[Claim], gathered: Gathered, differences: Differences
) -> tuple[Line, ...]:
    """At most six points, each told once, the weightiest first.

    What was corrected is none, and only one may be disputed: in a conflict, or by a later account.
    Beyond three, a point must weigh nearly as much as the best: a page that says little is better
    than one that says what is beside the point.
    """
    main = main_language(gathered.articles)
    weights = {
        claim.place: _weight(claim, differences)
        for claim in found
        if claim.spot not in differences.corrected and claim.weight > 0
        and language(claim.line.citations[0].article) == main
    }  # fmt: skip
    ranked = sorted((c for c in found if c.place in weights), key=lambda c: -weights[c.place])
    points: list[Claim] = []
    for claim in ranked:
        least = weights[ranked[0].place] * _NEAR_BEST
        if len(points) == MOST or (len(points) >= FEWEST and weights[claim.place] < least):
            break
        if _is_new(claim, points, gathered):
            points.append(claim)
    return tuple(point.line for point in points)


def _weight(claim: Claim, differences: Differences) -> float:
    """The side of a conflict that most reports take weighs as much as they do together."""
    line, first = claim.line, claim.line.citations[0]
    side = differences.backing.get((first.article.id, first.span), 0)
    told = _BY_OUTLETS * math.log2(len(line.outlets))
    return claim.weight + _BY_ORIGINS * math.log2(max(1, line.origins, side)) + told


def _is_new(claim: Claim, points: Sequence[Claim], gathered: Gathered) -> bool:
    if claim.line.disputed and any(point.line.disputed for point in points):
        return False
    known = [point.place for point in points]
    if not apart(gathered.vectors, [claim.place], 1, known, _NEAR):
        return False
    return not any(is_again(claim.line.text, point.line.text) for point in points)
