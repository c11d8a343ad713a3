"""What is done with kept conversations and files, in workers: every outcome is a message."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from rag.errors import UsageProblem
from rag.files import write_whole
from rag.sessions.changes import article_ids, changes_in
from rag.sessions.exporting import markdown
from tui.conversation import Conversation
from tui.errors import Trouble, worker_border
from tui.exchange import exchange_of
from tui.messages import (
    AnswerSaved,
    SessionDeleted,
    SessionResumed,
    SessionsFailed,
    SessionsListed,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from contextlib import AbstractContextManager

    from textual.message import Message

    from rag.engine import Engine
    from rag.sessions.changes import Change
    from rag.sessions.store import SessionStore
    from rag.sessions.values import SavedSession, SavedTurn

    Post = Callable[[Message], object]

LISTED: Final = 100
"""Sessions that are shown at a time; a search finds the others."""


def list_sessions(store: SessionStore, words: str, post: Post) -> None:
    """Look up what is kept."""
    with _border(post):
        post(SessionsListed(store.sessions(words, limit=LISTED), store.count(words)))


def resume(store: SessionStore, engine: Engine, session_id: str, post: Post) -> None:
    """Read a conversation to go on with."""
    with _border(post):
        session = store.find(session_id)
        turns = store.turns(session.id)
        changes = _changes(engine, turns)
        exchanges = [exchange_of(turn, changes[turn.number]) for turn in turns]
        post(SessionResumed(Conversation(exchanges, session.only, session.as_of, session)))


def delete(store: SessionStore, session: SavedSession, post: Post) -> None:
    """Delete a conversation for good."""
    with _border(post):
        post(SessionDeleted(session, is_wiped=store.delete([session.id])))


def export(store: SessionStore, engine: Engine, session_id: str, place: str, post: Post) -> None:
    """Write a whole conversation to a file."""
    with worker_border(lambda trouble: post(AnswerSaved(place, trouble))):
        session = store.find(session_id)
        turns = store.turns(session.id)
        _write(place, markdown(session, turns, _changes(engine, turns)))
        post(AnswerSaved(place))


def save(text: str, place: str, post: Post) -> None:
    """Write a text to a file."""
    with worker_border(lambda trouble: post(AnswerSaved(place, trouble))):
        _write(place, text)
        post(AnswerSaved(place))


def _write(place: str, text: str) -> None:
    path = Path(place).expanduser()
    if path.exists():
        raise UsageProblem(
            f"{place} is there already", remedy="Type another name; no file is written over."
        )
    write_whole(path, text)


def _changes(engine: Engine, turns: Sequence[SavedTurn]) -> dict[int, Mapping[str, Change]]:
    now = engine.articles_of(article_ids(turns))
    return {turn.number: changes_in(turn, now) for turn in turns}


def _border(post: Post) -> AbstractContextManager[None]:
    def fail(trouble: Trouble) -> None:
        post(SessionsFailed(trouble))

    return worker_border(fail)
