"""A sentence read once for all comparisons: its words of meaning, names, days, and who speaks."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from rag.answer.conflicts.meanings import is_empty, sense
from rag.answer.verifying.amounts import Amount, amounts, outside
from rag.answer.verifying.calendars import days_named
from rag.answer.verifying.checks.clauses import pieces
from rag.answer.verifying.checks.naming import mentions
from rag.answer.verifying.checks.ordinary import is_proper
from rag.answer.verifying.checks.speech import is_saying, quoted
from rag.answer.verifying.moments import moments
from rag.answer.verifying.side import Side
from rag.words import fold, tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rag.answer.conflicts.types import Told
    from rag.answer.verifying.checks.clauses import Piece
    from rag.answer.verifying.moments import Moment
    from rag.types import Span
    from rag.words import Token

_PUTTING = frozenset("put puts".split())
_OPENING = frozenset("a an the his her its".split())
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_LONGEST = 120
"""Words of a sentence that is compared; what is longer is a list or a broken page."""


@dataclass(frozen=True, eq=False)
class Line:
    """A sentence of the evidence; two are never equal, so it can be looked up by identity."""

    told: Told
    number: int
    """Its place in what was given."""
    article_names: frozenset[str] = frozenset()
    """Words with a capital in all that was given of its article."""

    @cached_property
    def published(self) -> date | None:
        """The day of publication."""
        found = _DATE.match(self.told.published or "")
        try:
            return date.fromisoformat(found.group()) if found else None
        except ValueError:
            return None

    @cached_property
    def side(self) -> Side:
        """The sentence as the rules read it."""
        return Side(self.told.text, self.published)

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """Its sentences; more than one where it was cut badly."""
        return pieces(self.side)

    @cached_property
    def moments(self) -> tuple[Moment, ...]:
        """The points in time that it names."""
        return moments(self.side)

    @cached_property
    def amounts(self) -> tuple[Amount, ...]:
        """Its amounts that are no parts of a date, lengths of time among them."""
        return tuple(outside(amounts(self.side), [m.span for m in self.moments]))

    @cached_property
    def quotations(self) -> tuple[Span, ...]:
        """What stands between quotation marks."""
        return quoted(self.side)

    @cached_property
    def asserting(self) -> tuple[Token, ...]:
        """Words of meaning of what is told; units and points in time left out."""
        units = [a.whole for a in self.amounts] + [m.span for m in self.moments]
        return tuple(
            w for w in self._told if w.is_content and not any(_within(w.span, u) for u in units)
        )[:_LONGEST]

    def tells(self, span: Span) -> bool:
        """Whether words are part of what is told, and not of who tells it."""
        return any(span.start <= w.span.start < span.end for w in self._told)

    @cached_property
    def _told(self) -> tuple[Token, ...]:
        return tuple(
            w
            for piece in self.pieces
            for kept in [_without_speaker(piece)]
            for n, w in enumerate(piece.words)
            if n in kept
        )

    @cached_property
    def senses(self) -> frozenset[str]:
        """What its words mean, figures and days left out."""
        return senses(self.asserting)

    @cached_property
    def names(self) -> frozenset[str]:
        """Words of the names in what is told."""
        known = {w.span for w in self.asserting}
        return frozenset(
            fold(w.text) for m in mentions(self.side, self.side) for w in m.words if w.span in known
        )

    @cached_property
    def capitals(self) -> frozenset[str]:
        """Words of what is told that may be names, the first one too."""
        return frozenset(fold(w.text) for w in self.asserting if w.is_name and is_proper(w))

    @cached_property
    def around(self) -> frozenset[str]:
        """What its words, those of its neighbours and of the headline mean."""
        told = self.told
        near = senses(t for part in (told.title, told.before, told.after) for t in tokens(part))
        return near | self.senses

    @cached_property
    def near_names(self) -> frozenset[str]:
        """Words written with a capital there, where no sentence begins; those of the sentence."""
        told = self.told
        return _capitals((told.title, told.before, told.after)) | self.names

    @cached_property
    def days(self) -> frozenset[date]:
        """The days that it may name, as far as that can be told."""
        return frozenset(day for m in self.moments for day in self.days_of(m))

    def days_of(self, moment: Moment) -> frozenset[date]:
        """The days that a moment of it may be; none for a month, a year or a time of day."""
        years = {m.year for m in self.moments if m.year}
        if self.published:
            years.add(self.published.year)
        runs = days_named(moment, self.published, years)
        return frozenset(
            day for run in runs if run[0] == run[1] for day in _to(run[0], moment.to_day)
        )


def senses(words: Iterable[Token]) -> frozenset[str]:
    """What words mean; figures, days and empty words left out."""
    return frozenset(
        sense(w.text) for w in words if w.is_content and not w.is_number and not is_empty(w.text)
    )


def _within(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _to(first: date, last: int | None) -> list[date]:
    if last is None or not first.day < last <= 28:  # noqa: PLR2004 - any month has 28 days
        return [first]
    return [first.replace(day=number) for number in range(first.day, last + 1)]


def _without_speaker(piece: Piece) -> frozenset[int]:
    """Places of the words that are not about who says it."""
    words, clauses = piece.words, piece.clauses
    kept = set(range(len(words)))
    for place, word in enumerate(words):
        plain = fold(word.text)
        is_put = plain in _PUTTING
        if not (is_put or plain == "according" or is_saying(piece, place)):
            continue
        before = [n for n in range(place) if clauses[n] == clauses[place]]
        after = [n for n in range(place + 1, len(words)) if clauses[n] == clauses[place]]
        if plain == "according":
            kept -= {place, *after}
        elif clauses[place] > 0 and not is_put and _is_tail(piece, place):
            kept -= {*before, place, *after, *_named_before(piece, clauses[place])}
        else:
            kept -= {*before, place}
    return frozenset(kept) if kept else frozenset(range(len(words)))


def _is_tail(piece: Piece, place: int) -> bool:
    """Whether nothing is told after the verb: `..., Roe told reporters`."""
    clause = piece.clauses[place]
    rest = [w for n, w in enumerate(piece.words) if n > place and piece.clauses[n] == clause]
    return not any(fold(w.text) == "that" for w in rest)


def _named_before(piece: Piece, clause: int) -> set[int]:
    """The clauses right before that only say who speaks: `Roe, spokeswoman for the city, told`."""
    found: set[int] = set()
    for number in range(clause - 1, 0, -1):
        places = [n for n, c in enumerate(piece.clauses) if c == number]
        first = piece.words[places[0]] if places else None
        is_naming = first is not None and (first.is_name or fold(first.text) in _OPENING)
        if not is_naming or len(places) > 10:  # noqa: PLR2004
            break
        found.update(places)
    return found


def lines_of(told: Sequence[Told]) -> list[Line]:
    """The sentences with their places and what is known of the rest of their articles."""
    texts: dict[str, list[str]] = defaultdict(list)
    for one in told:
        texts[one.article] += [one.text, one.title]
    names = {article: _capitals(parts) for article, parts in texts.items()}
    return [Line(one, number, names[one.article]) for number, one in enumerate(told)]


def _capitals(texts: Iterable[str]) -> frozenset[str]:
    """Words written with a capital where no text begins, as names are."""
    return frozenset(
        fold(t.text)
        for text in texts
        for t in tokens(text)[1:]
        if t.is_name and is_proper(t) and not is_empty(t.text)
    )
