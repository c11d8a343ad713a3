"""As of when a figure is told, and whether a later one takes the place of an earlier."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from rag.answer.conflicts.meanings import GROWING, MOVING
from rag.answer.verifying.checks.speech import SAYING
from rag.words import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.answer.conflicts.counts import Count
    from rag.answer.conflicts.reading import Line

_CLOCK = re.compile(r"T(\d\d):(\d\d)")
_BY = re.compile(r"\b(?:by|as\s+of|until)\s+\Z", re.IGNORECASE)
_ENTRY = re.compile(r"\W*(\d{1,2})[.:](\d\d)\b")
_CORRECTS = re.compile(
    r"\b(?:correction|corrected|corrects|erratum|clarification)\b|\bapologis|\bapologiz"
    r"|\b(?:figure|number|amount|report)\s+was\s+(?:wrong|incorrect)\b|\bas\s+we\s+(?:earlier\s+)?reported\b",
    re.IGNORECASE,
)
_REVISES = re.compile(
    r"\b(?:revised|raised|lowered|updated|replac\w+|risen|rose|climbed|new\s+count|now|had\s+given"
    r"|no\s+longer|final)\b",
    re.IGNORECASE,
)
_APART = 120
"""Minutes from which one report of a day is later than another."""
_DAY = 24 * 60


class Stamp(NamedTuple):
    """A point in time, in minutes from day one; a day alone is the whole of it."""

    first: int
    last: int


def as_of(count: Count) -> Stamp | None:
    """When the figure was so: the time it names for it, else that of publication."""
    line = count.line
    named = _named_clock(line)
    published = _published(line)
    if named is None and count.is_former:
        days = sorted(count.days)
        past = [d for d in days if line.published is None or d <= line.published]
        return _day(past[-1].toordinal()) if past else None
    if line.published is None:
        return None
    days = [d for d in count.days if d <= line.published and (line.published - d).days < 7]  # noqa: PLR2004
    day = max(days, default=line.published).toordinal() if count.state in GROWING | MOVING else 0
    day = day or line.published.toordinal()
    if named is not None:
        return Stamp(day * _DAY + named, day * _DAY + named)
    is_today = day == line.published.toordinal()
    return published if published and is_today else _day(day)


def is_later(one: Stamp | None, other: Stamp | None) -> bool:
    """Whether the second point in time comes clearly after the first."""
    if one is None or other is None:
        return False
    return other.first - one.last >= _APART or (
        other.first // _DAY > one.last // _DAY and other.last - one.last > _APART
    )


def supersedes(earlier: Sequence[Count], later: Sequence[Count]) -> bool:
    """Whether all of the later figures take the place of all the earlier ones."""
    if _corrects(earlier, later):
        return True
    state = later[0].state
    before, after = [as_of(c) for c in earlier], [as_of(c) for c in later]
    known_before = [s for s in before if s]
    known_after = [s for s in after if s]
    is_after = (
        bool(known_before and known_after)
        and len(known_before) == len(before)
        and is_later(
            max(known_before, key=lambda s: s.last), min(known_after, key=lambda s: s.first)
        )
    )
    if not is_after:
        return _replaces(earlier, later)
    grows = state in GROWING and later[0].amount.value > earlier[0].amount.value
    return grows or state in MOVING or _replaces(earlier, later) or _is_revised(later)


def is_correcting(line: Line) -> bool:
    """Whether the article says that something printed before was wrong."""
    told = line.told
    return any(_CORRECTS.search(part) for part in (told.title, told.text, told.before, told.after))


def is_revising(line: Line) -> bool:
    """Whether a sentence says that a count has changed."""
    return _REVISES.search(line.told.text) is not None


def _corrects(earlier: Sequence[Count], later: Sequence[Count]) -> bool:
    for new in later:
        if not is_correcting(new.line):
            continue
        for old in earlier:
            same = new.line.told.outlet and new.line.told.outlet == old.line.told.outlet
            shared = new.line.told.origins & old.line.told.origins
            is_other = new.line.told.article != old.line.told.article
            if is_other and (same or shared):
                return True
    return any(old.is_withdrawn for old in earlier)


def _replaces(earlier: Sequence[Count], later: Sequence[Count]) -> bool:
    """Whether a later sentence gives the earlier figure itself as the one before."""
    values = {c.amount.value for c in earlier}
    for new in later:
        told = new.line.told
        if not _REVISES.search(f"{told.text} {told.after}"):
            continue
        given = {a.value for a in new.line.amounts if a.span != new.amount.span}
        if values & given or (_is_replaced(told.after) and _same_article(earlier, new)):
            return True
    return False


def _is_replaced(after: str) -> bool:
    return re.search(r"\breplac\w+\b", after, re.IGNORECASE) is not None


def _same_article(earlier: Sequence[Count], new: Count) -> bool:
    return any(c.line.told.article == new.line.told.article for c in earlier)


def _is_revised(later: Sequence[Count]) -> bool:
    return any(is_revising(c.line) for c in later)


def _named_clock(line: Line) -> int | None:
    """The minute that a figure is given for: `by 4 p.m.`, `told us at 6 p.m.`, `09.10 Police`."""
    text = line.told.text
    if line.told.kind == "live" and (entry := _ENTRY.match(text) or _ENTRY.match(line.told.before)):
        return int(entry[1]) * 60 + int(entry[2])
    saying = [w.span.start for w in line.side.tokens if fold(w.text) in SAYING]
    for moment in line.moments:
        if len(moment.clock) != 1:
            continue
        before = text[max(0, moment.span.start - 12) : moment.span.start]
        is_said = any(0 < moment.span.start - at < 60 for at in saying)  # noqa: PLR2004
        if _BY.search(before) or is_said:
            return next(iter(moment.clock))
    return None


def _published(line: Line) -> Stamp | None:
    if line.published is None:
        return None
    day = line.published.toordinal()
    clock = _CLOCK.search(line.told.published or "")
    minute = int(clock[1]) * 60 + int(clock[2]) if clock else None
    return _day(day) if minute is None else Stamp(day * _DAY + minute, day * _DAY + minute)


def _day(ordinal: int) -> Stamp:
    return Stamp(ordinal * _DAY, ordinal * _DAY + _DAY - 1)
