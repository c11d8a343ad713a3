"""Briefings on a topic."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Container
from textual.widgets import Static

from tui.screens.room import RoomScreen

if TYPE_CHECKING:
    from textual.app import ComposeResult


class BriefingsScreen(RoomScreen):
    """Says which command does it."""

    CSS_PATH = "briefings.tcss"
    ROOM = "briefings"
    HELP = """\
Briefings on a topic are had from the command line: `byline brief TOPIC`.
"""

    def compose_room(self) -> ComposeResult:
        """One sentence."""
        with Container(id="desk"):
            yield Static(
                "Briefings on a topic: `byline brief TOPIC`.", classes="-muted", markup=False
            )
