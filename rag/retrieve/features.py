"""What speaks for a sentence as the answer to a question, as numbers a logistic model weighs."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from rag.retrieve.questions import Wanted, focus_of, offers, wanted_by
from rag.weighing import probability
from rag.words import content, stem, stems, tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from rag.ports import Vector, Vectors, WordVectors
    from rag.types import Hit, Sentence, Span
    from rag.words import Token


class Features(NamedTuple):
    """Evidence for a sentence; each 0..1 but the cosines, which are -1..1, and the logit."""

    cosine: float
    """Between question and sentence."""
    passage_cosine: float
    """Between question and the passage around the sentence."""
    own: float
    """Share of the question's weight that stands in the sentence, word for word."""
    around: float
    """The same, in sentence, passage, title, outlet and date together."""
    names_missing: float
    """Share of the question's names and numbers that stand nowhere in the article."""
    fits: float
    """1 when the sentence adds a thing of the kind that is asked for."""
    asks: float
    """1 when the sentence is itself a question."""
    typed: float
    """1 when the question asks for a thing that can be told from its words."""
    soft: float = 0.0
    """Late interaction (Khattab and Zaharia 2020): each word of the question with the word of
    the sentence that is nearest in context, weighted mean of the cosines."""
    worst: float = 0.0
    """The cosine of the question's word that the sentence meets worst."""
    understood: float = 0.0
    """As `soft`; what headline, date or passage say already counts as nearly met."""
    least_understood: float = 0.0
    """As `worst`, counted like `understood`."""
    told: float = 0.0
    """As `soft` over the words that are no names: what is asked about them, unweighted."""
    least_told: float = 0.0
    """As `worst` over the same words."""
    near_cosine: float = 0.0
    """Between the question and the sentence with what stands before it."""
    focus: float = 0.0
    """How well the thing that is asked for ("how many *soldiers*") is met; 1 without one."""
    beside: float = 0.0
    """1 when a figure stands beside the word that meets it best, or none is asked for."""
    read: float = 0.0
    """The logit of the network that reads question and sentence; above 0 where it answers."""


class Asked:
    """A question taken apart once for all sentences.

    Args:
        question: As it was asked.
        weights: Weight of each content word by stem, such as its inverse document frequency.
        known: The stems of all words of an article, by its id.
    """

    def __init__(
        self, question: str, weights: Mapping[str, float], known: Callable[[str], set[str]]
    ) -> None:
        self.question = question
        self._weights = weights
        self._known = known
        self._total = sum(weights.values()) or 1.0
        self._wanted = wanted_by(question)
        self._content = content(question)
        self._focus = focus_of(question)
        self._stems = {t.stem for t in self._content}
        # The first word is written with a capital whatever it is.
        later = tokens(question)[1:]
        self._names = [t.stem for t in later if (t.is_name or t.is_number) and t.is_content]

    def features(self, sentence: Sentence, hit: Hit, cosine: float) -> Features:
        """What can be told without looking at single words in context."""
        own = set(stems(sentence.text))
        around = own.union(stems(hit.passage.text), stems(_frame(hit)))
        known = around | self._known(hit.article.id)
        missing = [name for name in self._names if not _is_known(name, known)]
        return Features(
            cosine,
            hit.signs.get("cosine", cosine),
            self._share(own),
            self._share(around),
            len(missing) / len(self._names) if self._names else 0.0,
            float(offers(self._added(sentence.text), self._wanted)),
            float(sentence.text.endswith("?")),
            float(self._wanted is not Wanted.ANYTHING),
        )

    def with_words(
        self, known: Features, hit: Hit, asked: WordVectors, said: WordVectors, begins: int
    ) -> Features:
        """The features with those of the single words added.

        Args:
            known: What can be told without them.
            hit: The passage around the sentence.
            asked: The words of the question.
            said: The words of the sentence before and of the sentence, in one text.
            begins: Where in that text the sentence itself begins.
        """
        rows = [self._rows(asked, token) for token in self._content]
        kept = [(token, found) for token, found in zip(self._content, rows, strict=True) if found]
        own = [i for i, span in enumerate(said.spans) if span.start >= begins]
        if not kept or not own:
            return known
        cosines = np.maximum(asked.vectors @ said.vectors.T, 0.0)
        met = [float(cosines[np.ix_(found, own)].max()) for _, found in kept]
        frame = {*stems(_frame(hit)), *stems(hit.passage.text)}
        understood = [
            max(m, _UNDERSTOOD) if token.stem in frame else m
            for m, (token, _) in zip(met, kept, strict=True)
        ]
        focus, beside = self._focus_met(asked, said, cosines, own)
        weights = [self._weights.get(token.stem, 1.0) for token, _ in kept]
        told = [m for m, (token, _) in zip(met, kept, strict=True) if not self._names_it(token)]
        is_figure = self._wanted in (Wanted.NUMBER, Wanted.MONEY) and self._focus
        return known._replace(
            fits=known.fits * float(not is_figure or focus >= _MET),
            soft=_mean(met, weights),
            worst=min(met),
            told=sum(told) / len(told) if told else _mean(met, weights),
            least_told=min(told or met),
            understood=_mean(understood, weights),
            least_understood=min(understood),
            focus=focus,
            beside=beside,
            near_cosine=_cosine(asked.vectors.mean(axis=0), said.vectors.mean(axis=0)),
        )

    def _focus_met(
        self, asked: WordVectors, said: WordVectors, cosines: Vectors, own: list[int]
    ) -> tuple[float, float]:
        """How well the thing asked for is met, and whether a figure stands beside it."""
        rows = [row for token in self._focus for row in self._rows(asked, token)]
        if not rows:
            return 1.0, 1.0
        best = max(own, key=lambda column: float(cosines[rows, column].max()))
        met = float(cosines[rows, best].max())
        if self._wanted not in (Wanted.NUMBER, Wanted.MONEY):
            return met, 1.0
        near = [said.text[slice(*said.spans[i])] for i in own if abs(i - best) <= _BESIDE]
        return met, float(offers(" ".join(near), Wanted.NUMBER))

    def _names_it(self, token: Token) -> bool:
        return token.stem in self._names or token.is_number

    @staticmethod
    def _rows(asked: WordVectors, token: Token) -> list[int]:
        return [i for i, span in enumerate(asked.spans) if _touch(span, token.span)]

    def _added(self, sentence: str) -> str:
        """What the sentence says beyond the words of the question."""
        kept = list(sentence)
        for token in tokens(sentence):
            if token.stem in self._stems:
                kept[slice(*token.span)] = " " * len(token.text)
        return "".join(kept)

    def _share(self, found: set[str]) -> float:
        return sum(w for s, w in self._weights.items() if s in found) / self._total


