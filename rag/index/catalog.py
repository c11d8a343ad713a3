"""The catalogue of articles in SQLite: the truth that Chroma is derived from.

One connection, shared by the threads of a process behind a lock; WAL mode, so that readers of
other processes are never blocked by the one writer.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from contextlib import contextmanager
from dataclasses import replace
from importlib.resources import files
from typing import TYPE_CHECKING, Any, TypeVar

from rag.errors import ArchiveBusy, ArchiveDamaged, ArticleUnknown, DiskProblem, nearest
from rag.index.figures import Figures
from rag.index.filtering import article_filter
from rag.index.vectors import unpack
from rag.types import (
    Article,
    Filter,
    Kinship,
    Passage,
    Removed,
    Sentence,
    Span,
    Version,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from rag.ports import Vectors

SCHEMA = 1
_CACHE_KB = 32_000
"""Pages kept at hand, at most; words looked up in a large archive are spread over many."""
_TIDIED = 20
"""The word index is joined after a run that stored this part of the archive, or more."""
Item = TypeVar("Item")
_COLUMNS = (
    "id, outlet, title, author, published, url, language, kind, origins, lineage, words, "
    "sha256, path, extra"
)


class Catalog:
    """Articles, sentences, passages and where they came from."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.RLock()
        self._figures = Figures(self)
        with self._guard():
            self._db = sqlite3.connect(path, check_same_thread=False, timeout=20.0)
            self._db.row_factory = sqlite3.Row
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.execute("PRAGMA synchronous = NORMAL")
            self._db.execute("PRAGMA foreign_keys = ON")
            self._db.execute(f"PRAGMA cache_size = -{_CACHE_KB}")
            self._prepare()

    def close(self) -> None:
        """Close the database; harmless when done twice."""
        with self._lock:
            self._db.close()

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """All or nothing: whatever is raised inside undoes what was written inside."""
        with self._guard(), self._lock:
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield self._db
            except BaseException:
                self._db.rollback()
                raise
            self._db.commit()

    def rows(self, sql: str, args: Sequence[object] = ()) -> list[sqlite3.Row]:
        """The rows of one statement."""
        with self._guard(), self._lock:
            return self._db.execute(sql, tuple(args)).fetchall()

    def meta(self, key: str) -> str | None:
        """A stored fact about the archive itself."""
        found = self.rows("SELECT value FROM meta WHERE key = ?", [key])
        return found[0]["value"] if found else None

    def set_meta(self, key: str, value: str) -> None:
        """Store a fact about the archive itself."""
        with self.transaction() as db:
            db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    def articles(self, only: Filter | None = None) -> list[Article]:
        """Articles that pass the filter, by outlet and date, undated ones last."""
        where, args = article_filter(only or Filter())
        sql = (
            f"SELECT {_COLUMNS} FROM articles a WHERE {where} "  # noqa: S608 - built from constants
            "ORDER BY outlet IS NULL, outlet, published IS NULL, published, id"
        )
        return [_article(row) for row in self.rows(sql, args)]

    def articles_by_id(self, ids: Sequence[str]) -> dict[str, Article]:
        """The articles of the given ids that exist."""
        found: dict[str, Article] = {}
        for some in _batches(list(dict.fromkeys(ids))):
            marks = ",".join("?" * len(some))
            sql = f"SELECT {_COLUMNS} FROM articles WHERE id IN ({marks})"  # noqa: S608
            found.update({row["id"]: _article(row) for row in self.rows(sql, some)})
        return found

    def article(self, article_id: str) -> Article:
        """One article.

        Raises:
            ArticleUnknown: There is none of that id.
        """
        found = self.articles_by_id([article_id])
        if article_id not in found:
            raise self._unknown(article_id)
        return found[article_id]

    def text(self, article_id: str) -> str:
        """The cleaned text that every offset refers to."""
        found = self.rows("SELECT text FROM articles WHERE id = ?", [article_id])
        if not found:
            raise self._unknown(article_id)
        text: str = found[0]["text"]
        return text

    def sentences(self, article_id: str) -> list[Sentence]:
        """The sentences of an article in order."""
        text = self.text(article_id)
        sql = 'SELECT ordinal, start, "end" FROM sentences WHERE article_id = ? ORDER BY ordinal'
        return [
            Sentence(
                article_id,
                row["ordinal"],
                Span(row["start"], row["end"]),
                text[row["start"] : row["end"]],
            )
            for row in self.rows(sql, [article_id])
        ]

    def sentences_in(self, passages: Sequence[Passage]) -> tuple[list[Sentence], Vectors]:
        """The sentences of passages with their vectors, shape (n, dimension), each once."""
        found: list[Sentence] = []
        blobs: list[bytes] = []
        for passage in {p.id: p for p in passages}.values():
            for row in self.rows(
                'SELECT ordinal, start, "end", vector FROM sentences '
                "WHERE article_id = ? AND ordinal BETWEEN ? AND ? ORDER BY ordinal",
                [passage.article_id, passage.first, passage.last],
            ):
                span = Span(row["start"], row["end"])
                words = span.shift(-passage.span.start).of(passage.text)
                found.append(Sentence(passage.article_id, row["ordinal"], span, words))
                blobs.append(row["vector"])
        return found, unpack(blobs)

    def passages_by_id(self, ids: Sequence[str]) -> dict[str, Passage]:
        """The passages of the given ids that exist."""
        found: dict[str, Passage] = {}
        for some in _batches(list(dict.fromkeys(ids))):
            marks = ",".join("?" * len(some))
            sql = (
                'SELECT p.id, p.article_id, p.start, p."end", p.first, p.last, '  # noqa: S608
                'substr(a.text, p.start + 1, p."end" - p.start) AS words '
                f"FROM passages p JOIN articles a ON a.id = p.article_id WHERE p.id IN ({marks})"
            )
            for row in self.rows(sql, some):
                span = Span(row["start"], row["end"])
                found[row["id"]] = Passage(
                    row["id"], row["article_id"], row["words"], span, row["first"], row["last"]
                )
        return found

    def tidy(self, stored: int) -> None:
        """Bring the word index into one piece, once a good part of it is new.

        Looking up a word costs by the piece; joining the pieces costs by the whole.
        """
        if stored * _TIDIED >= self.size() > 0:
            with self.transaction() as db:
                db.execute("INSERT INTO passages_fts (passages_fts) VALUES ('optimize')")

    def removed(self, article_id: str) -> list[Removed]:
        """What cleaning took away from an article, in the order of the page."""
        sql = "SELECT text, reason FROM removed WHERE article_id = ? ORDER BY place"
        return [Removed(row["text"], row["reason"]) for row in self.rows(sql, [article_id])]

    def provenance(self, article_id: str) -> dict[str, str]:
        """Where the value of each field of an article came from."""
        sql = "SELECT field, source FROM provenance WHERE article_id = ? ORDER BY field"
        return {row["field"]: row["source"] for row in self.rows(sql, [article_id])}

    def versions(self, article_id: str) -> list[Version]:
        """Earlier versions of an article, the oldest first."""
        sql = (
            "SELECT number, title, published, sha256, text FROM versions "
            "WHERE article_id = ? ORDER BY number"
        )
        return [Version(**row) for row in self.rows(sql, [article_id])]

    def kinships(self, lineage: str | None = None) -> list[Kinship]:
        """Relations between articles, of one lineage or of all."""
        sql = (
            "SELECT r.one, r.other, r.kind, r.score FROM relations r "
            "JOIN articles a ON a.id = r.one WHERE ? IS NULL OR a.lineage = ? "
            "ORDER BY r.one, r.other"
        )
        return [Kinship(*row) for row in self.rows(sql, [lineage, lineage])]

    def passage_names(self, numbers: Sequence[int]) -> dict[int, str]:
        """The ids of the passages of the given numbers."""
        found: dict[int, str] = {}
        for some in _batches(sorted(numbers)):
            marks = ",".join("?" * len(some))
            sql = f"SELECT number, id FROM passages WHERE number IN ({marks})"  # noqa: S608
            found.update({row["number"]: row["id"] for row in self.rows(sql, some)})
        return found

    def document_frequencies(self, stems: Sequence[str]) -> dict[str, int]:
        """In how many passages each stem occurs; stems that occur nowhere are left out."""
        return self._figures.frequencies(stems)

    def size(self) -> int:
        """How many passages there are; counted once for each state of the archive."""
        return self._figures.passages()

    def outlets(self) -> dict[str, int]:
        """Named outlets and how many articles each has, by name."""
        sql = "SELECT outlet, count(*) AS n FROM articles WHERE outlet NOTNULL GROUP BY outlet"
        return {row["outlet"]: row["n"] for row in self.rows(sql + " ORDER BY outlet")}

    def distinct(self, column: str) -> list[str]:
        """The values of a facet in order; a step in the index for each, however many passages."""
        if column not in {"outlet", "language", "kind"}:
            raise ValueError(column)
        sql = (
            f"WITH RECURSIVE named (name) AS (SELECT min({column}) FROM facets "  # noqa: S608
            f"UNION ALL SELECT (SELECT min({column}) FROM facets WHERE {column} > name) "
            "FROM named WHERE name NOTNULL) SELECT name FROM named WHERE name NOTNULL"
        )
        return [row["name"] for row in self.rows(sql)]

    def resolved(self, only: Filter) -> Filter:
        """The filter in the words of the archive.

        The case of an outlet does not matter, `en` means `en-gb` too, and a lineage may be
        named by any of its articles.
        """
        stored = {n.casefold(): n for n in self.distinct("outlet")} if only.outlets else {}
        codes = self.distinct("language") if only.languages else []
        languages = [
            code
            for asked in map(str.lower, only.languages)
            for code in [c for c in codes if c == asked or c.startswith(f"{asked}-")] or [asked]
        ]
        kin = self.articles_by_id(only.lineages)
        return replace(
            only,
            outlets=tuple(stored.get(name.casefold(), name) for name in only.outlets),
            languages=tuple(dict.fromkeys(languages)),
            lineages=tuple(
                (kin[name].lineage or name) if name in kin else name for name in only.lineages
            ),
        )

    def count(self, table: str) -> int:
        """Rows of a table."""
        if table not in {"articles", "passages", "sentences", "tombstones"}:
            raise ValueError(table)
        number: int = self.rows(f"SELECT count(*) AS n FROM {table}")[0]["n"]  # noqa: S608
        return number

    @contextmanager
    def _guard(self) -> Iterator[None]:
        """Translate what SQLite raises, at its own border."""
        try:
            yield
        except sqlite3.OperationalError as error:
            raise self._translated(error) from error
        except sqlite3.DatabaseError as error:
            raise self._damaged(str(error)) from error

    def _translated(self, error: sqlite3.OperationalError) -> Exception:
        words = str(error)
        if "locked" in words or "busy" in words:
            return ArchiveBusy(
                "the archive is being written by another process",
                detail=str(self.path),
                remedy="Wait until it has finished and run this again.",
            )
        if any(part in words for part in ("full", "readonly", "unable to open", "disk I/O")):
            return DiskProblem(
                f"cannot write the archive: {words}",
                detail=str(self.path),
                remedy="Free some room or mend the permissions; what was stored before is kept.",
            )
        return self._damaged(words)

    def _damaged(self, words: str) -> ArchiveDamaged:
        return ArchiveDamaged(
            f"the catalogue cannot be read: {words}",
            detail=str(self.path),
            remedy="Restore that file from a copy, or name another archive with --home DIR.",
        )

    def _unknown(self, article_id: str) -> ArticleUnknown:
        known = [row["id"] for row in self.rows("SELECT id FROM articles LIMIT 20000")]
        hint = nearest(article_id, known)
        return ArticleUnknown(
            f"no article {article_id!r}",
            remedy=(f"Did you mean {hint!r}? " if hint else "")
            + "`byline articles` lists what there is.",
        )

    def _prepare(self) -> None:
        if not self._db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            mark = f"INSERT OR IGNORE INTO meta VALUES ('schema', '{SCHEMA}');"  # noqa: S608
            self._run(_script("schema.sql"), mark, _script("facets.sql"))
        found = self._db.execute("SELECT value FROM meta WHERE key = 'schema'").fetchone()
        if found is None or found[0] != str(SCHEMA):
            raise ArchiveDamaged(
                "the archive was made by another version of Byline",
                detail=f"{self.path} has layout {found and found[0]}; this program reads {SCHEMA}.",
                remedy="Name another archive with --home DIR and ingest the articles again.",
            )
        has_facets = "SELECT 1 FROM sqlite_master WHERE name = 'facets_change'"
        if not self._db.execute(has_facets).fetchone():
            # An archive made before filters had a table of their own gets it once, in place.
            self._run(_script("facets.sql"))

    def _run(self, *scripts: str) -> None:
        # One transaction: a process that dies in it leaves nothing, and one that does the
        # same at the same time finds all done, because the scripts ask before they make.
        self._db.executescript("\n".join(("BEGIN IMMEDIATE;", *scripts, "COMMIT;")))


def _script(name: str) -> str:
    return files("rag.index").joinpath(name).read_text(encoding="utf-8")


def article_values(article: Article, text: str) -> tuple[Any, ...]:
    """An article as a row of the table, in the order of its columns."""
    return (
        article.id, article.outlet, article.title, article.author, article.published,
        article.url, article.language, article.kind, json.dumps(article.origins),
        article.lineage, article.words, article.sha256, article.path,
        json.dumps(dict(article.extra), default=str), text,
    )  # fmt: skip


def _article(row: sqlite3.Row) -> Article:
    values = dict(row)
    values["origins"] = tuple(json.loads(values["origins"]))
    values["extra"] = json.loads(values["extra"])
    return Article(**values)


def _batches(items: list[Item], size: int = 500) -> Iterator[list[Item]]:
    for start in range(0, len(items), size):
        yield items[start : start + size]
