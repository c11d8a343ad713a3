"""The rule on opposites and on the two ends of a comparison."""

from __future__ import annotations

import pytest

from rag.answer.verifying.checks.direction import wrong_direction
from rag.answer.verifying.opposites import sides
from rag.answer.verifying.side import Side


@pytest.mark.parametrize(
    ("claim", "evidence", "kind", "there"),
    [
        ("Oil prices rose.", "Oil prices fell.", "missing", "fell"),
        ("Wages rose.", "Costs rose, wages fell.", "missing", "fell"),
        ("His sister Anna left.", "His brother Anna left.", "missing", "brother"),
        ("The bridge opened on Monday.", "The bridge closed on Monday.", "missing", "closed"),
        ("It is the largest port in Spain.", "The smallest port in Spain.", "missing", "smallest"),
        (
            "They chose to reject the pay deal.",
            "Will they accept a pay deal?",
            "negation",
            "accept",
        ),
    ],
)
def test_an_opposite_in_the_same_place_contradicts(
    claim: str, evidence: str, kind: str, there: str
) -> None:
    found, *_ = wrong_direction(Side(claim), Side(evidence))

    assert (found.kind, found.is_contradicted) == (kind, True)
    assert found.note.startswith(f"The source says “{there}” where the sentence says “")


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("Exports rose.", "Exports rose, imports fell."),
        ("Prices did not rise.", "Prices fell."),
        ("Oil prices rose.", "Oil prices climbed; gas prices fell."),
        ("The mayor left last week.", "The first week was calm."),
        ("More than 20 ships waited.", "Less than 30 ships waited."),
        ("Anna has more votes than Tom.", "Anna has more votes than Tom."),
    ],
)
def test_an_opposite_elsewhere_or_denied_does_not(claim: str, evidence: str) -> None:
    assert wrong_direction(Side(claim), Side(evidence)) == []


def test_a_comparison_with_its_ends_changed_is_found() -> None:
    claim = Side("Anna has more votes than Tom.")

    (found,) = wrong_direction(claim, Side("Tom has more votes than Anna."))

    assert found.note == "The source compares the two the other way round."
    assert found.span.of(claim.text) == "than"


def test_no_word_is_its_own_opposite() -> None:
    for word, places in sides().items():
        pairs = [place.pair for place in places]

        assert len(pairs) == len(set(pairs)), word
