"""Whether questions are refused where, and only where, the articles hold no answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from eval.agreement import auroc
from eval.records import Recorded, Score

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from eval.suite import Case

_BEYOND = 1e-6
"""Above the best score of all by the last digit that is kept: there everything is declined."""


def declined_correctly(case: Case, answer: Recorded) -> Score | None:
    """1 when a question that cannot be answered was declined, else 0.

    The mean over cases is the recall of declining.
    """
    if case.answerable:
        return None
    if answer.failure is not None:
        return Score(0.0, "failed")
    return Score(1.0, "declined") if answer.declined else Score(0.0, "answered all the same")


def declining_precision(case: Case, answer: Recorded) -> Score | None:
    """1 when a question that was declined cannot be answered, else 0; for declined cases.

    The mean over cases is the precision of declining.
    """
    if not answer.declined:
        return None
    return Score(0.0, "it can be answered") if case.answerable else Score(1.0, "no answer there")


def answered(case: Case, answer: Recorded) -> Score | None:
    """1 when a question that can be answered was not declined, else 0."""
    if not case.answerable:
        return None
    if answer.failure is not None:
        return Score(0.0, "failed")
    return Score(0.0, "declined") if answer.declined else Score(1.0, "answered")


class Point(NamedTuple):
    """What declining below a threshold would have done."""

    threshold: float
    answered: float
    """Share of the answerable questions whose best evidence scores at least as much."""
    declined: float
    """Share of the others whose best evidence scores less."""


class TradeOff(NamedTuple):
    """Answering against declining, over all thresholds at which something changes."""

    points: tuple[Point, ...]
    """From answering everything to declining everything."""
    area: float
    """Chance that the evidence of an answerable question outscores that of another one: the area
    under the points, ties counted half."""
    answerable: int
    unanswerable: int
    in_run: Point | None
    """What the run did; its threshold is the least best score that was answered. None where it
    answered nothing."""


def trade_off(cases: Iterable[Case], answers: Mapping[str, Recorded]) -> TradeOff | None:
    """The trade-off of a run, by how likely the program found an answer.

    Cases that failed are left out, and so are those for which nothing was looked at: no
    threshold changes what becomes of them. None where either kind of question is not there.
    """
    known = [(case, answers[case.id]) for case in cases]
    used = [(case, answer) for case, answer in known if answer.failure is None and answer.seen]
    scores = _confidences(used)
    labels = [case.answerable for case, _ in used]
    area = auroc(scores, labels)
    if area is None:
        return None
    able = [score for score, label in zip(scores, labels, strict=True) if label]
    unable = [score for score, label in zip(scores, labels, strict=True) if not label]
    levels = sorted(set(scores))
    points = [
        Point(
            level,
            sum(score >= level for score in able) / len(able),
            sum(score < level for score in unable) / len(unable),
        )
        for level in [*levels, levels[-1] + _BEYOND]
    ]
    return TradeOff(tuple(points), area, len(able), len(unable), _as_run(used))


def _confidences(used: list[tuple[Case, Recorded]]) -> list[float]:
    found = [answer.confidence for _, answer in used]
    return [confidence for confidence in found if confidence is not None]


def _as_run(used: list[tuple[Case, Recorded]]) -> Point | None:
    given = _confidences([(case, answer) for case, answer in used if not answer.declined])
    if not given:
        return None
    able = [not answer.declined for case, answer in used if case.answerable]
    unable = [answer.declined for case, answer in used if not case.answerable]
    return Point(min(given), sum(able) / len(able), sum(unable) / len(unable))
