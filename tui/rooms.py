"""The screens of the desk: their names, their keys and where each stands.

A screen is imported when it is first visited, so that opening the program pays for one.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from tui.screens.room import RoomScreen


class Room(NamedTuple):
    """A screen that is reached from everywhere."""

    name: str
    """Also the name of its mode; `app.NAME` is the id of its key."""
    label: str
    key: str
    place: str
    """`module:class` of its screen."""

    def open(self) -> RoomScreen:
        """A new screen."""
        module, _, name = self.place.partition(":")
        screen: RoomScreen = getattr(import_module(module), name)()
        return screen


ROOMS: Final = (
    Room("chat", "Chat", "f2", "tui.screens.chat:ChatScreen"),
    Room("archive", "Archive", "f3", "tui.screens.archive:ArchiveScreen"),
    Room("briefings", "Briefings", "f4", "tui.screens.briefings:BriefingsScreen"),
    Room("evaluation", "Evaluation", "f5", "tui.screens.evaluation:EvaluationScreen"),
    Room("models", "Models", "f6", "tui.screens.models:ModelsScreen"),
)
