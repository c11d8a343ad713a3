"""A question before something is gone for good."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Button, Footer, Static

from tui.screens.room import RoomScreen

if TYPE_CHECKING:
    from textual.app import ComposeResult


class ConfirmScreen(ModalScreen[bool]):
    """Gives True when the reader said yes; no is the answer of whoever presses Enter at once.

    Args:
        question: What will be done; text of unknown origin in it is shown as it is.
        detail: What follows from it.
        yes: The word on the button that does it.
    """

    CSS_PATH = "confirm.tcss"
    VERTICAL_BREAKPOINTS = RoomScreen.VERTICAL_BREAKPOINTS
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "answer(True)", "Yes", id="confirm.yes"),
        Binding("n,escape", "answer(False)", "No", id="confirm.no", key_display="esc"),
        Binding("left,right,up,down", "app.focus_next", "Other", id="confirm.other", show=False),
    ]

    def __init__(self, question: str, *, detail: str = "", yes: str = "Remove") -> None:
        super().__init__()
        self._question, self._detail, self._yes = question, detail, yes

    def compose(self) -> ComposeResult:
        """Question, consequence, answers."""
        with VerticalScroll(id="box", classes="pane", can_focus=False):
            yield Static(self._question, id="question", markup=False)
            yield Static(self._detail, classes="-muted", markup=False)
            with Horizontal(id="answers"):
                yield Button("Keep", id="no", compact=True)
                yield Button(self._yes, id="yes", variant="error", compact=True)
        yield Footer()

    @on(Button.Pressed)
    def press(self, message: Button.Pressed) -> None:
        """A button was pressed."""
        self.action_answer(message.button.id == "yes")

    def action_answer(self, answer: bool) -> None:  # noqa: FBT001 - textual calls it
        """Give the answer."""
        self.dismiss(answer)
