"""Whether the evidence that was looked at holds the answer, and how high it stands.

A sentence is relevant when it holds the gold words of its article. A gold place that was met
higher up is not met again, so a sentence that says it twice gains nothing. The measures apply to
answerable cases; where the model ended in the middle nothing is known of what was looked at.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from eval.records import Score
from eval.scorers.words import quotes_words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from eval.records import Recorded
    from eval.suite import Case

_DEEPEST = 10


def hits_at(depth: int) -> Callable[[Case, Recorded], Score | None]:
    """The scorer Hits@depth: 1 when one of the first `depth` sentences is relevant, else 0."""

    def hits(case: Case, answer: Recorded) -> Score | None:
        gains = _gains(case, answer)
        if gains is None:
            return None
        place = _first(gains[:depth])
        return Score(float(place is not None), _note(_first(gains)))

    return hits


def mrr_at_10(case: Case, answer: Recorded) -> Score | None:
    """One over the place of the first relevant sentence among ten, else 0 (reciprocal rank)."""
    gains = _gains(case, answer)
    if gains is None:
        return None
    place = _first(gains[:_DEEPEST])
    return Score(1 / place if place else 0.0, _note(_first(gains)))


def ndcg_at_10(case: Case, answer: Recorded) -> Score | None:
    """Normalised discounted cumulative gain over ten sentences (Järvelin and Kekäläinen 2002).

    Gains are 1 for each relevant sentence; the ideal has one for each gold place, up to ten.
    """
    gains = _gains(case, answer)
    if gains is None:
        return None
    ideal = _discounted([1] * min(len(set(case.gold)), _DEEPEST))
    note = f"{sum(gains[:_DEEPEST])} relevant among the first {_DEEPEST}"
    return Score(_discounted(gains[:_DEEPEST]) / ideal, note)


def evidence_recall(case: Case, answer: Recorded) -> Score | None:
    """Share of the gold places that some sentence holds, however low it stands."""
    if not _applies(case, answer):
        return None
    gold = set(case.gold)
    found = sum(
        any(s.article == g.article and quotes_words(s.text, g.words) for s in answer.seen)
        for g in gold
    )
    return Score(found / len(gold), f"{found} of {len(gold)} places")


def _applies(case: Case, answer: Recorded) -> bool:
    return case.answerable and answer.failure is None


def _gains(case: Case, answer: Recorded) -> list[int] | None:
    """1 for each sentence seen that holds a gold place which none before it holds, else 0."""
    if not _applies(case, answer):
        return None
    missing = set(case.gold)
    gains = []
    for seen in answer.seen:
        met = {
            gold
            for gold in missing
            if gold.article == seen.article and quotes_words(seen.text, gold.words)
        }
        missing -= met
        gains.append(int(bool(met)))
    return gains


def _first(gains: Sequence[int]) -> int | None:
    """The place of the first relevant one, counted from 1."""
    return next((place for place, gain in enumerate(gains, 1) if gain), None)


def _discounted(gains: Sequence[int]) -> float:
    return math.fsum(gain / math.log2(place + 1) for place, gain in enumerate(gains, 1))


def _note(place: int | None) -> str:
    return f"a relevant sentence is number {place}" if place else "no relevant sentence was seen"
