"""What speaks for a sentence as the answer to a question, as numbers a logistic model weighs."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rag.retrieve.questions import Wanted, offers, wanted_by
from rag.weighing import probability
from rag.words import content, stem, stems, tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from rag.types import Hit, Sentence


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
        self._stems = {t.stem for t in content(question)}
        # The first word is written with a capital whatever it is.
        later = tokens(question)[1:]
        self._names = [t.stem for t in later if (t.is_name or t.is_number) and t.is_content]

    def features(self, sentence: Sentence, hit: Hit, cosine: float) -> Features:
        """What can be told without reading."""
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

    def _added(self, sentence: str) -> str:
        """What the sentence says beyond the words of the question."""
        kept = list(sentence)
        for token in tokens(sentence):
            if token.stem in self._stems:
                kept[slice(*token.span)] = " " * len(token.text)
        return "".join(kept)

    def _share(self, found: set[str]) -> float:
        return sum(w for s, w in self._weights.items() if s in found) / self._total


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
    -4.162,
    Features(
        cosine=1.274,
        passage_cosine=0.567,
        own=0.149,
        around=0.717,
        names_missing=-1.767,
        fits=0.68,
        asks=0.289,
        typed=0.0,
        read=0.707,
    ),
)
"""Says how well a sentence answers; `docs/design/declining.md` has how it was fitted."""


def _is_known(name: str, known: set[str]) -> bool:
    """Whether a name stands there as itself, as its adjective, or by another name."""
    return name in known or any(
        (len(name) > _ROOT and other.startswith(name[:_ROOT])) or other in _ALSO.get(name, ())
        for other in known
    )


def _frame(hit: Hit) -> str:
    article = hit.article
    return " ".join(part for part in (article.title, article.outlet, article.published) if part)
