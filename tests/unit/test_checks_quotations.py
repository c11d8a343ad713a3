"""Quoted words against the words of the source, and against who said them."""

from __future__ import annotations

import pytest

from rag.answer.verifying.checks.quotations import altered_quotations
from rag.answer.verifying.checks.speech import quoted
from rag.answer.verifying.side import Side

SOURCE = (
    "Mayor Ada Roe said the bridge “may not open before May” because the pier had moved. "
    "“We will rebuild,” said Clemence Orvary, the minister, “and soon.” "
    "Ben Lind called it 'a mess' on Monday. Tom Ash wept."
)


def told(claim: str) -> list[tuple[str, bool]]:
    found = altered_quotations(Side(claim), Side(SOURCE))
    return [(finding.span.of(claim), finding.is_contradicted) for finding in found]


@pytest.mark.parametrize(
    "claim",
    [
        'Roe said it "may not open before May."',
        "Roe said it 'may not open before May,' on Monday.",
        "Roe said it « may not open before May ».",
        "Roe said it „May not open before May“.",
        "Roe said it “may not … before May”.",
        "Roe said it “may not [...] before May”.",
        "Roe said “[m]ay not open before May”.",
        "Roe said “the bridge [she runs] may not open”.",
        "Orvary said: “We will rebuild and soon.”",
        "Officials said it “may not open before May”.",
        "Lind called it “a mess”.",
        "The dockers’ and the nurses’ unions left in the '90s, it's said.",
        "An unclosed “quotation is none.",
        "“”",
    ],
)
def test_words_that_stand_in_the_source_may_be_quoted(claim: str) -> None:
    assert told(claim) == []


@pytest.mark.parametrize(
    ("claim", "words", "contradicted"),
    [
        ("Roe said it “will not open before May”.", "will not open before May", True),
        ("Roe said it “may not before May”.", "may not before May", True),
        ("Roe said it “before May … may not open”.", "before May … may not open", True),
        ("Lind called it a ‘disaster’.", "disaster", False),
        ("Orvary said: “We will rebuild, and never rest.”", "We will rebuild, and never rest",
         False),
        ("Orvary said “the pier soon”.", "the pier soon", False),
    ],
)  # fmt: skip
def test_words_that_do_not_stand_in_the_source_are_told(
    claim: str, words: str, *, contradicted: bool
) -> None:
    assert told(claim) == [(words, contradicted)]


@pytest.mark.parametrize(
    ("claim", "speaker"),
    [
        ("Tom Ash said: “We will rebuild.”", "Tom Ash"),
        ("“We will rebuild,” said Ben Lind.", "Ben Lind"),
        ("According to Ben Lind, it “may not open before May”.", "Ben Lind"),
        ("Roe called it “a mess”.", "Roe"),
    ],
)
def test_words_put_in_another_mouth_are_a_contradiction(claim: str, speaker: str) -> None:
    assert told(claim) == [(speaker, True)]


def test_the_note_says_how_the_source_has_it() -> None:
    altered, moved = (
        altered_quotations(Side(claim), Side(SOURCE))[0]
        for claim in ("Roe said it “will not open before May”.", "Tom Ash said: “We will rebuild.”")
    )

    assert altered.note == "The source quotes it otherwise: “may not open before May”."
    assert moved.note == (
        "The sentence has Ash say “We will rebuild”; the source has Clemence Orvary."
    )


def test_who_spoke_is_not_guessed_from_who_is_spoken_of() -> None:
    source = Side("Officials said Russia had “no plans” to leave.")

    assert altered_quotations(Side("Kyiv said there were “no plans”."), source) == []


def test_quotation_marks_of_every_family_are_seen_and_apostrophes_are_none() -> None:
    text = "He said ‘don’t go’, “the dockers’ strike”, ``so'' and it's \"on\", 'n' rock."

    assert [span.of(text) for span in quoted(Side(text))] == [
        "don’t go", "the dockers’ strike", "so", "on",
    ]  # fmt: skip
