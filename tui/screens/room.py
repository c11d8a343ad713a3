"""What all screens of the desk have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.screen import Screen

from tui.widgets.desk_bar import WIDE, DeskBar
from tui.widgets.key_line import KeyLine

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from rag.engine import Engine
    from tui.messages import Topic

NARROW, TALL = 60, 14


class RoomScreen(Screen[None]):
    """A screen of the desk: the bar above, the keys below, `compose_room` between them.

    It has the class `-tiny`, `-narrow` or `-wide`, and `-flat` or `-tall`, as the terminal is.
    """

    ROOM: ClassVar[str]
    """Its name in `tui.rooms`."""
    HELP: ClassVar[str]
    """What F1 shows first, in Markdown: what can be done here and how."""
    HORIZONTAL_BREAKPOINTS: ClassVar[list[tuple[int, str]]] = [  # type: ignore[misc]
        (0, "-tiny"),
        (NARROW, "-narrow"),
        (WIDE, "-wide"),
    ]
    VERTICAL_BREAKPOINTS: ClassVar[list[tuple[int, str]]] = [  # type: ignore[misc]
        (0, "-flat"),
        (TALL, "-tall"),
    ]

    engine: Engine | None = None
    """None until the archive is open."""

    def compose(self) -> ComposeResult:
        """Bar, room, keys."""
        yield DeskBar(self.ROOM)
        yield from self.compose_room()
        yield KeyLine()

    def compose_room(self) -> ComposeResult:
        """What stands between bar and keys."""
        raise NotImplementedError

    @on(events.Mount)
    def wait_for_archive(self) -> None:
        """The archive may be open already."""
        self.watch(self.app, "engine", self._engine_came)

    def take_engine(self, engine: Engine) -> None:
        """The archive is open, now or again after a failure."""

    async def take_topic(self, topic: Topic) -> None:
        """Another screen wishes for a briefing on this."""

    def _engine_came(self, engine: Engine | None) -> None:
        if engine is not None:
            self.engine = engine
            self.take_engine(engine)
