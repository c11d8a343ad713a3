"""The trade-off of declining as a report carries it, every value with its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eval.reading import Strict
from eval.scorers.declining import trade_off

if TYPE_CHECKING:
    from eval.saved import Run
    from eval.scorers.declining import Point


class Threshold(Strict):
    """What declining below a threshold would have done."""

    threshold: float
    answered: float
    """Share of the answerable questions that are answered."""
    declined: float
    """Share of the unanswerable questions that are declined."""


class Declining(Strict):
    """Answering against declining, as `eval.scorers.declining` measures it."""

    points: tuple[Threshold, ...]
    """From answering everything to declining everything."""
    area: float
    answerable: int
    unanswerable: int
    in_run: Threshold | None
    """What the run did; None where it answered nothing."""


def declining_of(run: Run) -> Declining | None:
    """The trade-off of a run; None where it asked questions of one kind alone."""
    found = trade_off(run.cases, run.answers)
    if found is None:
        return None
    return Declining(
        points=tuple(map(_threshold, found.points)),
        area=found.area,
        answerable=found.answerable,
        unanswerable=found.unanswerable,
        in_run=_threshold(found.in_run) if found.in_run else None,
    )


def _threshold(point: Point) -> Threshold:
    return Threshold.model_validate(point._asdict())
