"""The claims of a topic: which sentences are worth a line, and which of them say the same.

A sentence is weighed by how many separate reports have one that is near it in meaning, by how
near it is to the topic, and by how early it stands in its article. The best are then looked up
among all others (`Carrying`), and a sentence that carries one which has a line gets none itself.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from rag.answer.verifying.checks.speech import quoted
from rag.answer.verifying.side import Side
from rag.brief.types import is_reporting
from rag.words import content, fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rag.brief.carrying import Carrying
    from rag.brief.gathering import Gathered
    from rag.brief.types import Line
    from rag.ports import Vectors
    from rag.types import Evidence

WIDELY = 24
"""Sentences told in more than one report that are looked up."""
ALONE = 14
"""Sentences that only one report seems to have that are looked up."""
_SAME = 0.65
"""Cosine from which a sentence of another report counts as told again, before it is judged."""
_AGAIN = 0.8
"""Cosine from which a second sentence is not worth a line of its own."""
_BLOCK = 512
_FEWEST, _MOST = 5, 45
"""Words of a sentence that can stand alone on a page."""
_LEANING = frozenset(
    """he she it they this that these those his her its their we our i you my your one both but and
    so or however also then there such others another il elle ils elles ce cela ces on nous
    here following""".split()
)
"""First words that lean on the sentence before."""
_OWN = re.compile(r"\b(?:we|our|us|I|my)\b")
_ENDS = (".", "!", '."', '!"', ".”", "!”", '".', "”.", ".)")


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


def weighed(gathered: Gathered) -> list[Weighed]:
    """The sentences that can stand alone, the weightiest first."""
    places = [n for n, e in enumerate(gathered.pool) if can_stand_alone(e)]
    spread = _spread(gathered, places)
    found = [
        Weighed(n, _weight(gathered.pool[n], reports), reports)
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
        found.append(Claim(line, place, weights.get(place, 0.0)))
    return sorted(found, key=lambda c: (-c.line.origins, -len(c.line.outlets), -c.weight, c.place))


def apart(vectors: Vectors, places: Iterable[int], most: int, known: Sequence[int]) -> list[int]:
    """The first places whose sentences are not near one before them, or one that is known."""
    kept: list[int] = []
    for place in places:
        if len(kept) == most:
            break
        before = [*known, *kept]
        if not before or float((vectors[before] @ vectors[place]).max()) < _AGAIN:
            kept.append(place)
    return kept


def can_stand_alone(evidence: Evidence) -> bool:
    """Whether a reader understands a sentence without the one before it, as reporting."""
    text = evidence.sentence.text
    words = text.split()
    if not (is_reporting(evidence.article) and _FEWEST <= len(words) <= _MOST):
        return False
    if not text.endswith(_ENDS) or text[0].islower():
        return False
    side = Side(text)
    if not side.tokens or fold(side.tokens[0].text) in _LEANING:
        return False
    spoken = sum(span.end - span.start for span in quoted(side))
    return spoken * 2 < len(text) and not _OWN.search(text)


def is_again(one: str, other: str) -> bool:
    """Whether two sentences have most of their words of meaning in common."""
    a, b = ({t.stem for t in content(text)} for text in (one, other))
    return bool(a) and len(a & b) >= 0.6 * min(len(a), len(b))


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


def _weight(evidence: Evidence, spread: int) -> float:
    return evidence.score + 0.2 * math.log2(spread) + 0.2 / (1 + evidence.sentence.ordinal)
