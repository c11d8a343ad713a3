"""Origins, originals and quotations, by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from answers import cited, said, shown
from hypothesis import given
from hypothesis import strategies as st

from eval.scorers import SCORERS
from eval.suite import Case, Gold

if TYPE_CHECKING:
    from eval.records import Cited, Recorded

CASE = Case(
    id="cap",
    question="How large may the army be?",
    answerable=True,
    gold=(Gold(article="a-1", words="at 800,000"), Gold(article="a-2", words="to 800,000")),
    outlets=("The Post", "The Wire"),
    key=(("800,000",),),
    origins=("Reuters", "The Wire"),
)


def value(name: str, answer: Recorded, case: Case = CASE) -> float | None:
    score = SCORERS[name].measure(case, answer)
    return None if score is None else score.value


def right(**known: object) -> Cited:
    return cited("a-1", "The Post", "capped at 800,000").model_copy(update=known)


@pytest.mark.parametrize(
    ("citation", "expected"),
    [
        (right(origins=("Reuters",)), 1.0),
        (right(origins=("reuters", "AP")), 1.0),
        # The program takes it for The Post's own report, or for somebody else's.
        (right(), 0.0),
        (right(origins=("AP",)), 0.0),
        # An outlet's own report is from the outlet.
        (cited("a-2", "The Wire", "to 800,000"), 1.0),
        # A citation that is not right says nothing of origins.
        (cited("a-2", "The Wire", "The talks go on."), None),
        (right(outlet=None, origins=("Reuters",)), None),
    ],
)
def test_a_right_citation_leads_to_one_of_the_origins(
    citation: Cited, expected: float | None
) -> None:
    assert value("origin_correct", shown(said(citation))) == expected


def test_origins_are_shared_out_over_right_citations_and_need_a_case_that_names_some() -> None:
    answer = shown(said(right(origins=("Reuters",)), right(), cited("a-1", "The Post", "Hm.")))

    # Two of the three citations are right, one of the two is from Reuters.
    assert value("origin_correct", answer) == 0.5
    assert value("origin_correct", answer, CASE.model_copy(update={"origins": ()})) is None


def test_citing_only_a_reprint_loses_where_the_archive_holds_the_original() -> None:
    reprint = cited("r-1", "The Post", "Words.").model_copy(update={"original": "o-1"})
    original = cited("o-1", "The Wire", "Words.")
    known = original.model_copy(update={"original": "o-1"})
    other = cited("r-2", "The Post", "Words.").model_copy(update={"original": "o-2"})

    assert value("original_cited", shown(said(reprint))) == 0.0
    assert value("original_cited", shown(said(reprint, original))) == 1.0
    assert value("original_cited", shown(said(known))) == 1.0
    # Two reports stand behind the statement, the original of one is cited.
    assert value("original_cited", shown(said(reprint, original, other))) == 0.5
    # What another statement cites does not help this one.
    assert value("original_cited", shown(said(reprint), said(original))) == 0.0
    # Two reprints of one report are one report.
    assert value("original_cited", shown(said(reprint, reprint))) == 0.0
    assert value("original_cited", shown(said(original))) is None
    assert value("original_cited", shown()) is None


SOURCE = 'She said: “It’s a wall, not a gate.” "No," he said, "never again."'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She called it “a wall, not a gate”.", 1.0),
        # Other marks, other apostrophe, other case.
        ("She said 'It's a Wall, not a gate'.", 1.0),
        # A word was changed.
        ("She called it “a wall and a gate”.", 0.0),
        # Of two quotations one was.
        ("“It’s a wall”, she said, “not a door”.", 0.5),
        # What is left out is marked.
        ("“It’s a wall … gate”, she said.", 1.0),
        # Quoted rightly, whoever said it.
        ("Putin said “never again”.", 1.0),
        ("Nobody is quoted here.", None),
    ],
)
def test_words_between_quotation_marks_stand_in_a_citation(
    text: str, expected: float | None
) -> None:
    answer = shown(said(cited("a-1", "The Post", SOURCE), text=text))

    assert value("quotation_exact", answer) == expected


def test_a_quotation_may_stand_in_any_of_its_own_citations_but_not_in_another_statements() -> None:
    source, other = cited("a-1", "The Post", SOURCE), cited("a-2", "The Wire", "The talks go on.")
    text = "It is “not a gate”."

    assert value("quotation_exact", shown(said(other, source, text=text))) == 1.0
    # The second statement quotes nobody, so one quotation is counted and it is not found.
    elsewhere = shown(said(other, text=text), said(source, text="The talks go on."))
    assert value("quotation_exact", elsewhere) == 0.0
    assert value("quotation_exact", shown(said(text=text))) == 0.0


@given(st.text(alphabet="ab “”\"'‘’«».…[]", max_size=40))
def test_the_very_words_of_a_source_are_never_misquoted(text: str) -> None:
    answer = shown(said(cited("a-1", "The Post", text), text=text or " "))

    assert value("quotation_exact", answer) in {1.0, None}
