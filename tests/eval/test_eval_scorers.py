"""Scorers against cases scored by hand, and bounds that hold for any answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from answers import cited, said, shown
from hypothesis import given
from hypothesis import strategies as st

from eval.records import Recorded, failed
from eval.scorers import SCORERS
from eval.scorers.words import quotes_words, states
from eval.suite import Case, Gold
from rag.types import Support

if TYPE_CHECKING:
    from eval.records import Cited

CASE = Case(
    id="cap",
    question="How large may the army be, and who says so?",
    answerable=True,
    gold=(Gold(article="a-1", words="at 800,000"), Gold(article="a-2", words="to 800,000")),
    outlets=("The Post", "The Wire"),
    key=(("800,000", "800 000"), ("source",)),
)
UNANSWERABLE = Case(id="none", question="Why?", answerable=False)
RIGHT = ("a-1", "The Post", "The army would be capped at 800,000.")


def value(name: str, answer: Recorded, case: Case = CASE) -> float | None:
    score = SCORERS[name].measure(case, answer)
    return None if score is None else score.value


@pytest.mark.parametrize(
    ("citation", "expected"),
    [
        (cited(*RIGHT), 1.0),
        (cited("a-2", "The Wire", "limited to\n800,000 troops"), 1.0),
        # The words of one gold article, cited from the other.
        (cited("a-2", "The Wire", "capped at 800,000"), 0.0),
        # The right words under a name that is not accepted.
        (cited("a-1", "The Mirror", "capped at 800,000"), 0.0),
        (cited("a-1", None, "capped at 800,000"), 0.0),
        # The right article, but another of its sentences.
        (cited("a-1", "The Post", "The talks go on."), 0.0),
    ],
)
def test_a_citation_is_right_when_words_article_and_outlet_are(
    citation: Cited, expected: float
) -> None:
    assert value("right_citation", shown(said(citation))) == expected


def test_one_right_citation_is_enough_for_the_case_but_not_for_each_statement() -> None:
    other = cited("a-1", "The Post", "The talks go on.")

    answer = shown(said(other), said(cited(*RIGHT)), said(other, cited(*RIGHT)), said(other))

    assert value("right_citation", answer) == 1.0
    # Statements 2 and 3 of 4.
    assert value("citation_correct", answer) == 0.5


def test_the_outlet_is_judged_only_where_the_words_are_right() -> None:
    right, other = cited(*RIGHT), cited("a-9", "The Blog", "The talks go on.")
    wrong = cited("a-3", "The Mirror", "It was capped at 800,000, one reads.")

    assert value("outlet_correct", shown(said(right), said(other))) == 1.0
    # Two citations hold gold words, one of them under an accepted outlet.
    assert value("outlet_correct", shown(said(right), said(wrong))) == 0.5
    assert value("outlet_correct", shown(said(other))) is None


def test_an_offset_that_is_off_is_seen_in_every_citation() -> None:
    exact, off = cited(*RIGHT), cited("a-1", "The Post", "capped at", found="apped at ")
    empty = cited("a-1", "The Post", "")

    assert value("quote_exact", shown(said(exact))) == 1.0
    # One of four citations is exact.
    assert value("quote_exact", shown(said(exact, off), said(off, empty))) == 0.25
    assert value("quote_exact", shown()) is None


def test_a_statement_counts_as_unsupported_when_it_is_partial_or_cites_nothing() -> None:
    good = said(cited(*RIGHT))
    partial = said(cited(*RIGHT), support=Support.PARTIAL)
    bare = said(text="It is known.")

    assert value("unsupported_shown", shown(good)) == 0.0
    # Two of three.
    assert value("unsupported_shown", shown(good, partial, bare)) == pytest.approx(2 / 3)
    assert value("unsupported_shown", shown()) is None


def test_declining_is_right_only_where_there_is_no_answer() -> None:
    declined, given_ = shown(), shown(said(cited(*RIGHT)))

    assert value("declined_correctly", declined, UNANSWERABLE) == 1.0
    assert value("declined_correctly", given_, UNANSWERABLE) == 0.0
    assert value("declined_correctly", declined) is None
    assert value("answered", declined) == 0.0
    assert value("answered", given_) == 1.0
    assert value("answered", declined, UNANSWERABLE) is None


def test_the_answer_is_judged_by_the_key_facts_that_it_states() -> None:
    # Two key facts: the figure in one of two wordings, and the source.
    assert value("answer_correct", shown(said(text="At most 800 000, a source said."))) == 1.0
    assert value("answer_correct", shown(said(text="At most 800,000."))) == 0.5
    assert value("answer_correct", shown()) == 0.0
    assert value("answer_correct", shown(), UNANSWERABLE) is None


def test_a_failed_case_is_wrong_and_is_never_taken_for_a_refusal() -> None:
    broken = failed("cap", "the model ended")

    figures = {name: value(name, broken) for name in SCORERS}

    assert {name for name, figure in figures.items() if figure == 0.0} == {
        "right_citation",
        "answered",
        "answer_correct",
        "answer_exact",
        "token_f1",
    }
    assert value("declined_correctly", broken, UNANSWERABLE) == 0.0
    assert all(figure in {0.0, None} for figure in figures.values())


def test_latency_is_the_time_to_the_finished_answer() -> None:
    assert value("latency", shown(total=2.5)) == 2.5


@pytest.mark.parametrize(
    ("text", "fact", "expected"),
    [
        ("About 800 left.", "800", True),
        ("About 1,800 left.", "800", False),
        ("About 800,000 left.", "800", False),
        ("About 800.", "800", True),
        ("It rose by 4.80 per cent.", "80", False),
        ("He heads the BALTIC fleet.", "Baltic", True),
        ("The Balticum.", "Baltic", False),
        ("About 20% of it.", "20%", True),
        ("About 120% of it.", "20%", False),
        ("They \u201cthink they\u2019re first\u201d.", "think they're first", True),
        ("The\u00a0Customs\nHouse", "Customs House", True),
    ],
)
def test_a_fact_counts_only_when_it_stands_alone(text: str, fact: str, *, expected: bool) -> None:
    assert states(text, fact) is expected


def test_gold_words_are_exact_in_every_letter() -> None:
    assert quotes_words("capped  at\n800,000", "capped at 800,000")
    assert not quotes_words("Capped at 800,000", "capped at 800,000")


QUOTES = st.sampled_from(["capped at 800,000", "to 800,000", "", "800,000, a source said"])
CITED = st.builds(
    cited,
    st.sampled_from(["a-1", "a-2", "a-3"]),
    st.sampled_from(["The Post", "The Wire", "The Mirror", None]),
    QUOTES,
    st.one_of(st.none(), QUOTES),
)
SAID = st.lists(CITED, max_size=3).flatmap(
    lambda c: st.builds(said, *map(st.just, c), text=QUOTES, support=st.sampled_from(Support))
)
SHOWN = st.one_of(
    st.just(failed("cap", "ended")), st.lists(SAID, max_size=4).map(lambda s: shown(*s))
)


@given(SHOWN, st.sampled_from([CASE, UNANSWERABLE]))
def test_every_share_lies_between_nought_and_one(answer: Recorded, case: Case) -> None:
    figures = {name: value(name, answer, case) for name, s in SCORERS.items() if not s.timed}

    assert all(figure is None or 0 <= figure <= 1 for figure in figures.values())


@given(SHOWN)
def test_no_statement_can_be_right_where_the_case_is_not(answer: Recorded) -> None:
    case_figure = value("right_citation", answer)
    share = value("citation_correct", answer)

    assert (case_figure == 1.0) == bool(share)
