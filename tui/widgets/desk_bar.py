"""The line at the top: where one is, how large the archive is, how the models are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from textual import getters
from textual.containers import Horizontal
from textual.reactive import reactive
from textual.widgets import Static

from rag.answer.rendering import counted

if TYPE_CHECKING:
    from textual.app import ComposeResult

Models = Literal["waiting", "loading", "ready", "unusable"]

WORDS: Final[dict[Models, str]] = {
    "waiting": "○ models not loaded",
    "loading": "◌ models loading",
    "ready": "● models ready",
    "unusable": "✗ model unusable",
}


class DeskBar(Horizontal):
    """Name, room and the state of what the room shows."""

    state = reactive("")

    def __init__(self, room: str, *, state: str = "") -> None:
        super().__init__()
        self._room = room
        self.set_reactive(DeskBar.state, state)

    shown = getters.query_one("#desk-state", Static)

    def compose(self) -> ComposeResult:
        """Name, room and state side by side."""
        yield Static("Byline", id="desk-name", markup=False)
        yield Static(self._room, id="desk-room", markup=False)
        yield Static(self.state, id="desk-state", markup=False)

    def watch_state(self, state: str) -> None:
        """Show the new state."""
        if self.is_mounted:
            self.shown.update(state)


class ArchiveBar(DeskBar):
    """The bar of a room that asks the archive: its size, and how the models are."""

    models: reactive[Models] = reactive[Models]("waiting")
    size_words = reactive("opening the archive")

    def show_archive(self, articles: int, outlets: int) -> None:
        """Say how much can be asked about."""
        self.size_words = f"{counted(articles, 'article')} · {counted(outlets, 'outlet')}"

    def watch_models(self) -> None:
        """Show how the models are now."""
        self._show()

    def watch_size_words(self) -> None:
        """Show how large the archive is now."""
        self._show()

    def _show(self) -> None:
        self.state = f"{self.size_words} · {WORDS[self.models]}"
