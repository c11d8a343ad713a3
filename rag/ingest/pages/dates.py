"""Dates as people and machines write them, to ISO 8601; what can be read two ways is none."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta, timezone
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

_YEARS = range(1990, 2100)
"""Before the first newspaper on the web stand placeholders only."""
_DAY_FIRST = frozenset("es fr it pt nl pl cs ro ca gl".split())
"""Languages in which the day comes first wherever they are written."""
_ZONES: dict[str, float | str] = {
    "et": "America/New_York", "est": -5, "edt": -4, "ct": "America/Chicago", "cst": -6, "cdt": -5,
    "mt": "America/Denver", "mst": -7, "mdt": -6, "pt": "America/Los_Angeles", "pst": -8,
    "pdt": -7, "gmt": 0, "utc": 0, "z": 0, "cet": 1, "cest": 2, "mez": 1, "mesz": 2, "bst": 1,
    "eet": 2, "eest": 3, "msk": 3, "мск": 3, "ist": 5.5, "jst": 9, "aest": 10, "aedt": 11,
}  # fmt: skip
_TIME = (
    r"(?P<hour>\d{1,2})(?:(?P<mark>[:.hч])(?P<minute>\d{2}))?(?::\d{2})?"
    r"\s*(?P<half>[ap]\.?\s?m\.?)?(?:\s*(?:Uhr|h|ч)\b)?(?:\s*\(?(?P<zone>[A-ZМСК]{2,4})\b\)?)?"
)
_AFTER = re.compile(
    rf"(?:T|,|\s|\||·|–|-|à|at|um|a las|alle|ore|o|в|kl\.?|om)*(?<!\d){_TIME}(?!\d)", re.IGNORECASE
)
_BEFORE = re.compile(rf"(?<![\d.,]){_TIME}(?:,|\s|\||on|am|le|el|il|·)*$", re.IGNORECASE)
_ORDINAL = r"(?:st|nd|rd|th|er|º|ª|°|\.|-го)?"
_MONTH = r"(?P<month>[^\W\d_]{3,12})\.?"
_YEAR = r"(?P<year>(?:19|20)\d{2})(?!\d)"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        r"(?<!\d)(?P<year>(?:19|20)\d{2})[-/.](?P<m>\d{2})[-/.](?P<day>\d{2})(?!\d)",
        rf"(?<!\d)(?P<day>\d{{1,2}}){_ORDINAL}\s*(?:de\s+|of\s+|d['’])?{_MONTH},?\s+(?:de\s+|del\s+)?{_YEAR}",
        rf"\b{_MONTH}\s+(?P<day>\d{{1,2}}){_ORDINAL},?\s+{_YEAR}",
        rf"(?<!\d)(?P<day>\d{{1,2}})\.\s?(?P<m>\d{{1,2}})\.\s?{_YEAR}",
        rf"(?<!\d)(?P<one>\d{{1,2}})/(?P<two>\d{{1,2}})/{_YEAR}",
        rf"{_YEAR}\s*年\s*(?P<m>\d{{1,2}})\s*月\s*(?P<day>\d{{1,2}})\s*日",
    )
)
_ADDRESS = re.compile(r"/(20\d{2})[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?=[/_.-]|$)")
_MACHINE_DAY = re.compile(r"(\d{4})[-/.]?(\d{2})[-/.]?(\d{2})")
_REACH = 24
_NOON = 12


class StatedDate(NamedTuple):
    """A date in a line of words."""

    value: str
    start: int
    end: int


def machine_date(text: str) -> str | None:
    """A date that a program wrote, in ISO 8601; None when it is none or a placeholder.

    >>> machine_date("2026-03-02T08:30:00.000Z"), machine_date("2024/11/14")
    ('2026-03-02T08:30:00+00:00', '2024-11-14')
    >>> machine_date("1970-01-01T00:00:00Z") is None
    True
    """
    text = text.strip()
    if found := _MACHINE_DAY.fullmatch(text):
        return _day(*map(int, found.groups()))
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return _mail_date(text)
    return moment.replace(microsecond=0).isoformat() if moment.year in _YEARS else None


def stated_dates(line: str, language: str | None) -> list[StatedDate]:
    """The dates in a line of words, as precise as each is stated.

    >>> [d.value for d in stated_dates("Published 3 March 2026, 14:05", "en")]
    ['2026-03-03T14:05:00']
    >>> stated_dates("06/12/2025", "en")
    []
    """
    found: list[StatedDate] = []
    for form in _FORMS:
        for match in form.finditer(line):
            day = _read(match.groupdict(), language)
            if day and not any(f.start < match.end() and match.start() < f.end for f in found):
                found.append(_with_time(line, day, match.start(), match.end()))
    return sorted(found, key=lambda one: one.start)


def address_date(url: str) -> str | None:
    """The day in an address such as `/2026/03/02/story`."""
    found = _ADDRESS.search(url.partition("?")[0])
    return _day(*map(int, found.groups())) if found else None


def _read(parts: dict[str, str | None], language: str | None) -> date | None:
    year = int(parts.get("year") or 0)
    if parts.get("one"):
        one, two = int(parts["one"] or 0), int(parts["two"] or 0)
        is_day_first = language in _DAY_FIRST or one > _NOON or one == two
        if not is_day_first and two <= _NOON:
            return None
        day, month = (one, two) if is_day_first else (two, one)
    else:
        named = parts.get("month")
        month = month_of(named, language) if named else int(parts.get("m") or 0)
        day = int(parts.get("day") or 0)
    try:
        return date(year, month, day) if year in _YEARS else None
    except ValueError:
        return None


@lru_cache(maxsize=512)
def month_of(word: str, language: str | None) -> int:
    """The number of a month by its name, 0 when it is none."""
    import dateparser

    languages = [language, "en"] if language and language != "en" else ["en"]
    try:
        found = dateparser.parse(
            f"1 {word} 2020", languages=languages, settings={"STRICT_PARSING": True}
        )
    except (ValueError, TypeError, OverflowError, KeyError):
        # A language that is not known to the library; its months may be English.
        return month_of(word, "en") if language != "en" else 0
    is_month = found is not None and (found.day, found.year) == (1, 2020)
    return found.month if found is not None and is_month else 0


def _with_time(line: str, day: date, start: int, end: int) -> StatedDate:
    after = _AFTER.match(line[end : end + _REACH])
    before = _BEFORE.search(line[max(0, start - _REACH) : start])
    for match, edge in ((after, end), (before, start)):
        clock = _clock(match) if match else None
        if match and clock is not None:
            moment = datetime.combine(day, clock)
            zone = _zone(match.group("zone"), moment)
            return StatedDate(
                moment.replace(tzinfo=zone).isoformat(), min(start, edge),
                end + match.end() if match is after else end,
            )  # fmt: skip
    return StatedDate(day.isoformat(), start, end)


def _clock(match: re.Match[str]) -> time | None:
    hour, minute, half = int(match["hour"]), int(match["minute"] or 0), match["half"]
    has_unit = half or match.group().rstrip().lower().endswith(("uhr", "h"))
    if (match["minute"] is None or match["mark"] == ".") and not has_unit:
        return None
    if half:
        if hour > _NOON:
            return None
        hour = hour % _NOON + (_NOON if half.lower().startswith("p") else 0)
    try:
        return time(hour, minute)
    except ValueError:
        return None


def _zone(name: str | None, moment: datetime) -> timezone | None:
    zone = _ZONES.get((name or "").lower())
    if isinstance(zone, str):
        offset = moment.replace(tzinfo=ZoneInfo(zone)).utcoffset()
        return timezone(offset) if offset is not None else None
    return None if zone is None else timezone(timedelta(hours=zone))


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat() if year in _YEARS else None
    except ValueError:
        return None


def _mail_date(text: str) -> str | None:
    from email.utils import parsedate_to_datetime

    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return moment.isoformat() if moment.year in _YEARS else None
