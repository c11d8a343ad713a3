"""The application: it holds the engine, the looks and the bindings that work everywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import App
from textual.binding import Binding, BindingType

from tui.errors import Trouble, worker_border
from tui.messages import ArchiveFailed, ArchiveOpened, WarmUpBegun, WarmUpFailed
from tui.screens.chat import ChatScreen
from tui.screens.failure import FailureScreen
from tui.screens.help import HelpScreen
from tui.theme import NIGHT, PAPER

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual import events

    from rag.engine import Engine


class BylineApp(App[None]):
    """The newsroom desk.

    Args:
        open_engine: Opens the engine. It is called in a worker, so that the first frame does
            not wait for it; whoever gave it closes the engine.
    """

    TITLE = "Byline"
    CSS_PATH = "app.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1", "help", "Help", id="app.help"),
        Binding("ctrl+q", "quit", "Quit", id="app.quit", priority=True),
    ]

    def __init__(self, open_engine: Callable[[], Engine]) -> None:
        super().__init__()
        self._open_engine = open_engine
        self.chat = ChatScreen()
        self.engine: Engine | None = None

    @property
    def fault(self) -> Exception | None:
        """What ended the interface before its time, for the program's own border to report."""
        return self._exception

    def on_mount(self) -> None:
        """Show the desk at once; open the archive behind it."""
        for theme in (NIGHT, PAPER):
            self.register_theme(theme)
        self.theme = NIGHT.name
        # Notices that the engine prints on stderr would be lost behind the screen.
        self.begin_capture_print(self, stdout=False)
        self.push_screen(self.chat)
        self.open_archive()

    @work(thread=True, exclusive=True, group="archive", exit_on_error=False)
    def open_archive(self) -> None:
        """Open the engine and begin to load the models."""

        def fail(trouble: Trouble) -> None:
            self.post_message(ArchiveFailed(trouble))

        def fail_to_warm(trouble: Trouble) -> None:
            self.post_message(WarmUpFailed(trouble))

        with worker_border(fail):
            engine = self._open_engine()
            articles, outlets = len(engine.articles()), len(engine.outlets())
            self.post_message(ArchiveOpened(engine, articles=articles, outlets=outlets))
            with worker_border(fail_to_warm):
                engine.warm_up()
                self.post_message(WarmUpBegun())

    @on(ArchiveOpened)
    def keep_engine(self, message: ArchiveOpened) -> None:
        """Give the screens their engine."""
        self.engine = message.engine
        self.chat.show_archive(message.engine, message.articles, message.outlets)

    @on(WarmUpBegun)
    def show_loading(self) -> None:
        """Say that the models are on their way."""
        self.chat.show_models("loading")

    @on(WarmUpFailed)
    def show_unusable(self, message: WarmUpFailed) -> None:
        """Say why the models are of no use; quotations still are."""
        self.chat.show_models("unusable")
        self.notify(message.trouble.text, title="Models", severity="warning", markup=False)

    @on(ArchiveFailed)
    def show_failure(self, message: ArchiveFailed) -> None:
        """Nothing works without an archive: say so, and offer another try."""
        self.push_screen(FailureScreen(message.trouble), self.try_again)

    def try_again(self, wanted: bool | None) -> None:  # noqa: FBT001 - textual calls it
        """Open the archive once more, if the reader asked for it."""
        if wanted:
            self.open_archive()

    def on_print(self, event: events.Print) -> None:
        """Show a notice of the engine as a toast."""
        head, found, notice = event.text.partition("byline: ")
        if found and not head:
            self.notify(notice.strip(), markup=False)

    def action_help(self) -> None:
        """Show what the keys do."""
        if not self.screen.is_modal:
            self.push_screen(HelpScreen(self.screen))

    def _fatal_error(self) -> None:
        # Textual would print a traceback; `fault` carries it to where errors are reported.
        self._close_messages_no_wait()
