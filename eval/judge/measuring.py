"""A judge against the labels of people: how well it tells apart, how far its scores can be read.

Every figure has a 95 % bootstrap interval over groups: pages, documents or claims.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from eval.agreement import auroc, balanced_accuracy, calibration_error, cohen_kappa, f1
from eval.judge.record import Estimate, JudgeRecord, SetFigures
from eval.stats import resampled, spread

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from eval.judge.labelled import LabelledSet
    from eval.judging import Judge

DRAWS = 1000
SEED = 7


class Progress(NamedTuple):
    """How far the measuring of one set is."""

    name: str
    done: int
    total: int


class _Row(NamedTuple):
    """One claim; of two annotators, what the first and the second say."""

    score: float
    said: bool
    label: bool


def ignore(_: Progress) -> None:
    """Watch nothing."""


def measure_judge(
    judge: Judge,
    sets: Sequence[LabelledSet],
    day: date,
    *,
    watch: Callable[[Progress], None] = ignore,
) -> JudgeRecord:
    """Put every claim of the sets to a judge and compare what it says with the labels.

    Args:
        judge: Is asked about each claim against all its evidence together.
        sets: Claims that people judged; names that differ.
        day: When this is.
        watch: Told after each claim.
    """
    return JudgeRecord(
        judge=judge.name,
        supported_from=judge.supported_from,
        measured=day.isoformat(),
        sets=tuple(_figures(judge, one, watch) for one in sets),
    )


def _figures(judge: Judge, some: LabelledSet, watch: Callable[[Progress], None]) -> SetFigures:
    rows = []
    for claim in some.claims:
        score = judge.score(claim.claim, claim.evidence)
        rows.append(_Row(score, score >= judge.supported_from, claim.label))
        watch(Progress(some.name, len(rows), len(some.claims)))
    groups = [claim.group for claim in some.claims]
    found = _estimates(rows, groups, _MEASURES)
    both = [_Row(0.0, one.first, one.second) for one in some.annotated]
    between = _estimates(both, [one.group for one in some.annotated], {"kappa": _kappa})
    return SetFigures(
        name=some.name,
        sha256=some.sha256,
        known=some.known,
        n=len(rows),
        supported=sum(row.label for row in rows),
        groups=len(set(groups)),
        disputed=some.disputed,
        annotators_kappa=between["kappa"],
        **found,
    )


def _estimates(
    rows: Sequence[_Row],
    groups: Sequence[str],
    measures: Mapping[str, Callable[[Sequence[_Row]], float | None]],
) -> dict[str, Estimate | None]:
    """Each measure of the rows, with its spread over the same draws of groups."""
    values = {name: measure(rows) for name, measure in measures.items()}
    drawn: dict[str, list[float]] = {name: [] for name in measures}
    for places in resampled(groups, seed=SEED, draws=DRAWS) if len(set(groups)) > 1 else ():
        some = [rows[place] for place in places]
        for name, measure in measures.items():
            # A draw without one of the classes has no figure and says nothing of the spread.
            value = measure(some)
            drawn[name] += [] if value is None else [value]
    return {name: _estimate(value, drawn[name]) for name, value in values.items()}


def _estimate(value: float | None, drawn: Sequence[float]) -> Estimate | None:
    if value is None:
        return None
    interval = spread(drawn) if drawn else None
    return Estimate(
        value=round(value, _DIGITS),
        low=round(interval.low, _DIGITS) if interval else None,
        high=round(interval.high, _DIGITS) if interval else None,
    )


def _kappa(rows: Sequence[_Row]) -> float | None:
    return cohen_kappa([row.said for row in rows], [row.label for row in rows])


_DIGITS = 4
_MEASURES: Mapping[str, Callable[[Sequence[_Row]], float | None]] = {
    "balanced_accuracy": lambda rows: balanced_accuracy(
        [row.said for row in rows], [row.label for row in rows]
    ),
    "f1": lambda rows: f1([row.said for row in rows], [row.label for row in rows]),
    "auroc": lambda rows: auroc([row.score for row in rows], [row.label for row in rows]),
    "calibration_error": lambda rows: calibration_error(
        [row.score for row in rows], [row.label for row in rows]
    ),
    "kappa": _kappa,
}
