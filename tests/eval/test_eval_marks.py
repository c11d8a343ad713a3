"""Citation marks: which there are, where, and to which sentence each belongs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import wild_text

from eval.adapters.marks import cited_sentences, marks_in

MARKED = st.lists(
    st.sampled_from(["[1]", "[2, 3]", "[4][5]", "[ 6 ;7]", "[99999999999]", "[x]", " ", "\n"])
    | wild_text(2),
    max_size=14,
).map("".join)


def read(text: str) -> list[tuple[str, str]]:
    return [(s.text, " ".join(m.written for m in s.marks)) for s in cited_sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He left [1]. She stayed [2].", [("He left.", "1"), ("She stayed.", "2")]),
        ("He left. [1] She stayed. [2]", [("He left.", "1"), ("She stayed.", "2")]),
        ("He left [1, 2][3].", [("He left.", "1 2 3")]),
        ("He left [1; 2].", [("He left.", "1 2")]),
        ("In May [2] he left [1].", [("In May he left.", "2 1")]),
        ("He left.", [("He left.", "")]),
        # What begins a line is of that line, as in a list of findings.
        ("[1] He left.\n[2] She stayed.", [("He left.", "1"), ("She stayed.", "2")]),
        ("He left.\n\n[2] She stayed.", [("He left.", ""), ("She stayed.", "2")]),
        ("He left.\n[1]\nShe stayed.", [("He left.", "1"), ("She stayed.", "")]),
        ("\n[1]\nHe left.", [("He left.", "1")]),
        # Marks alone are not lost.
        ("[1] [2]", [("[1] [2]", "1 2")]),
        # A number that no list of passages reaches is kept all the same.
        ("He left [12345678901234567890].", [("He left.", "12345678901234567890")]),
        ("He left [sic] at 6 [a.m.].", [("He left [sic] at 6 [a.m.].", "")]),
        ("", []),
    ],
)
def test_each_sentence_has_the_marks_in_it_and_right_after_it(
    text: str, expected: list[tuple[str, str]]
) -> None:
    assert read(text) == expected


def test_a_mark_knows_where_it_stood_and_which_passage_it_names() -> None:
    text = "So [1, 23] and [12345678901]."

    marks = marks_in(text)

    assert [m.number for m in marks] == [1, 23, None]
    assert [m.span.of(text) for m in marks] == ["[1, 23]", "[1, 23]", "[12345678901]"]


@given(MARKED)
def test_no_mark_is_lost_and_none_is_made_up(text: str) -> None:
    found = [mark for sentence in cited_sentences(text) for mark in sentence.marks]

    assert sorted(found) == sorted(marks_in(text))


@given(MARKED)
def test_no_word_is_lost(text: str) -> None:
    bare = text
    for mark in sorted({m.span for m in marks_in(text)}, reverse=True):
        bare = bare[: mark.start] + bare[mark.end :]

    sentences = "".join(sentence.text for sentence in cited_sentences(text))

    if bare.strip():
        assert "".join(sentences.split()) == "".join(bare.split())


def test_a_text_of_very_many_marks_is_read() -> None:
    """One step for each mark, not one for each pair of them, which would take hours."""
    found = cited_sentences("He left.\n" + "[1]\n" * 50_000)

    assert [len(sentence.marks) for sentence in found] == [50_000]
