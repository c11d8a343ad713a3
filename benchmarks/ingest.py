"""What ingestion costs beside embedding, and how it grows. Ratios of one run, no timed test.

    python -m benchmarks.ingest --articles 2000            # the real encoder
    python -m benchmarks.ingest --articles 50000 --fake    # everything but the encoder

With `--fake` the encoder is replaced by random unit vectors of the real size, and the share is
worked out against what the real encoder took an article in the run before.
"""

from __future__ import annotations

import argparse
import json
import platform
import resource
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.articles import articles
from rag.config import Config
from rag.events import ArticlesStored
from rag.index.embedders.minilm import DIMENSION, MiniLM
from rag.opening import cache_folder, open_engine
from rag.testing import HashEmbedder, ScriptedModel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.ports import Embedder, Vectors

PIECES = 10


class Timed:
    """An embedder that counts the seconds spent in it."""

    def __init__(self, inner: Embedder) -> None:
        self._inner = inner
        self.name, self.dimension = inner.name, inner.dimension
        self.question, self.words = inner.question, inner.words
        self.seconds = 0.0

    def passages(self, texts: Sequence[str]) -> Vectors:
        """The inner embedder's vectors, timed."""
        begun = time.perf_counter()
        try:
            return self._inner.passages(texts)
        finally:
            self.seconds += time.perf_counter() - begun


class RandomVectors(HashEmbedder):
    """Unit vectors of the real size that mean nothing."""

    name = "random"
    dimension = DIMENSION

    def __init__(self) -> None:
        self._rng = np.random.default_rng(7)

    def passages(self, texts: Sequence[str]) -> Vectors:
        """Random unit vectors, shape (n, 384)."""
        vectors = self._rng.standard_normal((len(texts), DIMENSION)).astype(np.float32)
        unit: Vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
        return unit


def main() -> None:
    """Print one line for each tenth of the articles, then the whole."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--articles", type=int, default=2000)
    options.add_argument("--fake", action="store_true")
    chosen = options.parse_args()
    inner: Embedder = RandomVectors() if chosen.fake else MiniLM(cache=cache_folder())
    embedder = Timed(inner)
    with tempfile.TemporaryDirectory() as folder:
        config = Config(home=Path(folder) / "home")
        with open_engine(config, model=ScriptedModel(), embedder=embedder) as engine:
            print(f"{platform.machine()}, {platform.python_version()}, {embedder.name}")  # noqa: T201
            print("articles  all s  encoder s  rest/encoder  rest ms/article  peak MB")  # noqa: T201
            size = max(1, chosen.articles // PIECES)
            for piece in range(PIECES):
                source = Path(folder) / f"part{piece}.jsonl"
                lines = (json.dumps(a) for a in articles(size, piece * size))
                source.write_text("\n".join(lines), encoding="utf-8")
                before, begun = embedder.seconds, time.perf_counter()
                stored = sum(
                    len(event.articles)
                    for event in engine.ingest([str(source)])
                    if isinstance(event, ArticlesStored)
                )
                whole, inside = time.perf_counter() - begun, embedder.seconds - before
                _say((piece + 1) * size, whole, inside, stored)


def _say(count: int, whole: float, inside: float, stored: int) -> None:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    rest = whole - inside
    print(  # noqa: T201
        f"{count:8}  {whole:5.1f}  {inside:9.1f}  {rest / max(inside, 1e-9):12.3f}  "
        f"{1000 * rest / max(stored, 1):15.2f}  {peak:7.0f}",
        flush=True,
    )


if __name__ == "__main__":
    main()
