"""What an answer says beside references, whether declining pays, and what it costs: by hand."""

from __future__ import annotations

import re
import string
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from answers import looked_at, said, shown
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import roc_auc_score

from eval.records import Timing, Usage, failed
from eval.scorers import SCORERS
from eval.scorers.declining import Point, trade_off
from eval.scorers.words import answer_words
from eval.suite import Case, Gold

if TYPE_CHECKING:
    from eval.records import Recorded

CASE = Case(
    id="barge",
    question="How long is the ship?",
    answerable=True,
    gold=(Gold(article="a-1", words="a 68-metre dry-cargo barge"),),
    outlets=("The Post",),
    key=(("68 metres",),),
)
TWO_FACTS = CASE.model_copy(update={"key": (("68 metres",), ("barge",))})
UNANSWERABLE = Case(id="none", question="Why?", answerable=False)


def value(name: str, answer: Recorded, case: Case = CASE) -> float | None:
    score = SCORERS[name].measure(case, answer)
    return None if score is None else score.value


def worded(text: str) -> Recorded:
    return shown(said(text=text))


@pytest.mark.parametrize(
    ("text", "exact", "f1"),
    [
        # Words of the reference: 68metre drycargo barge. The very reference.
        ("The 68-metre dry-cargo barge!", 1.0, 1.0),
        # Seven words (was, a and the article gone: it was 68metre drycargo barge): 2 * 3 / (5 + 3).
        ("It was a 68-metre dry-cargo barge.", 1.0, 6 / 8),
        # The key wording: 68 metres of five words, it is 68 metres long: 2 * 2 / (5 + 2).
        ("It is 68 metres long.", 1.0, 4 / 7),
        # Two of the three words, in another order: 2 * 2 / (3 + 3).
        ("barge, dry-cargo, old", 0.0, 4 / 6),
        # Words, not letters: 168 metres is another length; one word of two is common: 2 / (2 + 2).
        ("168 metres", 0.0, 2 / 4),
        ("It rained.", 0.0, 0.0),
    ],
)
def test_an_answer_is_compared_with_the_reference_that_suits_it_best(
    text: str, exact: float, f1: float
) -> None:
    assert value("answer_exact", worded(text)) == exact
    assert value("token_f1", worded(text)) == pytest.approx(f1)


def test_the_wording_of_one_of_several_facts_is_no_whole_answer() -> None:
    assert value("answer_exact", worded("It is 68 metres long."), TWO_FACTS) == 0.0


def test_declining_an_answerable_question_scores_nought_and_the_rest_is_left_out() -> None:
    for name in ("answer_exact", "token_f1"):
        assert value(name, shown()) == 0.0
        assert value(name, worded("It rained."), UNANSWERABLE) is None


@pytest.mark.parametrize("text", ["", "It rained."])
def test_a_reference_of_marks_and_articles_alone_is_never_met(text: str) -> None:
    """Else every answer would hold it, an empty one too."""
    bare = CASE.model_copy(
        update={"gold": (Gold(article="a-1", words="The —"),), "key": (("a",), ("b",))}
    )

    assert value("answer_exact", worded(text) if text else shown(), bare) == 0.0
    assert value("token_f1", worded(text) if text else shown(), bare) == 0.0


def squad_words(text: str) -> list[str]:
    """As the evaluation script of SQuAD 1.1 has it."""
    text = "".join(c for c in text.lower() if c not in set(string.punctuation))
    return re.sub(r"\b(a|an|the)\b", " ", text).split()


def squad_f1(said_: list[str], reference: list[str]) -> float:
    """As the evaluation script of SQuAD 1.1 has it."""
    same = sum((Counter(said_) & Counter(reference)).values())
    if same == 0:
        return 0.0
    precision, recall = same / len(said_), same / len(reference)
    return 2 * precision * recall / (precision + recall)


# ASCII's punctuation without the nine marks that Unicode calls symbols.
ASCII = st.text(alphabet="abthen THE.,!-'\"?()1 ", max_size=40)


@given(ASCII, ASCII)
def test_words_and_f1_are_those_of_squad(text: str, reference: str) -> None:
    case = CASE.model_copy(
        update={"gold": (Gold(article="a-1", words=reference + "x"),), "key": (("b",), ("c",))}
    )

    assert answer_words(text) == squad_words(text)
    expected = squad_f1(squad_words(text), squad_words(reference + "x"))
    assert value("token_f1", worded(text) if text else shown(), case) == pytest.approx(expected)


@given(st.text(max_size=40))
def test_the_reference_itself_is_exact_wherever_it_stands(around: str) -> None:
    for text in ("a 68-metre dry-cargo barge", f"{around} a 68-metre dry-cargo barge {around}"):
        assert value("answer_exact", worded(text)) == 1.0


