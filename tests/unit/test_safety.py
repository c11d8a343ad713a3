"""Nothing that stands in an article can act on a terminal or hide from its reader."""

from __future__ import annotations

from time import process_time

import pytest

from rag.safety import printable, strip_controls

ESCAPES = {
    "colour": "\x1b[31;1m",
    "cursor": "\x1b[2J\x1b[H",
    "private mode": "\x1b[?25l",
    "intermediate byte": "\x1b[!p",
    "window title": "\x1b]0;owned\x07",
    "link": "\x1b]8;;http://example.org\x1b\\",
    "clipboard": "\x1b]52;c;aGVsbG8=\x07",
    "device control": "\x1bPq#0;2;0;0;0\x1b\\",
    "privacy message": "\x1b^hidden\x1b\\",
    "application command": "\x1b_Ga=T\x1b\\",
    "start of string": "\x1bXhidden\x1b\\",
    "two characters": "\x1bc",
    "charset": "\x1b(0",
    "C1 sequence": "\x9b31m",
    "C1 window title": "\x9d0;owned\x9c",
    "C1 device control": "\x90q\x9c",
    "C1 alone": "\x84\x85\x8d",
    "bell and backspace": "\x07\x08",
    "null": "\x00",
    "delete": "\x7f",
}
HIDDEN = {
    "override": "\u202e",
    "embedding": "\u202a\u202c",
    "isolate": "\u2066\u2069",
    "zero width space": "\u200b",
    "word joiner": "\u2060",
    "byte order mark": "\ufeff",
    "soft hyphen": "\u00ad",
    "tag characters": "\U000e0041\U000e007f",
    "annotation": "\ufff9\ufffb",
    "lone surrogate": "\ud800",
}


@pytest.mark.parametrize("escape", ESCAPES.values(), ids=ESCAPES)
def test_an_escape_sequence_goes_with_all_that_belongs_to_it(escape: str) -> None:
    assert strip_controls(f"the {escape}bridge") == "the bridge"


@pytest.mark.parametrize("mark", HIDDEN.values(), ids=HIDDEN)
def test_a_mark_that_hides_or_reorders_goes(mark: str) -> None:
    assert strip_controls(f"the {mark}bridge{mark}") == "the bridge"


@pytest.mark.parametrize(
    "text", ["a\u200db", "नमस्\u200cते", "שלום\u200f", "👩\u200d🚒", "e\u0301", "ß"]
)
def test_marks_that_a_script_is_written_with_stay(text: str) -> None:
    """Joiners belong to Persian, Hindi and emoji; direction marks to Hebrew and Arabic."""
    assert strip_controls(text) == text


@pytest.mark.parametrize("opening", ["\x1b]0;", "\x1bP", "\x1b_", "\x9d", "\x1b[", "\x1b"])
def test_a_sequence_that_never_ends_does_not_take_the_article_with_it(opening: str) -> None:
    """One stray byte must not cost a reader the rest of the text."""
    cleaned = strip_controls(f"before {opening} after\nthe next line")

    assert cleaned.startswith("before ")
    assert cleaned.endswith("fter\nthe next line")


def test_line_ends_and_tabs_stay_until_something_is_printed_on_one_line() -> None:
    assert strip_controls("one\n\ttwo") == "one\n\ttwo"
    assert printable("one\n\ttwo") == "one  two"
    assert printable("one\n\ttwo", keep_newlines=True) == "one\n two"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"])
def test_every_kind_of_line_end_becomes_a_blank(end: str) -> None:
    assert printable(f"two{end}lines") == "two lines"


@pytest.mark.parametrize(
    "unit", ["\x1b]", "\x1b[", "\x9d", "\x1b[1", "\x1b ", "\x1bP;", "\u202e", "["]
)
def test_a_hostile_text_costs_no_more_than_its_length(unit: str) -> None:
    """Four times the text may take about four times as long, never sixteen times."""
    short, long = unit * 20_000, unit * 80_000
    strip_controls(short)

    begun = process_time()
    strip_controls(short)
    between = process_time()
    strip_controls(long)
    ended = process_time()

    assert ended - between < 10 * (between - begun) + 0.05
