"""Whether right words stand under the right name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eval.records import Recorded, Score
from eval.scorers.words import quotes_words

if TYPE_CHECKING:
    from eval.suite import Case


def outlet_correct(case: Case, answer: Recorded) -> Score | None:
    """Share of the citations that hold gold words whose outlet is an accepted one.

    It does not apply where no citation holds gold words: that fault is the citation's.
    """
    holding = [
        cited.outlet
        for cited in answer.citations
        if any(quotes_words(cited.quote, gold.words) for gold in case.gold)
    ]
    if not holding:
        return None
    wrong = [name or "unknown outlet" for name in holding if name not in case.outlets]
    note = f"not accepted: {', '.join(dict.fromkeys(wrong))}" if wrong else "accepted"
    return Score(1 - len(wrong) / len(holding), note)
