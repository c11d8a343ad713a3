"""Which of the candidates come first: a small linear model over what both arms and words say.

Fitted by `python -m benchmarks.retrieval --fit` as a listwise softmax (Cao et al. 2007, ListNet's
top-one probability); `docs/retrieval.md` has the data, the cross-validation and what each
part is worth.
"""

from __future__ import annotations

import math
from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple, Protocol

from rag.weighing import probability
from rag.words import content

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from rag.retrieve.candidates import Candidate

_SATURATION = 1.2
_LENGTH = 0.75
_PASSAGE_WORDS = 70.0
"""Words in a usual passage."""
_SENTENCE_WORDS = 18.0
_RANK_DAMPING = 5


class PassageSigns(NamedTuple):
    """What speaks for a passage; cosines -1..1, the rest 0..1."""

    cosine: float
    """Between query and passage."""
    lexical: float
    """BM25 as a share of the most that the query's words could give."""
    best_cosine: float
    """Of its sentences."""
    best_lexical: float
    """Of its sentences."""
    covered: float
    """Share of the query's weight whose words stand in the passage."""
    article_covered: float
    """The same, in all candidates of the article together."""
    article_cosine: float
    """The best cosine among them."""
    lexical_place: float
    """1 / (5 + place) in the lexical arm; 0 when that arm did not find it."""
    dense_place: float
    """The same for the dense arm."""


class SentenceSigns(NamedTuple):
    """What speaks for a sentence of a candidate."""

    cosine: float
    lexical: float
    covered: float
    names: float
    """Share of the weight of the query's names and numbers that stand in the sentence."""
    passage_cosine: float
    passage_lexical: float
    article_cosine: float
    article_lexical: float
    article_covered: float
    best_cosine: float
    length: float
    """Natural logarithm of one more than its words, over five."""


PASSAGE_WEIGHTS = PassageSigns(1.52, 4.67, 9.5, 5.47, 2.64, 2.05, 1.35, 6.84, 9.13)
SENTENCE_WEIGHTS = SentenceSigns(
    8.88, -4.61, 7.26, -0.03, 3.85, 10.83, 2.69, 1.64, 1.81, 3.08, 1.71
)
PASSAGE_BIAS = -8.71
SENTENCE_BIAS = -17.08


class Judged(NamedTuple):
    """A candidate with its score and what it rests on."""

    candidate: Candidate
    score: float
    """0..1: the probability that the passage bears on the query."""
    signs: PassageSigns
    sentence_scores: tuple[float, ...]
    """0..1: the probability that a sentence does; they order sentences across passages too."""
    sentence_signs: tuple[SentenceSigns, ...]


class Query(NamedTuple):
    """A query taken apart once for all candidates."""

    weights: Mapping[str, float]
    """Inverse document frequency of each content word, by stem."""
    words: Mapping[str, str]
    """The words as they were typed, by stem."""
    names: frozenset[str]
    """Stems of its names and numbers."""

    total: float
    """The weight of all its words; never 0."""


def taken_apart(text: str, frequencies: Callable[[list[str]], Mapping[str, int]], of: int) -> Query:
    """The query's words and their weights.

    Args:
        text: The query.
        frequencies: In how many passages each of the given stems occurs.
        of: How many passages there are.
    """
    words = content(text)
    stems = list(dict.fromkeys(word.stem for word in words))
    counts = frequencies(stems)
    weights = {s: _idf(counts.get(s, 0), of) for s in stems}
    typed = {word.stem: word.text for word in reversed(words)}
    names = frozenset(w.stem for w in words if w.is_name or w.is_number)
    total = sum(weights.values()) or 1.0
    return Query(weights, {s: typed[s] for s in stems}, names, total)


def _idf(count: int, of: int) -> float:
    return math.log((max(of, count) - count + 0.5) / (count + 0.5) + 1.0)


class Reranker(Protocol):
    """Orders candidates; a seam of this room, because only its values pass through it."""

    def judged(self, query: Query, candidates: Sequence[Candidate]) -> list[Judged]:
        """The candidates with their scores, best first."""
        ...


