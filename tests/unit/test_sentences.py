"""Sentences and passages, each with the place at which it stands."""

from __future__ import annotations

import sys
from types import SimpleNamespace

import pytest
from builders import sentences

from rag.index.chunking import LONGEST_WORDS, passages_of
from rag.ingest.cleaning import clean_text
from rag.ingest.sentences import LONGEST, sentence_spans, sentences_of


def split(text: str, language: str | None = None) -> list[str]:
    return [span.of(text) for span in sentence_spans(text, language)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He left. She ran.", ["He left.", "She ran."]),
        ("Dr. Lee met Mr. Roe at 6.42 a.m. on Monday.", None),
        ("The U.S. agreed. Russia did not.", ["The U.S. agreed.", "Russia did not."]),
        ("It cost $1.2 million. Who paid?", ["It cost $1.2 million.", "Who paid?"]),
        (
            "“We wait. We hope,” she said. He nodded.",
            ["“We wait. We hope,” she said.", "He nodded."],
        ),
        ("A headline\nThe first sentence.", ["A headline", "The first sentence."]),
        ("One.\n\nTwo.", ["One.", "Two."]),
        ("", []),
        ("\n\n", []),
    ],
)
def test_a_text_is_cut_where_its_sentences_end(text: str, expected: list[str] | None) -> None:
    assert split(text) == ([text] if expected is None else expected)


def test_the_language_of_an_article_decides() -> None:
    assert split("Am 3. Mai kam er. Er blieb.", "de") == ["Am 3. Mai kam er.", "Er blieb."]
    assert split("首相は発表した。野党は反対した。", "ja") == [
        "首相は発表した。",
        "野党は反対した。",
    ]


def test_a_french_title_stays_with_its_name() -> None:
    text = "Selon M. Roy, Mme. Lee et le Dr. Roe sont partis. Ils ont dit non."

    assert split(text, "fr") == [text[:49], text[50:]]


def test_a_run_without_a_full_stop_is_cut_at_a_blank() -> None:
    text = " ".join(["word"] * 500)

    spans = sentence_spans(text)

    assert all(LONGEST // 2 <= s.end - s.start <= LONGEST for s in spans[:-1])
    assert " ".join(span.of(text) for span in spans) == text


def test_a_split_that_lost_a_character_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    """A citation is only as good as its offsets."""
    lossy = [{"start_index": 0, "end_index": 3}, {"start_index": 4, "end_index": 8}]
    fake = SimpleNamespace(get_sentence_boundaries=lambda *_: lossy)
    monkeypatch.setitem(sys.modules, "sentencex", fake)

    assert split("One. Two.") == ["One. Two."]


def test_sentences_are_counted_through() -> None:
    found = sentences_of("a-1", "One.\nTwo. Three.")

    assert [(s.ordinal, s.text) for s in found] == [(0, "One."), (1, "Two."), (2, "Three.")]


def test_a_passage_ends_before_it_grows_too_long() -> None:
    text = clean_text(" ".join(["The bridge was shut after the barge had struck it today."] * 20))
    found = sentences(text)

    passages = passages_of(text, found)

    assert [(p.first, p.last) for p in passages] == [(0, 7), (8, 15), (16, 19)]
    assert all(len(p.text.split()) <= LONGEST_WORDS for p in passages)
    assert all(p.span.of(text) == p.text for p in passages)


def test_one_long_sentence_is_a_passage_of_its_own() -> None:
    text = "Short one. " + "x " * 200 + "end. Short two."

    passages = passages_of(text, sentences(text))

    assert [(p.first, p.last) for p in passages] == [(0, 0), (1, 1), (2, 2)]


def test_an_edited_passage_gets_another_id_and_an_unchanged_one_keeps_it() -> None:
    """The id decides whether a stored vector may be used again."""
    first = passages_of("The bridge shut.", sentences("The bridge shut."))
    again = passages_of("The bridge shut.", sentences("The bridge shut."))
    edited = passages_of("The bridge shot.", sentences("The bridge shot."))
    other = passages_of("The bridge shut.", sentences("The bridge shut.", "a-2"))

    assert first[0].id == again[0].id
    assert len({first[0].id, edited[0].id, other[0].id}) == 3


def test_an_article_without_sentences_has_no_passages() -> None:
    assert passages_of("", []) == []
