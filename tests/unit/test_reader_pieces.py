"""What the reader takes in: what is cut when there is too much, and what must never be."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.index.embedders.minilm import weights_folder
from rag.models.packaged import open_tokenizer
from rag.models.reader.pieces import (
    AROUND,
    LONGEST,
    LONGEST_QUESTION,
    LONGEST_SENTENCE,
    OWN,
    POINT,
    Cutter,
)
from rag.ports import Window

LONG = "The barge struck the pier at dawn and sank. " * 40


@cache
def cutter() -> Cutter:
    return Cutter(open_tokenizer(weights_folder() / "tokenizer.json"))


def test_a_window_is_headline_then_what_precedes_then_the_sentence() -> None:
    pieces = cutter().window(Window("Bridge shut", "It was dawn.", "Nobody died."))

    # [CLS] bridge shut [SEP] it was dawn . | nobody died . | [SEP]
    assert pieces.whose == [AROUND] * 8 + [OWN] * 3 + [POINT]


def test_without_a_headline_nothing_stands_in_its_place() -> None:
    pieces = cutter().window(Window("", "", "Nobody died."))

    assert pieces.whose == [AROUND] + [OWN] * 3 + [POINT]


def test_what_precedes_gives_way_before_the_sentence_does_and_keeps_its_end() -> None:
    room = Window("", "first words of it. " + LONG + "The last words.", "Nobody died.")

    pieces = cutter().window(room)

    last = cutter().window(Window("", "The last words.", "Nobody died.")).ids[1:]
    assert pieces.ids[-len(last) :] == last
    assert len(pieces.ids) <= LONGEST


@pytest.mark.parametrize("text", ["", "   ", "\ud800 half a character", "🦊 漢字 \u200b", LONG])
def test_odd_texts_make_pieces_all_the_same(text: str) -> None:
    pieces = cutter().window(Window(text, text, text))

    assert len(pieces.ids) == len(pieces.whose) <= LONGEST
    assert len(cutter().question(text).ids) <= LONGEST_QUESTION


@given(st.text(max_size=400), st.text(max_size=400), st.text(max_size=400))
def test_no_text_is_longer_than_the_network_takes(title: str, before: str, sentence: str) -> None:
    pieces = cutter().window(Window(title, before, sentence))

    assert len(pieces.ids) == len(pieces.whose) <= LONGEST
    assert pieces.whose.count(OWN) <= LONGEST_SENTENCE
    assert pieces.whose[-1] == POINT
