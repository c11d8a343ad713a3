"""Two names that have changed places in a sentence that is otherwise the source's."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from rag.answer.verifying.checks.ordinary import is_proper
from rag.types import Span
from rag.words import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.answer.verifying.checks.clauses import Piece

_FEWEST = 5
"""Words that both sentences have; fewer say nothing about their order."""
_IN_ORDER = 0.95
"""Share of them that must stand in the source's order once the two names are put back."""
_MOST_NAMES = 8
_JOINING = frozenset("and or with nor versus".split())
_TURNING = "by"


class _Unit(NamedTuple):
    """A word, or a run of words that is one name."""

    span: Span
    place: int
    """Where it stands in the evidence."""
    is_name: bool
    at: int
    """Its first word in the claim."""


def crossed(claim: Piece, evidence: Piece, mutual: frozenset[str]) -> Span | None:
    """The words from the one name to the other; None when none have changed places.

    Tried by putting two names back: when that, and nothing else, brings the common words into the
    source's order, they were swapped. A sentence turned round, with "by" on one side only, is not
    judged, nor are names joined by "and" or by a verb that binds both alike.
    """
    if _count(claim, _TURNING) != _count(evidence, _TURNING):
        return None
    units = _units(claim, evidence)
    if len(units) < _FEWEST:
        return None
    places = [unit.place for unit in units]
    before = _rising(places)
    names = [n for n, unit in enumerate(units) if unit.is_name][:_MOST_NAMES]
    for one, other in combinations(names, 2):
        if places[one] < places[other]:
            continue
        put_back = list(places)
        put_back[one], put_back[other] = places[other], places[one]
        after = _rising(put_back)
        if after <= before or after < _IN_ORDER * len(units):
            continue
        between = {fold(word.text) for word in claim.words[units[one].at : units[other].at]}
        if not between & (_JOINING | mutual):
            return Span(units[one].span.start, units[other].span.end)
    return None


def _units(claim: Piece, evidence: Piece) -> list[_Unit]:
    """Words that stand once in both sentences, names as one, in the claim's order."""
    there = Counter(evidence.roots)
    here = Counter(claim.roots)
    place_of = {root: place for place, root in enumerate(evidence.roots)}
    units: list[_Unit] = []
    run_ends = -1
    for at, (word, root) in enumerate(zip(claim.words, claim.roots, strict=True)):
        if here[root] != 1 or there[root] != 1:
            continue
        is_name = word.is_name and is_proper(word)
        if is_name and units and units[-1].is_name and run_ends == at - 1:
            units[-1] = units[-1]._replace(span=Span(units[-1].span.start, word.span.end))
        else:
            units.append(_Unit(word.span, place_of[root], is_name, at))
        run_ends = at
    return units


def _rising(places: Sequence[int]) -> int:
    """Length of the longest rising run of places, with gaps."""
    ends: list[int] = []
    for place in places:
        at = bisect_left(ends, place)
        ends[at : at + 1] = [place]
    return len(ends)


def _count(piece: Piece, word: str) -> int:
    return sum(fold(token.text) == word for token in piece.words)
