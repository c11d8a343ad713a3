"""Hybrid search: meaning from the vectors, names and numbers from the words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rag.retrieve.fusion import fuse
from rag.retrieve.lexical import LexicalArm
from rag.safety import strip_controls
from rag.types import Filter, Hit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rag.index.catalog import Catalog
    from rag.ports import Embedder, Vector, VectorIndex

_DEPTH = 4
"""How many times the wanted number each arm is asked for."""
_LONGEST_QUERY = 2000


class Search:
    """Finds passages by meaning and by words, under filters that both arms apply."""

    def __init__(self, catalog: Catalog, index: VectorIndex, embedder: Embedder) -> None:
        self._catalog = catalog
        self._index = index
        self._embedder = embedder
        self._lexical = LexicalArm(catalog)

    def vector(self, query: str) -> Vector:
        """The query as the encoder sees it."""
        return self._embedder.question(strip_controls(query[:_LONGEST_QUERY]))

    def find(
        self, query: str, *, limit: int, only: Filter | None = None, vector: Vector | None = None
    ) -> list[Hit]:
        """At most `limit` passages, best first; none for a query without words."""
        only = only or Filter()
        query = query[:_LONGEST_QUERY]
        if not any(c.isalnum() for c in query):
            return []
        wanted = max(limit * _DEPTH, 20)
        lexical = dict(self._lexical.nearest(query, limit=wanted, only=only))
        dense = dict(self._dense(query if vector is None else vector, wanted, only))
        ranked = fuse(list(dense), list(lexical))
        passages = self._catalog.passages_by_id([name for name, _ in ranked])
        # The index may still hold a passage that the catalogue has already let go.
        kept = [(passages[name], score) for name, score in ranked if name in passages][:limit]
        articles = self._catalog.articles_by_id([p.article_id for p, _ in kept])
        return [
            Hit(
                rank, score, passage, articles[passage.article_id],
                _arms(passage.id, {"dense": dense, "lexical": lexical}),
            )
            for rank, (passage, score) in enumerate(kept, 1)
        ]  # fmt: skip

    def _dense(self, query: str | Vector, wanted: int, only: Filter) -> list[tuple[str, float]]:
        vector = self.vector(query) if isinstance(query, str) else query
        return self._index.nearest(vector, limit=wanted, where=_where(only))


def _where(only: Filter) -> Mapping[str, object] | None:
    """The filter in the words of the vector index."""
    parts: list[Mapping[str, object]] = []
    if only.outlets:
        parts.append({"outlet": {"$in": list(only.outlets)}})
    if only.since:
        parts.append({"day": {"$gte": _day(only.since)}})
    if only.until:
        parts.append({"day": {"$lte": _day(only.until)}})
    if not parts:
        return None
    return parts[0] if len(parts) == 1 else {"$and": parts}


def _day(iso: str) -> int:
    return int(iso[:10].replace("-", ""))


def _arms(name: str, arms: Mapping[str, Mapping[str, float]]) -> dict[str, float]:
    return {arm: scores[name] for arm, scores in arms.items() if name in scores}
