"""Models, and what works here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Container
from textual.widgets import Static

from tui.screens.room import RoomScreen

if TYPE_CHECKING:
    from textual.app import ComposeResult


class ModelsScreen(RoomScreen):
    """Says which command does it."""

    CSS_PATH = "models.tcss"
    ROOM = "models"
    HELP = """\
Models, and what works here are had from the command line: `byline models`.
"""

    def compose_room(self) -> ComposeResult:
        """One sentence."""
        with Container(id="desk"):
            yield Static(
                "Models, and what works here: `byline models`.", classes="-muted", markup=False
            )
