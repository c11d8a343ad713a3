"""Faults of whole answers: each is put in, is a fault, and is seen by the scorers it names."""

from __future__ import annotations

from random import Random

import pytest
from breakable import BUILDER, CARGO, MAYOR, SHELF, WIRE, VerbatimJudge
from hypothesis import given
from hypothesis import strategies as st

from eval.breaking import wording
from eval.breaking.adding import quoting
from eval.breaking.fault import Fault, Right
from eval.breaking.right import gold_answer, right_part
from eval.breaking.table import FAULTS
from eval.breaking.trial import Row, Trial, run_trial
from eval.faults.change import Change
from eval.records import Recorded
from eval.scorers import SCORERS
from rag.types import Span

MADE = [(case, gold_answer(case, SHELF)) for case in (CARGO, MAYOR, BUILDER)]
RIGHT = [Right(case, answer, SHELF) for case, answer in MADE if answer]


@pytest.fixture(scope="module")
def found() -> Trial:
    """All of them, broken in every way."""
    return run_trial(RIGHT, VerbatimJudge(), given=0)


def drawing(seed: int) -> Random:
    return Random(seed)  # noqa: S311 - not for secrets


def sentence(article: str, place: int) -> Recorded:
    shelved = SHELF[article]
    said = quoting(shelved.cited(shelved.spans[place]))
    return Recorded(
        case="cargo", mode="quote", statements=(said,), dropped=(), seen=(), notice=None
    )


def row(n: int, lost: int, *, held: bool = True) -> Row:
    return Row(kind="x", about="", scorer="any", n=n, lost=lost, held=held)


def trial(*, faults: tuple[Row, ...] = (), harmless: tuple[Row, ...] = ()) -> Trial:
    return Trial(judge="j", seed=7, right=1, given=0, faults=faults, harmless=harmless)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.kind)
def test_every_fault_applies_somewhere_and_every_scorer_it_names_sees_it(
    fault: Fault, found: Trial
) -> None:
    rows = [one for one in found.faults if one.kind == fault.kind]
    assert [one.scorer for one in rows] == list(fault.seen_by)
    assert all(one.n > 0 and one.lost == one.n for one in rows)


def test_answers_that_were_not_broken_lose_nothing(found: Trial) -> None:
    assert [(one.n, one.lost) for one in found.harmless] == [(3, 0)] * 3
    assert found.missed == ()


def test_scorers_that_are_named_exist() -> None:
    assert {name for fault in FAULTS for name in fault.seen_by} <= set(SCORERS)


@given(seed=st.integers(), fault=st.sampled_from(FAULTS), one=st.sampled_from(RIGHT))
def test_a_broken_answer_differs_and_the_same_seed_breaks_it_in_the_same_way(
    seed: int, fault: Fault, one: Right
) -> None:
    broken = fault.put(one, drawing(seed))

    assert broken != one.answer
    assert fault.put(one, drawing(seed)) == broken


@given(seed=st.integers())
def test_offsets_that_are_off_hold_what_stands_there(seed: int) -> None:
    """`found` is looked up, as the runner does it; only so can the scorer see the fault."""
    fault = next(one for one in FAULTS if one.kind == "offsets")

    broken = fault.put(RIGHT[0], drawing(seed))

    assert broken is not None
    for cited in broken.citations:
        inside = cited.end <= len(WIRE)
        assert cited.found == (WIRE[cited.start : cited.end] if inside else "")


@pytest.mark.parametrize(
    ("text", "change", "evidence"),
    [
        # The name of a country and what is of that country are one name.
        ("Russia left.", Change("Russian left.", "name", Span(0, 7)), ()),
        ("Russian talks.", Change("Russia talks.", "name", Span(0, 6)), ()),
        # A quotation without its last word is still verbatim.
        (
            "“The cat and one shoe”, she said.",
            Change("“The cat and one ”, she said.", "quotation", Span(17, 17)),
            ("“The cat and one shoe”, she said.",),
        ),
    ],
)
def test_a_change_after_which_the_sentence_is_still_true_is_no_fault(
    text: str, change: Change, evidence: tuple[str, ...]
) -> None:
    assert not wording._is_real(text, change, evidence)


def test_only_the_statements_that_cite_a_right_place_are_broken() -> None:
    answer = sentence("wire", 0)
    beside = sentence("flood", 0).statements
    mixed = answer.model_copy(update={"statements": answer.statements + beside})

    part = right_part(CARGO, mixed)

    assert part is not None
    assert part.statements == answer.statements


@pytest.mark.parametrize(
    "answer",
    [
        sentence("flood", 0),
        # The right words, but only the reprint is cited where the original is there.
        sentence("reprint", 0),
        sentence("wire", 0).model_copy(update={"statements": ()}),
    ],
)
def test_an_answer_that_is_not_right_is_not_broken(answer: Recorded) -> None:
    assert right_part(CARGO, answer) is None


def test_an_answer_of_the_gold_cites_the_original_and_declines_where_there_is_none() -> None:
    answer, declined = gold_answer(CARGO, SHELF), gold_answer(BUILDER, SHELF)

    assert answer is not None
    assert [cited.article for cited in answer.citations] == ["wire"]
    assert declined is not None
    assert declined.declined


def test_a_row_is_missed_on_the_wrong_side_of_its_bar() -> None:
    # 98 of 100 is 98 %, 97 is not; 2 of 100 are 2 %, 3 are not.
    assert trial(faults=(row(100, 98),), harmless=(row(100, 2),)).missed == ()
    assert trial(faults=(row(100, 97),), harmless=(row(100, 3),)).missed == (
        row(100, 97),
        row(100, 3),
    )


def test_a_row_without_a_bar_or_without_an_answer_is_not_missed() -> None:
    assert trial(faults=(row(100, 0, held=False), row(0, 0))).missed == ()
