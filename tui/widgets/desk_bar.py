"""The line at the top: the screens with their keys, and how archive and models are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import getters
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from tui.messages import RoomChosen
from tui.rooms import ROOMS, Room
from tui.state import DeskState

if TYPE_CHECKING:
    from textual.app import ComposeResult

WIDE = 110
"""Columns from which the bar has room for everything it knows."""


class RoomTab(Static):
    """A screen that a click or its key leads to."""

    ALLOW_SELECT = False

    def __init__(self, room: Room, *, is_here: bool) -> None:
        super().__init__(classes="room -here" if is_here else "room", markup=False)
        self._room = room

    def on_mount(self) -> None:
        """Show the key that the reader set, which may not be the usual one."""
        ids = {a.binding.id: a.binding for a in self.screen.active_bindings.values()}
        own = ids.get(f"app.{self._room.name}")
        key = self.app.get_key_display(own) if own else self._room.key
        self.update(Content.assemble((f"{key.upper()} ", "$foreground-muted"), self._room.label))

    def on_click(self) -> None:
        """A click is the same as the key."""
        self.post_message(RoomChosen(self._room.name))


class DeskBar(Horizontal):
    """Name, screens and state.

    Args:
        room: The screen one is in.
        note: Stands in place of the state of archive and models.
    """

    shown = getters.query_one("#desk-state", Static)

    def __init__(self, room: str, *, note: str | None = None) -> None:
        super().__init__()
        self._room, self._note = room, note
        self._state = DeskState()

    def compose(self) -> ComposeResult:
        """Side by side, the screen one is in marked."""
        yield Static("Byline", id="desk-name", markup=False)
        for room in ROOMS:
            yield RoomTab(room, is_here=room.name == self._room)
        yield Static(id="desk-state", markup=False)

    def on_mount(self) -> None:
        """Follow the state that the program keeps."""
        self.watch(self.app, "state", self.show_state)

    def on_resize(self) -> None:
        """Say as much as there is room for."""
        self.show_state(self._state)

    def show_state(self, state: DeskState) -> None:
        """Show how archive and models are now."""
        self._state = state
        is_wide = self.app.size.width >= WIDE
        self.shown.update(self._note or (state.words if is_wide else state.short))
