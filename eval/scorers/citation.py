"""Whether what is cited says what was asked.

A citation is right when it quotes a gold place: exact words of that article, cited from it,
under an accepted outlet.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from eval.records import Cited, Recorded, Score
from eval.scorers.words import quotes_words

if TYPE_CHECKING:
    from eval.suite import Case


def is_right(case: Case, cited: Cited) -> bool:
    """Whether one citation quotes a gold place under an accepted outlet."""
    return cited.outlet in case.outlets and any(
        cited.article == gold.article and quotes_words(cited.quote, gold.words)
        for gold in case.gold
    )


def right_citation(case: Case, answer: Recorded) -> Score | None:
    """1 when at least one statement cites a right place, else 0; for answerable cases."""
    if not case.answerable:
        return None
    if answer.failure is not None:
        return Score(0.0, "failed")
    if answer.declined:
        return Score(0.0, "declined")
    if any(is_right(case, cited) for cited in answer.citations):
        return Score(1.0, "a right place is cited")
    return Score(0.0, "no citation quotes a right place")


def citation_correct(case: Case, answer: Recorded) -> Score | None:
    """Share of the statements that cite a right place; for answerable cases that were answered."""
    if not case.answerable or not answer.statements:
        return None
    right = sum(any(is_right(case, c) for c in said.citations) for said in answer.statements)
    return Score(right / len(answer.statements), f"{right} of {len(answer.statements)} statements")
