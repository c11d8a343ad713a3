"""Whatever is typed as a query, the full-text index can read what becomes of it."""

from __future__ import annotations

import sqlite3

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rag.engine import WORDLESS
from rag.retrieve.lexical import match_expression
from rag.testing import archive_engine
from rag.words import STOPWORDS

SYNTAX = ["AND", "OR", "NOT", "NEAR", "NEAR/2", "(", ")", '"', "*", "^", "col:", "-", "+", "{", "}",
          "bridge", "\x00", "\ud800", "'", "“", "”", "é", "1,2", "don't"]  # fmt: skip
ANY_TEXT = st.text(st.characters(exclude_categories=[])) | st.lists(st.sampled_from(SYNTAX)).map(
    " ".join
)


@pytest.fixture(scope="module")
def words() -> sqlite3.Connection:
    db = sqlite3.connect(":memory:")
    db.execute(
        "CREATE VIRTUAL TABLE words USING fts5 "
        '(title, text, tokenize = "porter unicode61 remove_diacritics 2")'
    )
    return db


@given(query=ANY_TEXT)
@example(query='AND ( "bridge closed" *')
@example(query='"\x00 \ud800" NEAR/2 text:')
@example(query="bridge " * 5000)
def test_any_text_becomes_an_expression_that_fts5_reads(
    words: sqlite3.Connection, query: str
) -> None:
    expression = match_expression(query)

    if expression:
        words.execute("SELECT rowid FROM words WHERE words MATCH ?", [expression]).fetchall()


WORDS = st.from_regex(r"[a-z]{3,12}", fullmatch=True).filter(lambda word: word not in STOPWORDS)


@given(word=WORDS, around=ANY_TEXT)
def test_a_word_is_found_whatever_is_typed_around_it(
    words: sqlite3.Connection, word: str, around: str
) -> None:
    """Unless forty other words stand before it, which is where the reading ends."""
    words.execute("DELETE FROM words")
    words.execute("INSERT INTO words VALUES ('', ?)", [f"a {word} b"])

    expression = match_expression(f'{word} ( " {around[:100]}')

    found = words.execute("SELECT rowid FROM words WHERE words MATCH ?", [expression]).fetchall()
    assert len(found) == 1


@pytest.mark.parametrize(
    "query",
    [
        "",
        " ",
        "?",
        "\U0001f98a",
        "\x00",
        "\x1b[31m"[:2],
        "\ud800\udfff",
        "\u202e",
        '"',
        "*" * 100_000,
    ],
)
def test_a_query_without_a_word_finds_nothing_and_the_person_is_told(
    tmp_path_factory: pytest.TempPathFactory, query: str
) -> None:
    notes: list[str] = []
    folder = tmp_path_factory.mktemp("archive")

    with archive_engine(folder, [{"text": "The canal bridge was shut on Monday."}]) as engine:
        engine._notify = notes.append

        assert engine.search(query) == []

    assert notes == [WORDLESS]


@pytest.mark.parametrize(
    "query",
    [
        "\ud800 bridge \udfff",
        "bridge\x00",
        "\u202ebridge",
        "bridge AND (",
        "b" * 100_000 + " bridge",
    ],
)
def test_a_query_with_a_word_is_searched_whatever_else_stands_in_it(
    tmp_path_factory: pytest.TempPathFactory, query: str
) -> None:
    folder = tmp_path_factory.mktemp("archive")

    with archive_engine(folder, [{"text": "The canal bridge was shut on Monday."}]) as engine:
        found = engine.search(query)

    assert len(found) == 1
