"""The kept session that the questions of one run belong to, for `ask`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from rag.cli.session import note

if TYPE_CHECKING:
    from collections.abc import Callable

    from rag.cli.session import Session
    from rag.retrieve.conversation import Turn
    from rag.sessions.store import SessionStore
    from rag.sessions.values import SavedSession
    from rag.types import Answer, Filter


def open_keeper(session: Session, name: str | None, *, new: bool) -> Keeper | None:
    """What keeps the answers of this run; None when nothing was said of a session.

    Raises:
        click.UsageError: Both a session and a new one were asked for.
        SessionUnknown: There is no session of that name.
    """
    if name is not None and new:
        raise click.UsageError("give either --session or --new-session.")
    if name is None and not new:
        return None
    from rag.sessions.store import open_sessions

    store = open_sessions(session.config().home)
    return Keeper(store, None if name is None else store.find(name))


class Asked(NamedTuple):
    """What a question was narrowed to."""

    only: Filter
    """By the filters alone."""
    searched: Filter
    """Under the day that it was seen from, too."""
    as_of: str | None


@dataclass(slots=True)
class Keeper:
    """Keeps each answer as soon as it is given."""

    store: SessionStore
    saved: SavedSession | None
    """None until the first answer of a new session is kept."""

    def before(self) -> list[Turn]:
        """The turns that the next question may lean on."""
        return [turn.told for turn in self.store.recent(self.saved)] if self.saved else []

    def narrowed(self, only: Filter, chosen: dict[str, Any]) -> tuple[Filter, dict[str, Any]]:
        """The filters that were typed, or those of the session when none was.

        The day that a session is seen from stays until another is typed.
        """
        if self.saved is None:
            return only, chosen
        from rag.answer.rendering import filters_text

        as_of = chosen["as_of"] or self.saved.as_of
        if only.is_empty:
            only = self.saved.only
            if told := filters_text(only, as_of):
                note(f"searching {told}, as the session began; type filters to search otherwise")
        return only, {**chosen, "as_of": as_of}

    def keep(self, answer: Answer, asked: Asked, show: Callable[[str | None], None]) -> None:
        """Keep an answer and show it; what cannot be kept is shown all the same.

        Args:
            answer: What the engine finished with.
            asked: What the question was narrowed to.
            show: Is told the session's id; None when there is none.
        """
        before = self.saved
        try:
            if before is None:
                self.saved = self.store.begin(answer, only=asked.only, as_of=asked.as_of)
            else:
                same = asked.as_of == before.as_of
                self.store.append(before.id, answer, only=asked.only if same else asked.searched)
        finally:
            show(self.saved.id if self.saved else None)
        if before is None and self.saved:
            name = self.saved.id
            note(f'kept as session {name}; `byline ask --session {name} "..."` goes on with it')
