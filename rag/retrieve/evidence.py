"""From passages to the sentences that bear on a question, each with a calibrated score."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from rag.retrieve.questions import offers, wanted_by
from rag.types import Evidence, Filter, Passage, Sentence
from rag.words import content, tokens

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rag.index.catalog import Catalog
    from rag.retrieve.search import Search
    from rag.types import Hit

_LONGEST_QUESTION = 2000


class Features(NamedTuple):
    """What speaks for a sentence as the answer to a question; each 0..1 but the cosine."""

    cosine: float
    """Between question and sentence, -1..1."""
    passage_cosine: float
    """Between question and the passage around the sentence."""
    own: float
    """Share of the question's weight that stands in the sentence."""
    around: float
    """The same, in sentence, passage and title together."""
    names_missing: float
    """Share of the question's names and numbers that stand in none of them."""
    fits: float
    """1 when the sentence adds a thing of the kind that is asked for."""
    asks: float
    """1 when the sentence is itself a question."""


class Weights(NamedTuple):
    """A logistic model over `Features`; `docs/design/declining.md` says how it was set."""

    bias: float = -4.2
    cosine: float = 4.6
    passage_cosine: float = 1.6
    own: float = 2.2
    around: float = 1.8
    names_missing: float = -3.0
    fits: float = 1.2
    asks: float = -1.5

    def score(self, features: Features) -> float:
        """Probability that the sentence answers the question, 0..1."""
        total = self.bias + sum(w * f for w, f in zip(self[1:], features, strict=True))
        return 1.0 / (1.0 + math.exp(-total))


class EvidenceChooser:
    """Chooses numbered sources for a question."""

    def __init__(
        self, catalog: Catalog, search: Search, *, passages: int, weights: Weights | None = None
    ) -> None:
        self._catalog = catalog
        self._search = search
        self._passages = passages
        self._weights = weights or Weights()

    def pool(
        self, question: str, *, limit: int, pool: int, only: Filter | None = None
    ) -> tuple[list[Evidence], list[Evidence]]:
        """The best sentences, and among them the sources: at most `limit`, no words twice.

        The first list has at most `pool` sentences, best first, and is numbered through; its
        sources keep the numbers 1..k of the second.
        """
        scored = self.score_all(question, only=only)[:pool]
        first: dict[str, int] = {}
        for place, (_, _, sentence, _) in enumerate(scored):
            # The same words in a reprint add an outlet, not another source for the writer.
            first.setdefault(" ".join(t.stem for t in tokens(sentence.text)), place)
        sources = list(first.values())[:limit]
        rest = [place for place in range(len(scored)) if place not in set(sources)]
        found = [
            Evidence(number, hit.article, sentence, score)
            for number, (score, _, sentence, hit) in (
                (number, scored[place]) for number, place in enumerate(sources + rest, 1)
            )
        ]
        return found, [self._in_context(e) for e in found[: len(sources)]]

    def score_all(
        self, question: str, *, only: Filter | None = None
    ) -> list[tuple[float, Features, Sentence, Hit]]:
        """Every sentence of the passages found, with what speaks for it, best first."""
        question = question[:_LONGEST_QUESTION]
        if not any(c.isalnum() for c in question):
            return []
        vector = self._search.vector(question)
        hits = self._search.find(question, limit=self._passages, only=only, vector=vector)
        if not hits:
            return []
        sentences, vectors = self._catalog.sentences_in([hit.passage for hit in hits])
        cosines = vectors @ vector
        asked = _Asked(question, self._weigh(question))
        homes = {hit.passage.id: hit for hit in hits}
        found = []
        for sentence, cosine in zip(sentences, cosines, strict=True):
            hit = next(h for h in homes.values() if _holds(h.passage, sentence))
            features = asked.features(sentence, hit, float(cosine))
            found.append((self._weights.score(features), features, sentence, hit))
        return sorted(found, key=lambda item: (-item[0], item[3].rank, item[2].span))

    def _weigh(self, question: str) -> dict[str, float]:
        """Inverse document frequency of the question's words, by stem."""
        stems = list(dict.fromkeys(t.stem for t in content(question)))
        counts = self._catalog.document_frequencies(stems)
        total = max(1, self._catalog.count("passages"))
        return {s: math.log((total + 1) / (counts.get(s, 0) + 0.5)) + 0.1 for s in stems}

    def _in_context(self, evidence: Evidence) -> Evidence:
        """The evidence with its neighbours, for a reader."""
        place = evidence.sentence.ordinal
        near = {s.ordinal: s.text for s in self._catalog.sentences(evidence.article.id)}
        return replace(evidence, before=near.get(place - 1, ""), after=near.get(place + 1, ""))


class _Asked:
    """A question taken apart once for all sentences."""

    def __init__(self, question: str, weights: Mapping[str, float]) -> None:
        self._weights = weights
        self._total = sum(weights.values()) or 1.0
        self._wanted = wanted_by(question)
        self._asked = {t.stem for t in content(question)}
        self._names = _names(question)

    def features(self, sentence: Sentence, hit: Hit, cosine: float) -> Features:
        own = _stems(sentence.text)
        article = hit.article
        frame = " ".join(
            part for part in (article.title, article.outlet, article.published) if part
        )
        around = own | _stems(hit.passage.text) | _stems(frame)
        missing = [name for name in self._names if name not in around]
        return Features(
            cosine,
            hit.arms.get("dense", cosine),
            self._share(own),
            self._share(around),
            len(missing) / len(self._names) if self._names else 0.0,
            float(offers(self._added(sentence.text), self._wanted)),
            float(sentence.text.endswith("?")),
        )

    def _added(self, sentence: str) -> str:
        """What the sentence says beyond the words of the question."""
        kept = list(sentence)
        for token in tokens(sentence):
            if token.stem in self._asked:
                kept[slice(*token.span)] = " " * len(token.text)
        return "".join(kept)

    def _share(self, stems: set[str]) -> float:
        return sum(w for s, w in self._weights.items() if s in stems) / self._total


def _names(question: str) -> list[str]:
    """Stems of names and numbers: capitalised words but the first, and digits."""
    found = tokens(question)
    later = [t for t in found[1:] if (t.is_name or t.is_number) and t.is_content]
    return [t.stem for t in later]


def _stems(text: str) -> set[str]:
    return {t.stem for t in tokens(text)}


def _holds(passage: Passage, sentence: Sentence) -> bool:
    same = passage.article_id == sentence.article_id
    return same and passage.first <= sentence.ordinal <= passage.last
