"""What a warm query costs as the archive grows, beside Chroma alone and FTS5 alone.

    python -m benchmarks.latency --passages 20000 --passages 200000

Archives are made up (`benchmarks.crowd`) and built through the catalogue and the index
themselves. The encoder is the real one and its time is included; what it makes of a made-up
question is then replaced by a vector near the passage that the question was taken from.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.crowd import Query, build
from benchmarks.machine import machine_line
from rag.config import Config
from rag.index.embedders.minilm import MiniLM
from rag.opening import cache_folder, open_engine
from rag.retrieve.lexical import match_expression
from rag.testing import ScriptedModel
from rag.types import Filter

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rag.engine import Engine
    from rag.ports import Vector

LIMIT = 10
QUERIES = 200
WARM = 20
"""Queries that are not counted, before those that are."""
NAMES = (
    "encoder", "FTS5", "Chroma", "Chroma with its own filter", "hybrid", "hybrid, a tenth passes",
    "hybrid, few pass",
)  # fmt: skip
_QUESTIONS = "questions.npz"
FILTERED = Filter(
    outlets=("Outlet 00", "Outlet 01", "Outlet 02"), since="2024-06-01", until="2025-12-31"
)
"""Lets about a tenth pass."""
NARROW = Filter(outlets=("Outlet 30",), since="2025-01-01", until="2025-03-31")
"""Lets a few in a thousand pass."""
_WHERE = {
    "$and": [
        {"outlet": {"$in": list(FILTERED.outlets)}},
        {"day": {"$gte": 20240601}},
        {"day": {"$lte": 20251231}},
    ]
}
"""`FILTERED` in the words of Chroma."""


class Placed(MiniLM):
    """The real encoder, whose answers to known questions are replaced after they were made."""

    def __init__(self, queries: Sequence[Query]) -> None:
        super().__init__(cache=cache_folder())
        self._placed = {query.text: query.vector for query in queries}

    def question(self, text: str) -> Vector:
        """The vector that belongs to the question; the encoder's own takes its time first."""
        found = super().question(text)
        return self._placed.get(text, found)


@dataclass(frozen=True)
class Column:
    """One way of asking."""

    name: str
    ask: Callable[[Query], object]


def columns(engine: Engine, encoder: Placed) -> list[Column]:
    """The arms alone, with nothing around them, and the whole search."""
    catalog, index = engine.archive.catalog, engine.archive.index
    words = "SELECT rowid, rank FROM passages_fts WHERE passages_fts MATCH ? ORDER BY rank LIMIT 10"

    def whole(only: Filter) -> Callable[[Query], object]:
        return lambda query: engine.search(query.text, limit=LIMIT, only=only)

    asks: list[Callable[[Query], object]] = [
        lambda query: encoder.question(query.text),
        lambda query: catalog.rows(words, [match_expression(query.text)]),
        lambda query: index.nearest(query.vector, limit=LIMIT),
        lambda query: index.nearest(query.vector, limit=LIMIT, where=_WHERE),
        whole(Filter()),
        whole(FILTERED),
        whole(NARROW),
    ]
    return [Column(name, ask) for name, ask in zip(NAMES, asks, strict=True)]


def timed(column: Column, queries: Sequence[Query]) -> tuple[float, float]:
    """Median and 95th percentile in milliseconds, the first queries not counted."""
    took = []
    for query in queries:
        begun = time.perf_counter()
        column.ask(query)
        took.append(1000 * (time.perf_counter() - begun))
    half, most = np.percentile(took[WARM:], [50, 95])
    return float(half), float(most)


def measure(passages: int, folder: Path, count: int) -> list[str]:
    """Build an archive, unless it is there, and give its row of the table."""
    config = Config(home=folder)
    if not (folder / _QUESTIONS).exists():
        with open_engine(config, model=ScriptedModel(), embedder=Placed([])) as engine:
            begun = time.perf_counter()
            asked = build(engine.archive, passages, QUERIES + WARM)
            seconds = time.perf_counter() - begun
        print(f"{passages:,} passages built in {seconds:.0f} s", flush=True)  # noqa: T201
        texts, vectors = zip(*asked, strict=True)
        np.savez(folder / _QUESTIONS, texts=np.array(texts), vectors=np.stack(vectors))
    kept = np.load(folder / _QUESTIONS)
    queries = [Query(str(text), vector) for text, vector in zip(*kept.values(), strict=True)]
    queries = queries[: WARM + count]
    encoder = Placed(queries)
    with open_engine(config, model=ScriptedModel(), embedder=encoder) as engine:
        engine.search(queries[0].text)  # an archive whose building was cut short is finished here
        found = {column.name: timed(column, queries) for column in columns(engine, encoder)}
    alone = found["FTS5"][0] + found["Chroma"][0]
    return [
        f"{passages:,}",
        *(f"{half:.1f} / {most:.1f}" for half, most in found.values()),
        " / ".join(f"{found[name][0] / alone:.2f}" for name in NAMES if "hybrid" in name),
    ]


def main() -> None:
    """Print a Markdown table, a row for each size."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--passages", type=int, action="append")
    options.add_argument("--keep", type=Path, help="Keep the archives here, and use them again.")
    options.add_argument("--queries", type=int, default=QUERIES)
    chosen = options.parse_args()
    rows = []
    for passages in chosen.passages or [20_000, 200_000]:
        with tempfile.TemporaryDirectory() as made:
            folder = (chosen.keep or Path(made)) / str(passages)
            folder.mkdir(parents=True, exist_ok=True)
            rows.append(measure(passages, folder, chosen.queries))
    print(  # noqa: T201
        f"{machine_line()} Load {os.getloadavg()[0]:.1f}. p50 / p95 in ms of {chosen.queries} warm "
        f"queries, {LIMIT} hits each.\n"
    )
    head = ["passages", *NAMES, "hybrid / (FTS5 + Chroma): all, a tenth, few"]
    for row in (head, ["---:"] * len(head), *rows):
        print(f"| {' | '.join(row)} |")  # noqa: T201


if __name__ == "__main__":
    main()
