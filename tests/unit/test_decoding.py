"""Bytes become the text that was meant, or a clear word why not."""

from __future__ import annotations

import pytest

from rag.ingest.decoding import NotText, decode

FRENCH = "Le ministre a déclaré que l'été était très chaud à Orléans, où la mairie a fermé le pont."
RUSSIAN = "Президент заявил, что переговоры продолжаются в Москве и завершатся в понедельник."


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (FRENCH, "utf-8"),
        (FRENCH, "utf-8-sig"),
        (FRENCH, "utf-16"),
        (FRENCH, "utf-32"),
        (FRENCH, "cp1252"),
        (FRENCH, "latin-1"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "utf-16"),
        ("“It’s over,” she said – and left for Zürich.", "cp1252"),
    ],
)
def test_a_text_is_read_in_the_encoding_it_was_saved_in(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


def test_one_stray_byte_costs_one_character_and_not_the_article() -> None:
    """A page pasted together from two encodings is still read as what most of it is."""
    data = ("“" + FRENCH + "” ").encode() * 3 + b"caf\xe9 fin"

    text = decode(data)

    assert text == ("“" + FRENCH + "” ") * 3 + "caf\ufffd fin"


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8,
        b"\x7fELF" + b"\x00" * 400,
        b"PK\x03\x04" + b"\x00\x01\x02\x03" * 100,
        b"text" + b"\x00" * 20,
    ],
    ids=["picture", "program", "archive", "nulls"],
)
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(NotText):
        decode(data)


def test_a_mark_that_the_bytes_contradict_is_told() -> None:
    with pytest.raises(NotText, match="marked as utf-16"):
        decode(b"\xff\xfe\x00\xd8")


def test_terminal_escapes_do_not_make_a_text_binary() -> None:
    """They are neutralised later; the article itself is wanted."""
    assert decode(b"\x1b[31mred\x1b[0m \x07") == "\x1b[31mred\x1b[0m \x07"
