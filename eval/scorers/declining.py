"""Whether questions are refused where, and only where, the articles hold no answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eval.records import Recorded, Score

if TYPE_CHECKING:
    from eval.suite import Case


def declined_correctly(case: Case, answer: Recorded) -> Score | None:
    """1 when a question that cannot be answered was declined, else 0."""
    if case.answerable:
        return None
    if answer.failure is not None:
        return Score(0.0, "failed")
    return Score(1.0, "declined") if answer.declined else Score(0.0, "answered all the same")


def answered(case: Case, answer: Recorded) -> Score | None:
    """1 when a question that can be answered was not declined, else 0."""
    if not case.answerable:
        return None
    if answer.failure is not None:
        return Score(0.0, "failed")
    return Score(0.0, "declined") if answer.declined else Score(1.0, "answered")
