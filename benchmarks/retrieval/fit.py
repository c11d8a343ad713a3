"""The weights of the ranking, fitted on known answers and tried on pages held out.

Listwise: the probability that a right candidate is drawn from the softmax of all candidates'
scores is made as large as it goes, with a small penalty on the squared weights. The bias makes
the score of a passage a probability; it does not change any order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy.optimize import minimize

from benchmarks.retrieval.measures import measured
from benchmarks.retrieval.systems import Place
from eval.stats import mean
from rag.retrieve.ranking import PassageSigns, SentenceSigns
from rag.types import Filter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from benchmarks.retrieval.data import Collection, Wanted

    Array = NDArray[np.float64]

FOLDS = 5
PENALTY = 0.01
SEED = 3


class Sample(NamedTuple):
    """The candidates of one query, as rows of signs."""

    wanted: Wanted
    collection: str
    passages: Array
    passage_places: list[Place]
    is_right_passage: NDArray[np.bool_]
    sentences: Array
    sentence_places: list[Place]
    is_right_sentence: NDArray[np.bool_]


def fit(collections: Sequence[Collection]) -> str:
    """Python lines with the weights over all collections, and how well held-out folds went."""
    samples = [
        _sample(collection, wanted) for collection in collections for wanted in collection.wanted
    ]
    lines = [_held_out(samples, collection.name) for collection in collections]
    passage, bias = _fitted([(s.passages, s.is_right_passage) for s in samples])
    sentence, near = _fitted([(s.sentences, s.is_right_sentence) for s in samples])
    lines.append(repr(PassageSigns(*(round(float(w), 2) for w in passage))))
    lines.append(repr(SentenceSigns(*(round(float(w), 2) for w in sentence))))
    lines.append(f"biases {bias:.2f}, {near:.2f}")
    return "\n".join(lines)


def _sample(collection: Collection, wanted: Wanted) -> Sample:
    search = collection.engine._search  # noqa: SLF001 - candidates before they are ranked
    _, judged = search.judged(wanted.query, limit=1, only=Filter())
    passages, sentences = [], []
    for found in judged:
        article = found.candidate.article.id
        passages.append((found.signs, Place(article, *found.candidate.passage.span)))
        sentences += [
            (signs, Place(article, *span))
            for signs, span in zip(found.sentence_signs, found.candidate.spans, strict=True)
        ]
    gold = [p for places in wanted.places for p in places if p is not None]
    return Sample(
        wanted,
        collection.name,
        np.array([signs for signs, _ in passages]),
        [place for _, place in passages],
        np.array([place.article in wanted.articles for _, place in passages]),
        np.array([signs for signs, _ in sentences]),
        [place for _, place in sentences],
        np.array(
            [
                any(p[0] == s.article and p[1] < s.end and p[2] > s.start for p in gold)
                for _, s in sentences
            ]
        ),
    )


def _fitted(lists: Sequence[tuple[Array, NDArray[np.bool_]]]) -> tuple[Array, float]:
    """The weights, and the bias that makes the logistic of the score a probability."""
    known = [(rows, right) for rows, right in lists if right.any()]
    middle = np.concatenate([rows for rows, _ in known]).mean(axis=0)
    spread = np.concatenate([rows for rows, _ in known]).std(axis=0) + 1e-9
    scaled = [((rows - middle) / spread, right) for rows, right in known]

    def loss(weights: Array) -> tuple[float, Array]:
        total, slope = 0.0, np.zeros_like(weights)
        for rows, right in scaled:
            share = _softmax(rows @ weights)
            among = share * right
            total -= float(np.log(among.sum() + 1e-300))
            slope += share @ rows - (among / (among.sum() + 1e-300)) @ rows
        count = len(scaled)
        penalty = PENALTY * float(weights @ weights)
        return total / count + penalty, slope / count + 2 * PENALTY * weights

    found = minimize(loss, np.zeros(len(middle)), jac=True, method="L-BFGS-B")
    weights = found.x / spread
    return weights, _bias(np.concatenate([rows @ weights for rows, _ in lists if len(rows)]),
                          np.concatenate([right for _, right in lists if len(right)]))  # fmt: skip


def _bias(scores: Array, right: NDArray[np.bool_]) -> float:
    """The shift under which the mean probability is the share of right candidates."""
    low, high = -100.0, 100.0
    for _ in range(60):
        middle = (low + high) / 2
        if (1 / (1 + np.exp(-np.clip(scores + middle, -60, 60)))).mean() < right.mean():
            low = middle
        else:
            high = middle
    return middle


def _softmax(scores: Array) -> Array:
    raised = np.exp(scores - scores.max())
    share: Array = raised / raised.sum()
    return share


def _held_out(samples: Sequence[Sample], name: str) -> str:
    """The measures of one collection, each fifth of its pages ranked by the rest of all."""
    clusters = sorted({s.wanted.cluster for s in samples if s.collection == name})
    order = np.random.default_rng(SEED).permutation(len(clusters))
    fold = {clusters[n]: int(place) % FOLDS for place, n in enumerate(order)}
    rows = []
    for number in range(FOLDS):
        rest = [s for s in samples if s.collection != name or fold[s.wanted.cluster] != number]
        passage, _ = _fitted([(s.passages, s.is_right_passage) for s in rest])
        sentence, _ = _fitted([(s.sentences, s.is_right_sentence) for s in rest])
        held = (s for s in samples if s.collection == name and fold[s.wanted.cluster] == number)
        rows += [_ranked(s, passage, sentence) for s in held]
    measures = {key: mean([row[key] for row in rows if key in row]) for key in rows[0]}
    shown = ", ".join(f"{key} {value:.3f}" for key, value in measures.items())
    return f"{name}, held out: {shown}"


def _ranked(s: Sample, passage: Array, sentence: Array) -> dict[str, float]:
    if not len(s.passages):
        return measured(s.wanted, [], [])
    best = np.argsort(-(s.passages @ passage), kind="stable")
    near = np.argsort(-(s.sentences @ sentence), kind="stable")
    return measured(
        s.wanted,
        [s.passage_places[n] for n in best],
        [s.sentence_places[n] for n in near],
    )
