"""What is shown when the program cannot go on."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Footer, Static, TextArea

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from tui.errors import Trouble


class FailureScreen(ModalScreen[bool]):
    """Problem, cause and remedy as text that can be copied; gives True to try again."""

    CSS_PATH = "failure.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "retry", "Try again", id="failure.retry"),
        Binding("y", "copy", "Copy", id="failure.copy"),
        Binding("ctrl+q,q", "app.quit", "Quit", id="failure.quit"),
    ]

    def __init__(self, trouble: Trouble) -> None:
        super().__init__()
        self.trouble = trouble

    def compose(self) -> ComposeResult:
        """The problem as a headline, all of it below as text."""
        with Vertical(id="box", classes="pane"):
            yield Static("✗ Byline cannot go on", id="headline", markup=False)
            yield TextArea(self.trouble.text, read_only=True, show_cursor=False, soft_wrap=True)
            yield Static("r tries again · y copies · q quits", classes="-muted", markup=False)
        yield Footer()

    def on_mount(self) -> None:
        """Let the arrow keys scroll the text."""
        self.query_one(TextArea).focus()

    def action_retry(self) -> None:
        """Try what failed once more."""
        self.dismiss(result=True)

    def action_copy(self) -> None:
        """Copy the text for a report."""
        self.app.copy_to_clipboard(self.trouble.text)
        self.notify("The text was copied.", markup=False)
