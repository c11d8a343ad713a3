"""Hits spread over outlets or independent origins, so that reprints do not push others out."""

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING

from rag.ingest.lineage import origin_keys
from rag.types import Spread

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.retrieve.ranking import Judged
    from rag.types import Article

REPEATED = 0.5
"""What a passage keeps of its score when a better hit says the same in the same words."""
SHARED = 0.7
"""What it keeps for each better hit of the same outlet or origin, when hits are spread."""
_SAME_WORDS = 0.8
"""Share of words in common (Jaccard) from which one passage repeats another."""


def spread_over(found: Sequence[Judged], by: Spread, *, limit: int) -> list[tuple[Judged, float]]:
    """At most `limit` of the candidates with the scores that are left to them, best first.

    Greedy, as maximal marginal relevance is (Carbonell and Goldstein 1998): each choice
    lowers the score of what resembles it. Nothing is taken out; it only comes later.

    Args:
        found: Candidates, best first.
        by: What else than the same words counts as alike.
        limit: How many are wanted.
    """
    marks = [(_words(judged), _keys(judged.candidate.article, by)) for judged in found]
    # Scores only fall, so a candidate is compared with a choice only when its turn may come.
    waiting = [(-judged.score, place, 0) for place, judged in enumerate(found)]
    heapq.heapify(waiting)
    chosen: list[tuple[int, float]] = []
    while waiting and len(chosen) < limit:
        score, place, seen = heapq.heappop(waiting)
        if seen == len(chosen):
            chosen.append((place, -score))
            continue
        for other, _ in chosen[seen:]:
            score *= _kept(*marks[other], *marks[place])
        heapq.heappush(waiting, (score, place, len(chosen)))
    return [(found[place], score) for place, score in chosen]


def _kept(
    words: frozenset[str], keys: frozenset[str], theirs: frozenset[str], tied: frozenset[str]
) -> float:
    kept = SHARED if keys & tied else 1.0
    fewer, more = sorted((len(words), len(theirs)))
    if fewer < _SAME_WORDS * more:
        return kept
    return kept * REPEATED if _is_repeat(words, theirs) else kept


def _is_repeat(words: frozenset[str], theirs: frozenset[str]) -> bool:
    return len(words & theirs) >= _SAME_WORDS * len(words | theirs) > 0


def _words(judged: Judged) -> frozenset[str]:
    return frozenset(stem for sentence in judged.candidate.stems for stem in sentence)


def _keys(article: Article, by: Spread) -> frozenset[str]:
    match by:
        case Spread.NONE:
            return frozenset()
        case Spread.OUTLETS:
            return frozenset({article.outlet or article.id})
        case Spread.ORIGINS:
            return frozenset(origin_keys(article))
