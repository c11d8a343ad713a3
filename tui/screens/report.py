"""A text to read and to copy, over the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Footer, TextArea

from tui.screens.room import RoomScreen

if TYPE_CHECKING:
    from textual.app import ComposeResult


class ReportScreen(ModalScreen[None]):
    """What there is to say about something that was done.

    Args:
        title: Of the frame.
        text: Inert already; drawn line by line however long it is.
    """

    CSS_PATH = "report.tcss"
    VERTICAL_BREAKPOINTS = RoomScreen.VERTICAL_BREAKPOINTS
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "copy", "Copy", id="report.copy"),
        Binding("escape", "dismiss", "Close", id="report.close"),
    ]

    def __init__(self, title: str, text: str) -> None:
        super().__init__()
        self._title, self._text = title, text

    def compose(self) -> ComposeResult:
        """The text in a frame."""
        with Vertical(id="box", classes="pane") as box:
            box.border_title = self._title
            yield TextArea(self._text, read_only=True, show_cursor=False, soft_wrap=True)
        yield Footer()

    def on_mount(self) -> None:
        """Let the arrow keys scroll."""
        self.query_one(TextArea).focus()

    def action_copy(self) -> None:
        """Copy the text."""
        self.app.copy_to_clipboard(self._text)
        self.notify("The text was copied.", markup=False)
