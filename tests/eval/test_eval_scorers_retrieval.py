"""Ranking measures by hand and against `ir-measures`."""

from __future__ import annotations

import ir_measures
import pytest
from answers import looked_at, shown
from hypothesis import given
from hypothesis import strategies as st

from eval.records import Recorded, failed
from eval.scorers import SCORERS
from eval.suite import Case, Gold

OTHERS = {
    "hits_at_1": ir_measures.Success @ 1,
    "hits_at_5": ir_measures.Success @ 5,
    "hits_at_10": ir_measures.Success @ 10,
    "mrr_at_10": ir_measures.RR @ 10,
    "ndcg_at_10": ir_measures.nDCG @ 10,
    "evidence_recall": ir_measures.R @ 1000,
}


def case(*gold: str) -> Case:
    places = [one.partition(": ") for one in gold]
    return Case(
        id="c",
        question="How?",
        answerable=True,
        gold=tuple(Gold(article=article, words=words) for article, _, words in places),
        outlets=("The Post",),
        key=(("so",),),
    )


def value(name: str, wanted: Case, answer: Recorded) -> float | None:
    score = SCORERS[name].measure(wanted, answer)
    return None if score is None else score.value


def test_measures_of_a_ranking_worked_out_by_hand() -> None:
    # Relevant sentences stand at 2 and 6; a third gold place was not looked at.
    wanted = case("a-1: capped", "a-2: limit", "a-3: no more")
    answer = looked_at(
        "a-1: It rained.",
        "a-1: It would be capped.",
        "a-2: It would be capped.",  # the words of another article
        "a-9: A limit.",
        "a-2: Talks.",
        "a-2: There is a limit.",
    )

    assert value("hits_at_1", wanted, answer) == 0.0
    assert value("hits_at_5", wanted, answer) == 1.0
    assert value("mrr_at_10", wanted, answer) == 0.5
    # Gains at 2 and 6 over gains at 1, 2 and 3, each over the logarithm of one place more:
    # (0.63093 + 0.35621) / (1 + 0.63093 + 0.5) = 0.98714 / 2.13093
    assert value("ndcg_at_10", wanted, answer) == pytest.approx(0.46324, abs=1e-5)
    assert value("evidence_recall", wanted, answer) == pytest.approx(2 / 3)


def test_a_place_that_is_met_twice_gains_once() -> None:
    wanted = case("a-1: capped", "a-2: limit")
    answer = looked_at("a-1: Capped: it is capped.", "a-1: Still capped.")

    # The first gains; the ideal has two: 1 / (1 + 0.63093).
    assert value("ndcg_at_10", wanted, answer) == pytest.approx(1 / 1.63093, abs=1e-5)
    assert value("evidence_recall", wanted, answer) == 0.5


def test_what_stands_beyond_the_tenth_place_counts_for_recall_alone() -> None:
    wanted = case("a-1: capped")
    answer = looked_at(*["a-2: Talks."] * 10, "a-1: It is capped.")

    found = {name: value(name, wanted, answer) for name in OTHERS}

    assert found == dict.fromkeys(OTHERS, 0.0) | {"evidence_recall": 1.0}


@pytest.mark.parametrize("name", OTHERS)
def test_nothing_looked_at_finds_nothing_and_a_failure_says_nothing(name: str) -> None:
    unanswerable = Case(id="none", question="Why?", answerable=False)

    assert value(name, case("a-1: capped"), shown()) == 0.0
    assert value(name, case("a-1: capped"), failed("c", "ended")) is None
    assert value(name, unanswerable, looked_at("a-1: capped")) is None


PLACES = st.integers(0, 20).map("a-{}: so".format)


@given(
    st.lists(PLACES, min_size=1, max_size=14, unique=True),
    st.lists(PLACES, min_size=1, max_size=16, unique=True),
)
def test_every_measure_is_what_ir_measures_says(gold: list[str], seen: list[str]) -> None:
    qrels = [ir_measures.Qrel("q", place, 1) for place in gold]
    ranking = [ir_measures.ScoredDoc("q", place, -n) for n, place in enumerate(seen)]

    theirs = ir_measures.calc_aggregate(list(OTHERS.values()), qrels, ranking)

    for name, measure in OTHERS.items():
        assert value(name, case(*gold), looked_at(*seen)) == pytest.approx(theirs[measure])


@given(
    st.lists(PLACES, min_size=1, max_size=5),
    st.lists(PLACES, max_size=12, unique=True),
    st.data(),
)
def test_moving_a_relevant_sentence_up_never_costs_anything(
    gold: list[str], seen: list[str], data: st.DataObject
) -> None:
    wanted = data.draw(st.sampled_from(gold))
    seen = [one for one in seen if one != wanted]
    place = data.draw(st.integers(0, len(seen)))
    higher = data.draw(st.integers(0, place))

    low = looked_at(*seen[:place], wanted, *seen[place:])
    high = looked_at(*seen[:higher], wanted, *seen[higher:])

    for name in OTHERS:
        below, above = value(name, case(*gold), low), value(name, case(*gold), high)
        assert below is not None
        assert above is not None
        assert 0.0 <= below <= above + 1e-12 <= 1.0 + 2e-12
