"""How well the judges did that a run's figures rest on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eval.judge.record import JudgeRecord  # noqa: TC001 - pydantic reads it when the class is made
from eval.reading import Strict

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from eval.records import Recorded

NOBODY = (
    "No judge was asked about the statements of this run; what the program's own check said of "
    "them is not independent of the answers."
)


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


def judge_summaries(judges: Sequence[JudgeUsed]) -> list[str]:
    """A line for each judge, with its balanced accuracy on every set; for nobody that too."""
    return [_summary(judge) for judge in judges] or [NOBODY]


def _summary(judge: JudgeUsed) -> str:
    sets = judge.record.sets if judge.record else ()
    found = [(one.name, one.balanced_accuracy.value) for one in sets if one.balanced_accuracy]
    figures = ", ".join(f"{value:.2f} on {name}" for name, value in found)
    return f"{judge_line(judge)} Balanced accuracy: {figures}." if figures else judge_line(judge)
