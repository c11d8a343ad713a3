"""Where things stand on a plot. Templates draw; here is only the arithmetic.

Lengths are shares of the plot in per cent, so that a plot is as wide as the screen and its
dots stay round.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from eval.scorers import SCORERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from eval.report.declining import Declining, Threshold
    from eval.report.figures import Figure, TagFigure


class Bar(NamedTuple):
    """A dot with its interval and a mark; what is None is not drawn."""

    dot: str
    low: str | None
    high: str | None
    mark: str | None = None


class Curve(NamedTuple):
    """A line through points, and the place where the run stands; on a square of 100 by 100."""

    line: str
    run: tuple[str, str] | None
    """None where the run answered nothing."""


def on_scale(value: float, low: float = 0.0, high: float = 1.0) -> str:
    """Where a value stands between two ends.

    >>> on_scale(0.25), on_scale(0.0, -0.5, 0.5)
    ('25.00%', '50.00%')
    """
    share = (value - low) / (high - low)
    return f"{100 * min(1.0, max(0.0, share)):.2f}%"


def is_share(name: str) -> bool:
    """Whether a scorer's figures lie between 0 and 1 and can share one scale."""
    return SCORERS[name].best is not None


def figure_bars(figures: Iterable[Figure]) -> list[tuple[Figure, Bar]]:
    """The figures that can be drawn on one scale, each with its bar."""
    return [
        (
            one,
            Bar(
                on_scale(one.mean),
                None if one.low is None else on_scale(one.low),
                None if one.high is None else on_scale(one.high),
                None if one.required is None else on_scale(one.required),
            ),
        )
        for one in figures
        if one.mean is not None and is_share(one.name)
    ]


def tag_rows(
    tags: Sequence[TagFigure], names: Sequence[str]
) -> list[tuple[str, list[tuple[TagFigure, Bar] | None]]]:
    """By tag, what each of the scorers says; None where it does not apply."""
    found = {(one.tag, one.name): one for one in tags}
    return [
        (tag, [_cell(found.get((tag, name))) for name in names])
        for tag in dict.fromkeys(one.tag for one in tags)
    ]


def curve(declining: Declining) -> Curve:
    """To the right more is answered, upwards more is declined."""
    line = " ".join(",".join(_place(point)) for point in declining.points)
    return Curve(line, _place(declining.in_run) if declining.in_run else None)


def some(points: Sequence[Threshold], most: int = 12) -> list[Threshold]:
    """Points spread evenly over a curve, the first and the last among them."""
    if len(points) <= most:
        return list(points)
    places = {round(step * (len(points) - 1) / (most - 1)) for step in range(most)}
    return [points[place] for place in sorted(places)]


def _place(point: Threshold) -> tuple[str, str]:
    # Pages count from the top.
    return f"{100 * point.answered:.2f}", f"{100 * (1 - point.declined):.2f}"


def _cell(one: TagFigure | None) -> tuple[TagFigure, Bar] | None:
    if one is None:
        return None
    low = None if one.low is None else on_scale(one.low)
    high = None if one.high is None else on_scale(one.high)
    return one, Bar(on_scale(one.mean), low, high)
