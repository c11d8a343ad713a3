"""The tables of `docs/verifier.md`: `python -m train.measure --rows FILE [--scores FILE]`.

Rows come from `python -m train.weigh`. Weights and thresholds are fitted anew for each figure,
without the collection (SummEdits: the domain; others: a fifth of the pages or claims) that is
measured. Intervals are 95 % bootstrap over pages, documents or claims.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from sklearn.metrics import balanced_accuracy_score, f1_score, roc_auc_score

from eval.agreement import calibration_error
from rag.answer.verifying.signs import Signs
from rag.answer.verifying.weights import WEIGHTS
from train.rows import Row, read_rows
from train.weigh import MEASURED_ONLY, fit, fit_sound

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

FOLDS = 5
DRAWS = 500
ACCEPTED = 0.95
SEED = 7
WITHOUT = {
    "the network": ("network", "worst_token"),
    "words that are missing": ("missing", "missing_count"),
    "words in order": ("apart", "copied"),
    **{name: (name,) for name in Signs._fields[7:]},
}


class Held(NamedTuple):
    """Scores of claims by weights that never saw them; support from 0."""

    rows: list[Row]
    scores: NDArray[np.float64]

    @property
    def labels(self) -> NDArray[np.bool_]:
        """What people say."""
        return np.array([row.label for row in self.rows])


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the tables; write the shipped scores where asked to."""
    parser = argparse.ArgumentParser(prog="python -m train.measure", description=__doc__)
    parser.add_argument("--rows", type=Path, required=True)
    parser.add_argument("--scores", type=Path, help="write what ships says of each row")
    parser.add_argument("--ablate", action="store_true", help="each part taken out in turn")
    chosen = parser.parse_args(arguments)
    rows = read_rows(chosen.rows)
    sys.stdout.write("\n".join(_pages(rows, ablate=chosen.ablate)) + "\n")
    if chosen.scores:
        chosen.scores.write_text("\n".join(_saved(rows)) + "\n", encoding="utf-8")
    return 0


def _saved(rows: Sequence[Row]) -> Iterator[str]:
    """A line for each collection and kind of fault: labels and scores in the order of the rows."""
    found: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        found.setdefault((row.collection, row.kind), []).append(row)
    for (collection, kind), own in sorted(found.items()):
        yield json.dumps(
            {
                "collection": collection,
                "kind": kind,
                "labels": "".join(str(int(row.label)) for row in own),
                "scores": [round(shipped(row), 3) for row in own],
            }
        )


def shipped(row: Row) -> float:
    """The score of a claim as the program gives it, exact repetitions apart."""
    return min(
        (
            WEIGHTS.judged(Signs(*signs), found)
            for signs, found in zip(row.signs, row.found, strict=True)
        ),
        default=0.0,
    )


def held_out(rows: Sequence[Row], columns: Sequence[int] | None = None) -> dict[str, Held]:
    """Scores of every collection by weights fitted without what is scored."""
    names = sorted({row.collection for row in rows})
    found = {}
    for name in names:
        own = [row for row in rows if row.collection == name]
        if name.startswith("summedits"):
            rest = [
                r for r in rows if r.collection.startswith("summedits") and r.collection != name
            ]
            found[name] = Held(own, _scored(rest, own, columns))
            continue
        groups = sorted({row.group for row in own})
        fold = {group: place % FOLDS for place, group in enumerate(groups)}
        order, scores = [], []
        for number in range(FOLDS):
            part = [row for row in own if fold[row.group] == number]
            rest = [row for row in own if fold[row.group] != number]
            order += part
            scores.append(_scored(rest, part, columns))
        found[name] = Held(order, np.concatenate(scores))
    return found


def _scored(
    rest: Sequence[Row], part: Sequence[Row], columns: Sequence[int] | None
) -> NDArray[np.float64]:
    """Scores of a part, less the threshold that is best on the rest."""
    model = fit(rest, columns) if columns else fit_sound(rest)
    known = np.array([model.score(row) for row in rest])
    labels = np.array([row.label for row in rest])
    steps = np.unique(np.quantile(known, np.linspace(0, 1, 201)))
    best = max(steps, key=lambda t: balanced_accuracy_score(labels, known >= t))
    return np.array([model.score(row) for row in part]) - best


