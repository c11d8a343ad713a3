"""What is compared: each arm by itself, both fused by rank, and the whole search."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, NamedTuple, Protocol

import numpy as np

from rag.index.vectors import unpack
from rag.retrieve.lexical import match_expression

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.engine import Engine
    from rag.retrieve.search import Search

DEPTH = 200
DAMPING = 20
HITS = 60
"""Passages asked of the whole search; it gives each page once, at its best passage."""


class Place(NamedTuple):
    """A run of one article."""

    article: str
    start: int
    end: int


class System(Protocol):
    """Ranks passages and sentences for a query."""

    name: str

    def passages(self, query: str) -> list[Place]:
        """Passages, best first."""
        ...

    def sentences(self, query: str) -> list[Place]:
        """Sentences, best first."""
        ...


class _Stored:
    """All passages and sentences of an archive, for exact and exhaustive search."""

    def __init__(self, engine: Engine) -> None:
        rows = engine.archive.catalog.rows
        self.question = engine._embedder.question  # noqa: SLF001 - the arm needs no more of it
        texts = {row["id"]: row["text"] for row in rows("SELECT id, text FROM articles")}
        self.places: dict[str, list[Place]] = {}
        self.vectors = {}
        self.words = sqlite3.connect(":memory:")
        for table in ("passages", "sentences"):
            found = rows(f'SELECT article_id, start, "end", vector FROM {table}')  # noqa: S608
            places = [Place(r["article_id"], r["start"], r["end"]) for r in found]
            self.places[table] = places
            self.vectors[table] = unpack([r["vector"] for r in found])
            self.words.execute(
                f"CREATE VIRTUAL TABLE {table} USING fts5 "
                "(text, tokenize = 'porter unicode61 remove_diacritics 2')"
            )
            self.words.executemany(
                f"INSERT INTO {table} (rowid, text) VALUES (?, ?)",  # noqa: S608
                [(n, texts[p.article][p.start : p.end]) for n, p in enumerate(places)],
            )

    def lexical(self, table: str, query: str) -> list[Place]:
        rows = self.words.execute(
            f"SELECT rowid FROM {table} WHERE {table} MATCH ? "  # noqa: S608
            f"ORDER BY bm25({table}), rowid LIMIT ?",
            (match_expression(query), DEPTH),
        )
        return [self.places[table][number] for (number,) in rows]

    def dense(self, table: str, query: str) -> list[Place]:
        order = np.argsort(-(self.vectors[table] @ self.question(query)), kind="stable")
        return [self.places[table][number] for number in order[:DEPTH]]


class Bm25:
    """BM25 alone (SQLite FTS5, Porter stems), over every passage and every sentence."""

    name = "BM25 alone"

    def __init__(self, stored: _Stored) -> None:
        self._stored = stored

    def passages(self, query: str) -> list[Place]:
        """Passages by their words."""
        return self._stored.lexical("passages", query)

    def sentences(self, query: str) -> list[Place]:
        """Sentences by their words."""
        return self._stored.lexical("sentences", query)


class Dense:
    """Cosine alone, exact, over every passage and every sentence."""

    name = "dense alone"

    def __init__(self, stored: _Stored) -> None:
        self._stored = stored

    def passages(self, query: str) -> list[Place]:
        """Passages by their vectors."""
        return self._stored.dense("passages", query)

    def sentences(self, query: str) -> list[Place]:
        """Sentences by their vectors."""
        return self._stored.dense("sentences", query)


class Fused:
    """Both arms fused by reciprocal rank, nothing reranked."""

    name = "fused by rank"

    def __init__(self, *arms: System) -> None:
        self._arms = arms

    def passages(self, query: str) -> list[Place]:
        """Passages by their rank in both arms."""
        return _fused([arm.passages(query) for arm in self._arms])

    def sentences(self, query: str) -> list[Place]:
        """Sentences by their rank in both arms."""
        return _fused([arm.sentences(query) for arm in self._arms])


class Byline:
    """The search as the program runs it."""

    name = "Byline"

    def __init__(self, search: Search) -> None:
        self._search = search

    def passages(self, query: str) -> list[Place]:
        """What `byline search` gives."""
        hits = self._search.find(query, limit=HITS)
        return [Place(h.article.id, *h.passage.span) for h in hits]

    def sentences(self, query: str) -> list[Place]:
        """What `byline search --sentences` gives."""
        found = self._search.sentences(query, limit=HITS)
        return [Place(h.sentence.article_id, *h.sentence.span) for h in found]


def systems(engine: Engine) -> list[System]:
    """All that is compared, over one archive."""
    stored = _Stored(engine)
    arms = Bm25(stored), Dense(stored)
    return [*arms, Fused(*arms), Byline(engine._search)]  # noqa: SLF001 - below its filters


def _fused(rankings: Sequence[Sequence[Place]]) -> list[Place]:
    """Reciprocal rank fusion (Cormack, Clarke and Buettcher 2009)."""
    scores: dict[Place, float] = {}
    for ranking in rankings:
        for rank, place in enumerate(ranking, 1):
            scores[place] = scores.get(place, 0.0) + 1.0 / (DAMPING + rank)
    return sorted(scores, key=lambda place: (-scores[place], place))
