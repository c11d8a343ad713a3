"""Answers of an earlier run in place of new ones, where they would be the same to the letter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eval.conditions import differing
from rag.errors import UsageProblem

if TYPE_CHECKING:
    from collections.abc import Iterable

    from eval.records import Recorded
    from eval.saved import Manifest, Run
    from eval.suite import Case


def reusable(run: Run, manifest: Manifest, cases: Iterable[Case]) -> dict[str, Recorded]:
    """By case, the run's answer to the very same questions; without times, for none were taken.

    A failed case is asked again. Judgements are left behind: they cost little beside an answer.

    Raises:
        UsageProblem: The run was made under conditions that may give other answers.
    """
    changed = differing(run.manifest, manifest)
    if changed:
        raise UsageProblem(
            f"the answers of {run.folder} cannot be used again",
            detail=f"Something else is now: {', '.join(changed)}.",
            remedy="Run it without `--reuse`.",
        )
    used = (run.manifest.model, run.manifest.second_opinion)
    if any(model and model.sha256 is None for model in used):
        raise UsageProblem(
            f"the answers of {run.folder} cannot be used again",
            detail="They are by a model behind a server, and nobody can say that it is the same.",
            remedy="Run it without `--reuse`.",
        )
    known = {case.asked: run.answers[case.id] for case in run.cases}
    return {
        case.id: _unmeasured(known[case.asked], case.id)
        for case in cases
        if case.asked in known and known[case.asked].failure is None
    }


def _unmeasured(answer: Recorded, case: str) -> Recorded:
    statements = tuple(said.model_copy(update={"judged": None}) for said in answer.statements)
    return answer.model_copy(
        update={"case": case, "statements": statements, "timing": None, "usage": None}
    )
