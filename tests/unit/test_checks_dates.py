"""The rule on dates: written out or relative, times of day, lengths of time."""

from __future__ import annotations

from datetime import date

import pytest

from rag.answer.verifying.checks.dates import wrong_dates
from rag.answer.verifying.moments import moments
from rag.answer.verifying.side import Side

WEDNESDAY = date(2026, 11, 11)


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("It shut on Tuesday.", "It shut on 10 November 2026."),
        ("It shut on 10 November.", "It shut yesterday."),
        ("It shut on Tuesday.", "It shut yesterday."),
        ("It shut yesterday.", "It shut on Tuesday."),
        ("It shut last week.", "It shut on 3 November."),
        ("It shut three days ago.", "It shut on Sunday."),
        ("It opens next week.", "It opens on 18 November."),
        ("On 12 May 2025 it shut.", "May 12, 2025, was its last day."),
        ("It shut in May 2025.", "It shut on 12 May 2025."),
        ("It shut in 2026.", "It shut on Monday."),
        ("It shut in the 1990s.", "It shut in 1994."),
        ("It met on 7 October.", "It met on October 6-8."),
        ("It shut on 12 May 2025.", "Elle a fermé le 12 mai 2025."),
        ("It hit at 7 a.m.", "It hit at 07:00."),
        ("It hit at 6.42 a.m.", "**6.42** A barge hits the bridge."),
        ("It took 72 hours.", "It took three days."),
        ("It was a ten-day strike.", "It was a 10-day strike."),
    ],
)
def test_a_time_that_the_source_bears_out_stands(claim: str, evidence: str) -> None:
    assert wrong_dates(Side(claim), Side(evidence, WEDNESDAY)) == []


@pytest.mark.parametrize(
    ("claim", "evidence", "note", "is_contradicted"),
    [
        (
            "It shut on Monday.",
            "It shut on Sunday.",
            "The source says “Sunday”, not “Monday”.",
            True,
        ),
        ("It met in March.", "It spoke.", "The date “March” is not in the source.", False),
        ("12 May 2025.", "12 May 2024.", "The date “12 May 2025” is not in the source.", False),
        ("It hit at 7 p.m.", "It rang: 07:00.", "The date “7 p.m.” is not in the source.", False),
        (
            "Open until Monday.",
            "Open since Monday.",
            "The source gives “Monday” as the beginning, the sentence as the end.",
            True,
        ),
        (
            "It lasted ten days.",
            "It lasted nine days.",
            "The source says “nine days”, not “ten days”.",
            True,
        ),
    ],
)
def test_another_time_is_named_with_what_the_source_says(
    claim: str, evidence: str, note: str, *, is_contradicted: bool
) -> None:
    (found,) = wrong_dates(Side(claim), Side(evidence, WEDNESDAY))

    assert (found.kind, found.note, found.is_contradicted) == ("date", note, is_contradicted)


def test_a_relative_day_is_left_alone_when_nobody_knows_what_it_is_relative_to() -> None:
    found = wrong_dates(Side("It shut yesterday."), Side("It shut on Monday."))

    assert found == []


@pytest.mark.parametrize(
    "text",
    ["12 may leave.", "They march on.", "The Sunday Times wrote.", "2000 people came.", "1.2.3"],
)
def test_what_only_looks_like_a_date_is_none(text: str) -> None:
    assert moments(Side(text)) == ()


def test_a_date_of_publication_that_has_no_neighbours_breaks_nothing() -> None:
    claim = Side("It shut on Monday, tomorrow, next year and last week.")

    for published in (date.min, date.max):
        assert isinstance(wrong_dates(claim, Side("It shut on Tuesday.", published)), list)
