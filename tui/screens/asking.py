"""One line to be typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Button, Footer, Input, Static

if TYPE_CHECKING:
    from textual.app import ComposeResult


class AskScreen(ModalScreen[str | None]):
    """Gives what was typed, without blanks around it, or None.

    Args:
        title: What it is about, in a word or two.
        what: What is to be typed, in a sentence.
        deed: What the button says.
        value: Offered to begin with.
    """

    CSS_PATH = "asking.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "Cancel", id="asking.cancel"),
    ]
    HELP = "**Enter** or the button goes on, **Esc** changes nothing."

    def __init__(self, title: str, what: str, *, deed: str, value: str = "") -> None:
        super().__init__()
        self._title, self._what, self._deed, self._value = title, what, deed, value

    def compose(self) -> ComposeResult:
        """The sentence, the line, the button."""
        with Vertical(id="box", classes="pane") as box:
            box.border_title = self._title
            yield Static(self._what, markup=False)
            yield Input(self._value, compact=True)
            yield Button(self._deed, variant="primary", compact=True)
        yield Footer()

    @on(Input.Submitted)
    @on(Button.Pressed)
    def go_on(self) -> None:
        """Give what was typed."""
        self.dismiss(self.query_one(Input).value.strip() or None)
