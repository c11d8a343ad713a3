"""Whether two figures count the same thing, by words; nearness in meaning is never enough."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from rag.answer.conflicts.apart import are_apart, common, is_same_person, shared_names
from rag.answer.conflicts.counts import is_former
from rag.answer.conflicts.meanings import GROWING, MOVING, PERSON, PERSONAL, STATES
from rag.answer.verifying.agreeing import Bearing, bearing, is_comparable
from rag.answer.verifying.amounts import amounts
from rag.answer.verifying.side import Side

if TYPE_CHECKING:
    from rag.answer.conflicts.counts import Count

_SHARE = 0.5
"""Of the shorter sentence's words of meaning that the other has too, for a figure of no state."""
_MOSTLY = 0.7
"""The same for a brief sentence where both have words of their own: on schools, on roads."""
_BRIEF = 4
_NEARLY_ALL = 0.8
_FEW = 2
_TELLING = 50.0
"""A figure from which on the same one, met again, is no chance."""
_AROUND = 3
"""Words in common around two figures whose sentences say nothing else."""
_TIMES = 10.0
"""How many times one figure may be the other; more is another thing, or the sentences are alike."""
_ALIKE_STATES = (frozenset({"injured", "treated"}), frozenset({"crowd", "watched"}))


class Likeness(Enum):
    """How two figures stand to each other."""

    OTHER = 0
    """They count different things, or it cannot be told."""
    EQUAL = 1
    ROUNDED = 2
    """One is a rounding, a bound or a part of the other."""
    UNLIKE = 3
    """The same thing, differently."""


def compare(one: Count, other: Count) -> Likeness:
    """How two figures stand to each other; the order does not matter."""
    if not _is_countable(one, other) or not _is_same_thing(one, other):
        return Likeness.OTHER
    degree = max(bearing(one.amount, other.amount), bearing(other.amount, one.amount))
    if degree is Bearing.SAME:
        is_plain = one.amount.value == other.amount.value and one.amount.top == other.amount.top
        return Likeness.EQUAL if is_plain else Likeness.ROUNDED
    if _agrees_too(one, other) or _agrees_too(other, one):
        return Likeness.OTHER
    if degree is not Bearing.NONE:
        return Likeness.ROUNDED
    if part := _part(one, other):
        # Seven passengers may be some of nine people, but nine passengers none of seven.
        whole = other if part is one else one
        is_less = part.amount.value < whole.amount.value
        return Likeness.ROUNDED if is_less else Likeness.UNLIKE
    return Likeness.UNLIKE


def _agrees_too(one: Count, other: Count) -> bool:
    """Whether the other sentence has this figure as well: then its own is another one."""
    return any(
        a.unit == one.amount.unit
        and a.span != other.amount.span
        and bearing(one.amount, a) is Bearing.SAME
        and not (one.state in GROWING | MOVING and is_former(other.line, a))
        for a in other.line.amounts
    )


def _is_countable(one: Count, other: Count) -> bool:
    a, b = one.amount, other.amount
    if a.unit != b.unit or a.kind != b.kind or not is_comparable(a, b):
        return False
    if one.is_part or other.is_part or one.is_mean != other.is_mean or one.rate != other.rate:
        return False
    if not _are_states_alike(one, other):
        return False
    heads = one.heads - {PERSON}, other.heads - {PERSON}
    if one.state in PERSONAL:
        return not (heads[0] and heads[1]) or bool(heads[0] & heads[1])
    if not a.unit:
        return bool(one.heads & other.heads)
    return True


def _are_states_alike(one: Count, other: Count) -> bool:
    if one.state == other.state:
        return True
    pair = {one.state, other.state}
    shared = bool((one.heads & other.heads) - {PERSON})
    if any(pair <= alike for alike in _ALIKE_STATES):
        return shared or pair == {"crowd", "watched"}
    return "" in pair and not pair & (
        PERSONAL | GROWING | MOVING | {"for", "against", "wants", "capacity"}
    )


def _is_same_thing(one: Count, other: Count) -> bool:
    if are_apart(one, other):
        return False
    if one.state == "age":
        return is_same_person(one, other)
    if one.state in PERSONAL:
        return _is_same_event(one, other)
    return _is_said_alike(one, other)


def _is_same_event(one: Count, other: Count) -> bool:
    a, b = one.line, other.line
    near = common(a.near_names, b.near_names) or shared_names(a, b)
    if _cites(one, other) or _cites(other, one):
        return True
    if (one.heads & other.heads) - {PERSON} and _is_one_story(one, other):
        return True
    if one.telling and other.telling:
        shared = one.telling & other.telling
        if not shared or (a.names and b.names and not common(a.names, b.names) and not near):
            return _is_deep(one, other, near)
        return bool(near) or len(shared) > _FEW
    if shared_names(a, b) and min(len(one.telling), len(other.telling)) <= len(a.names):
        return True
    return _is_deep(one, other, near)


def _is_one_story(one: Count, other: Count) -> bool:
    """Whether neighbours, headline and the rest of both articles speak of the same."""
    shared = (one.line.around & other.line.around) - one.heads - STATES - {PERSON}
    named = common(one.line.article_names, other.line.article_names)
    return bool(named) and len(shared) >= _AROUND


def _is_deep(one: Count, other: Count, near: frozenset[str]) -> bool:
    """Whether headline and neighbours speak of the same, where the sentences say too little."""
    if min(len(one.telling), len(other.telling)) > _FEW:
        return False
    near = near or common(one.line.article_names, other.line.article_names)
    shared = (one.line.around & other.line.around) - {one.state, PERSON}
    return bool(near) and len(shared) >= _AROUND


def _cites(one: Count, other: Count) -> bool:
    """Whether the neighbours of a figure give the other one too, as the one before."""
    told = one.line.told
    given = amounts(Side(told.after)) + amounts(Side(told.before))
    value = other.amount.value
    return value >= _TELLING and any(
        a.value == value and a.unit == other.amount.unit for a in (*given, *one.line.amounts)
    )


def _is_said_alike(one: Count, other: Count) -> bool:
    a, b = one.line.senses, other.line.senses
    shared = a & b
    least = min(len(a), len(b))
    share = len(shared) / least if least else 0.0
    is_short = least <= _FEW and one.amount.unit == ""
    low, high = sorted((abs(one.amount.value), abs(other.amount.value)))
    if high > _TIMES * low and share < _NEARLY_ALL:
        return False
    if share < _SHARE or len(shared) < _FEW or is_short:
        return False
    if a - b and b - a and share < _MOSTLY and least <= _BRIEF and one.state not in MOVING:
        return False
    names = shared_names(one.line, other.line)
    if one.line.names and other.line.names and not names:
        return False
    near = common(one.line.article_names, other.line.article_names)
    return bool(names) or len(shared) > _FEW + 1 or len(near) > 1


def _part(one: Count, other: Count) -> Count | None:
    """The figure of the two that counts some sort of people, where the other counts people."""
    if one.state not in PERSONAL:
        return None
    sorts = [count for count in (one, other) if count.heads - {PERSON}]
    return sorts[0] if len(sorts) == 1 else None
