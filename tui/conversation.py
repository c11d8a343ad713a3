"""The conversation that the chat shows, and how it is kept."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rag.sessions.values import SavedSession, SavedTurn
from rag.types import Filter

if TYPE_CHECKING:
    from rag.retrieve.conversation import Turn
    from rag.sessions.store import SessionStore
    from rag.types import Answer
    from tui.exchange import Exchange

UNKEPT = "unkept"
"""Stands in place of the id of a session that is not kept."""


@dataclass(eq=False, slots=True)
class Conversation:
    """Exchanges in their order, what they are narrowed to, and the session they are kept in."""

    exchanges: list[Exchange] = field(default_factory=list)
    only: Filter = field(default_factory=Filter)
    as_of: str | None = None
    saved: SavedSession | None = None
    """None until the first answer is kept."""

    def before(self, exchange: Exchange) -> list[Turn]:
        """What the question of an exchange may lean on."""
        place = self.exchanges.index(exchange)
        return [e.told for e in self.exchanges[:place] if e is not exchange.again]

    def keep(self, store: SessionStore, exchange: Exchange, answer: Answer) -> None:
        """Keep an answer; it is on disk when this returns.

        Raises:
            BylineError: It cannot be kept.
        """
        if self.saved is None:
            self.saved = store.begin(answer, only=exchange.only, as_of=self.as_of)
        else:
            store.append(self.saved.id, answer, only=exchange.only)
            self.saved = store.find(self.saved.id)
        exchange.asked = self.saved.updated

    def as_session(self, *exchanges: Exchange) -> tuple[SavedSession, list[SavedTurn]]:
        """Exchanges in the form in which sessions are exported; those without answer left out."""
        answered = [(e, e.answer) for e in exchanges if e.answer is not None]
        turns = [
            SavedTurn(self.exchanges.index(e) + 1, e.asked, e.only, answer, e.origins)
            for e, answer in answered
        ]
        first = turns[0] if turns else None
        title = self.saved.title if self.saved else answered[0][0].question if answered else ""
        begun = self.saved.created if self.saved else first.asked if first else ""
        session = SavedSession(
            self.saved.id if self.saved else UNKEPT,
            title,
            begun,
            turns[-1].asked if turns else begun,
            self.only,
            self.as_of,
            len(turns),
        )
        return session, turns
