"""Which articles are on a topic, and all that they say.

A search finds passages; a briefing needs whole articles, and only those of the topic. An article
is taken when a passage of it bears on the topic *and* its text has the topic's rarer words, or
has the words that the surest of the articles share. `docs/design/briefings.md` says why.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from rag.answer.attribution import cite
from rag.index.vectors import unpack
from rag.orders import orders_of
from rag.types import Evidence, Filter
from rag.words import content

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rag.index.catalog import Catalog
    from rag.ports import Vector, Vectors
    from rag.retrieve.search import Search
    from rag.types import Article, Citation, Sentence

MOST = 200
"""Articles of one briefing."""
_PASSAGES = 600
_SURE = 0.5
_TAKEN = 0.3
_ALSO = 0.1
"""Share of the words that the surest articles have in common, without which an article that has
only some of the topic's words is on another topic: the same town, another day."""
_FEWEST_SURE = 3
"""Articles from which words that they share say what the topic is about."""
_SHARED = 20
"""Words that the surest articles share and that are looked for in the others."""


@dataclass(frozen=True)
class Gathered:
    """The articles of a topic with all their sentences, orders to machines left out."""

    topic: str
    articles: tuple[Article, ...]
    """The oldest first, undated ones last."""
    pool: tuple[Evidence, ...]
    """Every sentence with its neighbours, article by article; `number` is its place, from 1."""
    vectors: Vectors
    """Of the sentences, row by row."""
    ordering: tuple[str, ...]
    """Ids of articles that have sentences addressed to machines."""
    left_out: int
    """Articles on the topic that were too many."""

    @cached_property
    def places(self) -> dict[tuple[str, int], int]:
        """Where the sentence of an article and an ordinal stands in the pool."""
        return {(e.article.id, e.sentence.ordinal): n for n, e in enumerate(self.pool)}

    def cited(self, evidence: Evidence) -> Citation:
        """A sentence of the pool as a citation; whose words it is, is read once."""
        if evidence.number not in self._cited:
            self._cited[evidence.number] = cite(evidence)
        return self._cited[evidence.number]

    @cached_property
    def _cited(self) -> dict[int, Citation]:
        return {}


class Gathering:
    """Finds the articles of a topic."""

    def __init__(self, catalog: Catalog, search: Search) -> None:
        self._catalog = catalog
        self._search = search

    def gather(self, topic: str, only: Filter) -> Gathered:
        """What the archive has on a topic; no article where nothing bears on it."""
        vector = self._search.vector(topic)
        found = self._bearing(topic, only, vector)
        articles = self._with_kin(found[:MOST], only)
        pool: list[Evidence] = []
        rows: list[Vectors] = []
        ordering = []
        for article in articles:
            sentences, vectors = self._sentences(article)
            orders = orders_of(self._catalog.text(article.id), sentences)
            if orders:
                ordering.append(article.id)
            kept = [n for n, s in enumerate(sentences) if s.ordinal not in orders]
            scores = vectors @ vector
            pool += [
                _evidence(len(pool) + place, article, sentences, n, float(scores[n]))
                for place, n in enumerate(kept, 1)
            ]
            rows.append(vectors[kept])
        stacked = np.vstack(rows) if rows else np.zeros((0, len(vector)), dtype=np.float32)
        left = max(0, len(found) - MOST)
        return Gathered(topic, articles, tuple(pool), stacked, tuple(ordering), left)

    def _bearing(self, topic: str, only: Filter, vector: Vector) -> list[Article]:
        """Articles on the topic, the surest first."""
        best: dict[str, float] = {}
        articles: dict[str, Article] = {}
        for hit in self._search.find(topic, limit=_PASSAGES, only=only, vector=vector):
            articles.setdefault(hit.article.id, hit.article)
            best[hit.article.id] = max(hit.score, best.get(hit.article.id, 0.0))
        said = {name: self._stems(article) for name, article in articles.items()}
        weights = self._weights({t.stem for t in content(topic)}, power=2)
        sure = {name: score * _share(said[name], weights) for name, score in best.items()}
        core = [name for name, score in sure.items() if score >= _SURE]
        if not core:
            # The topic in other words than any article, or in another language.
            return [a for name, a in articles.items() if best[name] >= _SURE]
        shared = self._shared([said[name] for name in core])
        also = {name: _share(said[name], shared) for name in articles}
        total = {name: sure[name] + also[name] for name in articles}
        taken = [
            name
            for name in articles
            if sure[name] >= _SURE
            or (total[name] >= _TAKEN and (not shared or also[name] >= _ALSO))
        ]
        return [articles[name] for name in sorted(taken, key=lambda n: (-total[n], n))]

    def _stems(self, article: Article) -> set[str]:
        text = f"{article.title or ''} {self._catalog.text(article.id)}"
        return {token.stem for token in content(text)}

    def _weights(self, words: Iterable[str], *, power: int) -> dict[str, float]:
        """How rare words are in the archive; one that is nearly everywhere weighs nothing.

        Words that the word index does not have are left out: nothing can be told of them.
        """
        counts = self._catalog.document_frequencies(sorted(words))
        total = self._catalog.size() + 1
        return {w: max(0.0, math.log(total / (n + 0.5))) ** power for w, n in counts.items() if n}

    def _shared(self, core: Sequence[set[str]]) -> dict[str, float]:
        """The rare words that most of the surest articles have; none where those are few."""
        if len(core) < _FEWEST_SURE:
            return {}
        counts = Counter(word for words in core for word in words)
        common = [w for w, n in counts.items() if n > 1 and not w[0].isdigit()]
        weighed = {
            word: weight * counts[word] / len(core)
            for word, weight in self._weights(common, power=1).items()
        }
        return dict(sorted(weighed.items(), key=lambda item: (-item[1], item[0]))[:_SHARED])

    def _with_kin(self, found: Sequence[Article], only: Filter) -> tuple[Article, ...]:
        """The articles and their reprints under the same filter, in the order of time."""
        kin = tuple(sorted({a.lineage for a in found if a.lineage}))
        again = self._catalog.articles(replace(only, lineages=only.lineages or kin)) if kin else []
        wanted = {a.id: a for a in (*found, *(a for a in again if a.lineage in kin))}
        return tuple(sorted(wanted.values(), key=by_time))

    def _sentences(self, article: Article) -> tuple[list[Sentence], Vectors]:
        sql = "SELECT vector FROM sentences WHERE article_id = ? ORDER BY ordinal"
        rows = self._catalog.rows(sql, [article.id])
        return self._catalog.sentences(article.id), unpack([row["vector"] for row in rows])


def by_time(article: Article) -> tuple[bool, str, str]:
    """The key that sorts articles by publication, undated ones last."""
    return article.published is None, article.published or "", article.id


def _share(said: set[str], weights: dict[str, float]) -> float:
    whole = sum(weights.values())
    return sum(w for word, w in weights.items() if word in said) / whole if whole else 0.0


def _evidence(
    number: int, article: Article, sentences: Sequence[Sentence], place: int, score: float
) -> Evidence:
    before = sentences[place - 1].text if place else ""
    after = sentences[place + 1].text if place + 1 < len(sentences) else ""
    return Evidence(number, article, sentences[place], max(0.0, score), before, after)