class LinearReranker:
    """Scores candidates by fitted weights; the port `Reranker`."""

    def __init__(
        self,
        passage: PassageSigns = PASSAGE_WEIGHTS,
        sentence: SentenceSigns = SENTENCE_WEIGHTS,
        biases: tuple[float, float] = (PASSAGE_BIAS, SENTENCE_BIAS),
    ) -> None:
        self._passage = passage
        self._sentence = sentence
        self._biases = biases

    def judged(self, query: Query, candidates: Sequence[Candidate]) -> list[Judged]:
        """The candidates, best first."""
        known = _Known(query, candidates)
        found = []
        for place, candidate in enumerate(candidates):
            signs = known.passage(place)
            own = known.sentences(place)
            scores = tuple(probability(self._biases[1], self._sentence, s) for s in own)
            score = probability(self._biases[0], self._passage, signs)
            found.append(Judged(candidate, score, signs, scores, own))
        return sorted(found, key=_best_first)


class _Known:
    """What can be said of each candidate, and of all candidates of one article together."""

    def __init__(self, query: Query, candidates: Sequence[Candidate]) -> None:
        self._query = query
        self._candidates = candidates
        self._most = query.total * (_SATURATION + 1.0)
        self._names = math.fsum(query.weights[name] for name in query.names) or 1.0
        weights = query.weights
        self._said = [[[s for s in stems if s in weights] for stems in c.stems] for c in candidates]
        self._own = [
            [
                self._lexical(said, len(stems), _SENTENCE_WORDS)
                for said, stems in zip(saids, c.stems, strict=True)
            ]
            for saids, c in zip(self._said, candidates, strict=True)
        ]
        self._all = [list(chain.from_iterable(saids)) for saids in self._said]
        self._lexicals = [
            self._lexical(said, sum(map(len, c.stems)), _PASSAGE_WORDS)
            for said, c in zip(self._all, candidates, strict=True)
        ]
        stems: dict[str, set[str]] = {}
        self._cosine: dict[str, float] = {}
        self._best: dict[str, float] = {}
        for c, said, lexical in zip(candidates, self._all, self._lexicals, strict=True):
            name = c.article.id
            stems.setdefault(name, set()).update(said)
            self._cosine[name] = max(self._cosine.get(name, -1.0), c.cosine)
            self._best[name] = max(self._best.get(name, 0.0), lexical)
        self._covered = {name: self._share(found) for name, found in stems.items()}

    def passage(self, place: int) -> PassageSigns:
        c, name = self._candidates[place], self._candidates[place].article.id
        return PassageSigns(
            c.cosine,
            self._lexicals[place],
            max(c.cosines, default=0.0),
            max(self._own[place], default=0.0),
            self._share(set(self._all[place])),
            self._covered[name],
            self._cosine[name],
            _place(c.places.get("lexical")),
            _place(c.places.get("dense")),
        )

    def sentences(self, place: int) -> tuple[SentenceSigns, ...]:
        c, name = self._candidates[place], self._candidates[place].article.id
        best = max(c.cosines, default=0.0)
        return tuple(
            SentenceSigns(
                cosine, lexical, self._share(set(said)), self._named(said), c.cosine,
                self._lexicals[place], self._cosine[name], self._best[name],
                self._covered[name], best, math.log(1 + len(stems)) / 5,
            )
            for said, stems, cosine, lexical in zip(
                self._said[place], c.stems, c.cosines, self._own[place], strict=True
            )
        )  # fmt: skip

    def _lexical(self, said: Sequence[str], length: int, usual: float) -> float:
        """BM25 of a text by the query's words in it, as a share of the most there could be."""
        damping = _SATURATION * (1 - _LENGTH + _LENGTH * length / usual)
        gained = sum(
            self._query.weights[stem] * count * (_SATURATION + 1.0) / (count + damping)
            for stem, count in Counter(said).items()
        )
        return gained / self._most

    def _share(self, said: Collection[str]) -> float:
        return math.fsum(self._query.weights[stem] for stem in said) / self._query.total

    def _named(self, said: Sequence[str]) -> float:
        return (
            math.fsum(self._query.weights[s] for s in self._query.names.intersection(said))
            / self._names
        )


def _best_first(found: Judged) -> tuple[float, str]:
    return (-found.score, found.candidate.passage.id)


def _place(place: int | None) -> float:
    return 1.0 / (_RANK_DAMPING + place) if place else 0.0
