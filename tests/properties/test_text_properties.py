"""Cleaning, printing, sentences and passages, for whatever text comes."""

from __future__ import annotations

import sqlite3
import unicodedata
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from strategies import prose, wild_text

from rag.index.chunking import LONGEST_WORDS, passages_of
from rag.ingest.cleaning import clean_text
from rag.ingest.sentences import LONGEST, sentence_spans, sentences_of
from rag.retrieve.lexical import match_expression
from rag.safety import printable, strip_controls
from rag.words import stem, tokens


def acts(text: str) -> bool:
    """Whether anything is left that a terminal would carry out."""
    return any(unicodedata.category(c) in {"Cc", "Cs"} and c not in "\n\t" for c in text)


@given(wild_text())
def test_cleaned_text_is_clean_however_often_it_is_cleaned(raw: str) -> None:
    """Offsets point into the cleaned text: cleaning it again must not move a character."""
    once = clean_text(raw)

    assert clean_text(once) == once


@given(wild_text())
def test_cleaned_text_holds_nothing_that_acts_and_can_be_stored(raw: str) -> None:
    cleaned = clean_text(raw)

    assert not acts(cleaned)
    assert cleaned.encode().decode() == cleaned
    assert unicodedata.is_normalized("NFC", cleaned)


@given(wild_text())
def test_what_is_printed_stays_one_line_and_cannot_act(text: str) -> None:
    shown = printable(text)

    assert not acts(shown)
    assert len(shown.splitlines()) <= 1
    assert printable(shown) == shown


@given(wild_text())
def test_stripping_controls_twice_is_stripping_once(text: str) -> None:
    """A sequence must not come together out of the rests of another."""
    once = strip_controls(text)

    assert strip_controls(once) == once


@given(wild_text() | prose(), st.sampled_from([None, "en", "fr", "de", "zh", "xx", "en-GB"]))
def test_sentences_follow_each_other_and_lose_no_character(raw: str, language: str | None) -> None:
    text = clean_text(raw)

    spans = sentence_spans(text, language)

    covered = [place for span in spans for place in range(span.start, span.end)]
    assert covered == sorted(set(covered))
    assert [text[p] for p in covered if not text[p].isspace()] == [
        c for c in text if not c.isspace()
    ]
    assert all(span.of(text) == span.of(text).strip() != "" for span in spans)
    assert all(span.end - span.start <= LONGEST for span in spans)


@given(wild_text())
def test_sentence_spans_of_uncleaned_text_still_point_at_it(draft: str) -> None:
    """A model's draft is split without being cleaned."""
    spans = sentence_spans(draft)

    assert all(0 <= span.start < span.end <= len(draft) for span in spans)


@given(prose() | wild_text())
def test_passages_hold_every_sentence_once_in_place(raw: str) -> None:
    text = clean_text(raw)
    sentences = sentences_of("a-1", text)

    passages = passages_of(text, sentences)

    assert all(p.span.of(text) == p.text for p in passages)
    assert [n for p in passages for n in range(p.first, p.last + 1)] == [
        s.ordinal for s in sentences
    ]
    for passage in passages:
        own = sentences[passage.first : passage.last + 1]
        assert (own[0].span.start, own[-1].span.end) == passage.span
        assert len(own) == 1 or sum(len(s.text.split()) for s in own) <= LONGEST_WORDS
    assert len({p.id for p in passages}) == len(passages)


@given(wild_text())
def test_tokens_point_at_their_own_characters(text: str) -> None:
    found = tokens(text)

    assert all(token.span.of(text) == token.text for token in found)
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))
    assert all(stem(token.text) == token.stem for token in found)


@given(st.lists(wild_text(), min_size=1, max_size=20))
def test_no_query_is_syntax_to_the_full_text_search(queries: list[str]) -> None:
    with sqlite3.connect(":memory:") as db:
        db.execute('CREATE VIRTUAL TABLE t USING fts5 (x, tokenize = "porter unicode61")')
        db.execute("INSERT INTO t VALUES ('the bridge closed on Monday')")

        for query in queries:
            if expression := match_expression(query):
                db.execute("SELECT count(*) FROM t WHERE t MATCH ?", [expression]).fetchone()
    db.close()


@given(prose())
def test_a_text_is_found_by_any_of_its_own_sentences(text: str) -> None:
    first = sentence_spans(text)[0].of(text)
    with sqlite3.connect(":memory:") as db:
        db.execute('CREATE VIRTUAL TABLE t USING fts5 (x, tokenize = "porter unicode61")')
        db.execute("INSERT INTO t VALUES (?)", [text])

        rows = db.execute("SELECT 1 FROM t WHERE t MATCH ?", [match_expression(first)]).fetchall()
    db.close()

    assert rows
