"""How well the judges did that a run's figures rest on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eval.judge.record import JudgeRecord  # noqa: TC001 - pydantic reads it when the class is made
from eval.reading import Strict
from eval.report.wording import NOTHING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from eval.judge.record import Estimate, SetFigures
    from eval.records import Recorded

COLUMNS = (
    "set",
    "claims",
    "balanced accuracy",
    "F1",
    "AUROC",
    "calibration error",
    "kappa with labels",
    "kappa of annotators",
)
NOBODY = (
    "No judge was asked about the statements of this run; what the program's own check said of "
    "them is not independent of the answers."
)
_KNOWN = {
    "unseen": "not seen before",
    "weighed": "its weights were fitted to it",
    "trained": "it learned from it",
}


class JudgeUsed(Strict):
    """A judge, and what was measured of it."""

    name: str
    record: JudgeRecord | None
    """None where nobody measured it."""


def judge_names(answers: Mapping[str, Recorded]) -> list[str]:
    """The judges that a run's statements were put to."""
    names = {
        said.judged.judge
        for answer in answers.values()
        for said in (*answer.statements, *answer.dropped)
        if said.judged
    }
    return sorted(names)


def judges_of(
    answers: Mapping[str, Recorded], known: Callable[[str], JudgeRecord | None]
) -> tuple[JudgeUsed, ...]:
    """The judges of a run, each with what is known of it."""
    return tuple(JudgeUsed(name=name, record=known(name)) for name in judge_names(answers))


def judge_line(judge: JudgeUsed) -> str:
    """Who judged, and that nobody knows how well where that is so."""
    if judge.record is None:
        return (
            f"Judged by {judge.name}. How often that judge is right was not measured; "
            "`byline eval judge` does it."
        )
    return f"Judged by {judge.name}, measured on {judge.record.measured}."


def judge_cells(figures: SetFigures) -> tuple[str, ...]:
    """What was measured on one set, in the order of `COLUMNS`."""
    shown = (
        figures.balanced_accuracy,
        figures.f1,
        figures.auroc,
        figures.calibration_error,
        figures.kappa,
        figures.annotators_kappa,
    )
    name = f"{figures.name} ({_KNOWN[figures.known]})"
    return (name, str(figures.n), *map(_estimate, shown))


def _estimate(estimate: Estimate | None) -> str:
    if estimate is None:
        return NOTHING
    if estimate.low is None:
        return f"{estimate.value:.2f}"
    return f"{estimate.value:.2f} ({estimate.low:.2f} to {estimate.high:.2f})"
