"""Figures with their intervals as a line of signs: one scale for all, so that they can be compared.

Drawn by hand and not by a plotting library: what a reader looks for is whether an interval
reaches a threshold, and that is seen best when every figure is one line beside its name.
`docs/interface.md` has more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

TRACK: Final = "·"


def interval_bar(
    mean: float,
    low: float | None,
    high: float | None,
    *,
    width: int,
    mark: float | None = None,
    ends: tuple[float, float] = (0.0, 1.0),
) -> str:
    """A mean with its interval and the place of a mark, between two ends of a scale.

    >>> interval_bar(0.5, 0.25, 0.75, width=9)
    '··├─●─┤··'
    >>> interval_bar(1.0, 1.0, 1.0, width=9, mark=0.5)
    '····┊···●'
    """
    signs = [TRACK] * width
    if mark is not None:
        signs[_cell(mark, width, ends)] = "┊"
    if low is not None and high is not None:
        first, last = _cell(low, width, ends), _cell(high, width, ends)
        for place in range(first, last + 1):
            signs[place] = "─" if signs[place] == TRACK else "┼"
        if last > first:
            signs[first], signs[last] = "├", "┤"
    signs[_cell(mean, width, ends)] = "●"
    return "".join(signs)


def reach(values: Sequence[float | None]) -> float:
    """How far a scale around zero must reach to have all values on it; at least a tenth."""
    return max(0.1, *(abs(value) for value in values if value is not None), 0.1)


def _cell(value: float, width: int, ends: tuple[float, float]) -> int:
    low, high = ends
    share = (min(max(value, low), high) - low) / (high - low)
    return round(share * (width - 1))
