"""Answers that are right, to be broken: the right part of a given one, or one made of the gold.

Whether an answer is right is told by the scorers that ask no judge. What a judge says of it
takes no part in the choice, so that false alarms of the judge show as such.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from eval.breaking.adding import quoting
from eval.breaking.fault import Right
from eval.records import Recorded
from eval.scorers import SCORERS
from eval.scorers.citation import is_right
from eval.scorers.words import quotes_words
from rag.errors import UsageProblem
from rag.types import Mode

if TYPE_CHECKING:
    from collections.abc import Iterable

    from eval.records import Cited
    from eval.saved import Run
    from eval.shelf import Shelf, Stocked
    from eval.suite import Case, Suite

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


class Gathered(NamedTuple):
    """Right answers to the cases of one suite."""

    right: tuple[Right, ...]
    given: int
    """Of them, those of a run; the others were made of the gold."""


def gather(suite: Suite, stocked: Stocked, run: Run | None) -> Gathered:
    """A right answer to each case: that of the run, where it is right, or one of the gold.

    Raises:
        UsageProblem: The run is one of another suite, or of other articles.
    """
    given = _answers(suite, stocked, run) if run else {}
    parts = {case.id: right_part(case, given[case.id]) for case in suite.cases if case.id in given}
    answers = [(c, parts.get(c.id) or gold_answer(c, stocked.shelf)) for c in suite.cases]
    right = tuple(Right(case, answer, stocked.shelf) for case, answer in answers if answer)
    return Gathered(right, sum(part is not None for part in parts.values()))


def right_part(case: Case, answer: Recorded) -> Recorded | None:
    """The statements of an answer that cite a right place, where they are a right answer."""
    kept = answer.statements
    if case.answerable:
        kept = tuple(s for s in kept if any(is_right(case, cited) for cited in s.citations))
    # What a judge said of them was perhaps another judge.
    unjudged = tuple(said.model_copy(update={"judged": None}) for said in kept)
    part = answer.model_copy(update={"statements": unjudged})
    return part if _is_right(case, part) else None


def gold_answer(case: Case, shelf: Shelf) -> Recorded | None:
    """The sentence of a gold place, cited from there, an original's before a reprint's.

    Where the articles hold no answer, declining.
    """
    if not case.answerable:
        return _answer(case)
    places = sorted(_gold_places(case, shelf), key=lambda cited: cited.original != cited.article)
    made = (_answer(case, cited) for cited in places)
    return next((answer for answer in made if _is_right(case, answer)), None)


def _answers(suite: Suite, stocked: Stocked, run: Run) -> dict[str, Recorded]:
    """The answers of a run to the questions that the suite asks today."""
    asked = {case.id: case.asked for case in run.cases}
    same = [case.id for case in suite.cases if asked.get(case.id) == case.asked]
    articles = run.manifest.corpus.sha256 == stocked.corpus.sha256
    if not same or not articles:
        raise UsageProblem(
            f"{run.folder} is no run of the suite {suite.spec.name!r} as it is now",
            detail="It was asked other questions." if articles else "The articles have changed.",
            remedy=f"Leave it out, or make one: `byline eval run {suite.path} --mode quote`.",
        )
    return {case: run.answers[case] for case in same}


def _is_right(case: Case, answer: Recorded) -> bool:
    scores = ((SCORERS[name].best, SCORERS[name].measure(case, answer)) for name in _TOLD_BY)
    return all(score is None or score.value == best for best, score in scores)


def _gold_places(case: Case, shelf: Shelf) -> Iterable[Cited]:
    for gold in case.gold:
        shelved = shelf[gold.article]
        for span in shelved.spans:
            if quotes_words(span.of(shelved.text), gold.words):
                yield shelved.cited(span)


def _answer(case: Case, *citations: Cited) -> Recorded:
    return Recorded(
        case=case.id,
        mode=Mode.QUOTE.value,
        statements=tuple(map(quoting, citations)),
        dropped=(),
        seen=(),
        notice=None,
    )
