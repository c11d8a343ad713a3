"""What the bar at the top says of the archive and the models."""

from __future__ import annotations

from typing import Final, Literal, NamedTuple

from rag.answer.rendering import counted

Models = Literal["waiting", "loading", "ready", "unusable"]

WORDS: Final[dict[Models, str]] = {
    "waiting": "○ models not loaded",
    "loading": "◌ models loading",
    "ready": "● models ready",
    "unusable": "✗ model unusable",
}


class DeskState(NamedTuple):
    """How the archive and the models are."""

    articles: int | None = None
    """None until the archive is open."""
    outlets: int = 0
    models: Models = "waiting"

    @property
    def words(self) -> str:
        """All of it, for a bar that has room.

        >>> DeskState(41, 7, "ready").words
        '41 articles · 7 outlets · ● models ready'
        """
        if self.articles is None:
            return f"opening the archive · {WORDS[self.models]}"
        size = f"{counted(self.articles, 'article')} · {counted(self.outlets, 'outlet')}"
        return f"{size} · {WORDS[self.models]}"

    @property
    def short(self) -> str:
        """The models alone.

        >>> DeskState(41, 7, "loading").short
        '◌ loading'
        """
        return WORDS[self.models].replace("models ", "").replace("model ", "")
