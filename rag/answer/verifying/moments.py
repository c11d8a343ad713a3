"""Points in time that a text names: days, weekdays, months, years, times of day, "last week"."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from rag.dates import MONTHS, WEEKDAYS
from rag.retrieve.periods import RELATIVE
from rag.types import Span

if TYPE_CHECKING:
    from rag.answer.verifying.side import Side
    from rag.words import Token

Edge = Literal["", "start", "end", "before", "after"]
"""What is bounded by the moment, by the preposition before it."""

_MONTH = "|".join(sorted(map(re.escape, MONTHS), key=len, reverse=True))
_WEEKDAY = "|".join(WEEKDAYS)
_YEAR = r"(?P<year>1\d{3}|20\d{2})(?![\d%]|[.,:]\d)"
_FIRST = "".join(sorted({name[0] for name in MONTHS}))
_FIRST_OF_DAY = "".join(sorted({name[0] for name in WEEKDAYS}))
"""Letters to look for before a long list of names is tried: it is most of the cost."""
_LEAD = rf"(?:(?P<weekday>{_WEEKDAY}),?\s+(?:the\s+|le\s+|den\s+|,)?)?"
_DAY = r"(?P<day>\d{1,2})"
_PREPOSITION = (
    r"\b(?=[abdefilmnostu])(?:in|since|until|till|by|before|after|last|next|this|early|late|mid|from|to|of|during"
    r"|throughout|through|between|end|start|beginning|and|and\s+in|en|depuis|fin|d[eé]but)"
)
_NTH = r"(?:st|nd|rd|th|er|\.)?"
_TO_DAY = r"\s?(?P<to_day>\d{1,2})"
_DATE_DAY_FIRST = (
    rf"\b(?=[\d{_FIRST_OF_DAY}]){_LEAD}(?<![\d.,:$€£]){_DAY}{_NTH}(?:\s?(?:-|\u2013|and|to|et|&){_TO_DAY}{_NTH})?"
    rf"(?:\s+(?:of|de))?\s+(?P<month>{_MONTH})\b\.?(?:(?:\s+de|\s+of)?\s?,?\s+{_YEAR})?"
)
_DATE_MONTH_FIRST = (
    rf"\b(?=[{_FIRST}{_FIRST_OF_DAY}]){_LEAD}(?P<month>{_MONTH})\b\.?\s+(?:the\s+)?{_DAY}(?:st|nd|rd|th)?\b"
    rf"(?:\s?[-\u2013]{_TO_DAY}\b)?(?![.,:]\d|\s*%|\s+(?:per|million|billion)\b)"
    rf"(?:\s?,?\s+{_YEAR})?"
)
_DATE_ISO = r"(?<![\d-])(?P<year>[12]\d{3})-(?P<number>\d\d)-(?P<day>\d\d)(?!\d)"
_SLASHED = r"(?<![\d/.])(?P<one>\d{1,2})[/.](?P<two>\d{1,2})[/.](?P<year>(?:19|20)\d\d)\b"
_RELATIVE = (
    rf"\b(?=[\dadelnpstcfotyi])(?:{RELATIVE}|tomorrow|next\s+(?:week|month|year|{_WEEKDAY}))\b"
)
_DECADE = r"(?:\b(?P<decade>(?:1\d|20)\d)|(?<!\w)['’](?P<short>\d))0(?:\s?['’])?s\b"
_YEARS = rf"(?<![\w.,:$€£%/-]){_YEAR}(?:\s?[-\u2013/]\s?(?P<tail>\d{{2}}(?:\d\d)?))?(?![\w/])"
_CLOCK_HALVES = (
    r"(?=\d)(?<![\d.,:])(?P<hour>\d{1,2})(?:[:.h](?P<minute>[0-5]\d))?\s*(?P<half>[ap])\.?\s?m\b\.?"
)
_CLOCK_WHOLE = r"(?<![\d.,:])(?P<hour>[01]?\d|2[0-4])\s?[:h]\s?(?P<minute>[0-5]\d)(?![\d:.]\d|\d)"
_CLOCK_AT = (
    r"(?=\d)(?<=\bat )(?P<hour>[01]?\d|2[0-4])\.(?P<minute>[0-5]\d)"
    r"(?![\d%.]|\s*(?:%|[ap]\.?m\b|per\b|[mb]illion|points?))"
)
_FORMS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(form, re.IGNORECASE))
    for name, form in (
        ("date", _DATE_DAY_FIRST),
        ("date", _DATE_MONTH_FIRST),
        ("date", rf"\b(?=[{_FIRST}])(?P<month>{_MONTH})\b\.?,?\s+(?:of\s+)?{_YEAR}"),
        ("date", _DATE_ISO),
        ("slashed", _SLASHED),
        ("month", rf"{_PREPOSITION}[\s-]+(?:the\s+)?(?P<month>{_MONTH})(?![\w’'])"),
        ("weekday", rf"\b(?=[{_FIRST_OF_DAY}])(?P<weekday>{_WEEKDAY})\b"),
        ("relative", _RELATIVE),
        ("decade", _DECADE),
        ("year", _YEARS),
        ("clock", _CLOCK_HALVES),
        ("clock", _CLOCK_WHOLE),
        ("clock", _CLOCK_AT),
        ("clock", r"(?=\d)(?<![\w.])(?P<hour>\d{1,2})\s+o['’]clock"),
        ("named", r"\b(?=[nm])(?:noon|midday|midnight)\b"),
    )
)
_LOWER_NAMES_NOTHING = frozenset("may march mar set ago gen mag out dic jan sept".split())
_OF_COUNTED = re.compile(
    r"\s+(?:people|men|women|children|troops|soldiers|dead|homes|jobs|workers|[mb]illion|dollars"
    r"|euros|pounds|miles|met(?:er|re)s|tonn?e?s|feet|km|kg|deaths|cases|students|employees)\b",
    re.IGNORECASE,
)
_OF_TIME = re.compile(
    r"\b(?=[abdefilmnostu])(?:in|since|of|by|from|until|till|to|and|during|circa|around|before|after|for|year)\s+\Z",
    re.IGNORECASE,
)
_HEDGED = re.compile(
    r"\b(?:than|about|some|nearly|almost|least|over|approximately)\s+\Z", re.IGNORECASE
)
_MODERN = 1800
_EDGES: dict[str, Edge] = {
    "since": "start", "from": "start", "starting": "start", "until": "end", "till": "end",
    "to": "end", "before": "before", "after": "after",
}  # fmt: skip
_NAME_OF_DAY = frozenset("Black Good Ash Super Easter Bloody Palm Cyber Shrove Maundy".split())
_NOON = 12
_REACH = 24
_CLAUSE_ENDS = re.compile(r"[.;:,()!?\n]")


class Moment(NamedTuple):
    """A point in time as it is stated; what is not stated is None."""

    kind: str
    span: Span
    words: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    to_day: int | None = None
    """The second day of 6-8 October."""
    weekday: int | None = None
    decade: int | None = None
    to_year: int | None = None
    """The second year of 2020-21."""
    clock: frozenset[int] = frozenset()
    """Minutes of the day that it may mean: 6.42 is in the morning or in the evening."""
    edge: Edge = ""
    before: str = ""
    """Stem of the word of meaning that leads to it, within the clause."""
    after: str = ""

    @property
    def grain(self) -> tuple[bool, ...]:
        """Which parts are stated; two moments of one grain can stand in each other's place."""
        parts = (self.year, self.month, self.day, self.weekday, self.decade)
        return (*(part is not None for part in parts), bool(self.clock))


