"""On which day a sentence says that something happened, seen from the day of its publication.

Pure. Only what the wording settles is dated: an event that is told in a side clause, a bound
("until Friday") and words inside a quotation give no day.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from rag.answer.verifying.calendars import days_named
from rag.answer.verifying.checks.speech import SAYING, quoted
from rag.answer.verifying.moments import moments
from rag.answer.verifying.side import Side
from rag.words import stem

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from rag.answer.verifying.moments import Moment
    from rag.brief.types import Precision

_NEAR = 3
"""Sentences before one with a time of day alone, among which the day is looked for."""
_BOUND = re.compile(
    r"\b(?:by|until|till|since|between|jusqu['’][àa]|d['’]ici|depuis)\s+"
    r"(?:the\s+(?:end|start|beginning|middle)\s+of\s+)?"
    r"(?:\d[\d.:h]*\s*(?:[ap]\.?m\.?)?\s+|noon\s+|midnight\s+)?(?:on\s+)?\Z",
    re.IGNORECASE,
)
_SIDE = re.compile(r"\b(?:who|whom|whose|which|where|qui|dont)\b", re.IGNORECASE)
_THAT = re.compile(r"\bthat\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
_AHEAD = re.compile(
    r"\b(?:will|would|shall|should|may|(?:is|are|was|were|due|set|expected|planned|scheduled)\s+to"
    r"|heading\s+for|expected|planned|sera|seront|restera|resteront|aura|auront|devra|devront"
    r"|starts?|begins?|opens?|reopens?|takes?|ends|resumes?)\b",
    re.IGNORECASE,
)
_RESUMED = re.compile(
    r"\bthat\s+\w+.*\s(?:will|would|is|are|was|were|has|have|had)\s", re.IGNORECASE
)
"""The main clause goes on: "the schools that closed will open"."""
_EARLIER = re.compile(r"\b(?:had|avait|avaient)\b", re.IGNORECASE)
_ENTRY = re.compile(r"\W*(\d{1,2})[.:](\d\d)\b")
_IN = re.compile(r"\b(?:in|of|en|de|im)\s+(?:early\s+|late\s+|mid-?)?\Z", re.IGNORECASE)
_SAID = frozenset(stem(word) for word in SAYING)
_HALF_A_YEAR = 183
_MONTHS = 12


class When(NamedTuple):
    """The time of an event."""

    day: str | None
    clock: str | None
    precision: Precision
    words: str
    is_ahead: bool


class Sentence(NamedTuple):
    """A sentence with what its words of time are relative to."""

    text: str
    published: date | None
    is_live: bool = False
    """Whether it is an entry of a page that is written as things happen."""


def when(sentence: Sentence, before: Sequence[str] = ()) -> When | None:
    """When what a sentence tells happened; None where no word settles it.

    Args:
        sentence: The sentence.
        before: The sentences before it in its article, the nearest last.

    >>> from datetime import date
    >>> tugs = Sentence("Two tugs pulled it clear at 5 a.m. on Wednesday.", date(2026, 3, 4))
    >>> when(tugs)[:3]
    ('2026-03-04', '05:00', 'minute')
    """
    if found := _stated(sentence):
        return found
    clock = _clock(_settling(sentence.text))
    if sentence.is_live and sentence.published:
        entry = _ENTRY.match(sentence.text) or (_ENTRY.match(before[-1]) if before else None)
        told = clock or (f"{int(entry[1]):02}:{entry[2]}" if entry else None)
        day = sentence.published.isoformat()
        words = entry.group().strip(" *") if entry else ""
        return When(day, told, "minute", words, is_ahead=False) if told and entry else None
    if clock is None:
        return None
    for text in reversed(before[-_NEAR:]):
        near = _stated(sentence._replace(text=text))
        if near is None or near.precision not in {"day", "minute"} or near.is_ahead:
            continue
        if near.day and not _EARLIER.search(text[: text.find(near.words)]):
            words = next(m.span.of(sentence.text) for m in _settling(sentence.text) if m.clock)
            return When(near.day, clock, "minute", words, is_ahead=False)
    return None


def _stated(sentence: Sentence) -> When | None:
    """The time that a sentence itself states."""
    settling = _settling(sentence.text)
    dated = [m for m in settling if not m.clock and m.kind != "decade"]
    # "The council met on Monday, the mayor said on Tuesday" is of Monday.
    dated.sort(key=lambda m: m.before in _SAID)
    for moment in dated:
        if found := _placed(moment, sentence):
            clock = _clock(settling) if found.precision == "day" else None
            return found._replace(clock=clock, precision="minute") if clock else found
    return None


@lru_cache(maxsize=4096)
def _settling(text: str) -> tuple[Moment, ...]:
    """The moments that say when the main thing of a sentence happened."""
    side = Side(text)
    spoken = quoted(side)
    return tuple(
        m
        for m in moments(side)
        if m.edge not in {"end", "before", "after"}
        and (m.edge != "start" or m.clock)
        and not _BOUND.search(text[: m.span.start])
        and m.to_day is None
        and not any(s.start <= m.span.start < s.end for s in spoken)
        and not _is_aside(text, m)
    )


def _is_aside(text: str, moment: Moment) -> bool:
    """Whether a moment belongs to a clause that only describes somebody or something."""
    before = text[: moment.span.start]
    clause = before[max(before.rfind(mark) for mark in ",;:") + 1 :]
    if _SIDE.search(clause):
        return True
    if moment.kind == "year" and not _IN.search(before):
        return True
    that = list(_THAT.finditer(before))
    if that and that[-1].start() >= len(before) - len(clause):
        # "The strike that ended on Monday" describes; "she said that it ended on Monday" tells.
        is_told = any(w.lower() in SAYING for w in _WORD.findall(before[: that[-1].start()]))
        return not is_told and not _RESUMED.match(before, that[-1].start())
    is_short = len(clause.split()) <= 3 and clause != before  # noqa: PLR2004
    return moment.kind == "year" and is_short and text[moment.span.end :].startswith(",")


def _clock(settling: Sequence[Moment]) -> str | None:
    """The one time of day, where it can be read in one way only."""
    clocks = [m for m in settling if m.clock]
    if len(clocks) != 1 or len(clocks[0].clock) != 1:
        return None
    minute = next(iter(clocks[0].clock))
    return f"{minute // 60 % 24:02}:{minute % 60:02}"


def _placed(moment: Moment, sentence: Sentence) -> When | None:
    published, words = sentence.published, moment.span.of(sentence.text).rstrip(".")
    is_ahead = _is_ahead(sentence.text, moment)
    if moment.kind == "relative":
        runs = list(days_named(moment, published, set()))
        is_day = bool(runs) and runs[0][0] == runs[0][1]
        day = runs[0][0] if is_day else None
        ahead = bool(day and published and day > published)
        return When(day.isoformat(), None, "day", words, ahead) if day else None
    if moment.month and not moment.day and not moment.year:
        return _of_month(moment, published, words, is_ahead=is_ahead)
    if moment.year and not moment.day:
        month = f"-{moment.month:02}" if moment.month else ""
        ahead = published is not None and moment.year > published.year
        return When(
            f"{moment.year}{month}", None, "month" if month else "year", words, is_ahead=ahead
        )
    day = _day(moment, published, is_ahead=is_ahead)
    if day is None:
        return When(None, None, "stated", words, is_ahead=False) if published is None else None
    return When(day.isoformat(), None, "day", words, bool(published and day > published))


def _day(moment: Moment, published: date | None, *, is_ahead: bool) -> date | None:
    """The day of a date or a weekday: the last one before publication, or the next."""
    if moment.year:
        return next((first for first, _ in days_named(moment, published, set())), None)
    if published is None:
        return None
    if moment.day is None:
        near = [first for first, _ in days_named(moment, published, set())]
        if not near:
            return None
        return near[-1] if is_ahead and near[0] != published else near[0]
    years = (published.year - 1, published.year, published.year + 1)
    near = [first for first, _ in days_named(moment, published, years)]
    return min(near, key=lambda day: abs((day - published).days), default=None)


def _of_month(moment: Moment, published: date | None, words: str, *, is_ahead: bool) -> When | None:
    """A month without a year: the nearest one on the side that the tense says."""
    if published is None:
        return When(None, None, "stated", words, is_ahead=False)
    assert moment.month is not None  # noqa: S101 - its only caller looks
    year = published.year
    if is_ahead and moment.month < published.month:
        year += 1
    elif not is_ahead and moment.month > published.month:
        year -= 1
    return When(f"{year}-{moment.month:02}", None, "month", words, is_ahead=is_ahead)


def _is_ahead(text: str, moment: Moment) -> bool:
    """Whether what happens at a moment was still to come when the sentence was written."""
    before = text[: moment.span.start]
    cues = list(_AHEAD.finditer(before))
    if not cues or moment.before in _SAID:
        return False
    between = _WORD.findall(before[cues[-1].end() :])
    return not any(word.lower() in SAYING for word in between)
