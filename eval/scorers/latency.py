"""How long a reader waits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eval.records import Recorded, Score

if TYPE_CHECKING:
    from eval.suite import Case


def latency(case: Case, answer: Recorded) -> Score | None:  # noqa: ARG001 - holds for any case
    """Seconds from question to finished answer, as the engine measured them."""
    if answer.timing is None:
        return None
    return Score(answer.timing.total, f"{answer.timing.retrieve:.3f} s of it to retrieve")
