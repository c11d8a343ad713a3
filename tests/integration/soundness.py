"""What must hold of an archive whatever happened to it."""

from __future__ import annotations

import json
import random
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from rag.config import Config
from rag.events import IngestReport
from rag.opening import open_engine
from rag.testing import HashEmbedder, ScriptedModel

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from rag.engine import Engine

OUTLETS = ("The Harbour Post", "Quay Radio", "Northbank Courier")
WORDS = tuple(
    "bridge harbour ferry council mayor strike flood tender barge pilot crane quay customs "
    "inquiry sluice dredger budget inspector tide warehouse".split()
)


def fake_engine(home: Path) -> Engine:
    return open_engine(Config(home=home), model=ScriptedModel(), embedder=HashEmbedder())


def take_in(engine: Engine, *paths: Path | str, prune: bool = False) -> IngestReport:
    *_, report = engine.ingest([str(path) for path in paths], prune=prune)
    assert isinstance(report, IngestReport)
    return report


def write_articles(path: Path, count: int, *, prefix: str = "story") -> dict[str, str]:
    """Write a JSONL collection, always the same; gives each text by its id."""
    chance = random.Random(prefix)  # noqa: S311 - made up news, not a secret
    texts = {}
    rows = []
    for number in range(count):
        name = f"{prefix}-{number:04}"
        sentences = [
            f"The {' '.join(chance.choices(WORDS, k=12))} was number {number}-{line}."
            for line in range(12)
        ]
        texts[name] = " ".join(sentences)
        row = {"id": name, "outlet": chance.choice(OUTLETS), "text": texts[name]}
        rows.append(json.dumps(row | {"published": f"2026-03-{number % 28 + 1:02}"}))
    path.write_text("\n".join(rows), encoding="utf-8")
    return texts


def check_soundness(home: Path) -> dict[str, str]:
    """Check everything that the catalogue and the index promise; gives each text by its id."""
    check_catalogue(home / "catalog.sqlite")
    with fake_engine(home) as engine:
        engine.search("bridge")
        check_agreement(engine)
        for article in engine.articles():
            check_offsets(engine, article.id)
        return {article.id: engine.text(article.id) for article in engine.articles()}


def check_catalogue(path: Path) -> None:
    if not path.exists():
        return
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("PRAGMA quick_check").fetchone() == ("ok",)
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        if db.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,):
            return
        derived = (
            "SELECT p.number, a.outlet, CAST(replace(substr(a.published, 1, 10), '-', '') AS "
            "INTEGER), a.kind, a.language FROM passages p JOIN articles a ON a.id = p.article_id"
        )
        kept = "SELECT number, outlet, day, kind, language FROM facets"
        assert set(db.execute(kept)) == set(db.execute(derived))
        words = "SELECT count(*) FROM passages_fts"
        assert (
            db.execute(words).fetchone() == db.execute("SELECT count(*) FROM passages").fetchone()
        )


def check_agreement(engine: Engine) -> None:
    rows = engine.archive.catalog.rows("SELECT id, indexed FROM passages")
    assert {row["indexed"] for row in rows} <= {1}
    assert engine.archive.catalog.count("tombstones") == 0
    assert engine.archive.index.ids() == {row["id"] for row in rows}


def check_offsets(engine: Engine, article_id: str) -> None:
    text = engine.text(article_id)
    sentences = engine.sentences(article_id)
    passages = engine.archive.catalog.rows(
        'SELECT id, start, "end", first, last FROM passages WHERE article_id = ? ORDER BY first',
        [article_id],
    )
    assert sentences
    assert [s.ordinal for s in sentences] == list(range(len(sentences)))
    assert all(s.text == s.span.of(text) and s.text.strip() for s in sentences)
    held = [n for row in passages for n in range(row["first"], row["last"] + 1)]
    assert held == list(range(len(sentences)))
    found = engine.archive.catalog.passages_by_id([row["id"] for row in passages])
    assert len(found) == len(passages)
    assert all(p.text == p.span.of(text) for p in found.values())


def same_texts(found: dict[str, str], among: dict[str, str], ids: Sequence[str] = ()) -> bool:
    """Whether every stored text is the one that was given, and `ids` are all there."""
    return all(among[name] == text for name, text in found.items()) and set(ids) <= set(found)
