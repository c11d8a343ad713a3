"""Words of time in a question, as the days on which an answer to it was published.

Only what is relative to now becomes a filter ("last week", "since Friday"): an explicit date is
mostly the day of the event and must match as itself, so it filters only where it governs the
reporting ("what has been reported since 3 May"). The rules stand in docs/design/questions.md.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from rag.retrieve.periods import DATED, MONTH, OPENING, RELATIVE, WEEKDAY, period_of, rolling_of
from rag.words import content

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rag.retrieve.periods import Period

_READ = 2000
"""Characters of a question that are searched, and so the only ones that are read."""
_PART = r"(?:\s+(?:morning|afternoon|evening|night)\b)?"
_POINT = rf"(?:{RELATIVE}|{DATED}|{WEEKDAY}|{MONTH})\b{_PART}"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"\b(?P<how>between|from)\s+(?P<one>{_POINT})\s+(?:and|to|until)\s+(?P<two>{_POINT})",
        rf"\b(?:(?:only|ever)\s+)?(?P<how>since)\s+(?P<one>{_POINT}|{OPENING}\b)",
        rf"\b(?P<how>before|until|till|after)\s+(?P<one>{_POINT})",
        (
            r"\b(?P<how>(?:(?:so\s+far|earlier|early|late|later)\s+)?"
            r"(?:(?:in|over|during|within|for|on|of|from)\s+)?)"
            rf"(?<!\w)(?P<one>{RELATIVE})\b(?P<own>['’]s\b)?{_PART}"
        ),
    )
)
_COMPARED = re.compile(
    r"\b(?:than|as|like|with|to|versus|vs\.?|against|by|before|until|till|after|since|and|half)\s+(?:in\s+)?$",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")
_REPORTING = re.compile(
    r"\b(?:report(?:s|ed|ing)?|publish(?:ed|es)?|written|wrote|news|cover(?:age|ed)|articles?"
    r"|stor(?:y|ies)|headlines?|known|printed|pieces?|posted)\b",
    re.IGNORECASE,
)
_OTHER_CLAUSE = re.compile(
    r"\b(?:has|have|had|been|that|which|who|is|are|was|were)\b", re.IGNORECASE
)
_A_DAY = timedelta(days=1)
_LONG = re.compile(r"year|month", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reading:
    """A question with its words of time taken out, and the days that they stand for."""

    text: str
    """What is searched."""
    words: tuple[str, ...] = ()
    """The words of time as they stand in the question."""
    since: date | None = None
    until: date | None = None
    note: str | None = None
    """What the reader must know about how the words were read, or why they were not."""

    @property
    def filters(self) -> bool:
        """Whether any words were read as days."""
        return self.since is not None or self.until is not None


class _Found(NamedTuple):
    """Words of time and what they stand for; `since` after `until` means no such day."""

    words: str
    start: int
    end: int
    since: date | None
    until: date | None
    is_day: bool = True


def read_time(question: str, today: date) -> Reading:
    """Read the words of time in a question as seen from `today`.

    >>> reading = read_time("What did the mayor say last week?", date(2026, 3, 18))
    >>> reading.text, reading.note
    ('What did the mayor say?', 'Read “last week” as published 9 to 16 March 2026.')
    >>> read_time("How many have fled since 2022?", date(2026, 3, 18)).filters
    False
    """
    head = question[:_READ]
    found = list(_found(head, today))
    words = tuple(f.words for f in found)
    named = " and ".join(f"“{w}”" for w in words)
    if not found:
        return Reading(question)
    if not all(f.is_day for f in found):
        return Reading(question, words, note=f"There is no such day as {named}; it was not read.")
    since = max((f.since for f in found if f.since), default=None)
    until = min((f.until for f in found if f.until), default=None)
    if since and until and since > until:
        note = f"{named} {'contradict each other' if len(found) > 1 else 'is no run of days'}"
        return Reading(question, words, note=f"{note}; it was searched without any days.")
    text = _without(head, found) + question[_READ:]
    if not content(text):
        # Nothing else was asked: the words are then all there is to search for.
        text = question
    note = f"Read {named} as published {_spelled(since, until)}."
    return Reading(text, words, since, until, note)


def _found(question: str, today: date) -> Iterator[_Found]:
    taken = [match.span() for match in _QUOTED.finditer(question)]
    for form in _FORMS:
        for match in form.finditer(question):
            start, end = match.span()
            if any(start < b and a < end for a, b in taken):
                continue
            read = _read(match, today)
            if read is not None:
                taken.append((read.start, read.end))
                yield read


def _read(match: re.Match[str], today: date) -> _Found | None:
    """What one match stands for; None when it is no word of time for the reporting."""
    question, parts = match.string, match.groupdict()
    how, one, two = parts["how"].split(maxsplit=1), parts["one"], parts.get("two")
    kind = how[-1].lower() if how else ""
    if _is_name(question, match) or _continues(question, match):
        return None
    if (
        kind in {"before", "until", "till", "after", "from", "between", "since"}
        and "own" not in parts
    ):
        is_near = kind in {"since", "between"} and not any(map(_is_dated, filter(None, (one, two))))
        if not (is_near or _governs(question, match)):
            return None
        return _bounded(match, kind, one, two, today)
    before = question[: match.start()]
    if _COMPARED.search(before[-30:]) or (_LONG.search(one) and (parts["own"] or kind == "from")):
        return None
    period = rolling_of(one, today)
    if period is None:
        return None
    return _Found(match["one"], *match.span(), period.first, _reported_until(period, today))


def _reported_until(period: Period, today: date) -> date | None:
    """The last day on which news of the period is still printed, as far as it is known today."""
    if period.lag is None:
        return None
    return min(period.last + timedelta(days=period.lag), max(today, period.first) + _A_DAY)


def _bounded(
    match: re.Match[str], kind: str, one: str, two: str | None, today: date
) -> _Found | None:
    """Since, before, until, after or between points in time."""
    first, second = _point(one, today), _point(two or one, today)
    words, (start, end) = match.group().strip(), match.span()
    if first is None or second is None:
        # A weekend that is still to come is no fault of spelling.
        is_date = _is_dated(one) or _is_dated(two or one)
        return _Found(words, start, end, None, None, is_day=False) if is_date else None
    since, until = {
        "since": (first.first, None),
        "after": (first.last + _A_DAY, None),
        "before": (None, first.first - _A_DAY),
        "until": (None, first.last),
        "till": (None, first.last),
    }.get(kind, (first.first, second.last + _A_DAY))
    if two and since and until and since > until and not _is_dated(one):
        since -= timedelta(days=7)  # from the Monday that came before that Wednesday
    return _Found(words, start, end, since, until)


def _point(words: str, today: date) -> Period | None:
    words = re.sub(r"\s+(?:morning|afternoon|evening|night)$", "", words, flags=re.IGNORECASE)
    if re.fullmatch(MONTH, words, re.IGNORECASE):
        this = period_of(f"1 {words}", today)
        return this and period_of(f"{words} {this.first.year}", today)
    return rolling_of(words, today) if " " in words else period_of(words, today)


def _is_dated(words: str) -> bool:
    return bool(re.match(rf"(?:{DATED}|{MONTH})(?!\w)", words, re.IGNORECASE))


def _is_name(question: str, match: re.Match[str]) -> bool:
    """Whether the words are written as a name: USA Today, Last Night of the Proms."""
    start = match.start("one")
    is_title = question[start].isupper() and re.match(RELATIVE, match["one"], re.IGNORECASE)
    return bool(is_title) and any(c.isalnum() for c in question[:start])


def _continues(question: str, match: re.Match[str]) -> bool:
    """Whether what follows says of what: the last week of the strike."""
    return bool(re.match(r"\s+of\b|-\w", question[match.end() : match.end() + 20]))


def _governs(question: str, match: re.Match[str]) -> bool:
    """Whether the words say when something was reported, not when it happened."""
    before = question[: match.start()]
    if not any(c.isalnum() for c in before):
        return True
    cues = list(_REPORTING.finditer(before))
    return bool(cues) and not _OTHER_CLAUSE.search(before[cues[-1].end() :])


def _without(question: str, found: list[_Found]) -> str:
    """The question without its words of time; a comma or gap that they leave goes with them."""
    for one in sorted(found, key=lambda f: -f.start):
        question = f"{question[: one.start].rstrip()} {question[one.end :].lstrip()}"
    question = re.sub(r"[ ,]+(?=[?!.;,]|$)", "", question.strip())
    return question.lstrip(" ,")


def _spelled(since: date | None, until: date | None) -> str:
    if since and until:
        return f"{_day(since, until)} to {_day(until)}" if since != until else f"on {_day(until)}"
    if since:
        return f"on {_day(since)} or later"
    return f"on {_day(until)} or before" if until else "on any day"


def _day(day: date, to: date | None = None) -> str:
    """A day in words, without what the day that follows says again."""
    if to and (day.year, day.month) == (to.year, to.month):
        return str(day.day)
    year = "" if to and day.year == to.year else f" {day.year}"
    month = (
        "January February March April May June July August September October November December"
    ).split()[day.month - 1]
    return f"{day.day} {month}{year}"
