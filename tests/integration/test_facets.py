"""What filters ask of a passage follows from its article, whatever happens to it."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from soundness import check_catalogue, check_soundness, fake_engine, take_in, write_articles

from rag.types import Filter

if TYPE_CHECKING:
    from pathlib import Path

COUNT = "SELECT count(*) FROM facets"


def forget_facets(path: Path) -> None:
    """Make the catalogue what it was before filters had a table of their own."""
    with closing(sqlite3.connect(path)) as db:
        for name in ("come", "go", "change"):
            db.execute(f"DROP TRIGGER facets_{name}")
        db.execute("DROP TABLE facets")
        db.commit()


def test_an_archive_from_before_there_were_facets_gets_them_when_it_is_opened(
    tmp_path: Path,
) -> None:
    write_articles(tmp_path / "a.jsonl", 20)
    with fake_engine(tmp_path / "home") as engine:
        take_in(engine, tmp_path / "a.jsonl")
    forget_facets(tmp_path / "home" / "catalog.sqlite")

    with fake_engine(tmp_path / "home") as engine:
        found = engine.search("bridge ferry", only=Filter(outlets=("Quay Radio",)))

        assert {hit.article.outlet for hit in found} == {"Quay Radio"}
    check_soundness(tmp_path / "home")


def test_facets_follow_an_article_that_is_stored_again_changed_or_removed(tmp_path: Path) -> None:
    path = tmp_path / "home" / "catalog.sqlite"
    row = {"id": "a", "outlet": "Quay Radio", "published": "2026-03-01", "text": "The bridge."}
    with fake_engine(tmp_path / "home") as engine:
        for change in ({}, {"outlet": "Tidewatch"}, {"published": "2026-04-02", "text": "Shut."}):
            row |= change
            (tmp_path / "a.json").write_text(json.dumps(row), encoding="utf-8")
            take_in(engine, tmp_path / "a.json")

            check_catalogue(path)
            (kept,) = engine.archive.catalog.rows("SELECT outlet, day FROM facets")
            assert tuple(kept) == (row["outlet"], int(row["published"].replace("-", "")))
        with engine.archive.catalog.transaction() as db:
            db.execute("UPDATE articles SET outlet = NULL, published = NULL, language = 'de'")
        check_catalogue(path)

        engine.remove(ids=["a"])

        check_catalogue(path)
        assert engine.archive.catalog.rows(COUNT)[0][0] == 0


def test_a_run_that_stores_much_leaves_the_words_in_one_piece(tmp_path: Path) -> None:
    write_articles(tmp_path / "a.jsonl", 150)
    pieces = "SELECT count(DISTINCT segid) FROM passages_fts_idx"
    with fake_engine(tmp_path / "home") as engine:
        take_in(engine, tmp_path / "a.jsonl")
        after_much = engine.archive.catalog.rows(pieces)[0][0]
        write_articles(tmp_path / "b.jsonl", 1, prefix="late")

        take_in(engine, tmp_path / "b.jsonl")

        assert after_much == 1
        assert engine.archive.catalog.rows(pieces)[0][0] > 1
