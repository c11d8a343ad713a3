"""The counts behind the figures of briefings, against arithmetic done by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.briefing.counting import Dated, Tally, of_lineage, of_pairs, of_timeline

A, B, C, D = ("a", 0), ("b", 0), ("c", 0), ("d", 0)


def pair(*spots: tuple[str, int]) -> frozenset[tuple[str, int]]:
    return frozenset(spots)


def test_pairs_are_counted_against_all_that_the_key_lists() -> None:
    # Two entries; the first is found by one of its two pairs, the second not at all.
    # Reported are three: one true, one beside the key (not counted), one false.
    wanted = {"hurt": [{pair(A, B), pair(A, C)}], "march": [{pair(C, D)}]}

    found = of_pairs({pair(A, B), pair(B, C), pair(A, D)}, wanted, beside={pair(B, C)})

    assert found[:4] == (2, 1, 2, 1)
    assert (found.recall, found.precision) == (0.5, 0.5)
    assert found.missed == ("march",)
    assert found.wrong == ("a 0 / d 0",)


def test_where_the_key_has_nothing_whatever_is_reported_counts_against_it() -> None:
    found = of_pairs({pair(A, B)}, {})

    assert (found.precision, found.recall) == (0.0, 1.0)


def test_lineage_is_counted_by_pairs_of_articles() -> None:
    # Key: {1,2,3} are three pairs. Reported: {1,2} and {3,4} are two, of which one is true.
    found = of_lineage([["1", "2"], ["3", "4"], ["5"]], [["1", "2", "3"], ["4"]])

    assert found[:4] == (3, 1, 2, 1)
    assert found.recall == pytest.approx(1 / 3)
    assert found.wrong == ("3 4",)


def test_an_entry_of_the_timeline_is_judged_by_the_sentence_that_the_key_dates() -> None:
    key = [
        Dated("shut", "2026-03-02", frozenset({A})),
        Dated("open", "2026-03-14", frozenset({B}), frozenset({C})),
        Dated("paid", "2026-04-01", frozenset({D})),
    ]
    # A on its day; C, beside B, on the day of B; D on a wrong day; a sentence that no key dates.
    told = [
        ("2026-03-02", {A}),
        ("2026-03-14", {C}),
        ("2026-03-02", {D}),
        ("2026-01-01", {("e", 1)}),
    ]

    found = of_timeline(told, key)

    # Found are two of three; reported, where the key dates the sentence, are A and D.
    assert found[:4] == (3, 2, 2, 1)
    assert found.missed == ("paid",)
    assert found.wrong == ("paid: 2026-03-02 for 2026-04-01",)


def test_tallies_add_up() -> None:
    one, other = Tally(2, 1, 3, 1, ("x",), ("y",)), Tally(1, 1, 1, 0)

    assert one.plus(other) == Tally(3, 2, 4, 1, ("x",), ("y",))


SPOTS = st.tuples(st.sampled_from("abcd"), st.integers(0, 2))
PAIRS = st.sets(st.frozensets(SPOTS, min_size=2, max_size=2), max_size=8)


@given(PAIRS, st.dictionaries(st.text(max_size=2), st.lists(PAIRS, max_size=2), max_size=3), PAIRS)
def test_shares_lie_between_none_and_all(
    reported: set[frozenset[tuple[str, int]]],
    wanted: dict[str, list[set[frozenset[tuple[str, int]]]]],
    beside: set[frozenset[tuple[str, int]]],
) -> None:
    found = of_pairs(reported, wanted, beside)

    assert 0 <= found.precision <= 1
    assert 0 <= found.recall <= 1
    assert found.false <= found.reported


@given(st.lists(st.lists(st.sampled_from("abcdef"), unique=True, max_size=4), max_size=3))
def test_a_lineage_that_is_the_key_is_right(groups: list[list[str]]) -> None:
    found = of_lineage(groups, groups)

    assert (found.precision, found.recall) == (1.0, 1.0)
