"""The archive: catalogue and vector index kept in agreement by one writer at a time.

Everything is written to the catalogue first, in one transaction, with a note of what the
vector index still lacks. A process that dies between the two leaves the note behind, and the
next one to open the archive carries it out. Nothing is embedded twice.
"""

from __future__ import annotations

import hashlib
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from rag.errors import ArchiveBusy, as_disk_problem
from rag.index.chroma import other_encoder
from rag.index.chunking import passages_of, words_to_embed
from rag.index.mending import settle
from rag.index.storing import count_change, note_fact, store_entry, unrelate
from rag.index.trust import Trust
from rag.index.vectors import pack, unpack

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from rag.index.catalog import Catalog
    from rag.index.chroma import ChromaIndex
    from rag.index.storing import Entry
    from rag.ports import Embedder

_FLUSH = 2000
_PENDING = """
    SELECT p.number, p.id, p.vector, a.outlet, a.published, a.id AS article
    FROM passages p JOIN articles a ON a.id = p.article_id WHERE p.indexed = 0 LIMIT ?
"""


class Archive:
    """Catalogue, vector index and the lock between processes."""

    def __init__(self, home: Path, catalog: Catalog, index: ChromaIndex) -> None:
        self.home = home
        self.catalog = catalog
        self.index = index
        self.trust = Trust(index.folder, home / "state")
        self._lock = FileLock(home / "archive.lock")
        self._owner = home / "archive.owner"
        self._has_put = False

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the right to write. The lock is the kernel's and dies with the process.

        Raises:
            ArchiveBusy: Another process holds it.
        """
        with as_disk_problem(self.home):
            is_held = self._acquire()
        if not is_held:
            raise ArchiveBusy(
                "another Byline is writing this archive",
                detail=f"{self._owner_words()} holds the lock of {self.home}.",
                remedy="Wait until it has finished, then run this again.",
            )
        try:
            if self._lock.lock_counter == 1:
                with as_disk_problem(self._owner):
                    self._owner.write_text(str(os.getpid()), encoding="ascii")
            yield
        finally:
            self._release()

    def store(self, entries: Sequence[Entry]) -> None:
        """Store articles; one of the same id is replaced with all that hung on it."""
        with self.catalog.transaction() as db:
            for entry in entries:
                store_entry(db, entry)
            count_change(db)
            note_fact(db, "embedder", self.index.fingerprint)
        self.flush()

    def remove(self, ids: Sequence[str]) -> None:
        """Remove articles and all that hangs on them; unknown ids are ignored."""
        with self.writing():
            with self.catalog.transaction() as db:
                for article_id in ids:
                    db.execute("DELETE FROM passages WHERE article_id = ?", (article_id,))
                    unrelate(db, article_id)
                    db.execute("DELETE FROM articles WHERE id = ?", (article_id,))
                count_change(db)
            self.flush()

    def record_source(self, key: str, path: str, revision: str, article_id: str) -> None:
        """Remember that a record of a file is an article that is already stored."""
        with self.catalog.transaction() as db:
            db.execute(
                "INSERT OR REPLACE INTO sources VALUES (?, ?, ?, ?)",
                (key, path, revision, article_id),
            )

    def flush(self) -> None:
        """Carry out in the vector index what the catalogue has noted."""
        dead = [row["passage_id"] for row in self.catalog.rows("SELECT * FROM tombstones")]
        if dead:
            self.index.drop(dead)
            with self.catalog.transaction() as db:
                db.executemany("DELETE FROM tombstones WHERE passage_id = ?", [(d,) for d in dead])
            self._note_put()
        while rows := self.catalog.rows(_PENDING, [_FLUSH]):
            self.index.put(
                [row["id"] for row in rows],
                unpack([row["vector"] for row in rows]),
                [_facets(row) for row in rows],
            )
            with self.catalog.transaction() as db:
                db.executemany(
                    "UPDATE passages SET indexed = 1 WHERE number = ?",
                    [(r["number"],) for r in rows],
                )
            self._note_put()

    @property
    def is_writing(self) -> bool:
        """Whether this process holds the right to write through this object."""
        return self._lock.is_locked

    def reconcile(self, notify: Callable[[str], None] = lambda _: None) -> None:
        """Bring the vector index into order before it is used; see `rag.index.mending`.

        Raises:
            ArchiveDamaged: The stored vectors are of another encoder.
            DiskProblem: This process means to write, and the index cannot be written.
        """
        settle(self, notify)

    def agree(self) -> None:
        """Bring the vector index into agreement; does nothing while another process writes."""
        if self.is_agreed():
            return
        try:
            with self.writing():
                if not self.index.is_there:
                    self.index.erase()
                self.flush()
                self._mend()
        except ArchiveBusy:
            # The writer leaves the archive in order; until then new articles are found by
            # their words, which SQLite keeps in agreement by itself.
            return

    def refuse_foreign(self) -> None:
        """Refuse vectors that cannot be compared with the encoder's.

        Raises:
            ArchiveDamaged: The stored vectors are of another encoder.
        """
        if self._made_by_other():
            made_by = str(self.catalog.meta("embedder"))
            raise other_encoder(self.catalog.path, made_by, self.index.fingerprint)

    def is_agreed(self) -> bool:
        """Whether catalogue and index hold the same passages, judged by count and notes.

        Raises:
            ArchiveDamaged: The stored vectors are of another encoder.
        """
        self.refuse_foreign()
        pending = self.catalog.rows("SELECT 1 FROM passages WHERE indexed = 0 LIMIT 1")
        if pending or self.catalog.count("tombstones"):
            return False
        return self.index.count() == self.catalog.count("passages")

    def reindex(self, embedder: Embedder) -> int:
        """Make the vector index anew from the stored vectors; gives the number of passages.

        Texts are embedded again only when the stored vectors are of another encoder.
        """
        with self.writing():
            if self._made_by_other():
                self._embed_again(embedder)
            return self.remake()

    def remake(self) -> int:
        """Erase the vector index, unread, and fill it; gives the number of passages."""
        self.index.erase()
        with self.catalog.transaction() as db:
            db.execute("UPDATE passages SET indexed = 0")
            db.execute("DELETE FROM tombstones")
        self.index.is_resting = False
        self.trust.begin()
        self.flush()
        return self.catalog.count("passages")

    def fingerprint(self) -> str:
        """Hash over the ids and texts of all articles: the same archive gives the same hash."""
        known = self.catalog.meta("corpus")
        generation = self.catalog.meta("generation") or "0"
        if known and known.partition(":")[0] == generation:
            return known.partition(":")[2]
        digest = hashlib.sha256()
        for row in self.catalog.rows("SELECT id, outlet, sha256 FROM articles ORDER BY id"):
            digest.update(f"{row['id']}\0{row['outlet']}\0{row['sha256']}\n".encode())
        self.catalog.set_meta("corpus", f"{generation}:{digest.hexdigest()}")
        return digest.hexdigest()

    def close(self) -> None:
        """Let go of files."""
        self.index.close()
        self.trust.end()
        self.catalog.close()

    def _acquire(self) -> bool:
        try:
            self._lock.acquire(timeout=0)
        except Timeout:
            # It is an `OSError` of its own kind, but no trouble of the disk.
            return False
        return True

    def _note_put(self) -> None:
        """Seal what was written for now; the last to let go of the lock does it for good."""
        self._has_put = True
        self.trust.seal()

    def _release(self) -> None:
        if self._lock.lock_counter == 1 and self._has_put:
            self._has_put = False
            self.trust.seal(is_final=True)
        self._lock.release()

    def _made_by_other(self) -> bool:
        return self.catalog.meta("embedder") not in {None, self.index.fingerprint}

    def _embed_again(self, embedder: Embedder) -> None:
        """Replace every stored vector, all or none: vectors of two encoders do not compare."""
        with self.catalog.transaction() as db:
            for article in self.catalog.articles():
                sentences = self.catalog.sentences(article.id)
                blobs = pack(embedder.passages([s.text for s in sentences]))
                db.executemany(
                    "UPDATE sentences SET vector = ? WHERE article_id = ? AND ordinal = ?",
                    [(b, article.id, s.ordinal) for b, s in zip(blobs, sentences, strict=True)],
                )
                passages = passages_of(self.catalog.text(article.id), sentences)
                words = [words_to_embed(article.title, p.text) for p in passages]
                db.executemany(
                    "UPDATE passages SET vector = ? WHERE id = ?",
                    zip(pack(embedder.passages(words)), [p.id for p in passages], strict=True),
                )
            note_fact(db, "embedder", self.index.fingerprint)

    def _mend(self) -> None:
        stored = self.index.ids()
        known = {row["id"] for row in self.catalog.rows("SELECT id FROM passages")}
        if surplus := stored - known:
            self.index.drop(sorted(surplus))
        if missing := known - stored:
            with self.catalog.transaction() as db:
                db.executemany(
                    "UPDATE passages SET indexed = 0 WHERE id = ?", [(name,) for name in missing]
                )
            self.flush()

    def _owner_words(self) -> str:
        try:
            return f"Process {int(self._owner.read_text(encoding='ascii'))}"
        except (OSError, ValueError):
            return "Another process"


def _facets(row: sqlite3.Row) -> dict[str, str | int]:
    facets: dict[str, str | int] = {"article": row["article"]}
    if row["outlet"]:
        facets["outlet"] = row["outlet"]
    if row["published"]:
        facets["day"] = int(row["published"][:10].replace("-", ""))
    return facets
