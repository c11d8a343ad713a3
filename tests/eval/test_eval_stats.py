"""Figures checked against arithmetic done by hand, and bounds that hold for any numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.stats import bootstrap_interval, mean, paired_p_value

SHARES = st.lists(st.floats(0, 1), min_size=1, max_size=30)
ROUNDING = 1e-9


def test_the_mean_of_nothing_is_nothing_and_not_zero() -> None:
    assert mean([]) is None
    # (1 + 0.5 + 0 + 0.5) / 4 = 2 / 4
    assert mean([1, 0.5, 0, 0.5]) == 0.5


def test_the_interval_of_two_articles_is_their_two_means() -> None:
    """One article says 0, one says 1: a quarter of all draws are 0, a half 0.5, a quarter 1."""
    interval = bootstrap_interval([0.0, 1.0], ["a", "b"], seed=7)

    assert interval == (0.0, 1.0)


def test_the_interval_agrees_with_the_distribution_worked_out_by_hand() -> None:
    # Four articles, one of them right. A draw of four has k right with probability
    # C(4,k) (1/4)^k (3/4)^(4-k): 81/256, 108/256, 54/256, 12/256, 1/256. Summed from above,
    # P(mean >= 1) = 0.4 %, P(mean >= 0.75) = 5.1 %: the 97.5th percentile is 0.75. From below,
    # P(mean = 0) = 31.6 %: the 2.5th is 0.
    interval = bootstrap_interval([1.0, 0.0, 0.0, 0.0], ["a", "b", "c", "d"], seed=7)

    assert interval == (0.0, 0.75)


def test_cases_of_one_article_are_drawn_together() -> None:
    """Ten cases of each of two articles say no more than two articles can."""
    values, clusters = [0.0] * 10 + [1.0] * 10, ["a"] * 10 + ["b"] * 10

    clustered = bootstrap_interval(values, clusters, seed=7)
    independent = bootstrap_interval(values, range(20), seed=7)

    assert clustered == (0.0, 1.0)
    assert independent is not None
    assert 0.2 < independent.low < independent.high < 0.8


def test_one_article_has_no_spread_to_show() -> None:
    assert bootstrap_interval([0.0, 1.0], ["a", "a"], seed=7) is None


@given(SHARES, st.integers(0, 99))
def test_an_interval_stays_within_its_values_and_repeats(values: list[float], seed: int) -> None:
    clusters = [index % 7 for index in range(len(values))]

    interval = bootstrap_interval(values, clusters, seed=seed, draws=50)

    assert interval == bootstrap_interval(values, clusters, seed=seed, draws=50)
    if interval is not None:
        assert min(values) - ROUNDING <= interval.low <= interval.high <= max(values) + ROUNDING


@pytest.mark.parametrize(
    ("differences", "p"),
    [
        # Three gains of one size: of 2^3 assignments of signs only +++ and --- reach 3: 2/8.
        ([1.0, 1.0, 1.0], 0.25),
        # Five: +++++ and -----: 2/32.
        ([1.0] * 5, 2 / 32),
        # 1 + 1 - 1 = 1: every one of the 8 sums is -3, -1, 1 or 3, so all reach 1.
        ([1.0, 1.0, -1.0], 1.0),
        # 2 + 1 = 3 is reached by ++ and --: 2/4; the pair that is equal says nothing.
        ([2.0, 1.0, 0.0], 0.5),
        ([0.0, 0.0], 1.0),
    ],
)
def test_the_paired_test_agrees_with_counting_signs_by_hand(
    differences: list[float], p: float
) -> None:
    assert paired_p_value(differences, range(len(differences)), seed=7) == pytest.approx(p)


def test_differences_of_one_article_turn_together() -> None:
    # Two articles with sums 3 and 3: ++ and -- of four assignments.
    p = paired_p_value([1.0] * 6, ["a"] * 3 + ["b"] * 3, seed=7)

    assert p == pytest.approx(0.5)


def test_many_articles_are_sampled_and_the_observed_order_is_counted() -> None:
    # All of 40 signs alike has probability 2 / 2^40: no draw reaches it, (0 + 1) / (2000 + 1).
    p = paired_p_value([1.0] * 40, range(40), seed=7)

    assert p == pytest.approx(1 / 2001)


def test_a_test_of_nothing_has_no_p_value() -> None:
    assert paired_p_value([], [], seed=7) is None


@given(st.lists(st.floats(-1, 1), min_size=1, max_size=20), st.integers(0, 99))
def test_a_p_value_is_a_share_and_does_not_know_which_run_came_first(
    differences: list[float], seed: int
) -> None:
    clusters = range(len(differences))

    p = paired_p_value(differences, clusters, seed=seed, draws=50)
    turned = paired_p_value([-d for d in differences], clusters, seed=seed, draws=50)

    assert p == turned
    assert p is not None
    assert 0 < p <= 1
