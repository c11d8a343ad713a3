"""The timeline of a topic: what happened when, by the time of the event."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from rag.brief.claims import apart, opening
from rag.brief.dating import Sentence, When, when
from rag.brief.gathering import by_time
from rag.brief.selfstanding import is_mostly_quoted, is_withdrawn, leans, speaks_of_itself
from rag.brief.types import Happening, is_reporting

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rag.brief.carrying import Carrying
    from rag.brief.gathering import Gathered
    from rag.brief.types import Line
    from rag.types import Article, Evidence

SHOWN = 40
_BEFORE = 3
_FEWEST = 4
_SAME_DAY, _SAME_HOUR = 0.7, 0.5
"""Cosine from which two sentences of one day, or of one minute of it, tell of one event."""
_LEANING = 0.2
"""What a sentence weighs less that a reader does not understand by itself."""


class _Dated(NamedTuple):
    """A sentence that says when something happened."""

    place: int
    time: When
    weight: float


def timeline(gathered: Gathered, carrying: Carrying) -> tuple[Happening, ...]:
    """Events by their own time, each told once; those without a day last.

    A press release is cited for what no report tells, and counts as no origin; an opinion piece
    never is.
    """
    chosen = _chosen(_dated(gathered, carrying), gathered, carrying)
    found = [_happening(one, carrying.line(one.place)) for one in chosen]
    return tuple(sorted((h for h in found if not _is_background(h)), key=_by_event))


def _dated(gathered: Gathered, carrying: Carrying) -> list[_Dated]:
    """Sentences with a time, the weightiest first; of the same words the first that was printed."""
    found = []
    central = gathered.vectors @ opening(gathered)
    by_article: dict[str, list[int]] = defaultdict(list)
    for place, evidence in enumerate(gathered.pool):
        before = by_article[evidence.article.id]
        texts = [gathered.pool[n].sentence.text for n in before[-_BEFORE:]]
        before.append(place)
        if not _is_telling(evidence) or carrying.twins(place)[0] != place:
            continue
        told = Sentence(
            evidence.sentence.text, _published(evidence.article), evidence.article.kind == "live"
        )
        if time := when(told, texts):
            found.append(_Dated(place, time, _weight(evidence, float(central[place]), time)))
    return sorted(found, key=lambda one: (-one.weight, one.place))


def _chosen(dated: Sequence[_Dated], gathered: Gathered, carrying: Carrying) -> list[_Dated]:
    """The weightiest that do not tell again what one before them tells of the same day."""
    chosen: list[_Dated] = []
    of_day: Mapping[str | None, list[int]] = defaultdict(list)
    of_hour: Mapping[tuple[str | None, str | None], list[int]] = defaultdict(list)
    told: set[tuple[str | None, str, int]] = set()
    for one in dated:
        if len(chosen) == SHOWN:
            break
        evidence, day = gathered.pool[one.place], one.time.day
        if (day, evidence.article.id, evidence.sentence.span.start) in told:
            continue
        clock = (day, one.time.clock)
        is_new = apart(gathered.vectors, [one.place], 1, of_day[day], _SAME_DAY) or (
            # The hour is news where the day alone was told.
            one.time.clock and not of_hour[clock]
        )
        if not is_new or not apart(gathered.vectors, [one.place], 1, of_hour[clock], _SAME_HOUR):
            continue
        line = carrying.line(one.place)
        told |= {(day, c.article.id, c.span.start) for c in line.citations}
        of_day[day].append(one.place)
        of_hour[clock].append(one.place)
        chosen.append(one)
    return chosen


def _is_telling(evidence: Evidence) -> bool:
    text = evidence.sentence.text
    if evidence.article.kind == "opinion" or len(text.split()) < _FEWEST or text.endswith("?"):
        return False
    return not (is_mostly_quoted(text) or speaks_of_itself(text) or is_withdrawn(evidence))


def _weight(evidence: Evidence, central: float, time: When) -> float:
    weight = (evidence.score + max(0.0, central)) / 2 + 0.2 / (1 + evidence.sentence.ordinal)
    if leans(evidence.sentence.text):
        weight -= _LEANING
    if time.is_ahead:
        # What came about is told before what was to come about.
        weight -= _LEANING
    # What is reported is told before what only a party says of itself.
    return weight if is_reporting(evidence.article) else weight - 1


def _happening(one: _Dated, line: Line) -> Happening:
    first = min((c.article for c in line.citations), key=by_time)
    time = one.time
    return Happening(
        line, time.day, time.clock, time.precision, time.words, first.published, time.is_ahead
    )


def _is_background(happening: Happening) -> bool:
    """Whether it is of another year and only one report mentions it."""
    day, published = happening.day, happening.published
    if day is None or published is None or happening.line.origins > 1:
        return False
    return abs(int(published[:4]) - int(day[:4])) > 1


def _by_event(happening: Happening) -> tuple[bool, str, str, str]:
    line = happening.line.citations[0].article
    return happening.day is None, happening.day or "", happening.clock or "", line.published or ""


def _published(article: Article) -> date | None:
    try:
        return date.fromisoformat((article.published or "")[:10])
    except ValueError:
        return None
