"""The passages that an arm of the search brought up, with what the catalogue knows of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rag.index.vectors import unpack
from rag.types import Article, Passage, Sentence, Span
from rag.words import stems

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rag.index.catalog import Catalog
    from rag.ports import Vector


class Candidate(NamedTuple):
    """A passage that may answer, with its sentences and how near each is to the query."""

    passage: Passage
    article: Article
    spans: tuple[Span, ...]
    """Where its sentences stand in the article."""
    stems: tuple[Sequence[str], ...]
    """Of each sentence, every word."""
    cosine: float
    """Between query and passage."""
    cosines: tuple[float, ...]
    """Between query and each sentence."""
    places: Mapping[str, int]
    """Its 1-based place in each arm that found it: `dense`, `lexical`."""
    arms: Mapping[str, float]
    """What each arm gave: `dense` a cosine, `lexical` a BM25 score."""

    def sentence(self, place: int) -> Sentence:
        """The sentence of that 0-based place in the passage."""
        passage, span = self.passage, self.spans[place]
        words = span.shift(-passage.span.start).of(passage.text)
        return Sentence(passage.article_id, passage.first + place, span, words)


class Found(NamedTuple):
    """One arm's answer: (passage id, score) pairs, best first."""

    arm: str
    ranked: Sequence[tuple[str, float]]


def gathered(catalog: Catalog, vector: Vector, arms: Sequence[Found]) -> list[Candidate]:
    """Every passage that an arm found and that the catalogue still has, each once."""
    places: dict[str, dict[str, int]] = {}
    scores: dict[str, dict[str, float]] = {}
    for arm, ranked in arms:
        for place, (name, score) in enumerate(ranked, 1):
            places.setdefault(name, {})[arm] = place
            scores.setdefault(name, {})[arm] = score
    # The index may still hold a passage that the catalogue has already let go.
    passages = catalog.passages_by_id(list(places))
    kept = [passages[name] for name in places if name in passages]
    articles = catalog.articles_by_id([passage.article_id for passage in kept])
    # A writer may have removed an article between the two looks.
    kept = [passage for passage in kept if passage.article_id in articles]
    ids = [passage.id for passage in kept]
    cosines = _passage_cosines(catalog, ids, vector)
    near = _sentence_cosines(catalog, ids, vector)
    found = []
    for passage in kept:
        spans, own = near.get(passage.id, ((), ()))
        begins = passage.span.start
        texts = (passage.text[start - begins : end - begins] for start, end in spans)
        found.append(
            Candidate(
                passage, articles[passage.article_id], spans, tuple(map(stems, texts)),
                cosines.get(passage.id, 0.0), own, places[passage.id], scores[passage.id],
            )
        )  # fmt: skip
    return found


_MOST_AT_ONCE = 400


def _passage_cosines(catalog: Catalog, ids: Sequence[str], vector: Vector) -> dict[str, float]:
    found: dict[str, float] = {}
    for some in _parts(ids):
        marks = ",".join("?" * len(some))
        sql = f"SELECT id, vector FROM passages WHERE id IN ({marks})"  # noqa: S608
        rows = catalog.rows(sql, some)
        near = unpack([row["vector"] for row in rows]) @ vector if rows else ()
        found.update(zip([row["id"] for row in rows], map(float, near), strict=True))
    return found


def _sentence_cosines(
    catalog: Catalog, ids: Sequence[str], vector: Vector
) -> dict[str, tuple[tuple[Span, ...], tuple[float, ...]]]:
    """Of the sentences of each passage, in order: where they stand and how near they are."""
    spans: dict[str, list[Span]] = {}
    cosines: dict[str, list[float]] = {}
    for some in _parts(ids):
        marks = ",".join("?" * len(some))
        sql = (
            'SELECT p.id, s.start, s."end", s.vector FROM passages p '  # noqa: S608
            "JOIN sentences s ON s.article_id = p.article_id "
            f"AND s.ordinal BETWEEN p.first AND p.last WHERE p.id IN ({marks}) ORDER BY s.ordinal"
        )
        rows = catalog.rows(sql, some)
        near = (unpack([row["vector"] for row in rows]) @ vector).tolist() if rows else []
        for (name, start, end, _), cosine in zip(rows, near, strict=True):
            spans.setdefault(name, []).append(Span(start, end))
            cosines.setdefault(name, []).append(cosine)
    return {name: (tuple(spans[name]), tuple(cosines[name])) for name in spans}


def _parts(ids: Sequence[str]) -> list[list[str]]:
    return [list(ids[at : at + _MOST_AT_ONCE]) for at in range(0, len(ids), _MOST_AT_ONCE)]
