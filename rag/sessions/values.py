"""What a session is made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rag.retrieve.conversation import Turn

if TYPE_CHECKING:
    from rag.types import Answer, Filter


@dataclass(frozen=True, slots=True)
class SavedSession:
    """A conversation that is kept."""

    id: str
    """Short enough to be typed; never changes."""
    title: str
    created: str
    """ISO 8601, UTC; so are all times here."""
    updated: str
    only: Filter
    """What its first question was narrowed to; later ones are too, unless they say otherwise."""
    as_of: str | None
    """The day that it is seen from, if not the present."""
    turns: int


@dataclass(frozen=True, slots=True)
class SavedTurn:
    """A question with the whole answer that was given."""

    number: int
    """1 is the first; none is ever missing."""
    asked: str
    only: Filter
    """What this question was narrowed to."""
    answer: Answer
    origins: int
    """Independent origins that stood behind the answer then."""

    @property
    def told(self) -> Turn:
        """The turn as later questions may lean on it."""
        statements = " ".join(statement.text for statement in self.answer.statements)
        return Turn(self.answer.question, statements)
