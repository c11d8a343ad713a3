"""How well scores and labels agree. Pure; each measure is None where it has no meaning.

Labels say whether something is so; a score above another says that it is likelier so.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_BINS = 10


def balanced_accuracy(said: Sequence[bool], labels: Sequence[bool]) -> float | None:
    """Mean of the shares that are said rightly among what is so and among what is not.

    >>> balanced_accuracy([True, False, True], [True, True, False])  # (1/2 + 0/1) / 2
    0.25
    """
    right = sum(labels)
    if not 0 < right < len(labels):
        return None
    found, refused = _hits(said, labels), _hits([not s for s in said], [not x for x in labels])
    return (found / right + refused / (len(labels) - right)) / 2


def f1(said: Sequence[bool], labels: Sequence[bool]) -> float | None:
    """Harmonic mean of precision and recall of what is so; None where nothing is, or is said to be.

    >>> f1([True, True, False], [True, False, True])  # 2 * 1 / (2 + 2)
    0.5
    """
    total = sum(said) + sum(labels)
    return 2 * _hits(said, labels) / total if total else None


def auroc(scores: Sequence[float], labels: Sequence[bool]) -> float | None:
    """Chance that something that is so outscores something that is not, ties counted half.

    >>> auroc([0.9, 0.4, 0.4], [True, True, False])  # (1 + 1/2) / 2
    0.75
    """
    right = sum(labels)
    wrong = len(labels) - right
    if not (right and wrong):
        return None
    ranked = sorted(zip(scores, labels, strict=True))
    below = wins = 0.0
    start = 0
    while start < len(ranked):
        end = start
        while end < len(ranked) and ranked[end][0] == ranked[start][0]:
            end += 1
        right_here = sum(label for _, label in ranked[start:end])
        wrong_here = end - start - right_here
        wins += right_here * (below + wrong_here / 2)
        below += wrong_here
        start = end
    return wins / (right * wrong)


def calibration_error(scores: Sequence[float], labels: Sequence[bool]) -> float | None:
    """Expected calibration error over ten bins of equal width (Naeini et al. 2015).

    How far the share of what is so lies from the mean score, averaged over bins by their size.

    >>> calibration_error([0.92, 0.98, 0.02], [True, False, False])  # |1 - 1.9|/3 + |0 - 0.02|/3
    0.30666666666666664
    """
    if not scores:
        return None
    bins: dict[int, list[tuple[float, bool]]] = {}
    for score, label in zip(scores, labels, strict=True):
        bins.setdefault(min(int(score * _BINS), _BINS - 1), []).append((score, label))
    gaps = [abs(math.fsum(s for s, _ in some) - sum(x for _, x in some)) for some in bins.values()]
    return math.fsum(gaps) / len(scores)


def cohen_kappa(one: Sequence[bool], other: Sequence[bool]) -> float | None:
    """Agreement beyond what the two would have by chance (Cohen 1960); 1 is full, 0 is chance.

    None where both say the same of everything, so that chance alone would have them agree.

    >>> cohen_kappa([True, True, False, False], [True, False, False, False])  # (3/4 - 1/2) / 1/2
    0.5
    """
    if not one:
        return None
    size = len(one)
    agreed = sum(a == b for a, b in zip(one, other, strict=True)) / size
    first, second = sum(one) / size, sum(other) / size
    chance = first * second + (1 - first) * (1 - second)
    return None if chance == 1 else (agreed - chance) / (1 - chance)


def _hits(said: Sequence[bool], labels: Sequence[bool]) -> int:
    return sum(s and label for s, label in zip(said, labels, strict=True))
