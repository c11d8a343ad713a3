"""The articles of the archive."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Container
from textual.widgets import Static

from tui.screens.room import RoomScreen

if TYPE_CHECKING:
    from textual.app import ComposeResult


class ArchiveScreen(RoomScreen):
    """Says which command does it."""

    CSS_PATH = "archive.tcss"
    ROOM = "archive"
    HELP = """\
The articles of the archive are had from the command line: `byline articles`.
"""

    def compose_room(self) -> ComposeResult:
        """One sentence."""
        with Container(id="desk"):
            yield Static(
                "The articles of the archive: `byline articles`.", classes="-muted", markup=False
            )
