"""The file that sessions are kept in: opened on first use, checked before anything is written."""

from __future__ import annotations

import os
import sqlite3
import threading
from contextlib import contextmanager
from importlib.resources import files
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from rag.errors import ArchiveBusy, DiskProblem, SessionsDamaged, as_disk_problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

APPLICATION_ID = 0x42594C4E
"""Stands in the file's header, so that a file of another program is never written to."""
SCHEMA = 1
_WAIT = 20.0
_FITS_IN_MEMORY = 512 * 2**20
_OWES_WIPE = "SELECT 1 FROM chores WHERE name = 'wipe'"
_UNWRITABLE = ("full", "readonly", "unable to open", "disk I/O")


class Database:
    """One connection, shared by the threads of a process behind a lock.

    WAL mode, so that a reader never waits; every commit reaches the disk, because a turn cannot
    be made again as an index can.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.RLock()
        self._opened: sqlite3.Connection | None = None

    @property
    def is_there(self) -> bool:
        """Whether anything was ever kept; looking makes no file."""
        return self._opened is not None or self.path.exists()

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """All or nothing: whatever is raised inside undoes what was written inside."""
        with self._guard(), self._lock:
            db = self._connection()
            db.execute("BEGIN IMMEDIATE")
            try:
                yield db
                db.execute("COMMIT")
            except BaseException:
                # A full disk may have undone it already.
                if db.in_transaction:
                    db.execute("ROLLBACK")
                raise

    def rows(self, sql: str, args: Sequence[object] = ()) -> list[sqlite3.Row]:
        """The rows of one statement; none where there is no file."""
        if not self.is_there:
            return []
        with self._guard(), self._lock:
            return self._connection().execute(sql, tuple(args)).fetchall()

    def wipe(self) -> bool:
        """Write the file anew without what was deleted.

        SQLite zeroes what is deleted where it stands, but not the copies that were left behind
        when a page was split before. False where it must wait, because another process reads or
        the disk is full; whoever opens the file next tries again.
        """
        with self._guard(), self._lock:
            return _wipe(self._connection())

    def close(self) -> None:
        """Let go of the file; harmless when done twice."""
        with self._lock:
            if self._opened is not None:
                self._opened.close()
                self._opened = None

    def damaged(self, words: str) -> SessionsDamaged:
        """The error of a file that cannot be trusted."""
        return SessionsDamaged(
            f"the kept sessions cannot be read: {words}",
            detail=f"{self.path}\nThe archive itself is not touched by this; "
            "`byline ask` answers without it.",
            remedy="Restore that file from a copy, or move it away to begin anew.",
        )

    def _connection(self) -> sqlite3.Connection:
        if self._opened is None:
            self._opened = self._open()
        return self._opened

    def _open(self) -> sqlite3.Connection:
        with as_disk_problem(self.path):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            # Questions tell what somebody works on, and the log takes on the file's permissions.
            os.close(os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600))
        db = sqlite3.connect(
            self.path, check_same_thread=False, timeout=_WAIT, isolation_level=None
        )
        try:
            db.row_factory = sqlite3.Row
            db.execute("PRAGMA foreign_keys = ON")
            db.execute("PRAGMA secure_delete = ON")
            # Nothing of it may stand in a temporary file, where nobody overwrites it.
            db.execute("PRAGMA temp_store = MEMORY")
            if not self._is_ours(db):
                self._make(db)
            db.execute("PRAGMA synchronous = FULL")
            if db.execute(_OWES_WIPE).fetchone():
                # A process was killed between the deletion and this.
                _wipe(db)
        except BaseException:
            db.close()
            raise
        return db

    def _is_ours(self, db: sqlite3.Connection) -> bool:
        """Whether the file is made already; one that is not ours is refused unchanged."""
        has_tables: bool = db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] > 0
        owner = db.execute("PRAGMA application_id").fetchone()[0]
        layout = db.execute("PRAGMA user_version").fetchone()[0]
        if (has_tables and owner != APPLICATION_ID) or owner not in {0, APPLICATION_ID}:
            raise self.damaged("the file is a database of another program")
        if has_tables and layout != SCHEMA:
            raise self.damaged(f"it has layout {layout}, and this version of Byline reads {SCHEMA}")
        return has_tables

    def _make(self, db: sqlite3.Connection) -> None:
        script = files("rag.sessions").joinpath("schema.sql").read_text(encoding="utf-8")
        # SQLite does not wait for another process that turns to WAL mode at the same time.
        try:
            lock = FileLock(self.path.with_suffix(".lock"), timeout=_WAIT).acquire()
        except Timeout as error:
            raise self._busy() from error
        with lock:
            db.execute("PRAGMA journal_mode = WAL")
            marks = f"PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {SCHEMA};"
            # One transaction: a process that dies in it leaves an empty file, made by the next.
            db.executescript(f"BEGIN IMMEDIATE; {script} {marks} COMMIT;")

    @contextmanager
    def _guard(self) -> Iterator[None]:
        """Translate what SQLite raises, at its own border."""
        try:
            yield
        except sqlite3.OperationalError as error:
            raise self._translated(error) from error
        except sqlite3.DatabaseError as error:
            raise self.damaged(str(error)) from error

    def _busy(self) -> ArchiveBusy:
        return ArchiveBusy(
            "the kept sessions are being written by another process",
            detail=str(self.path),
            remedy="Wait until it has finished and run this again.",
        )

    def _translated(self, error: sqlite3.OperationalError) -> Exception:
        words = str(error)
        if "locked" in words or "busy" in words:
            return self._busy()
        if any(part in words for part in _UNWRITABLE):
            return DiskProblem(
                f"cannot write the kept sessions: {words}",
                detail=str(self.path),
                remedy="Free some room or mend the permissions; what was kept before is still so.",
            )
        return self.damaged(words)


def owe_wipe(db: sqlite3.Connection) -> None:
    """Note, with the deletion itself, that the file is to be written anew."""
    db.execute("INSERT OR IGNORE INTO chores VALUES ('wipe')")


def _wipe(db: sqlite3.Connection) -> bool:
    pages, each = (
        db.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size")
    )
    try:
        # The copy that this makes stands in memory, where nobody finds it, as long as it fits.
        db.execute(f"PRAGMA temp_store = {'MEMORY' if pages * each <= _FITS_IN_MEMORY else 'FILE'}")
        db.execute("VACUUM")
        if db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
            return False
        db.execute("DELETE FROM chores WHERE name = 'wipe'")
    except sqlite3.OperationalError:
        return False
    return True
