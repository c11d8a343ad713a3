"""The text that every offset refers to."""

from __future__ import annotations

import pytest

from rag.ingest.cleaning import clean_text

WRAPPED = """\
The harbour authority said on Monday that the bridge would stay shut for at
least two weeks, because the pier that was struck by the barge had moved by
some forty centimetres and had to be held by steel before a single car could
be let across it again, which nobody in the town had wanted to hear that
morning.

A second paragraph follows."""


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("one\u2028two\u2029three", "one\ntwo\n\nthree"),
        ("one\x0btwo\x0cthree\x85four", "one\ntwo\nthree\nfour"),
        ("  one \t two\u00a0three\u3000four  ", "one two three four"),
        ("one\n\n\n\n\ntwo", "one\n\ntwo"),
        ("one\n \t \ntwo", "one\n\ntwo"),
        ("e\u0301te\u0301", "été"),
        ("a\u00adb\u200bc\ufeffd", "abcd"),
        ("red \x1b[31malert\x1b[0m", "red alert"),
        ("half \ud800a character", "half a character"),
        ("\x00\x07\n \n", ""),
        ("", ""),
    ],
)
def test_what_differs_only_in_form_becomes_the_same(raw: str, expected: str) -> None:
    assert clean_text(raw) == expected


def test_lines_that_were_broken_to_a_width_are_joined() -> None:
    """A sentence must not end where a mail program ended a line."""
    cleaned = clean_text(WRAPPED)

    assert cleaned.count("\n") == 2
    assert "stay shut for at least two weeks" in cleaned
    assert cleaned.endswith("morning.\n\nA second paragraph follows.")


def test_a_text_with_one_paragraph_a_line_keeps_its_lines() -> None:
    text = "\n".join(["The bridge shut on Monday, the harbour office said in the morning."] * 8)

    assert clean_text(text) == text


def test_short_lines_such_as_a_list_are_not_joined() -> None:
    text = "Injured:\nseven passengers\none cyclist\na deckhand\na driver\ntwo divers"

    assert clean_text(text) == text