@lru_cache(maxsize=16)
def moments(side: Side) -> tuple[Moment, ...]:
    """The moments of a text in order, none within another.

    >>> from rag.answer.verifying.side import Side
    >>> [(m.kind, m.words) for m in moments(Side("On Monday 12 May at 7 a.m., in the 1990s"))]
    [('date', 'monday 12 may'), ('clock', '7 a.m.'), ('decade', '1990s')]
    """
    text = side.text
    found = [read for name, form in _FORMS for match in form.finditer(text)
             if (read := _read(name, match)) is not None]  # fmt: skip
    found.sort(key=lambda moment: (moment.span.start, -moment.span.end))
    starts = [token.span.start for token in side.tokens]
    kept: list[Moment] = []
    for moment in found:
        if not kept or moment.span.start >= kept[-1].span.end:
            kept.append(_in_context(moment, text, side.tokens, starts))
    return tuple(kept)


def _read(name: str, match: re.Match[str]) -> Moment | None:
    parts = {key: value for key, value in match.groupdict().items() if value}
    span = Span(*match.span("month" if name == "month" else 0))
    words = " ".join(span.of(match.string).lower().replace(",", " ").split())
    moment: Moment | None = Moment(name, span, words)
    match name:
        case "named":
            minutes = frozenset({0 if "night" in words else _NOON * 60})
            moment = Moment("clock", span, words, clock=minutes)
        case "clock":
            minutes = _minutes(parts)
            moment = Moment(name, span, words, clock=minutes) if minutes else None
        case "decade":
            decade = int(parts.get("decade") or "19" + parts["short"])
            moment = Moment(name, span, words, decade=decade)
        case "year":
            year, second = int(parts["year"]), _second_year(parts)
            is_year = _is_year(match)
            moment = Moment(name, span, words, year, to_year=second) if is_year else None
        case "weekday" if not _is_weekday(match):
            moment = None
        case "weekday" | "date" | "slashed" | "month":
            moment = _dated(Moment(name, span, words), parts)
    return moment


