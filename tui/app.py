"""The application: it holds the engine, the screens and the bindings that work everywhere."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.reactive import reactive
from textual.worker import get_current_worker

from tui.commands import commands_of
from tui.looks import Looks
from tui.messages import ArchiveChanged, ArchiveFailed, ArchiveOpened, ModelsChanged, RoomChosen
from tui.opening import open_and_warm
from tui.rooms import ROOMS
from tui.screens.chat import ChatScreen
from tui.screens.failure import FailureScreen
from tui.screens.help import HelpScreen
from tui.screens.room import RoomScreen
from tui.state import DeskState
from tui.threads import open_pool

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from textual.app import SystemCommand
    from textual.filter import LineFilter
    from textual.screen import Screen

    from rag.engine import Engine


class BylineApp(Looks):
    """The newsroom desk.

    Args:
        open_engine: Opens the engine. It is called in a worker, so that the first frame does
            not wait for it; whoever gave it closes the engine.
        home: The archive's folder, where choices are kept; None keeps nothing.
        keys: Keys by binding id, in place of the usual ones.
        filters: Change what is drawn, line by line.
        when_warm: Called once all that answers need is loaded.
    """

    TITLE = "Byline"
    CSS_PATH = "app.tcss"
    DEFAULT_MODE = "chat"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1", "help", "Help", id="app.help"),
        *(
            Binding(room.key, f"room('{room.name}')", room.label, id=f"app.{room.name}", show=False)
            for room in ROOMS
        ),
        Binding("f9", "next_theme", "Other colours", id="app.theme", show=False),
        Binding("ctrl+p", "command_palette", "Actions", id="app.palette", show=False),
        Binding("ctrl+q", "quit", "Quit", id="app.quit", priority=True),
    ]

    engine: reactive[Engine | None] = reactive(None)
    """None until the archive is open."""
    state = reactive(DeskState())

    def __init__(
        self,
        open_engine: Callable[[], Engine],
        *,
        home: Path | None = None,
        keys: Mapping[str, str] | None = None,
        filters: Sequence[LineFilter] = (),
        when_warm: Callable[[], None] = lambda: None,
    ) -> None:
        super().__init__(home, filters)
        self._open_engine, self._when_warm = open_engine, when_warm
        self.chat = ChatScreen()
        self.add_mode("chat", lambda: self.chat)
        for room in ROOMS[1:]:
            self.add_mode(room.name, room.open)
        self.set_keymap(dict(keys or {}))

    @property
    def fault(self) -> Exception | None:
        """What ended the interface before its time, for the program's own border to report."""
        return self._exception

    def on_mount(self) -> None:
        """Show the desk at once; open the archive behind it."""
        asyncio.get_running_loop().set_default_executor(open_pool())
        # Notices that the engine prints on stderr would be lost behind the screen.
        self.begin_capture_print(self, stdout=False)
        self.open_archive()

    @work(thread=True, exclusive=True, group="archive", exit_on_error=False)
    def open_archive(self) -> None:
        """Open the engine and load the models."""
        worker = get_current_worker()
        open_and_warm(self._open_engine, self.post_message, lambda: worker.is_cancelled)

    @on(ArchiveOpened)
    def keep_engine(self, message: ArchiveOpened) -> None:
        """Give the screens their engine."""
        self.state = self.state._replace(articles=message.articles, outlets=message.outlets)
        self.engine = message.engine

    @on(ArchiveChanged)
    def show_size(self, message: ArchiveChanged) -> None:
        """Show how large the archive is now."""
        self.state = self.state._replace(articles=message.articles, outlets=message.outlets)

    @on(ModelsChanged)
    def show_models(self, message: ModelsChanged) -> None:
        """Show how the models are; quotation works without them."""
        self.state = self.state._replace(models=message.models)
        if message.models == "ready":
            self._when_warm()
        if message.trouble is not None:
            self.tell(message.trouble, "Models")

    @on(ArchiveFailed)
    def show_failure(self, message: ArchiveFailed) -> None:
        """Nothing works without an archive: say so, and offer another try."""
        self.push_screen(FailureScreen(message.trouble), self.try_again)

    def try_again(self, wanted: bool | None) -> None:  # noqa: FBT001 - textual calls it
        """Open the archive once more, if the reader asked for it."""
        if wanted:
            self.open_archive()

    @on(RoomChosen)
    async def go_to(self, message: RoomChosen) -> None:
        """Go where a tab or a wish leads."""
        await self.switch_mode(message.room)
        if message.topic is not None and isinstance(self.screen, RoomScreen):
            await self.screen.take_topic(message.topic)

    def action_room(self, room: str) -> None:
        """Go to a screen, which is as it was left."""
        self.switch_mode(room)

    def action_help(self) -> None:
        """Show what the keys do."""
        if not self.screen.is_modal:
            self.push_screen(HelpScreen(self.screen))

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """What the command palette offers."""
        return commands_of(self, screen)

    def _fatal_error(self) -> None:
        # Textual would print a traceback; `fault` carries it to where errors are reported.
        self._close_messages_no_wait()
