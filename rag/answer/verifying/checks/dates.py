"""Dates, times of day and lengths of time: the evidence says when, and for how long."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from rag.answer.verifying.agreeing import Bearing, bearing, is_comparable
from rag.answer.verifying.amounts import amounts, outside
from rag.answer.verifying.calendars import bears_out
from rag.answer.verifying.moments import moments
from rag.answer.verifying.side import Finding
from rag.answer.verifying.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from rag.answer.verifying.amounts import Amount
    from rag.answer.verifying.moments import Moment
    from rag.answer.verifying.side import Side
    from rag.words import Token

_MOST = 64
"""Moments of a claim that are compared; a sentence has fewer, and a longer text stays linear."""
_OPPOSITE = {"start": {"end"}, "end": {"start"}, "before": {"after", "start"},
             "after": {"before", "end"}}  # fmt: skip


_FIGURE = re.compile(r"\d{1,2}[.:]\d\d")
_A_MONTH = 31.0


class _Known(NamedTuple):
    """What the evidence says of time."""

    text: str
    tokens: Sequence[Token]
    moments: Sequence[Moment]
    amounts: Sequence[Amount]
    published: date | None
    years: frozenset[int]
    """Those that it names, and that of its publication."""


def wrong_dates(claim: Side, evidence: Side) -> list[Finding]:
    """Moments and lengths of time of the claim that the evidence does not give, or gives otherwise.

    >>> from datetime import date
    >>> from rag.answer.verifying.side import Side
    >>> published = date(2026, 11, 11)
    >>> wrong_dates(Side("It shut on 10 November 2026."), Side("It shut on Tuesday.", published))
    []
    >>> wrong_dates(Side("It shut on Monday."), Side("It shut on Tuesday."))[0].note
    'The source says “Tuesday”, not “Monday”.'
    """
    said = moments(evidence)
    published = evidence.published or claim.published
    years = {year for moment in said for year in (moment.year, moment.to_year) if year}
    if published:
        years.add(published.year)
    known = _Known(
        evidence.text, evidence.tokens, said, amounts(evidence), published, frozenset(years)
    )
    return [*_wrong_moments(claim, known), *_wrong_durations(claim, evidence)]


def _wrong_moments(claim: Side, known: _Known) -> Iterator[Finding]:
    for asked in moments(claim)[:_MOST]:
        words = quoted(claim.text, asked.span)
        found = bears_out(asked, known.moments, published=known.published, years=known.years)
        if found:
            turned = [other for other in found if other.edge in _OPPOSITE.get(asked.edge, ())]
            if len(turned) == len(found):
                note = (
                    f"The source gives {quoted(known.text, turned[0].span)} as the "
                    f"{_role(turned[0])}, the sentence as the {_role(asked)}."
                )
                yield Finding("date", asked.span, note, is_contradicted=True)
        elif not (_is_written(asked, known) or _is_open(asked, known)):
            rivals = [other for other in known.moments if _is_rival(asked, other)]
            if rivals:
                note = f"The source says {quoted(known.text, rivals[0].span)}, not {words}."
                yield Finding("date", asked.span, note, is_contradicted=True)
            else:
                note = f"The date {words} is not in the source."
                yield Finding("date", asked.span, note, is_contradicted=False)


def _role(moment: Moment) -> str:
    return {"start": "beginning", "end": "end"}.get(moment.edge, f"time “{moment.edge}” it")


def _is_written(asked: Moment, known: _Known) -> bool:
    """Whether the publication itself dates the claim, or the words stand there in another form."""
    if asked.grain == (True, False, False, False, False, False):
        return known.published is not None and asked.year == known.published.year
    # A live report has nothing but "11.45" at the head of its entries.
    figure = _FIGURE.match(asked.words) if asked.clock else None
    if figure is not None:
        return any(token.text == figure[0] for token in known.tokens)
    hours = {minutes / 60 % 12 for minutes in asked.clock}
    return any(
        not (other.unit or other.after) and other.value % 12 in hours for other in known.amounts
    )


def _is_open(asked: Moment, known: _Known) -> bool:
    """Whether it cannot be told, because nobody knows the day that "yesterday" is relative to."""
    is_relative = asked.kind in {"relative", "weekday"} and known.published is None
    others = {"relative", "weekday", "date", "month"} - ({asked.kind} - {"relative"})
    return is_relative and any(other.kind in others for other in known.moments)


def _is_rival(asked: Moment, other: Moment) -> bool:
    """Whether the evidence has another moment where the claim has this one."""
    if asked.grain != other.grain or asked.edge != other.edge or asked.kind == "relative":
        return False
    return _is_shared(asked.before, other.before) or _is_shared(asked.after, other.after)


def _is_shared(one: str, other: str) -> bool:
    return bool(one) and one == other


def _wrong_durations(claim: Side, evidence: Side) -> Iterator[Finding]:
    known = [amount for amount in amounts(evidence) if amount.is_duration]
    for asked in _durations(claim)[:_MOST]:
        found = [(bearing(asked, other), other) for other in known]
        best = max((degree for degree, _ in found), default=Bearing.NONE)
        if best is Bearing.SAME:
            continue
        words = quoted(claim.text, asked.whole)
        chosen = [other for degree, other in found if degree is best]
        if best is not Bearing.NONE:
            note = f"The source says {quoted(evidence.text, chosen[0].whole)}, not {words}."
            is_surer = best is Bearing.UNHEDGED
            yield Finding(
                "certainty" if is_surer else "date", asked.span, note, is_contradicted=False
            )
        elif rival := next((other for other in chosen if _is_other_length(asked, other)), None):
            note = f"The source says {quoted(evidence.text, rival.whole)}, not {words}."
            yield Finding("date", asked.span, note, is_contradicted=True)
        elif not asked.is_in_words or asked.value > _A_MONTH or asked.bound:
            note = f"The time {words} is not in the source."
            yield Finding("date", asked.span, note, is_contradicted=False)


def _durations(side: Side) -> list[Amount]:
    """Lengths of time that are no part of "three days ago", which is a moment."""
    spans = [moment.span for moment in moments(side)]
    return [amount for amount in outside(amounts(side), spans) if amount.is_duration]


def _is_other_length(asked: Amount, other: Amount) -> bool:
    if not is_comparable(asked, other) or asked.kind != other.kind:
        return False
    is_followed = bool(asked.after and other.after) and asked.after[0] == other.after[0]
    return is_followed or _is_shared(asked.before, other.before)
