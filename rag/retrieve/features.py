"""What speaks for a sentence as the answer to a question, as numbers a logistic model weighs."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from rag.retrieve.questions import offers, wanted_by
from rag.words import content, tokens

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rag.ports import WordVectors
    from rag.types import Hit, Sentence, Span


class Features(NamedTuple):
    """Evidence for a sentence; each 0..1 but the cosines, which are -1..1."""

    cosine: float
    """Between question and sentence."""
    passage_cosine: float
    """Between question and the passage around the sentence."""
    own: float
    """Share of the question's weight that stands in the sentence, word for word."""
    around: float
    """The same, in sentence, passage, title, outlet and date together."""
    names_missing: float
    """Share of the question's names and numbers that stand in none of them."""
    fits: float
    """1 when the sentence adds a thing of the kind that is asked for."""
    asks: float
    """1 when the sentence is itself a question."""
    soft: float = 0.0
    """Late interaction (Khattab and Zaharia 2020): each word of the question with the word of
    the sentence that is nearest in context, weighted mean of the cosines."""
    worst: float = 0.0
    """The cosine of the word of the question that is met worst, the frame counted in."""


class Asked:
    """A question taken apart once for all sentences.

    Args:
        question: As it was asked.
        weights: Weight of each content word by stem, such as its inverse document frequency.
    """

    def __init__(self, question: str, weights: Mapping[str, float]) -> None:
        self.question = question
        self._weights = weights
        self._total = sum(weights.values()) or 1.0
        self._wanted = wanted_by(question)
        self._content = content(question)
        self._stems = {t.stem for t in self._content}
        # The first word is written with a capital whatever it is.
        later = tokens(question)[1:]
        self._names = [t.stem for t in later if (t.is_name or t.is_number) and t.is_content]

    def features(self, sentence: Sentence, hit: Hit, cosine: float) -> Features:
        """What can be told without looking at single words in context."""
        own = stems(sentence.text)
        around = own | stems(hit.passage.text) | stems(_frame(hit))
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

    def with_words(
        self, known: Features, hit: Hit, asked: WordVectors, said: WordVectors
    ) -> Features:
        """The features with those of the single words added."""
        if not len(said.vectors) or not self._content:
            return known
        near = (asked.vectors @ said.vectors.T).max(axis=1)
        frame = stems(_frame(hit)) | stems(hit.passage.text)
        met: list[float] = []
        weights: list[float] = []
        for token in self._content:
            rows = [i for i, span in enumerate(asked.spans) if _touch(span, token.span)]
            if not rows:
                continue
            soft = max(0.0, float(max(near[i] for i in rows)))
            # A name that stands in the sentence before or in the headline is understood.
            met.append(max(soft, _UNDERSTOOD) if token.stem in frame else soft)
            weights.append(self._weights.get(token.stem, 1.0))
        if not met:
            return known
        soft = sum(w * m for w, m in zip(weights, met, strict=True)) / sum(weights)
        return known._replace(soft=soft, worst=min(met))

    def _added(self, sentence: str) -> str:
        """What the sentence says beyond the words of the question."""
        kept = list(sentence)
        for token in tokens(sentence):
            if token.stem in self._stems:
                kept[slice(*token.span)] = " " * len(token.text)
        return "".join(kept)

    def _share(self, found: set[str]) -> float:
        return sum(w for s, w in self._weights.items() if s in found) / self._total


_UNDERSTOOD = 0.75
"""How well a word counts as met that the article says nearby and not in the sentence."""


class Weights(NamedTuple):
    """A logistic model over `Features`."""

    bias: float
    cosine: float
    passage_cosine: float
    own: float
    around: float
    names_missing: float
    fits: float
    asks: float
    soft: float = 0.0
    worst: float = 0.0

    def score(self, features: Features) -> float:
        """Probability that the sentence answers the question, 0..1."""
        total = self.bias + sum(w * f for w, f in zip(self[1:], features, strict=True))
        return 1.0 / (1.0 + math.exp(-max(-40.0, min(40.0, total))))


SIFT = Weights(-4.2, 4.6, 1.6, 2.2, 1.8, -3.0, 1.2, -1.5)
"""Chooses the sentences whose single words are looked at."""


def stems(text: str) -> set[str]:
    """Stems of all words of a text."""
    return {t.stem for t in tokens(text)}


def _touch(one: Span, other: Span) -> bool:
    return one.start < other.end and one.end > other.start


def _frame(hit: Hit) -> str:
    article = hit.article
    return " ".join(part for part in (article.title, article.outlet, article.published) if part)
