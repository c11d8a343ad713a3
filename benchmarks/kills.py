"""Kill an ingest at random moments until it is through; then count what is there.

    python -m benchmarks.kills --articles 2000 --kills 20

Each round starts the ingest again and kills it (SIGKILL) after a random share of the time that an
undisturbed one takes. At the end every article is there once, every passage and sentence is the
article's own words, and catalogue and index agree. The encoder is a fake, so that the rounds
fall on storing and not on encoding.
"""

from __future__ import annotations

import argparse
import json
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.articles import articles
from rag.config import Config
from rag.opening import open_engine
from rag.testing import HashEmbedder, ScriptedModel

_RUN = """
import sys
from pathlib import Path
from rag.config import Config
from rag.opening import open_engine
from rag.testing import HashEmbedder, ScriptedModel
config = Config(home=Path(sys.argv[1]))
with open_engine(config, model=ScriptedModel(), embedder=HashEmbedder()) as engine:
    for _ in engine.ingest([sys.argv[2]]):
        pass
"""


def main() -> None:
    """Print what each kill left and what the end holds; exit 1 when anything is lost."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--articles", type=int, default=2000)
    options.add_argument("--kills", type=int, default=20)
    options.add_argument("--seed", type=int, default=7)
    chosen = options.parse_args()
    rng = random.Random(chosen.seed)  # noqa: S311 - reproducible, not secret
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "articles.jsonl"
        lines = [json.dumps(a) for a in articles(chosen.articles)]
        source.write_text("\n".join(lines), encoding="utf-8")
        whole = _seconds(Path(folder) / "whole", source, None)
        print(f"undisturbed: {whole:.1f} s", flush=True)  # noqa: T201
        home = Path(folder) / "killed"
        for kill in range(chosen.kills):
            after = rng.uniform(0.1, 2.0 * whole / chosen.kills + 1.0)
            _seconds(home, source, after)
            print(f"kill {kill + 1} after {after:.2f} s: {_stored(home)} stored", flush=True)  # noqa: T201
        _seconds(home, source, None)
        sys.exit(_check(home, chosen.articles))


def _seconds(home: Path, source: Path, kill_after: float | None) -> float:
    begun = time.perf_counter()
    process = subprocess.Popen([sys.executable, "-c", _RUN, str(home), str(source)])  # noqa: S603
    try:
        process.wait(timeout=kill_after)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        process.wait()
    return time.perf_counter() - begun


def _stored(home: Path) -> int:
    import sqlite3

    if not (home / "catalog.sqlite").exists():
        return 0
    with sqlite3.connect(home / "catalog.sqlite") as db:
        try:
            return int(db.execute("SELECT count(*) FROM articles").fetchone()[0])
        except sqlite3.OperationalError:
            return 0


def _check(home: Path, wanted: int) -> int:
    """0 when nothing is lost and nothing is doubled."""
    config = Config(home=home)
    with open_engine(config, model=ScriptedModel(), embedder=HashEmbedder()) as engine:
        catalog = engine.archive.catalog
        ids = [article.id for article in engine.articles()]
        words = {(a.id, engine.text(a.id)) for a in engine.articles()}
        unlike = sum(
            text[p["start"] : p["end"]] != f["text"]
            for name, text in words
            for p, f in zip(
                catalog.rows("SELECT * FROM passages WHERE article_id = ? ORDER BY number", [name]),
                catalog.rows(
                    "SELECT f.text FROM passages_fts f JOIN passages p ON p.number = f.rowid "
                    "WHERE p.article_id = ? ORDER BY p.number",
                    [name],
                ),
                strict=True,
            )
        )
        engine.archive.reconcile()
        vectors, passages = engine.archive.index.ids(), catalog.count("passages")
        unrelated = len(catalog.rows("SELECT 1 FROM articles WHERE lineage IS NULL"))
        intact = catalog.rows("PRAGMA integrity_check")[0][0]
    print(  # noqa: T201
        f"articles {len(ids)} of {wanted}, distinct {len(set(ids))}, passages {passages}, "
        f"vectors {len(vectors)}, passages unlike their article {unlike}, "
        f"without lineage {unrelated}, SQLite {intact}"
    )
    whole = len(ids) == len(set(ids)) == wanted and len(vectors) == passages
    return 0 if whole and not unlike and not unrelated and intact == "ok" else 1


if __name__ == "__main__":
    main()
