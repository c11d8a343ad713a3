"""How far a piece of work has come, how fast it goes and how long it still takes."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Final, NamedTuple

from rag.models.sizes import spoken

if TYPE_CHECKING:
    from collections.abc import Callable

HORIZON: Final = 10.0
"""Seconds over which a rate is taken: long enough to be calm, short enough to tell of a stall."""
EVERY: Final = 0.1
"""Seconds between two reports; a worker that told of every piece would keep the screen busy."""


class Progress(NamedTuple):
    """How a piece of work stands at a moment."""

    done: int
    total: int
    """Bytes; 0 where that is not known."""
    rate: float
    """Bytes a second, lately."""
    seconds: float
    """Since it began."""

    @property
    def share(self) -> float:
        """0..1; 0 where the total is not known."""
        return min(self.done / self.total, 1.0) if self.total else 0.0

    @property
    def left(self) -> float | None:
        """Seconds that it still takes at that rate; None while nothing moves."""
        return max(self.total - self.done, 0) / self.rate if self.rate > 0 and self.total else None

    @property
    def words(self) -> str:
        """`2.1 MB of 8.4 MB · 25 % · 1.2 MB/s · 0:05 left`."""
        parts = [f"{spoken(self.done)} of {spoken(self.total)}", f"{self.share:.0%}"]
        parts.append(f"{spoken(int(self.rate))}/s" if self.rate >= 1 else "waiting")
        if self.left is not None and self.rate >= 1:
            parts.append(f"{clock(self.left)} left")
        return " · ".join(parts)


class Pace:
    """Watches a piece of work; what was done before it began counts for no rate."""

    def __init__(self, total: int, now: Callable[[], float], *, done: int = 0) -> None:
        self.total = total
        self._now = now
        self._begun = now()
        self._told = self._begun
        self._seen: deque[tuple[float, int]] = deque([(self._begun, done)])

    def note(self, done: int) -> Progress:
        """How it stands, now that so much is done; never less than before."""
        now, (_, before) = self._now(), self._seen[-1]
        self._seen.append((now, max(done, before)))
        while len(self._seen) > 2 and self._seen[1][0] <= now - HORIZON:  # noqa: PLR2004 - two ends
            self._seen.popleft()
        (since, was), (_, here) = self._seen[0], self._seen[-1]
        rate = (here - was) / (now - since) if now > since else 0.0
        return Progress(here, self.total, rate, now - self._begun)

    def is_due(self) -> bool:
        """Whether a report is due; says so once for each stretch of time."""
        now = self._now()
        if now - self._told < EVERY:
            return False
        self._told = now
        return True


def clock(seconds: float) -> str:
    """Minutes and seconds, or hours, minutes and seconds.

    >>> clock(5), clock(754), clock(8105)
    ('0:05', '12:34', '2:15:05')
    """
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
