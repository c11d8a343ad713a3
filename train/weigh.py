"""The weights of the signs: `python -m train.weigh --data DIR --rows FILE`.

A logistic model of sentences learned from labels of whole claims: every sentence of a supported
claim is supported; of another claim the one that looks worst is not (multiple-instance learning,
Dietterich et al. 1997, by turns of choosing and fitting).
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from rag.answer.verifying.signs import Signs
from rag.files import sha256_of
from rag.index.embedders.minilm import weights_folder
from rag.models.judge.network import Network
from train.collections import cases
from train.rows import Row, kept

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

ROUNDS = 6
STRENGTH = 0.3
GENERATED_WEIGHS = 3.0
"""How much the generated claims weigh beside one collection that people judged: they are what
a writer's errors look like."""
DOMAIN_WEIGHS = 1 / 7
"""How much one domain of SummEdits does: all seven together are one collection."""
WORST_AT_FIRST = Signs._fields.index("missing")
FINDINGS = Signs._fields.index("numbers")
"""Where the signs begin that count findings."""
UNSTEADY = ("apart", "length")
"""Signs that speak for a claim in one collection and against it in the next: not weighed."""
MEASURED_ONLY = ("rte", "rgb", "climate", "writer")
"""Nothing that ships is fitted to them: the licences of the first three are not clear or not free,
and what our own writer says is kept as a test that nothing has seen."""


class Model(NamedTuple):
    """A logistic model over signs."""

    weights: NDArray[np.float64]
    bias: float

    def score(self, row: Row) -> float:
        """The logit of the weakest sentence of a claim."""
        if not row.signs:
            return -20.0
        return float((np.array(row.signs) @ self.weights + self.bias).min())


def fit(rows: Sequence[Row], columns: Sequence[int] | None = None) -> Model:
    """The model that tells supported claims from others; collections weigh as they are said to."""
    used = list(columns) if columns is not None else list(range(len(Signs._fields)))
    known = [r for r in rows if r.signs]
    tables = [np.array(r.signs)[:, used] for r in known]
    scale = StandardScaler().fit(np.concatenate(tables))
    tables = [scale.transform(t) for t in tables]
    counts = Counter((r.collection, r.label) for r in known)
    whole = sum(_weight(collection) for collection, _ in counts)
    weighs = [
        _weight(r.collection) * len(known) / whole / counts[r.collection, r.label] for r in known
    ]
    first = used.index(WORST_AT_FIRST) if WORST_AT_FIRST in used else 0
    worst = [int(np.argmax(t[:, first])) for t in tables]
    model: Any = None
    for _ in range(ROUNDS):
        inputs, labels, shares = [], [], []
        for table, row, weight, place in zip(tables, known, weighs, worst, strict=True):
            chosen = table if row.label else table[place : place + 1]
            inputs.append(chosen)
            labels += [int(row.label)] * len(chosen)
            shares += [weight / len(chosen)] * len(chosen)
        model = LogisticRegression(C=STRENGTH, max_iter=1000)
        model.fit(np.concatenate(inputs), labels, sample_weight=shares)
        worst = [int(np.argmin(model.decision_function(t))) for t in tables]
    weights = np.zeros(len(Signs._fields))
    weights[used] = model.coef_[0] / scale.scale_
    return Model(weights, float(model.intercept_[0] - (weights[used] * scale.mean_).sum()))


def _weight(collection: str) -> float:
    if collection.startswith("summedits"):
        return DOMAIN_WEIGHS
    return GENERATED_WEIGHS if collection == "generated" else 1.0


def fit_sound(rows: Sequence[Row]) -> Model:
    """The same, but no finding of a rule speaks for a claim: chance alone would have it so."""
    used = [n for n, name in enumerate(Signs._fields) if name not in UNSTEADY]
    while True:
        model = fit(rows, used)
        wrong = [n for n in used if n >= FINDINGS and model.weights[n] > 0]
        if not wrong:
            return model
        used = [n for n in used if n not in wrong]


def reader() -> Network:
    """The network that ships."""
    return Network(weights_folder() / "tokenizer.json", 2, sha256_of)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the weights as they stand in `rag/answer/verifying/weights.py`."""
    parser = argparse.ArgumentParser(prog="python -m train.weigh", description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--rows", type=Path, required=True, help="kept here, and used again")
    chosen = parser.parse_args(arguments)
    rows = kept(chosen.rows, cases(chosen.data), reader())
    model = fit_sound([r for r in rows if r.collection not in MEASURED_ONLY])
    signs = Signs(*(round(float(w), 3) for w in model.weights))
    sys.stdout.write(f"{model.bias:.3f}\n{signs!r}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
