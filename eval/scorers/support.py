"""Whether anything is shown that its own citation does not carry, by the program's own account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eval.records import Recorded, Score
from rag.types import Support

if TYPE_CHECKING:
    from eval.suite import Case


def unsupported_shown(case: Case, answer: Recorded) -> Score | None:  # noqa: ARG001 - for any case
    """Share of the statements that are not fully supported, or that cite nothing.

    Support is what the program said of it; `unsupported_judged` asks a judge.
    """
    if not answer.statements:
        return None
    bare = [s for s in answer.statements if s.support != Support.SUPPORTED or not s.citations]
    note = bare[0].reason if bare else "every statement is supported"
    return Score(len(bare) / len(answer.statements), note)


def uncited(case: Case, answer: Recorded) -> Score | None:  # noqa: ARG001 - for any case
    """Share of the statements that cite no words of any article."""
    if not answer.statements:
        return None
    bare = [s for s in answer.statements if not any(c.quote.strip() for c in s.citations)]
    note = f"cites nothing: {bare[0].text}" if bare else "every statement cites something"
    return Score(len(bare) / len(answer.statements), note)
