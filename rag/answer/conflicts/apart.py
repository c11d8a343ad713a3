"""What tells two figures apart: another time, another name, another of a series, the opposite."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rag.aliases import NATIONS, is_same_name
from rag.answer.conflicts.meanings import GROWING, MOVING, PERSONAL, sense
from rag.answer.conflicts.timing import is_revising
from rag.answer.verifying.checks.ordinary import is_proper
from rag.answer.verifying.numerals import spelled
from rag.answer.verifying.opposites import sides
from rag.words import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rag.answer.conflicts.counts import Count
    from rag.answer.conflicts.reading import Line
    from rag.words import Token

_SOON = 14
"""Days within which two reports may speak of the same toll."""
_EVER = 60
_OTHERS = frozenset(
    "second third fourth fifth sixth previous "
    "men women man woman men's women's boys girls male female junior youth "
    "night overnight lowest minimum".split()
)
_SERIES = _OTHERS | frozenset("last next final interim initial former latest".split())
"""Words that pick one of several; both sentences must have the same."""
_HYPOTHETICAL = frozenset(
    "expected forecast planned might may could would should likely projected predicted if valued "
    "budgeted unless target".split()
)
_DAILY = frozenset({"arrested"})
"""Counted anew every day, though the count of one day may grow."""
_OFFERS = frozenset({"offered"})
"""States of which a second one takes the place of the first."""
_ONE_OF = re.compile(
    r"\b(?:first|last|previous|earlier|past|other)\s+(?:two|three|four|five|six|\d+)\b",
    re.IGNORECASE,
)
"""One of several such events."""
_LENGTHS = frozenset("metre mile foot inch yard".split())
_DIMENSIONS = {
    word: name
    for name, words in {
        "length": "long length longer", "height": "high height tall higher deep depth level",
        "width": "wide width broad",
    }.items()
    for word in words.split()
}  # fmt: skip
_ALL_KINDS = frozenset({"deed", "denial", "label"})


def are_apart(one: Count, other: Count) -> bool:
    """Whether something says that two figures are of different things."""
    return (
        not _is_near_in_time(one, other)
        or _is_of_other_names(one, other)
        or _is_one_of_others(one, other)
        or is_opposed(one.line, other.line)
    )


def _is_near_in_time(one: Count, other: Count) -> bool:
    a, b = one.line.published, other.line.published
    limit = _SOON if one.state in PERSONAL else _EVER
    if a and b and abs((a - b).days) > limit:
        return False
    if _other_times(one.line) != _other_times(other.line):
        return False
    days = one.days, other.days
    is_risen = is_revising(one.line) or is_revising(other.line)
    is_one_day = not (days[0] and days[1]) or bool(days[0] & days[1])
    return is_one_day or (one.state in GROWING | MOVING and (is_risen or one.state not in _DAILY))


def _other_times(line: Line) -> tuple[set[int], set[int]]:
    """The years, and the months without a day, that a sentence names but those of publication."""
    day = line.published
    years = {m.year for m in line.moments if m.year} - ({day.year} if day else set())
    months = {m.month for m in line.moments if m.month and not m.day}
    return years, months - ({day.month} if day else set())


def _is_of_other_names(one: Count, other: Count) -> bool:
    """Whether each sentence names somebody or some place that the other's text does not."""
    a, b = one.line, other.line
    only_a = [n for n in a.names if not _is_named(n, b.near_names | b.capitals)]
    only_b = [n for n in b.names if not _is_named(n, a.near_names | a.capitals)]
    if _are_other_subjects(a, b):
        return True
    return bool(only_a and only_b)


def _are_other_subjects(one: Line, other: Line) -> bool:
    """Whether both begin with a name, each another, that does the same: `Varnia lost`."""
    leads = [_subject(line) for line in (one, other)]
    (mine, did), (theirs, did_too) = leads
    is_named_alike = any(is_same_name(a, b) for a in mine for b in theirs)
    return bool(mine and theirs) and did == did_too and not is_named_alike


def _subject(line: Line) -> tuple[list[str], str]:
    """The capitalised words at the head of a sentence, and what the next word means."""
    words = line.side.tokens
    end = 0
    while end < len(words) and _may_name(words[end]):
        end += 1
    return [fold(w.text) for w in words[:end]], sense(words[end].text) if end < len(words) else ""


def _may_name(word: Token) -> bool:
    return word.is_name and is_proper(word) and spelled(word.text) is None


def _is_one_of_others(one: Count, other: Count) -> bool:
    """Whether one is of a series, a forecast or another dimension, and the other is not."""
    a, b = one.line, other.line
    if bool(_ONE_OF.search(a.told.text)) != bool(_ONE_OF.search(b.told.text)):
        return True
    if one.amount.unit in _LENGTHS and _dimension(one) != _dimension(other):
        return True
    if one.state not in MOVING and _words(a) & _HYPOTHETICAL != _words(b) & _HYPOTHETICAL:
        return True
    series = _SERIES if one.state not in GROWING | MOVING else _OTHERS
    return _words(a) & series != _words(b) & series and one.state not in _OFFERS


def _dimension(count: Count) -> str:
    """Which way a length is measured, by the words beside it."""
    span = count.amount.whole
    near = [
        fold(w.text)
        for w in count.line.side.tokens
        if span.start - 16 <= w.span.start <= span.end + 10
    ]
    return next((_DIMENSIONS[w] for w in near if w in _DIMENSIONS), "")


def _words(line: Line) -> frozenset[str]:
    return frozenset(fold(w.text) for w in line.side.tokens)


def is_opposed(one: Line, other: Line, *, kinds: frozenset[str] = _ALL_KINDS) -> bool:
    """Whether each says a word of which the other says the opposite: men here, women there."""
    a, b = _words(one), _words(other)
    table = sides()
    mine = {(s.pair, s.is_second) for w in a - b for s in table.get(w, ()) if s.kind in kinds}
    return any(
        (s.pair, not s.is_second) in mine
        for w in b - a
        for s in table.get(w, ())
        if s.kind in kinds
    )


def is_same_person(one: Count, other: Count) -> bool:
    """Whether the ages stand after the same name, first name and all."""
    names = one.heads, other.heads
    few, many = sorted(names, key=len)
    return bool(few) and all(_is_named(name, many) for name in few)


def _is_named(name: str, others: Iterable[str]) -> bool:
    key = NATIONS.get(name)
    return any(is_same_name(name, o) or (key is not None and NATIONS.get(o) == key) for o in others)


def shared_names(one: Line, other: Line) -> frozenset[str]:
    """Names of the one that the other has too, at the head of its sentence maybe."""
    return common(one.names, other.capitals) | common(other.names, one.capitals)


def common(one: frozenset[str], other: frozenset[str]) -> frozenset[str]:
    """The names that stand in both, in this or another writing."""
    return frozenset(name for name in one if _is_named(name, other))
