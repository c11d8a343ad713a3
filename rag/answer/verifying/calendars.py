"""Whether one point in time bears out another, each seen from the day of its publication."""

from __future__ import annotations

import re
from datetime import MAXYEAR, MINYEAR, date, timedelta
from typing import TYPE_CHECKING

from rag.dates import WEEKDAYS
from rag.retrieve.periods import period_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from rag.answer.verifying.moments import Moment

_WEEK = 7
_PARTS = ("month", "day", "weekday")


def bears_out(
    claim: Moment,
    evidence: Sequence[Moment],
    *,
    published: date | None,
    years: Collection[int],
) -> list[Moment]:
    """The moments of the evidence that say what one of the claim says.

    `published` is the day that both are relative to; `years` are those that the evidence names,
    for a date there that leaves out its year.
    """
    return [known for known in evidence if _says(claim, known, published, years)]


def _says(claim: Moment, known: Moment, published: date | None, years: Collection[int]) -> bool:
    if claim.clock or known.clock:
        return bool(claim.clock & known.clock)
    if claim.kind == "relative" and claim.words.split() == known.words.split():
        return True
    if claim.decade is not None:
        return claim.decade in _decades(known)
    days = list(days_named(known, published, years))
    if claim.kind == "relative":
        wanted = _relative(claim.words, published)
        return wanted is not None and any(_is_within(run, wanted) for run in days)
    return _says_year(claim, known, days, years) and all(
        _says_part(claim, known, days, part) for part in _PARTS
    )


def _says_part(claim: Moment, known: Moment, days: Sequence[tuple[date, date]], part: str) -> bool:
    wanted: int | None = getattr(claim, part)
    if wanted is None:
        return True
    stated: int | None = getattr(known, part)
    if part == "day" and stated is not None:
        last = known.to_day or stated
        return stated <= wanted <= last and (claim.to_day or wanted) <= last
    if stated is not None:
        return stated == wanted
    if days:
        return any(_part(first, part) == wanted == _part(last, part) for first, last in days)
    # The weekday of a day whose year nobody states can be neither confirmed nor denied.
    return part == "weekday" and known.day is not None


def _says_year(
    claim: Moment,
    known: Moment,
    days: Sequence[tuple[date, date]],
    years: Collection[int],
) -> bool:
    if claim.year is None:
        return True
    if claim.to_year is not None and known.year is not None:
        return (claim.year, claim.to_year) == (known.year, known.to_year)
    if known.year is not None:
        return claim.year in {known.year, known.to_year}
    return claim.year in years or any(claim.year == first.year for first, _ in days)


def _decades(known: Moment) -> set[int]:
    if known.decade is not None:
        return {known.decade}
    return {known.year // 10} if known.year is not None else set()


def days_named(
    moment: Moment, published: date | None, years: Collection[int]
) -> Iterator[tuple[date, date]]:
    """The runs of days that a moment may be, as far as that can be told."""
    if moment.kind == "relative":
        run = _relative(moment.words, published)
        return iter([run] if run else [])
    if moment.day is not None and moment.month is not None:
        named = [moment.year] if moment.year is not None else sorted(years)
        days = [_date(year, moment.month, moment.day) for year in named]
        return ((day, day) for day in days if day)
    if moment.weekday is not None and published is not None:
        back = (published.weekday() - moment.weekday) % _WEEK
        near = [_shifted(published, shift) for shift in (-back, _WEEK - back)]
        return ((day, day) for day in near if day)
    if moment.year is None:
        return iter([])
    # The 28th stands for the end of any month.
    first = _date(moment.year, moment.month or 1, 1)
    last = _date(moment.to_year or moment.year, moment.month or 12, 28 if moment.month else 31)
    return iter([(first, last)] if first and last else [])


def _relative(words: str, published: date | None) -> tuple[date, date] | None:
    """The days that "yesterday" or "next week" are, seen from a day."""
    if published is None:
        return None
    if words == "tomorrow":
        day = _shifted(published, 1)
        return (day, day) if day else None
    if found := re.fullmatch(r"next (\w+)", words):
        return _next(found[1], published)
    period = period_of(words, published)
    return (period.first, period.last) if period else None


def _next(unit: str, published: date) -> tuple[date, date] | None:
    if unit in WEEKDAYS:
        ahead = (WEEKDAYS[unit] - published.weekday() - 1) % _WEEK + 1
        day = _shifted(published, ahead)
        return (day, day) if day else None
    if unit == "week":
        first = _shifted(published, _WEEK - published.weekday())
        last = _shifted(published, 2 * _WEEK - 1 - published.weekday())
    elif unit == "year":
        first, last = _date(published.year + 1, 1, 1), _date(published.year + 1, 12, 31)
    else:
        year, month = divmod(published.year * 12 + published.month, 12)
        first, last = _date(year, month + 1, 1), _date(year, month + 1, 28)
    return (first, last) if first and last else None


def _part(day: date, part: str) -> int:
    return day.weekday() if part == "weekday" else int(getattr(day, part))


def _is_within(run: tuple[date, date], wanted: tuple[date, date]) -> bool:
    return wanted[0] <= run[0] and run[1] <= wanted[1]


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if MINYEAR <= year <= MAXYEAR else None
    except ValueError:
        return None


def _shifted(day: date, days: int) -> date | None:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None
