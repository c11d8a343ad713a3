"""How long a reader waits, and how much a model had to read and write."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eval.records import Score

if TYPE_CHECKING:
    from eval.records import Recorded
    from eval.suite import Case


def latency(case: Case, answer: Recorded) -> Score | None:  # noqa: ARG001 - holds for any case
    """Seconds from question to finished answer, as the engine measured them."""
    if answer.timing is None:
        return None
    return Score(answer.timing.total, f"{answer.timing.retrieve:.3f} s of it to retrieve")


def first_statement(case: Case, answer: Recorded) -> Score | None:  # noqa: ARG001 - for any case
    """Seconds from question to the first statement that was shown; for cases that have one."""
    if answer.timing is None or answer.timing.first_statement is None:
        return None
    return Score(answer.timing.first_statement, f"of {answer.timing.total:.3f} s in all")


def prompt_tokens(case: Case, answer: Recorded) -> Score | None:  # noqa: ARG001 - for any case
    """Tokens that the model was given to read; for cases in which a model wrote."""
    if answer.usage is None:
        return None
    return Score(float(answer.usage.prompt), f"{answer.usage.reused} of them read before")


def written_tokens(case: Case, answer: Recorded) -> Score | None:  # noqa: ARG001 - for any case
    """Tokens that the model wrote; for cases in which a model wrote."""
    if answer.usage is None:
        return None
    return Score(float(answer.usage.written), f"after {answer.usage.prompt} read")
