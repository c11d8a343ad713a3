"""Suites and their runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Container
from textual.widgets import Static

from tui.screens.room import RoomScreen

if TYPE_CHECKING:
    from textual.app import ComposeResult


class EvaluationScreen(RoomScreen):
    """Says which command does it."""

    CSS_PATH = "evaluation.tcss"
    ROOM = "evaluation"
    HELP = """\
Suites and their runs are had from the command line: `byline eval list`.
"""

    def compose_room(self) -> ComposeResult:
        """One sentence."""
        with Container(id="desk"):
            yield Static(
                "Suites and their runs: `byline eval list`.", classes="-muted", markup=False
            )
