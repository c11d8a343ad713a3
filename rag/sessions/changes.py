"""What became of the articles of a kept answer since it was given."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from rag.answer.record import articles_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from rag.sessions.values import SavedTurn
    from rag.types import Article


class Change(StrEnum):
    """Why an article of the archive is not the one that was read."""

    EDITED = "edited"
    REMOVED = "removed"


def article_ids(turns: Iterable[SavedTurn]) -> list[str]:
    """Every article that the answers refer to, each once."""
    return list(dict.fromkeys(a.id for turn in turns for a in articles_in(turn.answer)))


def changes_in(turn: SavedTurn, now: Mapping[str, Article]) -> dict[str, Change]:
    """The articles of a turn that are gone or say something else now.

    Args:
        turn: As it was kept.
        now: The articles of the archive by id.
    """
    found = {}
    for article in articles_in(turn.answer):
        if article.id not in now:
            found[article.id] = Change.REMOVED
        elif now[article.id].sha256 != article.sha256:
            found[article.id] = Change.EDITED
    return found


def changed_since(change: Change, asked: str) -> str:
    """What a reader is told beside a source that changed.

    >>> changed_since(Change.EDITED, "2026-03-02T08:00:00+00:00")
    'edited since; here as it read on 2026-03-02'
    """
    happened = "edited since" if change is Change.EDITED else "removed from the archive since"
    return f"{happened}; here as it read on {asked[:10]}"
