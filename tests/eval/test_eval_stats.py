"""Figures checked against arithmetic done by hand, and bounds that hold for any numbers."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest, bootstrap, permutation_test

from eval.stats import (
    bootstrap_interval,
    mean,
    mean_interval,
    paired_p_value,
    resampled,
    wilson_interval,
)

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


def test_a_share_without_spread_still_has_an_interval() -> None:
    """All right of four articles is no proof that all are."""
    # Wilson with n = 4 clusters and p = 1: middle (1 + 3.8415/8) / (1 + 3.8415/4) = 1.48018 /
    # 1.96036 = 0.75505; half 1.96 * sqrt(3.8415/64) / 1.96036 = 0.48018 / 1.96036 = 0.24495.
    interval = wilson_interval([1.0] * 8, [0, 0, 1, 1, 2, 2, 3, 3])

    assert interval is not None
    assert interval.low == pytest.approx(0.5101, abs=1e-4)
    assert interval.high == 1.0


def test_articles_that_go_all_one_way_are_worth_one_case_each() -> None:
    # Four articles of five cases, two all right, two all wrong. p = 1/2; residuals 2.5 each:
    # variance 4/3 * 4 * 6.25 / 400 = 1/12, worth 1/4 / (1/12) = 3 cases.
    values = [1.0] * 10 + [0.0] * 10
    clusters = [n // 5 for n in range(20)]

    together = wilson_interval(values, clusters)

    # Middle 1/2; half 1.96 * sqrt(1/12 + 3.8415/36) / (1 + 3.8415/3) = 0.8545 / 2.2805.
    assert together is not None
    assert together.low == pytest.approx(0.5 - 0.3747, abs=1e-4)
    assert together.high == pytest.approx(0.5 + 0.3747, abs=1e-4)


def test_articles_that_all_go_half_and_half_are_worth_no_more_than_their_cases() -> None:
    values, clusters = [1.0, 0.0] * 5, [n // 2 for n in range(10)]

    found = wilson_interval(values, clusters)

    theirs = binomtest(5, 10).proportion_ci(method="wilson")
    assert found == pytest.approx((theirs.low, theirs.high))


@given(st.integers(2, 60), st.data())
def test_an_interval_holds_its_share_and_at_the_ends_it_is_scipy_s(
    size: int, data: st.DataObject
) -> None:
    """Between the ends the spread of independent cases is estimated, which costs one of them."""
    right = data.draw(st.integers(0, size))

    found = wilson_interval([1.0] * right + [0.0] * (size - right), range(size))

    assert found is not None
    assert 0.0 <= found.low <= right / size <= found.high <= 1.0
    if right in {0, size}:
        theirs = binomtest(right, size).proportion_ci(method="wilson")
        assert found == pytest.approx((theirs.low, theirs.high))


def test_the_interval_of_a_mean_is_the_one_that_suits_its_values() -> None:
    shares, halves = [1.0, 0.0, 1.0], [1.0, 0.5, 1.0]

    assert mean_interval(shares, range(3), seed=7) == wilson_interval(shares, range(3))
    assert mean_interval(halves, range(3), seed=7) == bootstrap_interval(halves, range(3), seed=7)
    assert mean_interval([1.0], ["a"], seed=7) is None
    assert mean_interval([], [], seed=7) is None


def test_whole_articles_are_drawn_and_the_seed_says_which() -> None:
    clusters = ["a", "a", "b", "c"]

    drawn = list(resampled(clusters, seed=7, draws=50))

    assert drawn == list(resampled(clusters, seed=7, draws=50))
    # The two cases of "a" come together and in order, each time it is drawn.
    assert all(places.count(0) == places.count(1) for places in drawn)
    assert {len(places) for places in drawn} <= {3, 4, 5, 6}
    assert {place for places in drawn for place in places} == {0, 1, 2, 3}


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_bootstrap_agrees_with_scipy_s(seed: int) -> None:
    """Other random numbers, so within what 2,000 draws leave open."""
    values = [0.1, 0.9, 0.4, 0.7, 0.2, 0.8, 1.0, 0.3, 0.6, 0.5, 0.0, 0.75]

    mine = bootstrap_interval(values, range(len(values)), seed=seed)
    theirs = bootstrap(
        (values,), np.mean, n_resamples=20_000, method="percentile", rng=np.random.default_rng(seed)
    ).confidence_interval

    assert mine is not None
    assert mine.low == pytest.approx(theirs.low, abs=0.02)
    assert mine.high == pytest.approx(theirs.high, abs=0.02)


@given(st.lists(st.integers(-4, 4).map(float), min_size=2, max_size=10))
def test_the_paired_test_agrees_with_scipy_s_permutations(differences: list[float]) -> None:
    """Both go through all assignments of signs; SciPy swaps the members of each pair."""
    zeros = [0.0] * len(differences)

    mine = paired_p_value(differences, range(len(differences)), seed=7)
    theirs = permutation_test(
        (differences, zeros),
        lambda a, b: abs(np.sum(a) - np.sum(b)),
        permutation_type="samples",
        alternative="greater",
        n_resamples=np.inf,
        vectorized=False,
    ).pvalue

    assert mine == pytest.approx(theirs)
