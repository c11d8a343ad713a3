"""Citation precision and recall as ALCE defines them, with a judge as the entailment model.

Gao et al. 2023, "Enabling Large Language Models to Generate Text with Citations". A statement is
recalled when all its citations together carry it. A citation is precise when its statement is
recalled and it carries the statement alone, or the others without it do not. All of them apply
only where every statement was judged.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from eval.records import Score

if TYPE_CHECKING:
    from eval.records import Judgement, Recorded
    from eval.suite import Case


class _Counts(NamedTuple):
    recalled: int
    statements: int
    precise: int
    citations: int

    @property
    def recall(self) -> float:
        return self.recalled / self.statements

    @property
    def precision(self) -> float:
        # As in the published code: an answer that cites nothing has no precise citation.
        return self.precise / self.citations if self.citations else 0.0


def citation_recall(case: Case, answer: Recorded) -> Score | None:  # noqa: ARG001 - for any case
    """Share of the statements that all their citations together carry."""
    counts = _counted(answer)
    if counts is None:
        return None
    return Score(counts.recall, f"{counts.recalled} of {counts.statements} statements")


def citation_precision(case: Case, answer: Recorded) -> Score | None:  # noqa: ARG001 - for any case
    """Share of the citations that are needed, or enough, for a statement that is carried."""
    counts = _counted(answer)
    if counts is None:
        return None
    return Score(counts.precision, f"{counts.precise} of {counts.citations} citations")


def citation_f1(case: Case, answer: Recorded) -> Score | None:  # noqa: ARG001 - for any case
    """Harmonic mean of the answer's citation precision and recall."""
    counts = _counted(answer)
    if counts is None:
        return None
    both = counts.precision + counts.recall
    value = 2 * counts.precision * counts.recall / both if both else 0.0
    return Score(value, f"precision {counts.precision:.2f}, recall {counts.recall:.2f}")


def support_judged(case: Case, answer: Recorded) -> Score | None:  # noqa: ARG001 - for any case
    """Mean of the judge's scores of the statements, each against all its citations together.

    Not a share but a degree: a statement that cites nothing scores 0.
    """
    judged = _judged(answer)
    if judged is None:
        return None
    scores = [one.whole or 0.0 for one in judged]
    worst = min(range(len(scores)), key=scores.__getitem__)
    note = f"the weakest scores {scores[worst]:.2f}: {answer.statements[worst].text}"
    return Score(math.fsum(scores) / len(scores), note)


def unsupported_judged(case: Case, answer: Recorded) -> Score | None:  # noqa: ARG001 - for any case
    """Share of the statements that the judge does not find carried, or that cite nothing.

    One less citation recall, told as the rate that a reader is misled at.
    """
    judged = _judged(answer)
    if judged is None:
        return None
    bare = [
        said.text
        for said, one in zip(answer.statements, judged, strict=True)
        if not _carried(one.whole, one)
    ]
    note = f"not carried: {bare[0]}" if bare else "every statement is carried"
    return Score(len(bare) / len(judged), note)


def _counted(answer: Recorded) -> _Counts | None:
    judged = _judged(answer)
    if judged is None:
        return None
    recalled = [one for one in judged if _carried(one.whole, one)]
    precise = sum(
        _carried(alone, one) or not _carried(without, one)
        for one in recalled
        for alone, without in zip(one.alone, one.without, strict=True)
    )
    citations = sum(len(one.alone) for one in judged)
    return _Counts(len(recalled), len(judged), precise, citations)


def _carried(score: float | None, by: Judgement) -> bool:
    return score is not None and score >= by.supported_from


def _judged(answer: Recorded) -> list[Judgement] | None:
    """The judgement of each statement; None where there is no statement, or one has none."""
    known = [said.judged for said in answer.statements if said.judged is not None]
    return known if known and len(known) == len(answer.statements) else None
