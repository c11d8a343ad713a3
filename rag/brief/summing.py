"""In short: the few points that most independent reports carry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rag.brief.claims import apart, is_again

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.brief.claims import Claim
    from rag.brief.gathering import Gathered
    from rag.brief.types import Line

FEWEST, MOST = 3, 6
_NEAR_BEST = 0.75
"""Share of the best weight that a point of one origin must have to stand beside others."""


def in_short(found: Sequence[Claim], gathered: Gathered) -> tuple[Line, ...]:
    """At most six points, each told once; what was superseded is none.

    Points of several origins come first. Those of one origin fill up to three, and further ones
    only where they bear on the topic nearly as much as the best: a page that says little is better
    than one that says what is beside the point.
    """
    standing = [c for c in found if c.line.disputed != "superseded"]
    best = max((c.weight for c in standing), default=0.0)
    widely = [c for c in standing if not c.line.is_alone]
    alone = sorted((c for c in standing if c.line.is_alone), key=lambda c: (-c.weight, c.place))
    points: list[Claim] = []
    for claim in (*widely, *alone):
        if len(points) == MOST:
            break
        if claim.line.is_alone and len(points) >= FEWEST and claim.weight < best * _NEAR_BEST:
            break
        if _is_new(claim, points, gathered):
            points.append(claim)
    return tuple(point.line for point in points)


def _is_new(claim: Claim, points: Sequence[Claim], gathered: Gathered) -> bool:
    known = [point.place for point in points]
    if not apart(gathered.vectors, [claim.place], 1, known):
        return False
    return not any(is_again(claim.line.text, point.line.text) for point in points)