def test_precision_of_declining_is_taken_over_what_was_declined() -> None:
    given_ = worded("It rained.")

    assert value("declining_precision", shown(), UNANSWERABLE) == 1.0
    assert value("declining_precision", shown()) == 0.0
    assert value("declining_precision", given_, UNANSWERABLE) is None
    assert value("declining_precision", failed("barge", "ended")) is None


def question(number: int, *, answerable: bool) -> Case:
    base = CASE if answerable else UNANSWERABLE
    return base.model_copy(update={"id": f"q-{number}"})


def run_of(*rows: tuple[bool, float, bool]) -> tuple[list[Case], dict[str, Recorded]]:
    """Cases and answers out of (can be answered, score of the best evidence, was answered)."""
    cases = [question(n, answerable=able) for n, (able, _, _) in enumerate(rows)]
    answers = {}
    for case, (_, score, is_given) in zip(cases, rows, strict=True):
        seen = looked_at("a-1: words", scores=[score])
        given_ = (said(text="It is so."),) if is_given else ()
        answers[case.id] = seen.model_copy(update={"statements": given_})
    return cases, answers


def test_the_trade_off_of_four_questions_worked_out_by_hand() -> None:
    # Answerable 0.8 and 0.4, the others 0.6 and 0.2; answered from 0.6 on.
    cases, answers = run_of(
        (True, 0.8, True), (True, 0.4, False), (False, 0.6, True), (False, 0.2, False)
    )

    found = trade_off(cases, answers)

    assert found is not None
    assert found.points == (
        Point(0.2, 1.0, 0.0),
        Point(0.4, 1.0, 0.5),
        Point(0.6, 0.5, 0.5),
        Point(0.8, 0.5, 1.0),
        Point(0.8 + 1e-6, 0.0, 1.0),
    )
    # Of the four pairs three are in order: 0.8 over both, 0.4 over 0.2.
    assert found.area == 0.75
    assert (found.answerable, found.unanswerable) == (2, 2)
    assert found.in_run == Point(0.6, 0.5, 0.5)


def test_a_run_of_one_kind_of_question_has_no_trade_off() -> None:
    assert trade_off(*run_of((True, 0.8, True), (True, 0.4, False))) is None
    assert trade_off([], {}) is None


def test_failed_cases_and_those_without_evidence_are_no_matter_of_thresholds() -> None:
    cases, answers = run_of((True, 0.8, False), (False, 0.6, False), (True, 0.1, False))
    answers["q-2"] = failed("q-2", "ended")
    more, others = run_of(*[(True, 0.5, False)] * 4)
    answers["q-3"] = others["q-3"].model_copy(update={"seen": ()})

    found = trade_off([*cases, more[3]], answers)

    assert found is not None
    assert (found.answerable, found.unanswerable, found.area) == (1, 1, 1.0)
    assert found.in_run is None


ROWS = st.tuples(st.booleans(), st.sampled_from([0.1, 0.2, 0.5, 0.9]), st.booleans())


@given(st.lists(ROWS, min_size=2, max_size=25))
def test_a_higher_threshold_answers_less_and_declines_more(
    rows: list[tuple[bool, float, bool]],
) -> None:
    found = trade_off(*run_of(*rows))

    if found is None:
        assert len({able for able, _, _ in rows}) == 1
        return
    answered = [point.answered for point in found.points]
    declined = [point.declined for point in found.points]
    assert answered == sorted(answered, reverse=True)
    assert declined == sorted(declined)
    assert (answered[0], declined[0]) == (1.0, 0.0)
    assert (answered[-1], declined[-1]) == (0.0, 1.0)
    # The area under the points, straight lines between them, and as scikit-learn has it.
    under = sum(
        (a.answered - b.answered) * (a.declined + b.declined) / 2
        for a, b in zip(found.points, found.points[1:], strict=False)
    )
    theirs = roc_auc_score([able for able, _, _ in rows], [score for _, score, _ in rows])
    assert found.area == pytest.approx(under)
    assert found.area == pytest.approx(theirs)


def test_waiting_and_tokens_are_told_where_they_were_measured() -> None:
    timing = Timing(load=0, retrieve=0.25, first_token=0.5, total=2.5, first_statement=1.25)
    usage = Usage(prompt=900, reused=400, written=60)
    counted = shown().model_copy(update={"timing": timing, "usage": usage})

    names = ("latency", "first_statement", "prompt_tokens", "written_tokens")
    assert [value(name, counted) for name in names] == [2.5, 1.25, 900.0, 60.0]
    assert [value(name, failed("barge", "ended")) for name in names] == [None] * 4
    assert value("first_statement", shown()) is None
