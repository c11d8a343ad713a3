"""A question that is answered with one line."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import getters, on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Button, Footer, Input, Static

from tui.screens.room import RoomScreen
from tui.widgets.typed_line import TypedLine
from tui.wording import line

if TYPE_CHECKING:
    from textual.app import ComposeResult


class AskScreen(ModalScreen[str]):
    """Gives what was typed; None when the reader thought better of it.

    Args:
        title: Of the frame.
        question: What is to be typed.
        yes: The word on the button that does it.
        value: Stands there to begin with.
    """

    CSS_PATH = "add.tcss"
    VERTICAL_BREAKPOINTS = RoomScreen.VERTICAL_BREAKPOINTS
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Cancel", id="ask.cancel"),
    ]

    answer = getters.query_one(Input)

    def __init__(self, title: str, question: str, *, yes: str, value: str = "") -> None:
        super().__init__()
        self._title, self._question, self._yes = title, question, yes
        self._value = value

    def compose(self) -> ComposeResult:
        """Question, line, buttons."""
        with VerticalScroll(id="box", classes="pane", can_focus=False) as box:
            box.border_title = self._title
            yield Static(self._question, markup=False)
            yield TypedLine(self._value, compact=True)
            with Horizontal(id="answers"):
                yield Button("Cancel", id="cancel", compact=True)
                yield Button(self._yes, id="give", variant="primary", compact=True)
        yield Footer()

    def on_mount(self) -> None:
        """Type at once."""
        self.answer.focus()

    @on(Input.Submitted)
    def submit(self) -> None:
        """Enter in the line."""
        self.action_give()

    @on(Button.Pressed)
    def press(self, message: Button.Pressed) -> None:
        """A button was pressed."""
        if message.button.id == "give":
            self.action_give()
        else:
            self.action_leave()

    def action_give(self) -> None:
        """Give what was typed, if anything was."""
        if typed := line(self.answer.value):
            self.dismiss(typed)

    def action_leave(self) -> None:
        """Give nothing."""
        self.dismiss(None)
