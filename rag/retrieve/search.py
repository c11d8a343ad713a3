"""Hybrid search: meaning from the vectors, names and numbers from the words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rag.retrieve.candidates import Found, gathered
from rag.retrieve.dense import DenseArm
from rag.retrieve.lexical import LexicalArm
from rag.retrieve.ranking import LinearReranker, taken_apart
from rag.retrieve.spreading import spread_over
from rag.safety import strip_controls
from rag.types import Filter, Hit, SentenceHit, Spread

if TYPE_CHECKING:
    from rag.index.catalog import Catalog
    from rag.ports import Embedder, Vector, VectorIndex
    from rag.retrieve.ranking import Judged, Query, Reranker

DEPTH = 32
"""How many passages each arm is asked for, at least."""
_LONGEST_QUERY = 2000


class Search:
    """Finds passages by meaning and by words, under filters that both arms apply."""

    def __init__(
        self,
        catalog: Catalog,
        index: VectorIndex,
        embedder: Embedder,
        reranker: Reranker | None = None,
    ) -> None:
        self._catalog = catalog
        self._embedder = embedder
        self._lexical = LexicalArm(catalog)
        self._dense = DenseArm(catalog, index)
        self._reranker = reranker or LinearReranker()

    def vector(self, query: str) -> Vector:
        """The query as the encoder sees it."""
        return self._embedder.question(strip_controls(query[:_LONGEST_QUERY]))

    def find(
        self,
        query: str,
        *,
        limit: int,
        only: Filter | None = None,
        vector: Vector | None = None,
        spread: Spread = Spread.NONE,
    ) -> list[Hit]:
        """At most `limit` passages, best first; none for a query without words."""
        asked, judged = self.judged(query, limit=limit, only=only or Filter(), vector=vector)
        return [
            _hit(rank, score, found, asked)
            for rank, (found, score) in enumerate(spread_over(judged, spread, limit=limit), 1)
        ]

    def sentences(self, query: str, *, limit: int, only: Filter | None = None) -> list[SentenceHit]:
        """At most `limit` sentences, best first, each in its passage."""
        asked, judged = self.judged(query, limit=limit, only=only or Filter())
        scored = [
            (score, place, found)
            for found in judged
            for place, score in enumerate(found.sentence_scores)
        ]
        scored.sort(key=lambda one: (-one[0], one[2].candidate.passage.id, one[1]))
        return [
            SentenceHit(
                rank, score, found.candidate.sentence(place), _hit(rank, found.score, found, asked)
            )
            for rank, (score, place, found) in enumerate(scored[:limit], 1)
        ]

    def judged(
        self, query: str, *, limit: int, only: Filter, vector: Vector | None = None
    ) -> tuple[Query, list[Judged]]:
        """The query taken apart, and all candidates of both arms, best first."""
        query = query[:_LONGEST_QUERY]
        total = self._catalog.size()
        asked = taken_apart(query, self._catalog.document_frequencies, total)
        if not any(c.isalnum() for c in query):
            return asked, []
        vector = self.vector(query) if vector is None else vector
        depth = max(DEPTH, limit)
        arms = [
            Found("dense", self._dense.nearest(vector, limit=depth, only=only)),
            Found("lexical", self._lexical.nearest(query, limit=depth, only=only)),
        ]
        candidates = gathered(self._catalog, vector, arms)
        return asked, self._reranker.judged(asked, candidates)


def _hit(rank: int, score: float, found: Judged, asked: Query) -> Hit:
    candidate = found.candidate
    said = {stem for sentence in candidate.stems for stem in sentence}
    scores = found.sentence_scores
    best = max(range(len(scores)), key=scores.__getitem__, default=None)
    return Hit(
        rank, score, candidate.passage, candidate.article, candidate.arms,
        places=candidate.places,
        signs=found.signs._asdict(),
        matched=tuple(word for stem, word in asked.words.items() if stem in said),
        missing=tuple(word for stem, word in asked.words.items() if stem not in said),
        best=candidate.sentence(best) if best is not None else None,
    )  # fmt: skip
