"""The rules on figures, times and opposites take any text, and find no fault in a copy."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from strategies import prose, wild_text

from rag.answer.verifying.checks.dates import wrong_dates
from rag.answer.verifying.checks.direction import wrong_direction
from rag.answer.verifying.checks.numbers import wrong_numbers
from rag.answer.verifying.side import Side

RULES = (wrong_numbers, wrong_dates, wrong_direction)
_PIECES = (
    "between 10 and 15", "nearly", "more than", "$", "£3-4 bn", "half of", "a third of the", "30m",
    "12th", "tens of thousands", "0", "-0.0", "9" * 50, "1,2", "2020-21", "12/13/2025", "24:00",
    "31 February 2025", "6-8 October", "since", "until", "next month", "10,000 years ago", "'90s",
    "rose", "fell", "not", "than", "before", "first", "°", "per cent", "dozen", "and a half",
)  # fmt: skip
FIGURES = st.lists(st.sampled_from(_PIECES), max_size=10).map(" ".join)
TEXTS = wild_text(6) | prose() | FIGURES
DAYS = st.none() | st.dates() | st.sampled_from([date.min, date.max])


@given(TEXTS, TEXTS, DAYS, DAYS)
def test_every_finding_points_into_the_claim_and_says_why(
    claim: str, evidence: str, said: date | None, published: date | None
) -> None:
    for rule in RULES:
        for found in rule(Side(claim, said), Side(evidence, published)):
            assert 0 <= found.span.start < found.span.end <= len(claim)
            assert found.note.endswith(".")
            assert "\n" not in found.note


@given(prose() | FIGURES, DAYS)
def test_a_text_bears_out_its_own_figures_and_times(text: str, published: date | None) -> None:
    side = Side(text, published)

    assert [found for rule in (wrong_numbers, wrong_dates) for found in rule(side, side)] == []