_BESIDE = 4
"""Words between a thing and its figure, at most."""
_ALSO = {
    one: group - {one}
    for group in (
        frozenset(map(stem, words.split()))
        for words in (
            "american americans america u.s us usa washington",
            "british britain uk london",
            "dutch netherlands",
            "german germany berlin",
            "french france paris",
            "congress lawmakers congressional",
            "eu european europe brussels",
            "kremlin moscow russia russian",
        )
    )
    for one in group
}
"""Names that news reports use for each other, by stem."""
_ROOT = 4
"""Letters that a name and its adjective share."""
_MET = 0.45
"""Cosine from which the thing asked for counts as met."""
_UNDERSTOOD = 0.75
"""How well a word counts as met that the article says nearby and not in the sentence."""


class Weights(NamedTuple):
    """A logistic model over `Features`, in their order."""

    bias: float
    of: Features
    """The weight of each feature, in the feature's place."""

    def score(self, features: Features) -> float:
        """Probability that the sentence answers the question, 0..1."""
        return probability(self.bias, self.of, features)


SIFT = Weights(-4.2, Features(4.6, 1.6, 2.2, 1.8, -3.0, 1.2, -1.5, 0.0))
"""Chooses the sentences that are read."""

JUDGE = Weights(
    -6.014,
    Features(
        cosine=1.43,
        passage_cosine=-0.114,
        own=-0.274,
        around=0.342,
        names_missing=-2.118,
        fits=1.059,
        asks=-0.129,
        typed=0.065,
        soft=0.934,
        worst=0.396,
        understood=1.485,
        least_understood=0.829,
        told=0.852,
        least_told=-0.277,
        near_cosine=0.473,
        focus=0.004,
        beside=0.433,
        read=0.516,
    ),
)
"""Says how well a sentence answers; `docs/design/declining.md` has how it was fitted."""


def _is_known(name: str, known: set[str]) -> bool:
    """Whether a name stands there as itself, as its adjective, or by another name."""
    return name in known or any(
        (len(name) > _ROOT and other.startswith(name[:_ROOT])) or other in _ALSO.get(name, ())
        for other in known
    )


def _touch(one: Span, other: Span) -> bool:
    return one.start < other.end and one.end > other.start


def _mean(values: Sequence[float], weights: Sequence[float]) -> float:
    return sum(w * v for w, v in zip(weights, values, strict=True)) / sum(weights)


def _cosine(one: Vector, other: Vector) -> float:
    return float(one @ other / (np.linalg.norm(one) * np.linalg.norm(other)))


def _frame(hit: Hit) -> str:
    article = hit.article
    return " ".join(part for part in (article.title, article.outlet, article.published) if part)
