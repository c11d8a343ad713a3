"""Keeps conversations, finds them again and deletes them for good."""

from __future__ import annotations

import json
import secrets
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from rag.answer.record import answer_from_json, answer_json
from rag.errors import SessionUnknown, UsageProblem, nearest
from rag.ingest.lineage import independent_origins
from rag.retrieve.conversation import REMEMBERED
from rag.sessions.database import Database, owe_wipe
from rag.sessions.naming import title_from, title_of, wanted_by_words, words_of
from rag.sessions.values import SavedSession, SavedTurn
from rag.types import Filter
from rag.words import folded

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from rag.types import Answer

FILE = "sessions.sqlite"
LAST = "last"
"""Means the session that was used last, wherever one is named."""
_LETTERS = "bcdfghjkmnpqrstvwxz"
_SIGNS = _LETTERS + "23456789"
_SIZE = 4
_SESSION = "SELECT id, title, created, updated, filters, as_of, turns FROM sessions"
_PRINTS = "SELECT number FROM sessions WHERE id = ?"


class SessionStore:
    """Sessions in one SQLite file; safe for several threads and processes at once.

    Nothing is made on disk before something is kept.
    """

    def __init__(self, path: Path, *, clock: Callable[[], datetime] | None = None) -> None:
        self._database = Database(path)
        self._clock = clock or (lambda: datetime.now(UTC))

    @property
    def path(self) -> Path:
        """The file."""
        return self._database.path

    def sessions(self, search: str = "", *, limit: int = 50, offset: int = 0) -> list[SavedSession]:
        """Sessions, the one used last first.

        Args:
            search: Only those in which every one of these words, or one that begins with it,
                stands in a question, an answer, a quotation or the title.
            limit: At most so many; -1 for all.
            offset: Leave out so many at the beginning.
        """
        where, args = wanted_by_words(search)
        sql = f"{_SESSION} WHERE {where} ORDER BY updated DESC, number DESC LIMIT ? OFFSET ?"
        return [self._session(row) for row in self._database.rows(sql, [*args, limit, offset])]

    def count(self, search: str = "") -> int:
        """How many `sessions` there are in all."""
        where, args = wanted_by_words(search)
        sql = f"SELECT count(*) FROM sessions WHERE {where}"  # noqa: S608 - built from constants
        found = self._database.rows(sql, args)
        return int(found[0][0]) if found else 0

    def find(self, name: str) -> SavedSession:
        """The session of an id or a title; `last` is the one used last.

        Raises:
            SessionUnknown: There is none.
            UsageProblem: Several have that title.
        """
        asked = name.strip()
        found = self._database.rows(f"{_SESSION} WHERE id = ?", [asked.lower()])
        if not found and asked.lower() == LAST:
            return self._last()
        # SQLite knows no case beyond ASCII; a name of marks alone has no words to be found by.
        found = found or [
            row
            for row in self._database.rows(f"{_SESSION} WHERE folded = ?", [folded(asked)])
            if row["title"].casefold() == asked.casefold()
        ]
        if len(found) > 1:
            ids = ", ".join(row["id"] for row in found[:10])
            raise UsageProblem(
                f"{len(found)} sessions have the title {asked!r}",
                remedy=f"Name one by its id: {ids}.",
            )
        if not found:
            raise self._unknown(asked)
        return self._session(found[0])

    def turns(self, session_id: str, *, first: int = 1, last: int | None = None) -> list[SavedTurn]:
        """The turns from number `first` to number `last`, both included.

        Raises:
            SessionUnknown: There is no such session.
        """
        sql = (
            "SELECT t.number, t.asked, t.filters, t.answer FROM turns t "
            "JOIN sessions s ON s.number = t.session WHERE s.id = ? "
            "AND t.number BETWEEN ? AND ? ORDER BY t.number"
        )
        rows = self._database.rows(sql, [session_id, first, last or 2**62])
        if not rows and not self._database.rows(_PRINTS, [session_id]):
            raise self._unknown(session_id)
        return [self._turn(row) for row in rows]

    def recent(self, session: SavedSession) -> list[SavedTurn]:
        """The turns that the next question can lean on, in their order."""
        return self.turns(session.id, first=max(1, session.turns - REMEMBERED + 1))

    def begin(
        self, answer: Answer, *, only: Filter | None = None, as_of: str | None = None
    ) -> SavedSession:
        """Keep the first answer of a new session, named after its question.

        Args:
            answer: What the engine finished with.
            only: What the question was narrowed to, and later ones are to be.
            as_of: The day that the session is seen from, if not the present.
        """
        now, title = self._now(), title_of(answer.question)
        with self._database.transaction() as db:
            name = _new_id(db)
            db.execute(
                "INSERT INTO sessions (id, title, folded, created, updated, filters, as_of, turns) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, 0)",
                (name, title, folded(title), now, now, _filters(only), as_of),
            )
            self._add(db, name, answer, only, now)
        return self.find(name)

    def append(self, session_id: str, answer: Answer, *, only: Filter | None = None) -> SavedTurn:
        """Keep a further answer; it is on disk when this returns.

        Raises:
            SessionUnknown: The session was deleted meanwhile.
        """
        with self._database.transaction() as db:
            number = self._add(db, session_id, answer, only, self._now())
        return self.turns(session_id, first=number, last=number)[0]

    def rename(self, session_id: str, title: str) -> SavedSession:
        """Give a session another title.

        Raises:
            SessionUnknown: There is no such session.
            UsageProblem: The title is empty.
        """
        words = title_from(title)
        if not words:
            raise UsageProblem("the title is empty", remedy="Give it at least one word.")
        with self._database.transaction() as db:
            self._number(db, session_id)
            db.execute(
                "UPDATE sessions SET title = ?, folded = ? WHERE id = ?",
                (words, folded(words), session_id),
            )
            owe_wipe(db)
        self._database.wipe()
        return self.find(session_id)

    def delete(self, ids: Sequence[str]) -> bool:
        """Delete sessions, all of them or, where one is unknown, none.

        Returns:
            Whether their text is gone from the disk already. If not, because another process
            reads just now or the disk is full, it goes when the sessions are next opened.

        Raises:
            SessionUnknown: There is no session of one of the ids.
        """
        with self._database.transaction() as db:
            for name in dict.fromkeys(ids):
                db.execute("DELETE FROM sessions WHERE number = ?", (self._number(db, name),))
            owe_wipe(db)
        return self._database.wipe()

    def close(self) -> None:
        """Let go of the file; harmless when done twice."""
        self._database.close()

    def _add(
        self, db: sqlite3.Connection, name: str, answer: Answer, only: Filter | None, now: str
    ) -> int:
        session = self._number(db, name)
        origins = independent_origins(answer.cited_articles)
        db.execute(
            "UPDATE sessions SET turns = turns + 1, updated = max(updated, ?) WHERE number = ?",
            (now, session),
        )
        sql = "SELECT turns FROM sessions WHERE number = ?"
        number: int = db.execute(sql, (session,)).fetchone()[0]
        # Plain ASCII: a question may hold what is no character, and SQLite takes none such.
        kept = json.dumps(answer_json(answer, origins), default=str)
        db.execute(
            "INSERT INTO turns (session, number, asked, filters, answer) VALUES (?, ?, ?, ?, ?)",
            (session, number, now, _filters(only), kept),
        )
        db.executemany(
            "INSERT OR IGNORE INTO words VALUES (?, ?)",
            [(word, session) for word in sorted(words_of(answer))],
        )
        return number

    def _number(self, db: sqlite3.Connection, name: str) -> int:
        found = db.execute(_PRINTS, (name,)).fetchone()
        if found is None:
            raise self._unknown(name)
        number: int = found[0]
        return number

    def _session(self, row: sqlite3.Row) -> SavedSession:
        values = dict(row)
        try:
            only = _filter(values.pop("filters"))
        except (ValueError, TypeError) as error:
            raise self._database.damaged(f"session {row['id']} has no filters") from error
        return SavedSession(only=only, **values)

    def _turn(self, row: sqlite3.Row) -> SavedTurn:
        try:
            kept = json.loads(row["answer"])
            answer = answer_from_json(kept)
            return SavedTurn(
                row["number"], row["asked"], _filter(row["filters"]), answer, kept["origins"]
            )
        except (ValueError, KeyError, TypeError) as error:
            raise self._database.damaged(f"turn {row['number']} is not an answer") from error

    def _last(self) -> SavedSession:
        found = self.sessions(limit=1)
        if not found:
            raise self._unknown(LAST)
        return found[0]

    def _unknown(self, name: str) -> SessionUnknown:
        rows = self._database.rows("SELECT id, title FROM sessions LIMIT 20000")
        hint = nearest(name, [text for row in rows for text in row])
        return SessionUnknown(
            f"no session {name!r}",
            remedy=(f"Did you mean {hint!r}? " if hint else "")
            + "`byline sessions` lists what is kept; "
            "`byline ask --new-session QUESTION` begins one.",
        )

    def _now(self) -> str:
        return self._clock().astimezone(UTC).isoformat(timespec="microseconds")


def open_sessions(home: Path) -> SessionStore:
    """The sessions of an archive's folder."""
    return SessionStore(home / FILE)


def _filters(only: Filter | None) -> str:
    return json.dumps(asdict(only or Filter()))


def _filter(kept: str) -> Filter:
    values: dict[str, Any] = json.loads(kept)
    known: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in values.items()}
    return Filter(**known)


def _new_id(db: sqlite3.Connection) -> str:
    size = _SIZE
    while True:
        name = secrets.choice(_LETTERS) + "".join(secrets.choice(_SIGNS) for _ in range(size - 1))
        if name != LAST and db.execute(_PRINTS, (name,)).fetchone() is None:
            return name
        size += 1
