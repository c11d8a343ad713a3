"""Whether a citation can be shown in place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eval.records import Recorded, Score

if TYPE_CHECKING:
    from eval.suite import Case


def quote_exact(case: Case, answer: Recorded) -> Score | None:  # noqa: ARG001 - holds for any case
    """Share of the citations with `text[start:end] == quote`; an empty quote is none."""
    if not answer.citations:
        return None
    exact = [bool(cited.quote) and cited.found == cited.quote for cited in answer.citations]
    return Score(sum(exact) / len(exact), f"{sum(exact)} of {len(exact)} citations")
