"""Figures of many sentences, brought together where they count the same thing."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

from rag.answer.conflicts.counts import Count, counts
from rag.answer.conflicts.meanings import PERSON
from rag.answer.conflicts.same import Likeness, compare
from rag.answer.conflicts.sets import Sets
from rag.answer.conflicts.timing import as_of, supersedes
from rag.answer.conflicts.types import Difference, Matter, Position, Relation, Voice

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from rag.answer.conflicts.reading import Line

Link = frozenset[int]
Value = tuple[float, float]
_LATEST = 1 << 60


def differing_figures(
    lines: Sequence[Line], may_meet: Callable[[Line, Line], bool]
) -> list[Difference]:
    """Groups of sentences that give different figures for the same thing."""
    found = [count for line in lines for count in counts(line)]
    links: dict[Link, Likeness] = {}
    joined = Sets(len(found))
    for one, other in _candidates(found):
        a, b = found[one], found[other]
        if a.line is b.line or not may_meet(a.line, b.line):
            continue
        likeness = compare(a, b)
        if likeness is not Likeness.OTHER:
            links[frozenset((one, other))] = likeness
            joined.join(one, other)
    return [d for group in joined.groups() for d in _of_group(group, found, links)]


def _candidates(found: Sequence[Count]) -> Iterator[tuple[int, int]]:
    """Pairs with one unit, and a state or a noun in common."""
    by: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, count in enumerate(found):
        keys = {count.state, *count.heads} if not count.amount.unit else {""}
        for key in keys:
            by[count.amount.unit, key].append(number)
    pairs = {pair for numbers in by.values() for pair in combinations(numbers, 2)}
    return iter(sorted(pairs))


def _of_group(
    group: Sequence[int], found: Sequence[Count], links: Mapping[Link, Likeness]
) -> Iterator[Difference]:
    """What the figures of a group that hang together say of each other, by their values."""
    sided = [n for n in group if found[n].line.told.is_reporting]
    aside = [n for n in group if not found[n].line.told.is_reporting]
    values = _values(sided, links)
    counted = [[found[n] for n in numbers] for numbers in values]
    related: dict[Relation, list[tuple[int, int]]] = defaultdict(list)
    for one, other in combinations(range(len(values)), 2):
        kinds = {links.get(frozenset((a, b))) for a in values[one] for b in values[other]}
        if Likeness.ROUNDED in kinds:
            related[Relation.NARROWER].append((one, other))
        elif Likeness.UNLIKE in kinds:
            relation, pair = _related(counted, one, other)
            is_one_sort = _has_sort(counted[one]) == _has_sort(counted[other])
            if relation is Relation.CONFLICT or is_one_sort:
                related[relation].append(pair)
    for relation, pairs in related.items():
        yield from _told(relation, pairs, counted, [found[n] for n in aside])
    if not related:
        yield from _beside(values, aside, found, links)


def _values(numbers: Sequence[int], links: Mapping[Link, Likeness]) -> list[list[int]]:
    """Figures that are equal and linked as such; those that stand alone too."""
    places = {number: place for place, number in enumerate(numbers)}
    sets = Sets(len(numbers))
    for pair, likeness in links.items():
        one, other = sorted(pair)
        if likeness is Likeness.EQUAL and one in places and other in places:
            sets.join(places[one], places[other])
    return [[numbers[p] for p in group] for group in sets.all()]


def _beside(
    values: Sequence[Sequence[int]],
    aside: Sequence[int],
    found: Sequence[Count],
    links: Mapping[Link, Likeness],
) -> Iterator[Difference]:
    """What only an opinion piece or a release gives otherwise than the reports."""
    for numbers in values:
        odd = [
            found[m]
            for m in aside
            if any(links.get(frozenset((n, m))) is Likeness.UNLIKE for n in numbers)
        ]
        if odd:
            position = _position([found[n] for n in numbers])
            yield Difference(_matter(odd), Relation.ASIDE, (position,), _voices(odd))


def _related(
    counted: Sequence[Sequence[Count]], one: int, other: int
) -> tuple[Relation, tuple[int, int]]:
    """Conflict, or which of two values takes the place of the other."""
    if supersedes(counted[one], counted[other]):
        return Relation.SUPERSEDED, (one, other)
    if supersedes(counted[other], counted[one]):
        return Relation.SUPERSEDED, (other, one)
    return Relation.CONFLICT, (one, other)


def _has_sort(counted: Sequence[Count]) -> bool:
    """Whether it counts passengers or workers, and not people at large."""
    return any(count.heads - {PERSON} for count in counted)


def _told(
    relation: Relation,
    pairs: Sequence[tuple[int, int]],
    counted: Sequence[Sequence[Count]],
    aside: Sequence[Count],
) -> Iterator[Difference]:
    """One difference for each set of figures that hang together in one relation."""
    sets = Sets(len(counted))
    for one, other in pairs:
        sets.join(one, other)
    for group in sets.groups():
        own = [pair for pair in pairs if pair[0] in group]
        # Two groups of one value may stand in it: both are told otherwise by the same third.
        value = {n: (counted[n][0].amount.value, counted[n][0].amount.top) for n in group}
        ties = {(value[one], value[other]) for one, other in own if value[one] != value[other]}
        for values in _related_values(ties):
            sides = [[c for n in group if value[n] == v for c in counted[n]] for v in values]
            yield _difference(relation, sides, ties, aside)


def _difference(
    relation: Relation,
    sides: list[list[Count]],
    ties: Collection[tuple[Value, Value]],
    aside: Sequence[Count],
) -> Difference:
    if relation is Relation.SUPERSEDED:
        olds = Counter(old for old, _ in ties)
        sides.sort(key=lambda cs: (-olds[cs[0].amount.value, cs[0].amount.top], _earliest(cs)))
    positions = [_position(side) for side in sides]
    if relation is not Relation.SUPERSEDED:
        positions.sort(key=lambda p: -p.origins)
    return Difference(_matter(sides[0]), relation, tuple(positions), _voices(aside))


def _related_values(ties: Collection[tuple[Value, Value]]) -> list[list[Value]]:
    """Values that belong in one difference: all that hang together, or each pair by itself.

    A chain in which every later figure replaces every earlier one is told as one. Where "two hurt"
    was replaced by seven and, elsewhere, by nine, those are two replacements and a conflict.
    """
    values = sorted({value for tie in ties for value in tie})
    places = {value: place for place, value in enumerate(values)}
    sets = Sets(len(values))
    for one, other in ties:
        sets.join(places[one], places[other])
    found: list[list[Value]] = []
    for group in sets.groups():
        own = [values[place] for place in group]
        inside = [tie for tie in sorted(ties) if tie[0] in own]
        is_whole = len({frozenset(tie) for tie in inside}) == len(own) * (len(own) - 1) // 2
        if is_whole:
            found.append(own)
        else:
            found += [list(tie) for tie in inside]
    return found


def _earliest(counted: Sequence[Count]) -> int:
    return min((s.first for c in counted if (s := as_of(c))), default=_LATEST)


def _matter(counted: Sequence[Count]) -> Matter:
    return Matter.DATE if counted[0].amount.is_duration else Matter.NUMBER


def _position(counted: Sequence[Count]) -> Position:
    first = counted[0]
    return Position(first.amount.whole.of(first.line.told.text), _voices(counted))


def _voices(counted: Sequence[Count]) -> tuple[Voice, ...]:
    """Each sentence once, in the order in which they were given."""
    spans: dict[int, list[Count]] = defaultdict(list)
    for count in counted:
        spans[count.line.number].append(count)
    return tuple(
        Voice(cs[0].line.told, tuple(c.amount.whole for c in cs)) for _, cs in sorted(spans.items())
    )
