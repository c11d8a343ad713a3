"""Whether the answer states what was asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eval.records import Recorded, Score
from eval.scorers.words import states

if TYPE_CHECKING:
    from eval.suite import Case


def answer_correct(case: Case, answer: Recorded) -> Score | None:
    """Share of the key facts that the answer states, each in one of its wordings.

    It does not apply to a question that cannot be answered; declining one that can scores 0.
    """
    if not case.key:
        return None
    missing = [
        wordings[0]
        for wordings in case.key
        if not any(states(answer.text, wording) for wording in wordings)
    ]
    note = f"missing: {', '.join(missing)}" if missing else "every key fact is stated"
    return Score(1 - len(missing) / len(case.key), note)
