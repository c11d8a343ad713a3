"""One article into the rows of the catalogue, inside a transaction that is already open."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rag.index.catalog import article_values
from rag.index.vectors import pack

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping, Sequence

    from rag.ports import Vectors
    from rag.types import Article, Passage, Removed, Sentence


@dataclass(frozen=True, slots=True)
class Entry:
    """One article ready to be stored."""

    article: Article
    text: str
    sentences: Sequence[Sentence]
    sentence_vectors: Vectors
    passages: Sequence[Passage]
    passage_vectors: Vectors
    source_key: str
    source_path: str
    revision: str
    removed: Sequence[Removed] = ()
    """What cleaning took away, in the order of the page."""
    provenance: Mapping[str, str] = field(default_factory=dict)
    """Where the value of each field came from."""


def store_entry(db: sqlite3.Connection, entry: Entry) -> None:
    """Write an article and all that hangs on it; one of the same id is replaced."""
    article_id = entry.article.id
    # By name, not by cascade: the notes for the vector index hang on this trigger.
    db.execute("DELETE FROM passages WHERE article_id = ?", (article_id,))
    db.execute("DELETE FROM sentences WHERE article_id = ?", (article_id,))
    unrelate(db, article_id)
    _keep_version(db, entry)
    row = article_values(entry.article, entry.text)
    marks = ",".join("?" * len(row))
    db.execute(
        f"INSERT INTO articles VALUES ({marks}) ON CONFLICT (id) DO UPDATE SET "  # noqa: S608
        "outlet=excluded.outlet, title=excluded.title, author=excluded.author, "
        "published=excluded.published, url=excluded.url, language=excluded.language, "
        "kind=excluded.kind, origins=excluded.origins, lineage=excluded.lineage, "
        "words=excluded.words, sha256=excluded.sha256, path=excluded.path, "
        "extra=excluded.extra, text=excluded.text",
        row,
    )
    db.execute(
        "INSERT OR REPLACE INTO sources VALUES (?, ?, ?, ?)",
        (entry.source_key, entry.source_path, entry.revision, article_id),
    )
    for table, rows in (
        ("removed", [(i, r.text, r.reason) for i, r in enumerate(entry.removed)]),
        ("provenance", list(entry.provenance.items())),
    ):
        db.execute(f"DELETE FROM {table} WHERE article_id = ?", (article_id,))  # noqa: S608
        for values in rows:
            marks = ", ?" * len(values)
            db.execute(f"INSERT INTO {table} VALUES (?{marks})", (article_id, *values))  # noqa: S608
    db.executemany(
        "INSERT INTO sentences VALUES (?, ?, ?, ?, ?)",
        [
            (article_id, s.ordinal, s.span.start, s.span.end, blob)
            for s, blob in zip(entry.sentences, pack(entry.sentence_vectors), strict=True)
        ],
    )
    for passage, blob in zip(entry.passages, pack(entry.passage_vectors), strict=True):
        db.execute("DELETE FROM tombstones WHERE passage_id = ?", (passage.id,))
        cursor = db.execute(
            'INSERT INTO passages (id, article_id, start, "end", first, last, vector) '
            "VALUES (?, ?, ?, ?, ?, ?, ?)",
            (passage.id, article_id, *passage.span, passage.first, passage.last, blob),
        )
        db.execute(
            "INSERT INTO passages_fts (rowid, title, text) VALUES (?, ?, ?)",
            (cursor.lastrowid, entry.article.title or "", passage.text),
        )


def _keep_version(db: sqlite3.Connection, entry: Entry) -> None:
    """Keep what the article said until now, when it says something else now."""
    db.execute(
        "INSERT INTO versions SELECT id, 1 + (SELECT count(*) FROM versions WHERE article_id = ?), "
        "title, published, sha256, text FROM articles WHERE id = ? AND sha256 <> ?",
        (entry.article.id, entry.article.id, entry.article.sha256),
    )


def unrelate(db: sqlite3.Connection, article_id: str) -> None:
    """Take an article out of its lineage; what it may have held together is worked out anew."""
    db.execute(
        "UPDATE articles SET lineage = NULL "
        "WHERE lineage = (SELECT lineage FROM articles WHERE id = ?)",
        (article_id,),
    )
    db.execute("DELETE FROM relations WHERE ? IN (one, other)", (article_id,))
    for table in ("prints", "bands"):
        db.execute(f"DELETE FROM {table} WHERE article_id = ?", (article_id,))  # noqa: S608


def count_change(db: sqlite3.Connection) -> None:
    """Count the archive's changes, so that what was derived from it can be told stale."""
    db.execute(
        "INSERT INTO meta VALUES ('generation', '1') ON CONFLICT (key) "
        "DO UPDATE SET value = CAST(value AS INTEGER) + 1"
    )


def note_fact(db: sqlite3.Connection, key: str, value: str) -> None:
    """Store a fact about the archive itself."""
    db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))
