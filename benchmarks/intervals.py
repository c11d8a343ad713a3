"""How often an interval holds the truth: `python -m benchmarks.intervals`.

Articles of one to eight cases are drawn, each with a chance of its own of being answered rightly
(beta, by the share and by how alike the cases of one article are), and both intervals are made of
each draw. A 95 % interval should hold the true share in 95 % of the draws.
"""

from __future__ import annotations

import sys
from random import Random
from typing import TYPE_CHECKING

from eval.stats import bootstrap_interval, wilson_interval

if TYPE_CHECKING:
    from collections.abc import Iterator

    from eval.stats import Interval

ARTICLES = (5, 8, 20, 40)
SHARES = (0.8, 0.95)
ALIKE = 0.3
"""Correlation of the cases of one article."""
MOST_CASES = 8
TRIALS = 1000
DRAWS = 200
SEED = 7


def main() -> int:
    """Print one row for each number of articles and each share."""
    sys.stdout.write("| articles | true share | bootstrap holds it | Wilson holds it |\n")
    sys.stdout.write("| ---: | ---: | ---: | ---: |\n")
    for articles in ARTICLES:
        for share in SHARES:
            held = [0, 0]
            for values, clusters in _draws(articles, share):
                both = (
                    bootstrap_interval(values, clusters, seed=SEED, draws=DRAWS),
                    wilson_interval(values, clusters),
                )
                held = [count + _holds(one, share) for count, one in zip(held, both, strict=True)]
            cells = " | ".join(f"{100 * count / TRIALS:.0f} %" for count in held)
            sys.stdout.write(f"| {articles} | {share} | {cells} |\n")
    return 0


def _draws(articles: int, share: float) -> Iterator[tuple[list[float], list[int]]]:
    random = Random(f"{articles} {share}")  # noqa: S311 - not for secrets
    weight = (1 - ALIKE) / ALIKE
    for _ in range(TRIALS):
        values: list[float] = []
        clusters: list[int] = []
        for article in range(articles):
            chance = random.betavariate(share * weight, (1 - share) * weight)
            for _ in range(random.randint(1, MOST_CASES)):
                values.append(float(random.random() < chance))
                clusters.append(article)
        yield values, clusters


def _holds(interval: Interval | None, share: float) -> bool:
    return interval is not None and interval.low <= share <= interval.high


if __name__ == "__main__":
    sys.exit(main())
