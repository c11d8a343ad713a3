"""Whether what stands between quotation marks was really said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eval.records import Score
from rag.answer.verifying.checks.quotations import altered_quotations
from rag.answer.verifying.checks.speech import quoted
from rag.answer.verifying.side import Side

if TYPE_CHECKING:
    from eval.records import Recorded, Said
    from eval.suite import Case


def quotation_exact(case: Case, answer: Recorded) -> Score | None:  # noqa: ARG001 - for any case
    """Share of the quotations inside statements whose words stand in one of their own citations.

    Typography and case may differ, and a gap may be marked; who said it is not looked at. It
    does not apply where no statement quotes anybody.
    """
    found = [pair for said in answer.statements for pair in _quotations(said)]
    if not found:
        return None
    altered = [words for words, is_there in found if not is_there]
    note = f"not in its citations: {altered[0]}" if altered else "every quotation is in its source"
    return Score(1 - len(altered) / len(found), note)


def _quotations(said: Said) -> list[tuple[str, bool]]:
    """The quotations of a statement, and whether one of its citations has the very words."""
    claim = Side(said.text)
    missing = [
        # The rule also says who was misquoted; such a finding is about a name, not a quotation.
        {finding.span for finding in altered_quotations(claim, Side(cited.quote))}
        for cited in said.citations
    ]
    return [
        (span.of(said.text), any(span not in spans for spans in missing)) for span in quoted(claim)
    ]