def _pages(rows: Sequence[Row], *, ablate: bool) -> Iterator[str]:
    held = held_out(rows)
    yield "| collection | claims | AUROC | balanced accuracy | F1 of supported | AUROC, foreign |"
    yield "| --- | ---: | --- | --- | --- | ---: |"
    for name, one in held.items():
        cells = " | ".join(_cells(one))
        yield f"| {name} | {len(one.rows)} | {cells} | {100 * _foreign(rows, name):.1f} |"
    yield ""
    yield from _faults(held["generated"])
    yield ""
    yield from _as_shipped(rows)
    if ablate:
        yield ""
        yield from _ablation(rows, held)


def _foreign(rows: Sequence[Row], name: str) -> float:
    """AUROC of a collection by weights that were fitted to all others and saw none of it."""
    model = fit_sound([r for r in rows if r.collection not in (name, *MEASURED_ONLY)])
    own = [r for r in rows if r.collection == name]
    return float(roc_auc_score([r.label for r in own], [model.score(r) for r in own]))


def _cells(one: Held) -> Iterator[str]:
    measures = (
        roc_auc_score,
        lambda y, s: balanced_accuracy_score(y, s >= 0),
        lambda y, s: f1_score(y, s >= 0),
    )
    groups: dict[str, list[int]] = {}
    for place, row in enumerate(one.rows):
        groups.setdefault(row.group, []).append(place)
    names = list(groups)
    rng = np.random.default_rng(SEED)
    draws = [
        np.concatenate([groups[names[n]] for n in rng.integers(0, len(names), len(names))])
        for _ in range(DRAWS)
    ]
    labels = one.labels
    for measure in measures:
        drawn = [measure(labels[d], one.scores[d]) for d in draws if len(set(labels[d])) > 1]
        low, high = np.quantile(drawn, [0.025, 0.975])
        yield f"{100 * measure(labels, one.scores):.1f} [{100 * low:.1f}, {100 * high:.1f}]"


def _faults(held: Held) -> Iterator[str]:
    labels, kinds = held.labels, np.array([row.kind for row in held.rows])
    bar = np.quantile(held.scores[labels], 1 - ACCEPTED)
    yield "| generated | claims | accepted |"
    yield "| --- | ---: | ---: |"
    for label, what in ((False, "fault"), (True, "faithful")):
        for kind in sorted(set(kinds[labels == label])):
            own = held.scores[(kinds == kind) & (labels == label)]
            yield f"| {what}: {kind} | {len(own)} | {100 * (own >= bar).mean():.1f} % |"


def _as_shipped(rows: Sequence[Row]) -> Iterator[str]:
    """What the shipped weights and thresholds do, on what they were fitted to."""
    yield "| as shipped | supported, of the right | supported, of the wrong | calibration error |"
    yield "| --- | ---: | ---: | ---: |"
    for name in sorted({row.collection for row in rows}):
        own = [row for row in rows if row.collection == name]
        scores = np.array([shipped(row) for row in own])
        labels = np.array([row.label for row in own])
        passed = scores >= WEIGHTS.supported
        error = calibration_error(scores.tolist(), labels.tolist())
        yield (
            f"| {name} | {100 * passed[labels].mean():.1f} % "
            f"| {100 * passed[~labels].mean():.1f} % | {error:.3f} |"
        )


def _ablation(rows: Sequence[Row], held: dict[str, Held]) -> Iterator[str]:
    shown = {"SummEdits": "summedits", "wice": "wice", "fever": "fever", "generated": "generated"}
    yield "| without | " + " | ".join(f"{name} AUROC" for name in shown) + " |"
    yield "| --- |" + " ---: |" * len(shown)

    def line(what: str, some: dict[str, Held]) -> str:
        cells = []
        for start in shown.values():
            known = [h for name, h in some.items() if name.startswith(start)]
            cells.append(f"{100 * np.mean([roc_auc_score(h.labels, h.scores) for h in known]):.1f}")
        return f"| {what} | " + " | ".join(cells) + " |"

    yield line("as measured above", held)
    used = [r for r in rows if r.collection not in MEASURED_ONLY]
    # Below, a sign is neither bound to speak one way nor left out for being unsteady.
    yield line("nothing", held_out(used, range(len(Signs._fields))))
    for what, names in WITHOUT.items():
        columns = [n for n, field in enumerate(Signs._fields) if field not in names]
        yield line(what, held_out(used, columns))


if __name__ == "__main__":
    sys.exit(main())
