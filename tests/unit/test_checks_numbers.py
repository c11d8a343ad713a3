"""The rule on figures: value, unit, rounding, hedges, and what is counted."""

from __future__ import annotations

import pytest

from rag.answer.verifying.amounts import amounts
from rag.answer.verifying.checks.numbers import wrong_numbers
from rag.answer.verifying.side import Side


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("1,200 people", 1200, ""),
        ("two hundred and fifty thousand", 250_000, ""),
        ("half a million", 500_000, ""),
        ("two and a half million", 2_500_000, ""),
        ("a dozen", 12, ""),
        ("US$3bn", 3e9, "$"),
        ("5 million euros", 5e6, "€"),
        ("20 per cent", 20, "%"),
        ("two thirds of them", 200 / 3, "%"),
        ("5 percentage points", 5, "point"),
        ("68-metre", 68, "metre"),
        ("5 km", 5000, "metre"),
        ("918 million metric tons", 918e9, "kilogram"),
        ("-5 degrees", -5, "degree"),
        ("1.1°C", 1.1, "degree"),
        ("72 hours", 3, "day"),
        ("39-year-old", 39, ""),
        ("the 12th man", 12, ""),
    ],
)
def test_an_amount_is_read_however_it_is_written(text: str, value: float, unit: str) -> None:
    (found,) = amounts(Side(text))

    assert found.value == pytest.approx(value)
    assert found.unit == unit


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("Nearly 800 fled.", "792 people fled."),
        ("More than 150 fled.", "162 fled."),
        ("About 20% fled.", "20.4% fled."),
        ("At least 12 died.", "Twelve people died."),
        ("Up to 40 ships wait.", "Up to 40 ships wait."),
        ("Half of voters agree.", "50% of voters agree."),
        ("A third of voters agree.", "33 per cent of voters agree."),
        ("It cost $3bn.", "It cost 3 billion dollars."),
        ("It is 5 km away.", "It is 5,000 metres away."),
        ("30m people saw it.", "30 million people saw it."),
        ("Dozens were hurt.", "48 were hurt."),
        ("Ten to 15 per cent left.", "10-15% left."),
        ("Between 10 and 15 ships came.", "12 ships came."),
        ("Greel, who is 39 years old, left.", "Greel, 39, left."),
        ("Two dogs barked.", "A dog and a terrier barked."),
        ("It was her second win.", "It was her 2nd win."),
    ],
)
def test_an_amount_that_the_source_bears_out_stands(claim: str, evidence: str) -> None:
    assert wrong_numbers(Side(claim), Side(evidence)) == []


@pytest.mark.parametrize(
    ("claim", "evidence", "note", "is_contradicted"),
    [
        ("160 fled.", "162 fled.", "The source says “162”, which is not “160”.", False),
        ("Over 162 fled.", "162 fled.", "The source says “162”, which is not “Over 162”.", False),
        ("65% agreed.", "65 votes came in.", "The figure “65%” is not in the source.", False),
        ("7 people died.", "Five people died.", "The source says “Five people”, not “7”.", True),
        ("It rose 5%.", "It rose 4%.", "The source says “4%”, not “5%”.", True),
        (
            "12 dead.",
            "5 dead and 12 injured.",
            "The source says “5 dead”; its “12 injured” is something else.",
            True,
        ),
        (
            "It was not the first woman there.",
            "It was the second woman there.",
            "The source says “second woman”, not “first”.",
            False,
        ),
    ],
)
def test_another_amount_is_named_with_what_the_source_says(
    claim: str, evidence: str, note: str, *, is_contradicted: bool
) -> None:
    (found,) = wrong_numbers(Side(claim), Side(evidence))

    assert (found.kind, found.note, found.is_contradicted) == ("number", note, is_contradicted)


@pytest.mark.parametrize("hedge", ["nearly", "about", "more than", "up to", "at least"])
def test_a_hedge_that_the_claim_drops_is_a_matter_of_certainty(hedge: str) -> None:
    (found,) = wrong_numbers(Side("It moored 800 ships."), Side(f"It moored {hedge} 800 ships."))

    assert (found.kind, found.is_contradicted) == ("certainty", False)


@pytest.mark.parametrize("text", ["COVID-19 spread.", "The G20 met.", "1) The mayor spoke."])
def test_a_number_that_is_a_name_or_counts_lines_is_no_figure(text: str) -> None:
    assert wrong_numbers(Side(text), Side("Nothing.")) == []


def test_the_finding_points_at_the_figure() -> None:
    claim = "It moved nearly 5 km."

    (found,) = wrong_numbers(Side(claim), Side("It moved."))

    assert found.span.of(claim) == "5 km"
