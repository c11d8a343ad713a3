"""How a question is read before it is searched: alone, and without its words of time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rag.retrieve.conversation import Turn, standalone
from rag.retrieve.when import read_time

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from rag.types import Filter


@dataclass(frozen=True, slots=True)
class Understood:
    """A question as it was asked and as it is searched."""

    question: str
    """As it was asked."""
    text: str
    """What is searched and what the writer is asked."""
    only: Filter
    """The filter, narrowed by the words of time."""
    read_as: str | None = None
    """The question made to stand alone, where that changed it."""
    notes: tuple[str, ...] = ()
    """What the reader must know about the reading."""


def understand(
    question: str,
    *,
    only: Filter,
    before: Sequence[Turn] = (),
    today: date | None = None,
    holds: Callable[[Filter], bool],
) -> Understood:
    """Read a question after the turns before it, as seen from a day.

    Args:
        question: As it was asked.
        only: The filter that was asked for; words of time only narrow it.
        before: Earlier turns, the oldest first.
        today: What "last week" is relative to; None leaves words of time as they are.
        holds: Whether any article passes a filter. Where none does within the days that were
            read from the words, it is searched without them.
    """
    alone = standalone(question, before).question
    read_as = alone if alone != question else None
    if today is None:
        return Understood(question, alone, only, read_as)
    reading = read_time(alone, today)
    notes = (reading.note,) if reading.note else ()
    if not reading.filters:
        return Understood(question, alone, only, read_as, notes)
    narrowed = replace(
        only,
        since=_later(only.since, _iso(reading.since)),
        until=_earlier(only.until, _iso(reading.until)),
    )
    if narrowed == only or holds(narrowed) or not holds(only):
        return Understood(question, reading.text, narrowed, read_as, notes)
    nothing = "The archive has nothing from those days, so all days were searched."
    return Understood(question, reading.text, only, read_as, (*notes, nothing))


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _later(one: str | None, other: str | None) -> str | None:
    return max(filter(None, (one, other)), default=None)


def _earlier(one: str | None, other: str | None) -> str | None:
    return min(filter(None, (one, other)), default=None)
