"""A comparison as one HTML page."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from eval.compare.wording import (
    COLUMNS,
    FAMILIES,
    TAG_FAMILIES,
    about,
    cells,
    moved,
    remarks,
    verdict,
)
from eval.report.plots import Bar, is_share, on_scale
from eval.report.templating import render
from eval.scorers import SCORERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from eval.compare.build import Comparison
    from eval.compare.changes import Change


def comparison_page(comparison: Comparison) -> str:
    """A whole comparison; the same two runs give the same page to the byte."""
    reach = _reach(comparison.changes)
    flips = comparison.flips
    return render(
        "comparison.html",
        title=f"{comparison.suite}, compared",
        about=about(comparison),
        comparison=comparison,
        remarks=remarks(comparison),
        columns=COLUMNS,
        rows=_rows(comparison.changes),
        tag_rows=_rows(moved(comparison.tags)),
        families=FAMILIES,
        tag_families=TAG_FAMILIES,
        bars=[
            (one, SCORERS[one.name].better, _bar(one, reach))
            for one in comparison.changes
            if _is_drawn(one)
        ],
        reach=reach,
        tags=sorted({tag for flip in flips for tag in flip.tags}),
        scorers=list(dict.fromkeys(flip.scorer for flip in flips)),
    )


def _is_drawn(change: Change) -> bool:
    """Whether a change can be drawn on the scale that all shares have in common."""
    return change.difference is not None and is_share(change.name)


def _rows(changes: Iterable[Change]) -> list[tuple[Change, tuple[str, ...], str]]:
    return [(change, cells(change), verdict(change)) for change in changes]


def _reach(changes: Sequence[Change]) -> float:
    """How far from zero the plot reaches: in whole tenths, so that a hair is drawn as one."""
    ends = [
        abs(end)
        for change in changes
        if _is_drawn(change)
        for end in (change.difference, change.low, change.high)
        if end is not None
    ]
    return max(1, math.ceil(round(max(ends, default=0.0) * 10, 6))) / 10


def _bar(change: Change, reach: float) -> Bar:
    low, high = (
        None if end is None else on_scale(end, -reach, reach) for end in (change.low, change.high)
    )
    return Bar(on_scale(change.difference or 0.0, -reach, reach), low, high)
