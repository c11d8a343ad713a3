"""From passages to the sentences that bear on a question, each with a calibrated score."""

from __future__ import annotations

import math
from dataclasses import replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from rag.orders import orders_of
from rag.ports import Window
from rag.retrieve.answerable import ANSWERABLE, Likelihood, whole
from rag.retrieve.features import JUDGE, SIFT, Asked, Features, Weights
from rag.types import Evidence, Filter, Passage, Sentence
from rag.words import content, stems, tokens

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rag.index.catalog import Catalog
    from rag.ports import AnswerReader, Embedder
    from rag.retrieve.search import Search
    from rag.types import Hit

_LONGEST_QUESTION = 2000
_BEFORE = 200
"""Characters before a sentence that help to understand it."""
_REMEMBERED = 2048
"""Articles whose orders to machines are known without reading them again."""
_READ = 24
"""Sentences of different wording that are read beside the question."""


class Scored(NamedTuple):
    """A sentence with what speaks for it."""

    score: float
    features: Features
    sentence: Sentence
    hit: Hit


class Chosen(NamedTuple):
    """The evidence for a question."""

    pool: list[Evidence]
    """Best first, numbered through."""
    sources: list[Evidence]
    """The first of them, numbered 1..k; no words twice."""
    answerable: float
    """0..1: the probability that any sentence answers the question."""


class Sifted(NamedTuple):
    """Sentences that are worth reading beside a question."""

    asked: Asked
    sentences: list[Scored]
    """Best first; reprints of a sentence are all there."""
    windows: dict[str, Window]
    """What is read, once for each wording."""


class EvidenceChooser:
    """Chooses numbered sources for a question."""

    def __init__(
        self,
        catalog: Catalog,
        search: Search,
        embedder: Embedder,
        reader: AnswerReader,
        *,
        passages: int,
        weights: Weights = JUDGE,
        likelihood: Likelihood = ANSWERABLE,
    ) -> None:
        self._catalog = catalog
        self._search = search
        self._embedder = embedder
        self._reader = reader
        self._passages = passages
        self._weights = weights
        self._likelihood = likelihood
        self._orders = lru_cache(maxsize=_REMEMBERED)(self._orders_in)

    def choose(self, question: str, *, limit: int, pool: int, only: Filter | None = None) -> Chosen:
        """The best sentences, at most `pool`, and among them the sources, at most `limit`."""
        judged = self.score_all(question, only=only)
        scored = judged[:pool]
        first: dict[str, int] = {}
        for place, found in enumerate(scored):
            # The same words in a reprint add an outlet, not another source for the writer.
            first.setdefault(_wording(found.sentence), place)
        sources = list(first.values())[:limit]
        rest = [place for place in range(len(scored)) if place not in set(sources)]
        numbered = [
            Evidence(number, scored[i].hit.article, scored[i].sentence, scored[i].score)
            for number, i in enumerate(sources + rest, 1)
        ]
        near = cache(self._sentences_of)
        known = [_in_context(evidence, near(evidence.article.id)) for evidence in numbered]
        return Chosen(known, known[: len(sources)], self._answerable(judged))

    def score_all(self, question: str, *, only: Filter | None = None) -> list[Scored]:
        """The sentences of the passages found, with what speaks for each, best first."""
        found = self.sifted(question, only=only)
        if not found.sentences:
            return []
        asked, windows = found.asked, list(found.windows.values())
        words, *said = self._embedder.words([asked.question, *(_in_line(w) for w in windows)])
        logits = self._reader.read(asked.question, windows)
        known = dict(zip(found.windows, zip(windows, said, logits, strict=True), strict=True))
        judged = []
        for one in found.sentences:
            window, own, logit = known[_wording(one.sentence)]
            begins = len(_in_line(window)) - len(window.sentence)
            features = asked.with_words(one.features, one.hit, words, own, begins)
            features = features._replace(read=logit)
            judged.append(one._replace(features=features, score=self._weights.score(features)))
        return sorted(judged, key=_best_first)

    def _answerable(self, judged: Sequence[Scored]) -> float:
        if not judged:
            return 0.0
        scores = {_wording(found.sentence): found.score for found in reversed(judged)}
        return self._likelihood.score(whole(list(scores.values()), judged[0].features))

    def sifted(self, question: str, *, only: Filter | None = None) -> Sifted:
        """The sentences that are worth reading beside the question, best first."""
        question = question[:_LONGEST_QUESTION]
        asked = Asked(question, self._weigh(question), cache(self._stems_of))
        if not any(c.isalnum() for c in question):
            return Sifted(asked, [], {})
        vector = self._search.vector(question)
        hits = self._search.find(question, limit=self._passages, only=only, vector=vector)
        if not hits:
            return Sifted(asked, [], {})
        sentences, vectors = self._catalog.sentences_in([hit.passage for hit in hits])
        found = []
        orders: dict[str, list[int]] = {}
        for sentence, cosine in zip(sentences, vectors @ vector, strict=True):
            hit = next(h for h in hits if _holds(h.passage, sentence))
            if sentence.ordinal in self._orders(hit.article.id, hit.article.sha256):
                orders.setdefault(hit.article.id, []).append(sentence.span.end)
                continue
            features = asked.features(sentence, hit, float(cosine))
            found.append(Scored(SIFT.score(features), features, sentence, hit))
        return _worth_reading(asked, sorted(found, key=_best_first), orders)

    def _weigh(self, question: str) -> dict[str, float]:
        """Inverse document frequency of the question's words, by stem."""
        asked = list(dict.fromkeys(t.stem for t in content(question)))
        counts = self._catalog.document_frequencies(asked)
        total = max(1, self._catalog.size())
        return {s: math.log((total + 1) / (counts.get(s, 0) + 0.5)) + 0.1 for s in asked}

    def _stems_of(self, article_id: str) -> set[str]:
        return set(stems(self._catalog.text(article_id)))

    def _orders_in(self, article_id: str, _sha256: str) -> frozenset[int]:
        """Ordinals of the sentences that speak to a machine and are no evidence."""
        return orders_of(self._catalog.text(article_id), self._catalog.sentences(article_id))

    def _sentences_of(self, article_id: str) -> dict[int, str]:
        return {s.ordinal: s.text for s in self._catalog.sentences(article_id)}


