"""Sentences that say the same but for one thing: a date, a name, who did it, whether it was so.

What differs is left to the rules that check an answer; here two sentences are found that speak of
the same, and each must contradict the other by the same rule and by no second one.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from rag.aliases import is_same_name
from rag.answer.conflicts.apart import is_opposed
from rag.answer.conflicts.reading import senses
from rag.answer.conflicts.sets import Sets
from rag.answer.conflicts.types import Difference, Matter, Position, Relation, Voice
from rag.answer.verifying.agreeing import Bearing, bearing
from rag.answer.verifying.checks.copying import altered_copy
from rag.answer.verifying.checks.dates import wrong_dates
from rag.answer.verifying.checks.direction import wrong_direction
from rag.answer.verifying.checks.hedging import hedges
from rag.answer.verifying.checks.names import wrong_names
from rag.answer.verifying.checks.naming import mentions
from rag.answer.verifying.checks.negation import turned_round
from rag.answer.verifying.checks.roles import swapped_roles
from rag.words import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from rag.answer.conflicts.reading import Line
    from rag.answer.verifying.side import Rule
    from rag.types import Span

_RULES: Mapping[Matter, tuple[Rule, ...]] = {
    Matter.DATE: (wrong_dates,),
    Matter.NAME: (wrong_names, altered_copy),
    Matter.ROLE: (swapped_roles,),
    Matter.POLARITY: (wrong_direction, turned_round),
}
_SOLE = frozenset({Matter.DATE, Matter.NAME, Matter.ROLE})
"""Where two findings in one sentence mean that the two speak of different things."""
_LABELS = frozenset({"label"})
_FEWEST = 3
"""Words of meaning that both sentences have."""
_SHARE = {Matter.DATE: 0.6, Matter.NAME: 0.75, Matter.ROLE: 0.6, Matter.POLARITY: 0.6}
_ALL_BUT = 0.8
"""Share for a yes and a no whose sentences each have words of their own: another subject."""
_COMMON = 60
"""Sentences with a word; one that more have leads to nothing."""
_SOON = 1
"""Days between two reports of one state of affairs: what was refused may be granted later."""
_SERIES = frozenset(
    "first second third fourth last previous next final interim another other new again yet".split()
)


class Clash(NamedTuple):
    """Two sentences and the words in each that contradict the other."""

    matter: Matter
    one: int
    other: int
    here: Span
    there: Span


def differing_wordings(
    lines: Sequence[Line], may_meet: Callable[[Line, Line], bool]
) -> list[Difference]:
    """Sentences alike in all but a date, a name, a role or a yes, brought together by kind."""
    sided = [line for line in lines if line.told.is_reporting]
    clashes = [
        clash
        for one, other in _candidates(sided)
        if may_meet(one, other) and (clash := clash_of(one, other))
    ]
    return list(_grouped(clashes, lines))


def clash_of(one: Line, other: Line) -> Clash | None:
    """The one matter in which two sentences contradict each other; None when none or several."""
    if len(one.pieces) != 1 or len(other.pieces) != 1 or not _is_comparable(one, other):
        return None
    found: dict[Matter, Clash] = {}
    for matter, rules in _RULES.items():
        here = _contradicted(matter, one, other, rules)
        there = _contradicted(matter, other, one, rules) if here else ()
        if here and there:
            if matter in _SOLE and (len(here) > 1 or len(there) > 1):
                return None
            if matter is Matter.DATE and not _is_of_one_grain(one, here[0], other, there[0]):
                continue
            if matter is Matter.NAME and _is_nation(one, here[0]) != _is_nation(other, there[0]):
                continue
            found[matter] = Clash(matter, one.number, other.number, here[0], there[0])
    if Matter.ROLE in found:
        found.pop(Matter.NAME, None)
        found.pop(Matter.POLARITY, None)
    if len(found) != 1:
        return None
    (clash,) = found.values()
    return clash if _holds(clash, one, other) else None


def _contradicted(
    matter: Matter, one: Line, other: Line, rules: tuple[Rule, ...]
) -> tuple[Span, ...]:
    """What of one sentence the other contradicts; a date may just be another one."""
    found = [f for rule in rules for f in rule(one.side, other.side)]
    if matter is Matter.DATE:
        known = {m.span for m in one.moments}
        return tuple(dict.fromkeys(f.span for f in found if f.kind == "date" and f.span in known))
    spans = [f.span for f in found if f.is_contradicted]
    if matter is Matter.NAME:
        spans = [span for span in spans if _is_name(one, span)]
    return tuple(dict.fromkeys(spans))


def _is_of_one_grain(one: Line, here: Span, other: Line, there: Span) -> bool:
    """Whether two moments state the same parts, both as the beginning, or both as the end."""
    mine = next(m for m in one.moments if m.span == here)
    theirs = next(m for m in other.moments if m.span == there)
    return mine.grain == theirs.grain and mine.edge == theirs.edge and mine.kind == theirs.kind


def _is_nation(line: Line, span: Span) -> bool:
    """Whether a country is named: it may stand for its president, and is no rival of him."""
    return any(m.nation and m.span.start >= span.start and m.span.end <= span.end
               for m in mentions(line.side, line.side))  # fmt: skip


def _is_name(line: Line, span: Span) -> bool:
    words = [w for w in line.side.tokens if span.start <= w.span.start < span.end]
    is_all = bool(words) and all(w.is_name for w in words)
    return is_all and any(fold(w.text) in line.names for w in words)


def _is_comparable(one: Line, other: Line) -> bool:
    """Whether nothing else tells the two apart: figures, tense, one of a series."""
    a = {fold(w.text) for w in one.side.tokens}
    b = {fold(w.text) for w in other.side.tokens}
    if a & _SERIES != b & _SERIES or is_opposed(one, other, kinds=_LABELS):
        return False
    return _hedged(one) == _hedged(other) and _have_same_figures(one, other)


def _hedged(line: Line) -> set[str]:
    return {fold(h.by.text) for p in line.pieces for h in hedges(p) if not h.is_future}


def _have_same_figures(one: Line, other: Line) -> bool:
    mine = [a for a in one.amounts if not a.is_part_of_name]
    theirs = [a for a in other.amounts if not a.is_part_of_name]
    few, many = sorted((mine, theirs), key=len)
    return all(
        any(max(bearing(a, b), bearing(b, a)) is not Bearing.NONE for b in many) for a in few
    )


def _holds(clash: Clash, one: Line, other: Line) -> bool:
    """Whether the sentences are alike enough, and of the same time, people and places."""
    a, b = _said(one, clash), _said(other, clash)
    shared = a & b
    least = min(len(a), len(b))
    if len(shared) < _FEWEST or len(shared) < _SHARE[clash.matter] * least:
        return False
    if clash.matter is Matter.POLARITY and a - b and b - a and len(shared) < _ALL_BUT * least:
        return False
    if clash.matter is Matter.NAME:
        return (
            _is_of_one_day(one, other)
            and _is_told(one, clash.here)
            and _is_told(other, clash.there)
        )
    if _has_other_names(one, other):
        return False
    if clash.matter is Matter.DATE:
        return not (_are_dispatches(one, other) or is_opposed(one, other))
    return _is_of_one_day(one, other)


def _said(line: Line, clash: Clash) -> frozenset[str]:
    """What a sentence says but for what differs."""
    if clash.matter is Matter.ROLE:
        return line.senses
    span = clash.here if clash.one == line.number else clash.there
    return senses(w for w in line.asserting if not span.start <= w.span.start < span.end)


def _has_other_names(one: Line, other: Line) -> bool:
    only = [
        [n for n in x.names if not any(is_same_name(n, m) for m in y.names | y.capitals)]
        for x, y in ((one, other), (other, one))
    ]
    return bool(only[0] and only[1])


def _is_of_one_day(one: Line, other: Line) -> bool:
    if one.days and other.days:
        return bool(one.days & other.days)
    if one.published and other.published:
        return abs((one.published - other.published).days) <= _SOON
    return True


def _are_dispatches(one: Line, other: Line) -> bool:
    """Whether each tells of its own day: a minister may speak on Monday and on Thursday."""
    if not (one.published and other.published) or one.published == other.published:
        return False
    return all(
        any(abs((day - line.published).days) <= 1 for day in line.days)
        for line in (one, other)
        if line.published
    )


def _is_told(line: Line, span: Span) -> bool:
    """Whether the name stands in what is told, and is not that of who tells it."""
    return any(span.start <= w.span.start < span.end for w in line.asserting)


def _candidates(lines: Sequence[Line]) -> Iterator[tuple[Line, Line]]:
    """Pairs of two articles that have enough words of meaning in common."""
    by: dict[str, list[int]] = defaultdict(list)
    for number, line in enumerate(lines):
        for sense in line.senses:
            by[sense].append(number)
    shared: dict[tuple[int, int], int] = defaultdict(int)
    for numbers in by.values():
        if len(numbers) <= _COMMON:
            for pair in combinations(numbers, 2):
                shared[pair] += 1
    for (one, other), count in sorted(shared.items()):
        a, b = lines[one], lines[other]
        least = min(len(a.senses), len(b.senses))
        if count >= _FEWEST and count >= 0.5 * least and a.told.article != b.told.article:
            yield a, b


def _grouped(clashes: Sequence[Clash], lines: Sequence[Line]) -> Iterator[Difference]:
    """Clashes of one kind that share a sentence become one difference of two sides."""
    by_number = {line.number: line for line in lines}
    nodes: dict[tuple[Matter, int], int] = {}
    for clash in clashes:
        for number in (clash.one, clash.other):
            nodes.setdefault((clash.matter, number), len(nodes))
    sets = Sets(len(nodes))
    for clash in clashes:
        sets.join(nodes[clash.matter, clash.one], nodes[clash.matter, clash.other])
    keys = list(nodes)
    for group in sets.groups():
        members = {keys[n] for n in group}
        own = [c for c in clashes if (c.matter, c.one) in members]
        yield _difference(own, by_number)


def _difference(own: Sequence[Clash], by_number: Mapping[int, Line]) -> Difference:
    spans: dict[int, Span] = {}
    rivals: dict[int, set[int]] = defaultdict(set)
    for clash in own:
        spans.setdefault(clash.one, clash.here)
        spans.setdefault(clash.other, clash.there)
        rivals[clash.one].add(clash.other)
        rivals[clash.other].add(clash.one)
    sides: list[list[int]] = []
    for number in sorted(spans):
        home = next((s for s in sides if not any(n in rivals[number] for n in s)), None)
        if home is None:
            sides.append([number])
        else:
            home.append(number)
    positions = [
        Position(
            spans[side[0]].of(by_number[side[0]].told.text),
            tuple(Voice(by_number[n].told, (spans[n],)) for n in side),
        )
        for side in sides
    ]
    positions.sort(key=lambda p: -p.origins)
    return Difference(own[0].matter, Relation.CONFLICT, tuple(positions))
