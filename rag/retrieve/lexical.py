"""The lexical arm: BM25 (Robertson and Zaragoza 2009) over SQLite FTS5."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rag.index.catalog import filter_sql
from rag.words import content, tokens

if TYPE_CHECKING:
    from rag.index.catalog import Catalog
    from rag.types import Filter

_QUOTED = re.compile(r"[\"“«]([^\"“”«»]{2,200})[\"”»]")
_MOST_TERMS = 40
_TITLE_WEIGHT = 0.6


class LexicalArm:
    """Finds passages by their words."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog

    def nearest(self, query: str, *, limit: int, only: Filter) -> list[tuple[str, float]]:
        """(passage id, BM25 score) pairs, best first; higher is better."""
        expression = match_expression(query)
        if not expression:
            return []
        where, args = filter_sql(only)
        join = "" if only.is_empty else "JOIN articles a ON a.id = p.article_id "
        rows = self._catalog.rows(
            f"SELECT p.id, -bm25(passages_fts, {_TITLE_WEIGHT}, 1.0) AS score "  # noqa: S608
            f"FROM passages_fts JOIN passages p ON p.number = passages_fts.rowid {join}"
            f"WHERE passages_fts MATCH ? AND {where} ORDER BY score DESC LIMIT ?",
            [expression, *args, limit],
        )
        return [(row["id"], row["score"]) for row in rows]


def match_expression(query: str) -> str:
    """The query as an FTS5 expression in which nothing the person typed is syntax.

    Words between quotation marks must stand together to count as a phrase; every other
    word counts by itself.

    >>> match_expression('AND ( "bridge closed" *')
    '"bridge closed" OR "bridge" OR "closed"'
    """
    phrases = [" ".join(t.text for t in tokens(found)) for found in _QUOTED.findall(query)]
    words = [t.text for t in content(query)] or [t.text for t in tokens(query)]
    terms = [phrase for phrase in phrases if " " in phrase] + words
    return " OR ".join(f'"{term}"' for term in list(dict.fromkeys(terms))[:_MOST_TERMS])
