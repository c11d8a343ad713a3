"""Figures, names and small words as the verifier reads them."""

from __future__ import annotations

import math

import pytest

from rag.answer.verifying.facts import (
    hedges,
    names,
    negations,
    quantities,
    quotations,
    same_name,
)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("seven", [7]),
        ("twenty-one and 21", [21, 21]),
        ("1,200 and 1.200", [1200, 1200]),
        ("1.5 and 1,5", [1.5, 1.5]),
        ("1.2 million", [1_200_000]),
        ("three hundred", [300]),
        ("at 10:30", [1030]),
        ("-5, −5, 2020-2025, COVID-19", [-5, -5, 2020, 2025, 19]),
        ("no one, nobody, one", [0, 0, 1]),
        ("1:2,3 or 1.2.3", []),
        ("", []),
    ],
)
def test_a_figure_has_one_value_however_it_is_written(text: str, values: list[float]) -> None:
    assert [q.value for q in quantities(text)] == values


@pytest.mark.parametrize(
    ("text", "percent", "currency"),
    [
        ("20%", True, ""),
        ("20 per cent", True, ""),
        ("20 percentages", False, ""),
        ("$5", False, "$"),
        ("5 U.S. dollars", False, "$"),
        ("€ 5", False, "€"),
        ("5 million pounds", False, "£"),
        ("5", False, ""),
    ],
)
def test_a_figure_keeps_what_it_counts(text: str, percent: object, currency: str) -> None:
    (found,) = quantities(text)

    assert (found.percent, found.currency) == (percent, currency)


def test_a_figure_points_at_itself_with_its_unit() -> None:
    text = "It cost 1.2 million."

    assert [q.span.of(text) for q in quantities(text)] == ["1.2 million"]


def test_an_endless_figure_is_still_a_figure() -> None:
    (found,) = quantities("9" * 400)

    assert math.isinf(found.value)


def test_a_capital_at_the_beginning_names_nothing_by_itself() -> None:
    found = names("Officials met Ada Roe on Monday. Police came. “Nobody,” said Lee.")

    assert [token.text for token in found] == ["Ada", "Roe", "Lee"]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Zelenskyy", "Zelensky", True),
        ("Navalny", "Navalnyj", True),
        ("PUTIN", "Putin", True),
        ("Putin", "Putina", False),
        ("Roe", "Roes", False),
        ("Berlin", "Bern", False),
        ("Kyiv", "Kiev", False),
    ],
)
def test_a_long_name_may_be_spelled_a_little_differently(
    one: str, other: str, *, expected: bool
) -> None:
    assert same_name(one, other) is same_name(other, one) is expected


def test_words_between_any_quotation_marks_are_a_quotation() -> None:
    text = 'He said "no", “not yet” and « peut-être » but it\'s "'

    assert [span.of(text) for span in quotations(text)] == ["no", "not yet", "peut-être"]


def test_small_words_that_turn_or_soften_a_statement_are_seen() -> None:
    text = "He didn’t go and never may, though in May he reportedly cannot."

    assert [t.text for t in negations(text)] == ["didn’t", "never", "cannot"]
    assert [t.text for t in hedges(text)] == ["may", "reportedly"]
