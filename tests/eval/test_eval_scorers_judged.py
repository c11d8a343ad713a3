"""Citation precision and recall against the definition of ALCE, worked through by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from answers import judged, judgement, said, shown
from hypothesis import given
from hypothesis import strategies as st

from eval.scorers import SCORERS
from eval.suite import Case

if TYPE_CHECKING:
    from eval.records import Judgement, Recorded

CASE = Case(id="any", question="Why?", answerable=False)
ENOUGH = judgement(0.9, [0.9], [None])
JUDGED = (
    "citation_recall",
    "citation_precision",
    "citation_f1",
    "support_judged",
    "unsupported_judged",
)


def value(name: str, answer: Recorded) -> float | None:
    score = SCORERS[name].measure(CASE, answer)
    return None if score is None else score.value


@pytest.mark.parametrize(
    ("one", "recall", "precision"),
    [
        # One citation that carries the statement.
        (judgement(0.9, [0.9], [None]), 1, 1),
        # One that does not: its statement is not recalled, so it is not precise either.
        (judgement(0.5, [0.5], [None]), 0, 0),
        # The threshold belongs to what is supported.
        (judgement(0.6, [0.6], [None]), 1, 1),
        # Two halves: neither alone is enough and neither can be spared, so both are precise.
        (judgement(0.9, [0.2, 0.3], [0.3, 0.2]), 1, 1),
        # The first carries it alone; the second does not and is not needed: one of two.
        (judgement(0.9, [0.9, 0.1], [0.1, 0.9]), 1, 1 / 2),
        # Each carries it alone, so both are precise though either could be spared.
        (judgement(0.9, [0.9, 0.8], [0.8, 0.9]), 1, 1),
        # Of three the first two make it together and the third adds nothing: two of three.
        (judgement(0.9, [0.1, 0.1, 0.1], [0.1, 0.1, 0.9]), 1, 2 / 3),
        # Alone it would carry it, but together they do not: nothing is precise.
        (judgement(0.4, [0.9, 0.1], [0.1, 0.9]), 0, 0),
        # It cites nothing.
        (judgement(None), 0, 0),
    ],
)
def test_a_statement_is_recalled_and_its_citations_precise_as_alce_says(
    one: Judgement, recall: float, precision: float
) -> None:
    answer = judged(one)

    assert value("citation_recall", answer) == recall
    assert value("citation_precision", answer) == pytest.approx(precision)
    assert value("unsupported_judged", answer) == 1 - recall


def test_precision_is_taken_over_citations_and_recall_over_statements() -> None:
    # Statement 1: two citations, one of them precise. 2: one, precise. 3: one, not recalled.
    # 4: none. Recall 2 of 4 statements. Precision (1 + 1 + 0) of (2 + 1 + 1) citations.
    # F1 = 2 * 1/2 * 1/2 / (1/2 + 1/2) = 1/2.
    answer = judged(
        judgement(0.9, [0.9, 0.1], [0.1, 0.9]),
        ENOUGH,
        judgement(0.3, [0.3], [None]),
        judgement(None),
    )

    assert value("citation_recall", answer) == 0.5
    assert value("citation_precision", answer) == 0.5
    assert value("citation_f1", answer) == 0.5
    assert value("unsupported_judged", answer) == 0.5
    # Scores of 0.9, 0.9, 0.3 and none: 2.1 / 4.
    assert value("support_judged", answer) == pytest.approx(0.525)


def test_f1_is_the_harmonic_mean_and_nought_where_both_are() -> None:
    # Recall 1, precision 1/2: 2 * 1 * 0.5 / 1.5 = 2/3.
    assert value("citation_f1", judged(judgement(0.9, [0.9, 0.1], [0.1, 0.9]))) == pytest.approx(
        2 / 3
    )
    assert value("citation_f1", judged(judgement(None))) == 0.0


@pytest.mark.parametrize("name", JUDGED)
def test_what_nobody_judged_is_not_scored(name: str) -> None:
    """A part that was judged would say something of that part only."""
    assert value(name, judged(None)) is None
    assert value(name, judged(ENOUGH, None)) is None
    assert value(name, shown()) is None


def test_uncited_statements_are_counted_without_a_judge() -> None:
    bare = said(text="It is known.")

    # One of two.
    assert value("uncited", shown(*judged(ENOUGH).statements, bare)) == 0.5
    assert value("uncited", shown()) is None


SCORES = st.floats(0, 1)


@st.composite
def consistent(draw: st.DrawFn) -> Judgement:
    """A judgement as a judge could give it: of one quotation alone and together are the same."""
    count = draw(st.integers(0, 4))
    if not count:
        return judgement(None)
    alone = draw(st.lists(SCORES, min_size=count, max_size=count))
    if count == 1:
        return judgement(alone[0], alone, [None])
    rest = draw(st.lists(SCORES, min_size=count, max_size=count))
    return judgement(draw(SCORES), alone, rest)


@given(st.lists(consistent(), min_size=1, max_size=5))
def test_every_judged_share_lies_between_nought_and_one(judgements: list[Judgement]) -> None:
    answer = judged(*judgements)

    figures = {name: value(name, answer) for name in JUDGED}

    assert all(figure is not None and 0 <= figure <= 1 for figure in figures.values())
    assert figures["citation_recall"] == pytest.approx(1 - (figures["unsupported_judged"] or 0))


@given(st.lists(consistent(), min_size=1, max_size=4), st.integers(0, 3), SCORES)
def test_a_judge_that_is_surer_of_a_statement_never_lowers_recall_or_support(
    judgements: list[Judgement], place: int, surer: float
) -> None:
    place %= len(judgements)
    old = judgements[place].whole
    higher = judgements[place].model_copy(update={"whole": max(old or 0.0, surer)})
    changed = [*judgements[:place], higher, *judgements[place + 1 :]]

    for name in ("citation_recall", "citation_precision", "support_judged"):
        before, after = value(name, judged(*judgements)), value(name, judged(*changed))
        assert (before or 0.0) <= (after or 0.0) + 1e-12
