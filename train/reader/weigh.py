"""The weights of the signs of a sentence: `python -m train.reader.weigh --data DIR --home DIR`.

A logistic model over `rag.retrieve.features.Features`, fitted to the questions that the reader was
not trained on, so that it learns what the reader's logit is worth on what it does not know.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from sklearn.linear_model import LogisticRegression

from eval.stats import mean
from rag.retrieve.answerable import Likelihood, Whole, whole
from rag.retrieve.features import Features, Weights
from train.reader.questions import asked

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from train.reader.questions import Asked

STRENGTH = 0.3
UNSIGNED = ("typed",)
"""Says something of the question and nothing of the sentence."""


class Rows(NamedTuple):
    """The candidates of one question."""

    is_answerable: bool
    signs: NDArray[np.float64]
    """Shape (candidates, signs)."""
    is_right: NDArray[np.bool_]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the weights as Python, and how the thresholds part the questions."""
    parser = argparse.ArgumentParser(prog="python -m train.reader.weigh", description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--home", type=Path, required=True, help="the archive that training made")
    chosen = parser.parse_args(arguments)
    rows = [_rows(one) for one in asked(chosen.data, chosen.home, held_out=True) if one.candidates]
    weights = fitted(rows)
    sys.stdout.write(f"{weights}\n")
    model = likelihood(rows, weights)
    sys.stdout.write(f"{model}\n")
    sys.stdout.writelines(f"{line}\n" for line in thresholds(rows, weights, model))
    return 0


def _rows(one: Asked) -> Rows:
    right = [c.is_right for c in one.candidates]
    return Rows(bool(one.answers), np.array([c.features for c in one.candidates]), np.array(right))


def fitted(rows: Sequence[Rows]) -> Weights:
    """The logistic model, every question weighing alike."""
    used = np.array([name not in UNSIGNED for name in Features._fields])
    signs = np.concatenate([r.signs for r in rows])[:, used]
    right = np.concatenate([r.is_right for r in rows])
    of_each = np.concatenate([np.full(len(r.is_right), 1.0 / len(r.is_right)) for r in rows])
    model = LogisticRegression(C=STRENGTH, max_iter=2000)
    model.fit(signs, right, sample_weight=of_each * len(right) / len(rows))
    learned = np.zeros(len(used))
    learned[used] = model.coef_[0]
    return Weights(
        round(float(model.intercept_[0]), 3), Features(*(round(float(w), 3) for w in learned))
    )


def likelihood(rows: Sequence[Rows], weights: Weights) -> Likelihood:
    """Whether a question is answered at all, both kinds of question weighing alike."""
    signs = np.array([_whole(r, weights) for r in rows])
    model = LogisticRegression(class_weight="balanced", max_iter=2000)
    model.fit(signs, [r.is_answerable for r in rows])
    learned = Whole(*(round(float(w), 3) for w in model.coef_[0]))
    return Likelihood(round(float(model.intercept_[0]), 3), learned)


def thresholds(rows: Sequence[Rows], weights: Weights, model: Likelihood) -> Iterator[str]:
    """What is answered and what is declined at each threshold."""
    found = [(model.score(_whole(r, weights)), r.is_answerable) for r in rows]
    for threshold in np.arange(0.2, 0.8, 0.05):
        kept = mean([float(score >= threshold) for score, is_able in found if is_able])
        refused = mean([float(score < threshold) for score, is_able in found if not is_able])
        yield f"{threshold:.2f}: answered {kept:.3f}, declined {refused:.3f}"


def _whole(row: Rows, weights: Weights) -> Whole:
    signs = [Features(*map(float, each)) for each in row.signs]
    scores = [weights.score(each) for each in signs]
    return whole(scores, signs[int(np.argmax(scores))])


if __name__ == "__main__":
    sys.exit(main())
