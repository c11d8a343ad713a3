"""Whether anything is shown that its own citation does not carry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eval.records import Recorded, Score
from rag.types import Support

if TYPE_CHECKING:
    from eval.suite import Case


def unsupported_shown(case: Case, answer: Recorded) -> Score | None:  # noqa: ARG001 - for any case
    """Share of the statements that are not fully supported, or that cite nothing.

    Support is what the product's own verifier said; this measures what is shown, not the verifier.
    """
    if not answer.statements:
        return None
    bare = [s for s in answer.statements if s.support != Support.SUPPORTED or not s.citations]
    note = bare[0].reason if bare else "every statement is supported"
    return Score(len(bare) / len(answer.statements), note)
