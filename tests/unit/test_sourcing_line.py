"""The one line that tells a reader whose words a sentence rests on."""

from __future__ import annotations

import pytest

from rag.answer.sourcing.line import LONGEST, source_line
from rag.answer.sourcing.reading import read_sourcing
from rag.types import Article, Kind


def line(
    sentence: str,
    outlet: str | None = "The Harbour Post",
    *,
    origins: tuple[str, ...] = (),
    kind: Kind | None = "news",
    language: str = "en",
) -> str:
    one = Article("a", outlet, None, None, None, None, language, kind, origins, None, 1, "", None)
    return source_line(read_sourcing(sentence, one), one)


@pytest.mark.parametrize(
    ("sentence", "outlet", "expected"),
    [
        ("Six sources told Reuters that he wants more.", "Unnamed site republishing Reuters",
         "Reuters, citing six sources"),
        ("Six sources told Reuters that he wants more.", "The Post",
         "Reuters, citing six sources, as reported by The Post"),
        ("The Moscow Times, citing NBC News, reports that he is set on war.", "The Moscow Times",
         "NBC News, as reported by The Moscow Times"),
        ("Tracking data show three ships, NBC News reported.", None,
         "NBC News, as reported by an unnamed outlet"),
        ('"No," said Mayor Leonie Haddow.', "Coastal Wire",
         "Coastal Wire, quoting Mayor Leonie Haddow"),
        ("The bridge was built in 1931.", "The Post", "The Post, on its own account"),
        ("The company said it was sorry.", "Tidewatch", "Tidewatch, citing the company"),
        ("Police said it was shut.", "Tidewatch", "Tidewatch, citing police"),
        ("U.S. officials said it was shut.", "Tidewatch", "Tidewatch, citing U.S. officials"),
        ("A mechanic has alleged that the alarm was off.", "Tidewatch",
         "Tidewatch, citing a mechanic, as an allegation"),
        ("The barge belongs to Veldon Freight, which said it was helping.", "Tidewatch",
         "Tidewatch, partly citing Veldon Freight"),
        ('"I fell," she said.', "Tidewatch", "Tidewatch, quoting a speaker not certain"),
        ("She said the wall was weak.", None, "An unnamed outlet, speaker not certain"),
    ],
)  # fmt: skip
def test_a_line_says_whose_words_they_are(sentence: str, outlet: str | None, expected: str) -> None:
    assert line(sentence, outlet) == expected


def test_an_origin_of_the_whole_article_is_not_said_to_be_that_of_the_sentence() -> None:
    """Which sentences of a republished report are the outlet's own cannot be told."""
    fact = line("The bridge is shut.", origins=("Coastal Wire",))
    said = line("The bridge is shut, police said.", origins=("Coastal Wire",))

    assert fact == "The Harbour Post, in an article crediting Coastal Wire"
    assert said == "The Harbour Post, citing police; article credits Coastal Wire"


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("release", "The Harbour Post, in its own press release"),
        ("opinion", "The Harbour Post, in an opinion piece"),
        ("analysis", "The Harbour Post, on its own account"),
    ],
)
def test_what_is_no_reporting_is_said_to_be_none(kind: Kind, expected: str) -> None:
    assert line("The deal is a good one for all.", kind=kind) == expected


def test_a_line_is_short_and_loses_the_title_before_the_name() -> None:
    found = line(
        "Six sources told Reuters that he wants more, acting regional health director "
        "Samir Dunmore said.",
        "The Merrow Evening Star",
    )

    assert len(found.split()) <= LONGEST
    assert "Samir Dunmore" in found


def test_a_sentence_in_another_language_has_no_speaker_in_its_line() -> None:
    found = line("Le canal restera fermé, a annoncé mardi la capitainerie.", language="fr")

    assert found == "The Harbour Post, speaker not certain"


def test_nothing_of_an_article_reaches_the_terminal_as_a_control() -> None:
    found = line('"No," said Ann \x1b[31mLee.', "The \x1b]0;title\x07Post\n")

    assert found.isprintable()
