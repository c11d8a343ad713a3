"""Screens that lie over one of the desk until they are closed."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.screen import Screen

from tui.screens.room import RoomScreen

if TYPE_CHECKING:
    from tui.looks import Looks


class SheetScreen(Screen[None]):
    """It has the same classes for the size of the terminal as the screens of the desk."""

    app: Looks
    HORIZONTAL_BREAKPOINTS: ClassVar[list[tuple[int, str]]] = (  # type: ignore[misc]
        RoomScreen.HORIZONTAL_BREAKPOINTS
    )
    VERTICAL_BREAKPOINTS: ClassVar[list[tuple[int, str]]] = (  # type: ignore[misc]
        RoomScreen.VERTICAL_BREAKPOINTS
    )
