"""The claims of a topic: which sentences are worth a line, and which of them say the same.

A sentence is weighed by how many separate reports have one that is near it in meaning, by how
near it is to the topic and to what the articles open with, and by how early it stands in its own.
The best are then looked up among all others (`Carrying`), and a sentence that carries one which
has a line gets none itself.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from rag.brief.selfstanding import can_stand_alone
from rag.brief.types import is_reporting
from rag.words import content

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rag.brief.carrying import Carrying
    from rag.brief.gathering import Gathered
    from rag.brief.types import Line
    from rag.ports import Vector, Vectors
    from rag.types import Evidence

WIDELY = 24
"""Sentences told in more than one report that are looked up."""
ALONE = 14
"""Sentences that only one report seems to have that are looked up."""
_SAME = 0.65
"""Cosine from which a sentence of another report counts as told again, before it is judged."""
_AGAIN = 0.8
"""Cosine from which a second sentence is not worth a line of its own."""
_REPEATS = 0.6
"""Share of the words of the shorter sentence from which one repeats another."""
_BLOCK = 512
_SHORT = 12
"""Words of a sentence that is as good as a shorter one."""
_RETOLD = 0.1
"""What a sentence of a digest weighs less than one of a report."""


class Weighed(NamedTuple):
    """A sentence of the pool as a candidate for a line."""

    place: int
    weight: float
    spread: int
    """How many separate reports have a sentence near it, its own included."""


class Claim(NamedTuple):
    """A line with the weight of its sentence."""

    line: Line
    place: int
    weight: float
    spot: tuple[str, int]
    """The article and the ordinal of its sentence."""


def weighed(gathered: Gathered) -> list[Weighed]:
    """The sentences that can stand alone, the weightiest first."""
    places = [n for n, e in enumerate(gathered.pool) if can_stand_alone(e)]
    spread = _spread(gathered, places)
    central = gathered.vectors @ opening(gathered)
    found = [
        Weighed(n, _weight(gathered.pool[n], float(central[n]), reports), reports)
        for n, reports in zip(places, spread, strict=True)
    ]
    return sorted(found, key=lambda w: (-w.weight, w.place))


def claims(
    gathered: Gathered, ranked: Sequence[Weighed], carrying: Carrying, wanted: Iterable[int]
) -> list[Claim]:
    """The claims of a topic, those of most independent reports first.

    Args:
        gathered: The topic.
        ranked: Its sentences, the weightiest first.
        carrying: Looks a sentence up among the others.
        wanted: Places of sentences that get a line whatever they weigh.
    """
    weights = {w.place: w.weight for w in ranked}
    widely = [w.place for w in ranked if w.spread > 1]
    alone = [w.place for w in ranked if w.spread == 1]
    heads = [*wanted]
    heads += apart(gathered.vectors, widely, WIDELY, heads)
    heads += apart(gathered.vectors, alone, ALONE, heads)
    found: list[Claim] = []
    carried: set[tuple[str, int]] = set()
    for place in dict.fromkeys(heads):
        evidence = gathered.pool[place]
        if (evidence.article.id, evidence.sentence.span.start) in carried:
            continue
        line = carrying.line(place)
        carried |= {(c.article.id, c.span.start) for c in line.citations}
        spot = evidence.article.id, evidence.sentence.ordinal
        found.append(Claim(line, place, weights.get(place, 0.0), spot))
    return sorted(found, key=lambda c: (-c.line.origins, -len(c.line.outlets), -c.weight, c.place))


def apart(
    vectors: Vectors,
    places: Iterable[int],
    most: int,
    known: Sequence[int],
    near: float = _AGAIN,
) -> list[int]:
    """The first places whose sentences are not near one before them, or one that is known."""
    kept: list[int] = []
    for place in places:
        if len(kept) == most:
            break
        before = [*known, *kept]
        if not before or float((vectors[before] @ vectors[place]).max()) < near:
            kept.append(place)
    return kept


def is_again(one: str, other: str) -> bool:
    """Whether two sentences have most of their words of meaning in common, and no other figures."""
    words, others = content(one), content(other)
    figures, figures_too = ({t.text for t in some if t.is_number} for some in (words, others))
    if figures and figures_too and not figures & figures_too:
        return False
    a, b = ({t.stem for t in some} for some in (words, others))
    return bool(a) and len(a & b) >= _REPEATS * min(len(a), len(b))


def _spread(gathered: Gathered, places: Sequence[int]) -> list[int]:
    """For each place, the number of reports that have a sentence near it."""
    reports = {
        name: n
        for n, name in enumerate(dict.fromkeys(_report(e) for e in gathered.pool))
    }  # fmt: skip
    of = np.array([reports[_report(e)] for e in gathered.pool], dtype=np.int64)
    told = np.array([is_reporting(e.article) for e in gathered.pool], dtype=bool)
    found: list[int] = []
    for start in range(0, len(places), _BLOCK):
        block = places[start : start + _BLOCK]
        near = (gathered.vectors[block] @ gathered.vectors.T >= _SAME) & told
        found += [len(set(of[row]) | {int(of[n])}) for n, row in zip(block, near, strict=True)]
    return found


def _report(evidence: Evidence) -> str:
    return evidence.article.lineage or evidence.article.id


def opening(gathered: Gathered) -> Vector:
    """What the reports open with, on the whole: what happened, as their editors see it."""
    firsts: dict[str, int] = {}
    for place, evidence in enumerate(gathered.pool):
        if is_reporting(evidence.article):
            firsts.setdefault(_report(evidence), place)
    if not firsts:
        return np.zeros(gathered.vectors.shape[1], dtype=np.float32)
    mean = gathered.vectors[list(firsts.values())].mean(axis=0)
    unit: Vector = mean / max(float(np.linalg.norm(mean)), 1e-6)
    return unit


def _weight(evidence: Evidence, central: float, spread: int) -> float:
    near = (evidence.score + max(0.0, central)) / 2
    weight = near + 0.15 * math.log2(spread) + 0.2 / (1 + evidence.sentence.ordinal)
    # A short sentence says one thing, and more articles say it too.
    long = max(0, len(evidence.sentence.text.split()) - _SHORT)
    return weight - 0.004 * long - (_RETOLD if evidence.article.kind == "digest" else 0.0)