def _best_first(found: Scored) -> tuple[float, int, int]:
    return (-found.score, found.hit.rank, found.sentence.span.start)


def _in_context(evidence: Evidence, near: Mapping[int, str]) -> Evidence:
    """The evidence with its neighbours, for a reader."""
    place = evidence.sentence.ordinal
    return replace(evidence, before=near.get(place - 1, ""), after=near.get(place + 1, ""))


def _worth_reading(
    asked: Asked, sentences: Sequence[Scored], orders: Mapping[str, Sequence[int]]
) -> Sifted:
    """The sentences of the first wordings, and these.

    Args:
        asked: The question.
        sentences: Best first.
        orders: Where orders to machines end, by article; they help no sentence after them.
    """
    windows: dict[str, Window] = {}
    for found in sentences:
        name = _wording(found.sentence)
        if name not in windows and len(windows) < _READ:
            windows[name] = _window(found, orders.get(found.hit.article.id, ()))
    return Sifted(asked, [s for s in sentences if _wording(s.sentence) in windows], windows)


def _window(found: Scored, orders: Sequence[int]) -> Window:
    """The sentence with its headline and with what precedes it in its passage."""
    passage, sentence = found.hit.passage, found.sentence
    first = max((end for end in orders if end <= sentence.span.start), default=0)
    offset = passage.span.start
    before = passage.text[max(0, first - offset) : sentence.span.start - offset]
    return Window(found.hit.article.title or "", before.strip()[-_BEFORE:], sentence.text)


def _in_line(window: Window) -> str:
    """What precedes the sentence and the sentence, in one text."""
    return f"{window.before} {window.sentence}" if window.before else window.sentence


def _wording(sentence: Sentence) -> str:
    return " ".join(t.stem for t in tokens(sentence.text))


def _holds(passage: Passage, sentence: Sentence) -> bool:
    same = passage.article_id == sentence.article_id
    return same and passage.first <= sentence.ordinal <= passage.last
