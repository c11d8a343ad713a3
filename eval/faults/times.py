"""Wrong dates: another day, month, year, weekday, hour or duration."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from eval.faults.change import Change, Setting, like, outside, swap
from eval.faults.figures import MONTHS

if TYPE_CHECKING:
    from random import Random

WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_UNITS = "minute hour day week month year decade".split()
_PARTS = "morning afternoon evening night".split()
_MONTH = "|".join(MONTHS)
_WEEKDAY = re.compile(rf"\b(?P<w>{'|'.join(WEEKDAYS)})\b")
_MONTH_BEFORE = re.compile(rf"\b(?P<w>{_MONTH})(?=,? \d)")
_MONTH_AFTER = re.compile(
    rf"\b(?:\d|[Ii]n|last|next|late|early|this|since|until) (?P<w>{_MONTH})\b"
)
_DAY_BEFORE = re.compile(rf"\b(?P<w>\d{{1,2}})(?= (?:{_MONTH})\b)")
_DAY_AFTER = re.compile(rf"\b(?:{_MONTH}) (?P<w>\d{{1,2}})\b(?![:.]\d)")
_YEAR = re.compile(
    rf"\b(?:[Ii]n|since|until|after|early|late|{_MONTH}|\d,) "
    r"(?P<w>1[5-9]\d\d|20\d\d)\b(?!,\d)"
)
_LENGTH = re.compile(
    rf"\b(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|an?) "
    rf"(?P<w>(?:{'|'.join(_UNITS)})s?)\b(?!-)"
)
_PART = re.compile(rf"\b(?:this|[Tt]he|(?:{'|'.join(WEEKDAYS)})) (?P<w>{'|'.join(_PARTS)})\b")
_HALF_DAY = re.compile(r"\b(?<![.:\d])(?P<w>\d{1,2})(?=(?:[.:]\d\d)? ?[ap]\.?m\b)")
_CLOCK = re.compile(r"\b(?P<w>1?\d|2[0-3])(?=:\d\d\b(?! ?[AP]M))")
_BOUND = re.compile(
    r"\b(?:more than|less than|over|under|within|at least|up to|nearly|almost) (?:\w+ )?\Z",
    re.IGNORECASE,
)
_NEARBY = 10
_RELATIVE = {
    "yesterday": ("last week", "last month"),
    "today": ("last week", "last month"),
    "tomorrow": ("next week", "next month"),
    "last week": ("last year", "yesterday"),
    "last month": ("last year", "last week"),
    "last year": ("three years ago", "last month"),
    "next week": ("next year", "next month"),
    "next month": ("next year", "next week"),
    "next year": ("next month",),
    "this week": ("last week", "next week"),
    "this year": ("last year", "next year"),
    "this month": ("last month", "next month"),
}
_NEAR = re.compile(rf"\b(?P<w>{'|'.join(_RELATIVE)})\b", re.IGNORECASE)


def date(text: str, setting: Setting, random: Random) -> Change | None:
    """Another time in the place of one that the sentence names."""
    found = [
        (match, new)
        for pattern, other in _KINDS
        for match in outside(pattern, text)
        for new in [other(match["w"], random)]
    ]
    if not found:
        return None
    match, new = random.choice(found)
    known = " ".join(setting.evidence)
    span = match.span("w")
    if _is_bounded(text, span[0]):
        return None
    change = swap(text, span, new, "date")
    around = change.text[max(0, span[0] - 12) : change.span.end + 6]
    return None if around in known else change


def _is_bounded(text: str, at: int) -> bool:
    """Whether a bound stands before a length, so that another length may be true as well."""
    return bool(_BOUND.search(text[:at]))


def _weekday(word: str, random: Random) -> str:
    return random.choice([day for day in WEEKDAYS if day != word])


def _month(word: str, random: Random) -> str:
    return random.choice([month for month in MONTHS if month != word])


def _day(word: str, random: Random) -> str:
    day = int(word)
    return str(random.choice([d for d in range(1, 29) if 0 < abs(d - day) < _NEARBY]))


def _year(word: str, random: Random) -> str:
    return str(int(word) + random.choice((-10, -5, -3, -2, -1, 1, 2, 3)))


def _unit(word: str, random: Random) -> str:
    at = _UNITS.index(word.removesuffix("s"))
    near = [u for u in _UNITS[max(0, at - 2) : at + 3] if u not in (_UNITS[at], "hour")]
    return random.choice(near) + "s" * word.endswith("s")


def _half_day(word: str, random: Random) -> str:
    return str(random.choice([hour for hour in range(1, 13) if hour != int(word)]))


def _hour(word: str, random: Random) -> str:
    return str(random.choice([hour for hour in range(24) if hour != int(word)]))


def _part(word: str, random: Random) -> str:
    return random.choice(
        [part for part in _PARTS if part != word and {part, word} != {"evening", "night"}]
    )


def _near(word: str, random: Random) -> str:
    return like(word, random.choice(_RELATIVE[word.casefold()]))


_KINDS = (
    (_WEEKDAY, _weekday),
    (_MONTH_BEFORE, _month),
    (_MONTH_AFTER, _month),
    (_DAY_BEFORE, _day),
    (_DAY_AFTER, _day),
    (_YEAR, _year),
    (_LENGTH, _unit),
    (_HALF_DAY, _half_day),
    (_CLOCK, _hour),
    (_PART, _part),
    (_NEAR, _near),
)
