"""Answers that are right, to be broken: the right part of a given one, or one made of the gold.

Whether an answer is right is told by the scorers that ask no judge. What a judge says of it
takes no part in the choice, so that false alarms of the judge show as such.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from eval.breaking.adding import quoting
from eval.records import Recorded
from eval.scorers import SCORERS
from eval.scorers.citation import is_right
from eval.scorers.words import quotes_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from eval.records import Cited
    from eval.shelf import Shelf
    from eval.suite import Case

_TOLD_BY = (
    "right_citation",
    "citation_correct",
    "outlet_correct",
    "original_cited",
    "quote_exact",
    "quotation_exact",
    "unsupported_shown",
    "uncited",
    "declined_correctly",
    "answered",
    "answer_correct",
)


def right_part(case: Case, answer: Recorded) -> Recorded | None:
    """The statements of an answer that cite a right place, where they are a right answer."""
    kept = answer.statements
    if case.answerable:
        kept = tuple(s for s in kept if any(is_right(case, cited) for cited in s.citations))
    part = answer.model_copy(update={"statements": kept})
    return part if _is_right(case, part) else None


def gold_answer(case: Case, shelf: Shelf) -> Recorded | None:
    """The sentence of a gold place, cited from there: an original's before a reprint's."""
    places = sorted(_gold_places(case, shelf), key=lambda cited: cited.original != cited.article)
    made = (_answer(case, cited) for cited in places)
    return next((answer for answer in made if _is_right(case, answer)), None)


def _is_right(case: Case, answer: Recorded) -> bool:
    scores = ((SCORERS[name].best, SCORERS[name].measure(case, answer)) for name in _TOLD_BY)
    return all(score is None or score.value == best for best, score in scores)


def _gold_places(case: Case, shelf: Shelf) -> Iterable[Cited]:
    for gold in case.gold:
        shelved = shelf[gold.article]
        for span in shelved.spans:
            if quotes_words(span.of(shelved.text), gold.words):
                yield shelved.cited(span)


def _answer(case: Case, cited: Cited) -> Recorded:
    return Recorded(
        case=case.id,
        mode="quote",
        statements=(quoting(cited),),
        dropped=(),
        seen=(),
        notice=None,
    )