def _dated(moment: Moment, parts: dict[str, str]) -> Moment | None:
    named = parts.get("month", "")
    is_bare = moment.kind != "slashed" and "year" not in parts
    if named and is_bare and named.islower() and named in _LOWER_NAMES_NOTHING:
        return None
    if moment.kind == "month" and len(named.rstrip(".")) <= 3 and named.lower() != "may":  # noqa: PLR2004
        return None
    day, month = int(parts.get("day", 0)), int(parts.get("number", 0)) or MONTHS.get(named.lower())
    if moment.kind == "slashed":
        one, two = int(parts["one"]), int(parts["two"])
        is_open = one <= _NOON and two <= _NOON and one != two
        day, month = (0, None) if is_open else (one, two) if two <= _NOON else (two, one)
    if day > 31 or (month or 1) > _NOON:  # noqa: PLR2004
        return None
    return moment._replace(
        year=int(parts["year"]) if "year" in parts else None,
        month=month,
        day=day or None,
        to_day=int(parts["to_day"]) if "to_day" in parts else None,
        weekday=WEEKDAYS[parts["weekday"].lower()] if "weekday" in parts else None,
    )


def _minutes(parts: dict[str, str]) -> frozenset[int]:
    hour, minute, half = int(parts["hour"]), int(parts.get("minute", 0)), parts.get("half", "")
    if hour > (_NOON if half else 2 * _NOON):
        return frozenset()
    if half:
        return frozenset({(hour % _NOON + (_NOON if half.lower() == "p" else 0)) * 60 + minute})
    # A leading zero is the mark of the clock of 24 hours.
    is_open = hour <= _NOON and not parts["hour"].startswith("0")
    hours = {hour % _NOON, hour % _NOON + _NOON} if is_open else {hour % (2 * _NOON)}
    return frozenset(h * 60 + minute for h in hours)


def _second_year(parts: dict[str, str]) -> int | None:
    tail = parts.get("tail", "")
    return int(parts["year"][: 4 - len(tail)] + tail) if tail else None


def _is_year(match: re.Match[str]) -> bool:
    """Whether four digits are a year, not a count of something."""
    near = match.string[max(0, match.start() - _REACH) : match.start()]
    if _OF_COUNTED.match(match.string, match.end(), match.end() + _REACH) or _HEDGED.search(near):
        return False
    return int(match["year"]) >= _MODERN or bool(_OF_TIME.search(near))


def _is_weekday(match: re.Match[str]) -> bool:
    """Whether a weekday is one, and no part of a name: Black Friday, the Sunday Times."""
    before = match.string[max(0, match.start() - _REACH) : match.start()].split()
    after = match.string[match.end() : match.end() + 2]
    is_titled = bool(before) and before[-1].lower() == "the" and after[1:].isupper()
    return not is_titled and (not before or before[-1] not in _NAME_OF_DAY)


def _in_context(moment: Moment, text: str, words: tuple[Token, ...], starts: list[int]) -> Moment:
    """A moment with the words that lead to it and follow it in its clause."""
    at = bisect_left(starts, moment.span.start)
    edge: Edge = ""
    before = ""
    for token in reversed(words[max(0, at - 4) : at]):
        if _CLAUSE_ENDS.search(text, token.span.end, moment.span.start):
            break
        edge = edge or _EDGES.get(token.text.lower(), "")
        if _leads(token):
            before = token.stem
            break
    end = bisect_left(starts, moment.span.end)
    following = next((token for token in words[end : end + 4] if _leads(token)), None)
    is_cut = following and _CLAUSE_ENDS.search(text, moment.span.end, following.span.start)
    after = following.stem if following and not is_cut else ""
    return moment._replace(edge=edge, before=before, after=after)


def _leads(token: Token) -> bool:
    return token.is_content and not token.is_number and token.text.lower() not in _EDGES
