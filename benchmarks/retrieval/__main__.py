"""Search measured: `python -m benchmarks.retrieval [--wice FILE] [--fit] [--out FILE]`.

Without a file of claims only the two packaged collections are measured.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.machine import machine_line
from benchmarks.retrieval.data import SUITES, Collection, seeds, wice
from benchmarks.retrieval.fit import fit
from benchmarks.retrieval.measures import MEASURES, measured
from benchmarks.retrieval.systems import systems
from eval.stats import bootstrap_interval, mean, paired_p_value

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SEED = 7
Scores = dict[str, list[dict[str, float]]]


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, or fit the weights of the ranking, and print a page of Markdown."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.retrieval", description=__doc__)
    parser.add_argument("--wice", type=Path, help="claims of WiCE, JSON lines")
    parser.add_argument("--home", type=Path, help="keep the archives here and use them again")
    parser.add_argument("--fit", action="store_true", help="fit the weights, by cross-validation")
    parser.add_argument("--out", type=Path, help="write the page here")
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        home = chosen.home or Path(folder)
        collections = list(_collections(chosen.wice, home))
        page = fit(collections) if chosen.fit else "\n".join(_page(collections))
    sys.stdout.write(page + "\n")
    if chosen.out:
        chosen.out.write_text(page + "\n", encoding="utf-8")
    return 0


def _collections(claims: Path | None, home: Path) -> Iterator[Collection]:
    for name in SUITES:
        (home / name).mkdir(parents=True, exist_ok=True)
        yield seeds(name, home / name)
    if claims is not None:
        (home / claims.stem).mkdir(parents=True, exist_ok=True)
        yield wice(claims, home / claims.stem)


def _page(collections: Sequence[Collection]) -> Iterator[str]:
    yield machine_line()
    for collection in collections:
        catalog = collection.engine.archive.catalog
        yield (
            f"\n### {collection.name}: {len(collection.wanted)} queries, "
            f"{catalog.count('articles')} articles, {catalog.count('passages')} passages, "
            f"{catalog.count('sentences')} sentences\n"
        )
        yield from _table(collection, _scores(collection))


def _scores(collection: Collection) -> Scores:
    return {
        system.name: [
            measured(w, system.passages(w.query), system.sentences(w.query))
            for w in collection.wanted
        ]
        for system in systems(collection.engine)
    }


def _table(collection: Collection, scores: Scores) -> Iterator[str]:
    yield "| | " + " | ".join(MEASURES) + " |"
    yield "| --- |" + " --- |" * len(MEASURES)
    for name, rows in scores.items():
        cells = [_cell(collection, rows, measure) for measure in MEASURES]
        yield f"| {name} | " + " | ".join(cells) + " |"
    yield ""
    for measure in ("MRR@10", "sentence R@5"):
        yield _compared(collection, scores, measure)


def _cell(collection: Collection, rows: Sequence[dict[str, float]], measure: str) -> str:
    values, clusters = _values(collection, rows, measure)
    interval = bootstrap_interval(values, clusters, seed=SEED)
    middle = mean(values)
    if middle is None or interval is None:
        return "-"
    return f"{middle:.3f} [{interval.low:.3f}, {interval.high:.3f}]"


def _compared(collection: Collection, scores: Scores, measure: str) -> str:
    """Byline against the better arm, in words."""
    means = {n: mean(_values(collection, rows, measure)[0]) or 0.0 for n, rows in scores.items()}
    arm = max(list(means)[:2], key=means.__getitem__)
    ours = list(means)[-1]
    mine, clusters = _values(collection, scores[ours], measure)
    theirs, _ = _values(collection, scores[arm], measure)
    differences = [a - b for a, b in zip(mine, theirs, strict=True)]
    p = paired_p_value(differences, clusters, seed=SEED)
    gained = (means[ours] - means[arm]) / (1 - means[arm]) if means[arm] < 1 else 0.0
    return (
        f"- {measure}: {ours} {means[ours]:.3f} against {means[arm]:.3f} ({arm}): "
        f"{gained:.0%} of the remaining distance to 1, p = {p:.4f} "
        "(two-sided paired randomisation over pages)."
    )


def _values(
    collection: Collection, rows: Sequence[dict[str, float]], measure: str
) -> tuple[list[float], list[str]]:
    pairs = [
        (row[measure], w.cluster)
        for row, w in zip(rows, collection.wanted, strict=True)
        if measure in row
    ]
    return [value for value, _ in pairs], [cluster for _, cluster in pairs]


if __name__ == "__main__":
    sys.exit(main())
