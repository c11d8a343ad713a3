"""Means, intervals and tests. Pure: the same numbers and seed give the same figures.

Cases made from the same article share its luck, so articles, not cases, are what is drawn.
"""

from __future__ import annotations

import math
from collections import defaultdict
from itertools import product
from random import Random
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Sequence

DRAWS = 2000
LEVEL = 0.95
_Z = 1.959963984540054
"""Standard deviations within which a normal variable lies at `LEVEL`."""
EXACT_UP_TO = 12
"""Clusters for which every assignment of signs is gone through: 2 to the 12th are 4,096."""


class Interval(NamedTuple):
    """Where the mean would mostly fall, had other articles been drawn."""

    low: float
    high: float


def mean(values: Sequence[float]) -> float | None:
    """The arithmetic mean; None of nothing."""
    return math.fsum(values) / len(values) if values else None


def mean_interval(
    values: Sequence[float], clusters: Sequence[Hashable], *, seed: int
) -> Interval | None:
    """Where the mean would mostly fall; None with fewer than two clusters.

    Wilson's interval where every value is 0 or 1, else the bootstrap's. Of few articles, most of
    them right, the bootstrap draws hardly one that is wrong, and of none that is wrong it sees no
    spread at all: docs/evaluation.md has how often either interval holds the truth.
    """
    if all(value in {0.0, 1.0} for value in values):
        return wilson_interval(values, clusters)
    return bootstrap_interval(values, clusters, seed=seed)


def wilson_interval(values: Sequence[float], clusters: Sequence[Hashable]) -> Interval | None:
    """Wilson's interval (1927) of a share, for as many cases as the clusters are worth.

    That number is the one at which independent cases would spread as the clusters do (Kish 1965),
    at most the cases there are. Where all are alike it is the number of clusters. None with
    fewer than two of them.
    """
    sums = _by_cluster(values, clusters)
    if len(sums) < 2:  # noqa: PLR2004 - one cluster has no spread
        return None
    share, worth = math.fsum(values) / len(values), _worth(sums)
    square = _Z * _Z / worth
    middle = (share + square / 2) / (1 + square)
    half = _Z * math.sqrt(share * (1 - share) / worth + square / (4 * worth)) / (1 + square)
    # The share itself lies inside, whatever the last bit of the root says.
    return Interval(max(0.0, min(share, middle - half)), min(1.0, max(share, middle + half)))


def bootstrap_interval(
    values: Sequence[float],
    clusters: Sequence[Hashable],
    *,
    seed: int,
    draws: int = DRAWS,
    level: float = LEVEL,
) -> Interval | None:
    """Percentile interval of the mean, whole clusters drawn with replacement.

    None with fewer than two clusters, from which no spread can be seen. When all values are
    equal the interval has no width, which says that no spread was seen, not that there is none.
    """
    sums = _by_cluster(values, clusters)
    if len(sums) < 2:  # noqa: PLR2004 - one cluster has no spread
        return None
    # Not for secrets; the generator's sequence is the same on every platform.
    draw = Random(seed)  # noqa: S311
    means = [_drawn_mean(draw.choices(sums, k=len(sums))) for _ in range(draws)]
    return spread(means, level=level)


def resampled(clusters: Sequence[Hashable], *, seed: int, draws: int) -> Iterator[list[int]]:
    """Places of the rows of each bootstrap draw: whole clusters, with replacement."""
    groups: defaultdict[Hashable, list[int]] = defaultdict(list)
    for place, cluster in enumerate(clusters):
        groups[cluster].append(place)
    known = list(groups.values())
    draw = Random(seed)  # noqa: S311 - not for secrets
    for _ in range(draws):
        yield [place for group in draw.choices(known, k=len(known)) for place in group]


def spread(drawn: Sequence[float], *, level: float = LEVEL) -> Interval:
    """The percentile interval of what was drawn; at least one figure."""
    ordered, outside = sorted(drawn), (1 - level) / 2
    return Interval(_quantile(ordered, outside), _quantile(ordered, 1 - outside))


def paired_p_value(
    differences: Sequence[float],
    clusters: Sequence[Hashable],
    *,
    seed: int,
    draws: int = DRAWS,
) -> float | None:
    """Two-sided paired randomisation test: could the sum of differences be chance?

    The sign of each cluster's summed difference is turned at random. With few clusters all
    assignments are gone through; with more, `draws` of them and the one observed.
    """
    if not differences:
        return None
    totals = [total for total, _ in _by_cluster(differences, clusters) if total]
    observed = abs(math.fsum(totals)) - 1e-9  # sums in another order may differ in a last bit
    if len(totals) <= EXACT_UP_TO:
        outcomes = [_signed(totals, signs) for signs in product((1, -1), repeat=len(totals))]
        return sum(abs(value) >= observed for value in outcomes) / len(outcomes)
    draw = Random(seed)  # noqa: S311 - not for secrets
    as_far = sum(
        abs(_signed(totals, draw.choices((1, -1), k=len(totals)))) >= observed for _ in range(draws)
    )
    return (as_far + 1) / (draws + 1)


def _by_cluster(values: Sequence[float], clusters: Sequence[Hashable]) -> list[tuple[float, int]]:
    """(sum, size) of each cluster in order of first appearance."""
    grouped: defaultdict[Hashable, list[float]] = defaultdict(list)
    for value, cluster in zip(values, clusters, strict=True):
        grouped[cluster].append(value)
    return [(math.fsum(group), len(group)) for group in grouped.values()]


def _worth(sums: Sequence[tuple[float, int]]) -> float:
    """How many independent cases spread as much as these clusters, (sum, size) each."""
    size, count = sum(n for _, n in sums), len(sums)
    share = math.fsum(total for total, _ in sums) / size
    if share in {0.0, 1.0}:
        return count
    apart = math.fsum((total - share * n) ** 2 for total, n in sums)
    variance = count / (count - 1) * apart / size**2
    return min(size, share * (1 - share) / variance) if variance else size


def _drawn_mean(drawn: Sequence[tuple[float, int]]) -> float:
    return math.fsum(total for total, _ in drawn) / sum(size for _, size in drawn)


def _signed(totals: Sequence[float], signs: Sequence[int]) -> float:
    return math.fsum(total * sign for total, sign in zip(totals, signs, strict=True))


def _quantile(ordered: Sequence[float], share: float) -> float:
    """Linear interpolation between the two nearest of the sorted values."""
    place = share * (len(ordered) - 1)
    below = math.floor(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)
