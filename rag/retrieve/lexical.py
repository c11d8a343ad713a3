"""The lexical arm: BM25 (Robertson and Zaragoza 2009) over SQLite FTS5.

BM25 costs by the row, and a word that stands in every fifth passage brings many rows and little
weight. So the rare words find the candidates, as in MaxScore (Turtle and Flood 1995), and the
frequent ones are looked up in those only. A small archive is scored whole.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rag.index.filtering import passage_filter
from rag.words import content, tokens

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rag.index.catalog import Catalog
    from rag.types import Filter

_QUOTED = re.compile(r"[\"“«]([^\"“”«»]{2,200})[\"”»]")
_MOST_TERMS = 40
_TITLE_WEIGHT = 0.6
_ROWS = 20_000
"""Rows that may be scored; a filter that is asked first makes twice as many affordable."""
_CANDIDATES = 150


@dataclass(frozen=True, slots=True)
class Term:
    """A word or a phrase of the query."""

    text: str
    stems: tuple[str, ...]

    @property
    def expression(self) -> str:
        """As FTS5 reads it; nothing in it is syntax."""
        return f'"{self.text}"'


class LexicalArm:
    """Finds passages by their words."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog

    def nearest(self, query: str, *, limit: int, only: Filter) -> list[tuple[str, float]]:
        """(passage id, BM25 score) pairs, best first; higher is better."""
        terms = terms_of(query)
        if not terms:
            return []
        rows = self._rows_of(terms)
        rare, frequent = split(terms, rows, _ROWS * (1 if only.is_empty else 2), 2 * limit)
        if not frequent:
            return self._named(self._scored(terms, limit, only))
        found = self._scored(rare, max(limit, _CANDIDATES), only)
        if len(found) < limit:
            return self._named(self._scored(terms, limit, only))
        return self._named(self._with(frequent, rows, found)[:limit])

    def _rows_of(self, terms: Sequence[Term]) -> dict[Term, int]:
        """In how many passages each term stands, at most."""
        counts = self._catalog.document_frequencies(list({s for t in terms for s in t.stems}))
        return {term: min(counts.get(s, 0) for s in term.stems) for term in terms}

    def _scored(self, terms: Sequence[Term], limit: int, only: Filter) -> list[tuple[int, float]]:
        """(number, BM25 score) pairs of the passages that hold any of the terms."""
        where, args = passage_filter(only)
        admits = (
            ""
            if only.is_empty
            # Row by row and before the score, which costs more.
            else "AND EXISTS (SELECT 1 FROM facets f "  # noqa: S608
            f"WHERE f.number = passages_fts.rowid AND {where}) "
        )
        rows = self._catalog.rows(
            f"SELECT rowid AS number, -bm25(passages_fts, {_TITLE_WEIGHT}, 1.0) AS score "  # noqa: S608
            f"FROM passages_fts WHERE passages_fts MATCH ? {admits}ORDER BY score DESC LIMIT ?",
            [_any_of(terms), *args, limit],
        )
        return [(row["number"], row["score"]) for row in rows]

    def _with(
        self,
        frequent: Sequence[Term],
        rows: Mapping[Term, int],
        found: Sequence[tuple[int, float]],
    ) -> list[tuple[int, float]]:
        """The candidates with what the frequent terms add, as if each stood there once."""
        scores = dict(found)
        numbers = ",".join(map(str, scores))
        size = self._catalog.size()
        for term in frequent:
            weight = math.log((size - rows[term] + 0.5) / (rows[term] + 0.5))
            for row in self._catalog.rows(
                "SELECT rowid AS number FROM passages_fts "  # noqa: S608 - numbers of ours
                f"WHERE passages_fts MATCH ? AND rowid IN ({numbers})",
                [term.expression],
            ):
                scores[row["number"]] += max(0.0, weight)
        return sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))

    def _named(self, found: Sequence[tuple[int, float]]) -> list[tuple[str, float]]:
        names = self._catalog.passage_names([number for number, _ in found])
        return [(names[number], score) for number, score in found if number in names]


def split(
    terms: Sequence[Term], rows: Mapping[Term, int], most: int, least: int
) -> tuple[list[Term], list[Term]]:
    """The rarest terms that have `most` rows together, or at least `least`; and the others."""
    rare: list[Term] = []
    together = 0
    for term in sorted(terms, key=lambda t: rows[t]):
        if together >= least and together + rows[term] > most:
            break
        rare.append(term)
        together += rows[term]
    return rare, [term for term in terms if term not in rare]


def terms_of(query: str) -> list[Term]:
    """What is looked for.

    Words between quotation marks must stand together to count as a phrase; every other
    word counts by itself.
    """
    phrases = [tokens(found) for found in _QUOTED.findall(query)]
    groups = [phrase for phrase in phrases if len(phrase) > 1]
    groups += [[token] for token in content(query) or tokens(query)]
    terms = [Term(" ".join(t.text for t in g), tuple(t.stem for t in g)) for g in groups]
    return list(dict.fromkeys(terms))[:_MOST_TERMS]


def match_expression(query: str) -> str:
    """The query as an FTS5 expression in which nothing the person typed is syntax.

    >>> match_expression('AND ( "bridge closed" *')
    '"bridge closed" OR "bridge" OR "closed"'
    """
    return _any_of(terms_of(query))


def _any_of(terms: Sequence[Term]) -> str:
    return " OR ".join(term.expression for term in terms)
