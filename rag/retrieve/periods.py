"""Periods that English words name, seen from a given day: arithmetic only, no reading of questions.

A period says how long it goes on being reported after it is over: the news of a day is printed
on the next, a month's figures within a week, a year's all through the year that follows.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple

_DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_MONTHS = (
    "january february march april may june july august september october november december"
).split()
_SHORT = {name[:3]: number for number, name in enumerate(_MONTHS, 1)} | {"sept": 9}
_NUMBERS = {
    word: number
    for number, words in {
        1: "a an one", 2: "two", 3: "three", 4: "four", 5: "five few", 6: "six", 7: "seven several",
        8: "eight", 9: "nine", 10: "ten", 11: "eleven", 12: "twelve", 14: "fourteen",
        20: "twenty", 24: "twenty-four", 30: "thirty",
    }.items()
    for word in words.split()
} | {"couple of": 2}  # fmt: skip

WEEKDAY = f"(?:{'|'.join(_DAYS)})"
MONTH = f"(?:{'|'.join(_MONTHS)}|(?:{'|'.join(_SHORT)})\\b\\.?)"
_COUNT = rf"(?:\d{{1,4}}|(?:a\s+)?couple\s+of|{'|'.join(w for w in _NUMBERS if ' ' not in w)})"
RELATIVE = (
    r"(?:(?:the\s+)?day\s+before\s+yesterday|yesterday|today|tonight|last\s+night"
    r"|this\s+(?:morning|afternoon|evening|week|weekend|month|year)"
    rf"|last\s+(?:week|weekend|month|year|{WEEKDAY}|{MONTH})"
    r"|the\s+last\s+(?:week|month|year)\b|(?:the\s+)?past\s+(?:day|week|month|year)\b"
    rf"|(?:(?:the|these)\s+)?(?:last|past)\s+{_COUNT}\s+(?:hour|day|week|month|year)s?"
    rf"|{_COUNT}\s+(?:day|week|month)s?\s+ago)"
)
"""Words for a period that are relative to now."""
DATED = (
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?(?:\s+of)?\s+{MONTH}(?:,?\s+(?:19|20)\d\d)?"
    rf"|{MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?\b(?!\d)(?:,?\s+(?:19|20)\d\d)?"
    rf"|{MONTH},?\s+(?:19|20)\d\d|(?:19|20)\d\d-\d\d-\d\d)"
)
"""A day or a month with its year, written out."""
OPENING = (
    r"(?:the\s+(?:start|beginning)\s+of\s+(?:the|this|last)\s+(?:week|month|year)|the\s+weekend)"
)
"""What only "since" makes a point in time of."""
_DAYS_BACK = {
    "today": 0, "tonight": 0, "this morning": 0, "this afternoon": 0, "this evening": 0,
    "yesterday": 1, "last night": 1, "day before yesterday": 2,
}  # fmt: skip
_WEEK = timedelta(days=7)
_MONTH_LAG = 7
_IN_DAYS = {"hour": 1, "day": 1, "week": 7, "month": 30, "year": 365}
_HOURS = 24


class Period(NamedTuple):
    """From one day to another, both inclusive."""

    first: date
    last: date
    lag: int | None = 1
    """Days after its end on which it is still reported; None when that has no end."""


def period_of(words: str, today: date) -> Period | None:
    """The period that words name on a given day; None when there is no such day.

    >>> period_of("last week", date(2026, 3, 18))[:2]
    (datetime.date(2026, 3, 9), datetime.date(2026, 3, 15))
    >>> period_of("31 February", date(2026, 3, 18)) is None
    True
    """
    words = " ".join(words.lower().replace(",", " ").replace(".", "").split())
    try:
        if re.match(rf"{DATED}(?!\w)", words, re.IGNORECASE):
            return _dated(words, today)
        return _relative(words.removeprefix("the "), today)
    except (ValueError, OverflowError):
        return None


def _dated(words: str, today: date) -> Period | None:
    if re.fullmatch(r"\d{4}-\d\d-\d\d", words):
        return _one_day(date.fromisoformat(words))
    parts = [w for w in words.split() if w != "of"]
    month = next(n for w in parts if (n := _month(w)))
    year = next((int(w) for w in parts if re.fullmatch(r"\d{4}", w)), None)
    number = next((int(d[0]) for w in parts if (d := re.match(r"\d{1,2}(?!\d)", w))), None)
    if number is None:
        return _whole_month(year or today.year, month)
    if year is None:
        year = today.year
        # Without a year it is the last one that there was; 29 February may be years back.
        while not _is_day(year, month, number) or date(year, month, number) > today:
            if today.year - year > _HOURS:
                return None
            year -= 1
    return _one_day(date(year, month, number))


def _relative(words: str, today: date) -> Period:
    if words in _DAYS_BACK:
        return _one_day(today - timedelta(days=_DAYS_BACK[words]))
    if words.endswith(" ago"):
        return _ago(words, today)
    words = re.sub(r"^(?:start|beginning) of (?:the\b)?", "", words)
    which, _, rest = words.removeprefix("these ").partition(" ")
    if rest in _DAYS or which in _DAYS:
        return _weekday(rest or which, today)
    if month := _month(rest):
        return _whole_month(today.year - (month >= today.month), month)
    which = which or "this"
    if which == "weekend" or (which != "past" and rest in {"week", "weekend", "month", "year"}):
        return _unit(which, rest or which, today)
    return _rolling(rest, today)


def rolling_of(words: str, today: date) -> Period | None:
    """The same for words after "the": "the last week" is the last seven days.

    >>> rolling_of("the last week", date(2026, 3, 18)).first
    datetime.date(2026, 3, 11)
    """
    if found := re.fullmatch(r"(?i)the\s+last\s+((?:week|month|year))", words):
        return _rolling(found[1].lower(), today)
    return period_of(words, today)


def _one_day(day: date) -> Period:
    return Period(day, day)


def _rolling(words: str, today: date) -> Period:
    count, _, unit = words.rpartition(" ")
    unit = unit.removesuffix("s")
    number = _number(count)
    days = -(-number // _HOURS) if unit == "hour" else number * _IN_DAYS[unit]
    return Period(today - timedelta(days=days), today)


def _ago(words: str, today: date) -> Period:
    count, unit = words.removesuffix(" ago").rsplit(" ", 1)
    number, unit = _number(count), unit.removesuffix("s")
    if unit == "day":
        return _one_day(today - timedelta(days=number))
    if unit == "week":
        return _unit("this", "week", today - number * _WEEK)
    years, month = divmod(today.year * 12 + today.month - 1 - number, 12)
    return _whole_month(years, month + 1)


def _unit(which: str, unit: str, today: date) -> Period:
    """This or the last week, weekend, month or year of the calendar."""
    monday = today - timedelta(days=today.weekday())
    back = which != "this"
    if unit == "week":
        first = monday - _WEEK if back else monday
        return Period(first, first + timedelta(days=6))
    if unit == "weekend":
        saturday = monday - timedelta(days=2) if back else monday + timedelta(days=5)
        if saturday > today:
            raise ValueError("a weekend that is still to come")
        return Period(saturday, saturday + timedelta(days=1))
    if unit == "month":
        last = today.replace(day=1) - timedelta(days=1) if back else today
        return _whole_month(last.year, last.month)
    year = today.year - back
    return Period(date(year, 1, 1), date(year, 12, 31), None)


def _weekday(name: str, today: date) -> Period:
    """The last such day before today."""
    back = (today.weekday() - _DAYS.index(name) - 1) % 7 + 1
    return _one_day(today - timedelta(days=back))


def _whole_month(year: int, month: int) -> Period:
    first = date(year, month, 1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return Period(first, last, _MONTH_LAG)


def _month(word: str) -> int:
    if word in _MONTHS:
        return _MONTHS.index(word) + 1
    return _SHORT.get(word, 0)


def _number(words: str) -> int:
    words = words.removeprefix("a ") if words.startswith("a couple") else words
    return int(words) if words.isdigit() else _NUMBERS.get(words, 1)


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
