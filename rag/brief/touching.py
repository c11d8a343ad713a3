"""Which sentences of a topic tell of the same as another without saying all of it.

Whoever tells in two sentences, or in other words, what another tells in one is neither silent on
it nor a second origin of it. So the net is wide: nearness in meaning, or a rare name or figure.
"""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from rag.brief.types import is_reporting
from rag.words import content, stems, tokens

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from rag.brief.gathering import Gathered
    from rag.types import Evidence

_FAR = 0.35
_PARTLY = ((0.55, 0.35), (_FAR, 0.6))
"""Cosine, and share of the words of the shorter one, from which a sentence tells of the same."""
_TOUCHING = 0.3
"""Cosine from which one rare name or figure in common is enough; two are by themselves."""
_REMEMBERED = 4096
"""Sentences whose words are not read twice."""
_FEW, _RARE = 3, 0.3
"""Reports, as a number and as a share of all, in which a rare name or figure may stand."""


class Touching:
    """Looks for sentences that tell of the same."""

    def __init__(self, gathered: Gathered) -> None:
        self._gathered = gathered
        self._rare = _rare(gathered)

    def of(self, place: int) -> list[int]:
        """Places of reports that tell of what a sentence tells, the nearest in meaning first."""
        pool, vectors = self._gathered.pool, self._gathered.vectors
        cosines = vectors @ vectors[place]
        near = [int(n) for n in np.argsort(-cosines, kind="stable") if cosines[n] >= _FAR]
        sharing = [n for word in self._rare_in(place) for n in self._rare[word]]
        own = pool[place].article.id
        return [
            n
            for n in dict.fromkeys((*near, *sorted(sharing)))
            if pool[n].article.id != own
            and is_reporting(pool[n].article)
            and self._is_partly(place, n, float(cosines[n]))
        ]

    def _is_partly(self, place: int, other: int, cosine: float) -> bool:
        pool = self._gathered.pool
        rare = len(self._rare_in(place) & self._rare_in(other))
        if rare > 1 or (rare and cosine >= _TOUCHING):
            return True
        one, two = pool[place].sentence.text, pool[other].sentence.text
        shared = max(coverage(one, two), coverage(two, one))
        return any(cosine >= near and shared >= share for near, share in _PARTLY)

    def _rare_in(self, place: int) -> AbstractSet[str]:
        return _marks(self._gathered.pool[place].sentence.text) & self._rare.keys()


def coverage(text: str, other: str) -> float:
    """The share of the words of meaning of a text that another has too."""
    wanted = _meaning(text)
    return len(wanted & _all(other)) / len(wanted) if wanted else 0.0


@lru_cache(maxsize=_REMEMBERED)
def _meaning(text: str) -> frozenset[str]:
    return frozenset(t.stem for t in content(text))


@lru_cache(maxsize=_REMEMBERED)
def _all(text: str) -> frozenset[str]:
    return frozenset(stems(text))


def _rare(gathered: Gathered) -> dict[str, list[int]]:
    """Names and figures that few reports of the topic have, and where they stand."""
    places: dict[str, list[int]] = defaultdict(list)
    reports = [n for n, e in enumerate(gathered.pool) if is_reporting(e.article)]
    for n in reports:
        for word in _marks(gathered.pool[n].sentence.text):
            places[word].append(n)
    whole = len({_report(gathered.pool[n]) for n in reports})
    return {
        word: found
        for word, found in places.items()
        if len({_report(gathered.pool[n]) for n in found}) <= max(_FEW, whole * _RARE)
    }


def _report(evidence: Evidence) -> str:
    return evidence.article.lineage or evidence.article.id


@lru_cache(maxsize=_REMEMBERED)
def _marks(text: str) -> frozenset[str]:
    """The figures of two digits and more, and the words with a capital but the first."""
    words = tokens(text)
    figures = frozenset(w.text for w in words if w.is_number and len(w.text) > 1)
    return figures | {w.stem for w in words[1:] if w.is_name and w.is_content and len(w.text) > 1}
