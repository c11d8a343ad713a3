"""Who did what to whom."""

from __future__ import annotations

import pytest

from rag.answer.verifying.checks.roles import swapped_roles
from rag.answer.verifying.side import Side

CRASH = "Seven people were hurt when the Marten Belle struck the Sallow Bridge on Monday."


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("The Sallow Bridge struck the Marten Belle.", CRASH),
        ("The Marten Belle was struck by the Sallow Bridge.", CRASH),
        ("France beat Italy 2-1.", "Italy beat France 2-1."),
        ("The man bit the dog.", "The dog bit the man."),
        ("He flew from Paris to Rome.", "He flew from Rome to Paris."),
        ("Iran's attack on Israel failed.", "Israel's attack on Iran failed."),
        ("Profit rose from 5 to 7 million.", "Profit rose from 7 to 5 million."),
        ("Paris is bigger than Rome.", "Rome is bigger than Paris."),
        ("On Monday Trump criticised Putin.", "On Monday Putin criticised Trump."),
        ("Trump was criticised by Putin.", "Trump criticised Putin."),
    ],
)
def test_two_that_have_changed_places_are_a_contradiction(claim: str, evidence: str) -> None:
    (finding,) = swapped_roles(Side(claim), Side(evidence))

    assert (finding.kind, finding.is_contradicted) == ("name", True)
    assert "two have changed places" in finding.note


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("The Marten Belle struck the Sallow Bridge.", CRASH),
        ("The Sallow Bridge was struck by the Marten Belle.", CRASH),
        ("Roe defeated Lind.", "Lind was defeated by Roe."),
        ("Putin has criticised Trump.", "Trump was criticised by Putin."),
        ("Trump met Putin.", "Putin met Trump."),
        ("Apple sued Google.", "Google, which Apple sued in May, won."),
        ("Apple sued Google over ads.", "Apple sued Google over ads, and Google sued Apple."),
        ("He flew from Paris to Rome.", "He flew from Paris to Rome."),
        ("", ""),
    ],
)
def test_the_same_deed_told_otherwise_alarms_nobody(claim: str, evidence: str) -> None:
    assert swapped_roles(Side(claim), Side(evidence)) == []


@pytest.mark.parametrize(
    ("claim", "source", "words"),
    [
        (
            "The CIA and Reuters's embassy gave no immediate reply to Russia.",
            "The CIA and Russia's embassy gave no immediate reply to Reuters.",
            "Reuters's embassy gave no immediate reply to Russia",
        ),
        (
            "Late that night Kyiv warned that Warsaw would close its border with the region.",
            "Late that night Warsaw warned that Kyiv would close its border with the region.",
            "Kyiv warned that Warsaw",
        ),
    ],
)
def test_two_names_that_changed_places_in_a_copied_sentence_are_found(
    claim: str, source: str, words: str
) -> None:
    (found,) = swapped_roles(Side(claim), Side(source))

    assert words in found.span.of(claim)
    assert found.is_contradicted


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        (
            "After the vote on Friday, Warsaw warned Kyiv about the border and the grain.",
            "Warsaw warned Kyiv about the border and the grain after the vote on Friday.",
        ),
        (
            "On Friday Kyiv was warned by Warsaw about the border and the grain.",
            "On Friday Warsaw warned Kyiv about the border and the grain.",
        ),
        (
            "Late on Friday Kyiv and Warsaw closed the border for the grain.",
            "Late on Friday Warsaw and Kyiv closed the border for the grain.",
        ),
    ],
)
def test_a_sentence_turned_round_has_swapped_nobody(claim: str, source: str) -> None:
    assert swapped_roles(Side(claim), Side(source)) == []
