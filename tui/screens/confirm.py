"""A question before something that cannot be undone."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Button, Footer, Static

from tui.screens.room import RoomScreen
from tui.wording import line

if TYPE_CHECKING:
    from textual.app import ComposeResult


class ConfirmScreen(ModalScreen[bool]):
    """Gives True only if the reader says so.

    Args:
        question: What is about to happen, in one sentence.
        deed: What the button says, such as `Delete`.
        detail: What that means.
    """

    CSS_PATH = "confirm.tcss"
    VERTICAL_BREAKPOINTS = RoomScreen.VERTICAL_BREAKPOINTS
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "answer(True)", "Yes", id="confirm.yes"),
        Binding("n,escape", "answer(False)", "No", id="confirm.no"),
        Binding("left,right", "app.focus_next", "Other button", id="confirm.other", show=False),
    ]
    HELP = "**y** does it, **n** or **Esc** leaves everything as it is."

    def __init__(self, question: str, *, deed: str, detail: str = "") -> None:
        super().__init__()
        self._question, self._deed, self._detail = line(question), deed, detail

    def compose(self) -> ComposeResult:
        """The question, then the two ways; the harmless one has the focus."""
        with Vertical(id="box", classes="pane"):
            yield Static(self._question, id="question", markup=False)
            if self._detail:
                yield Static(self._detail, classes="-muted", markup=False)
            with Horizontal(id="ways"):
                yield Button("No", id="no", compact=True)
                yield Button(self._deed, id="yes", variant="error", compact=True)
        yield Footer()

    @on(Button.Pressed)
    def press(self, message: Button.Pressed) -> None:
        """A button is the same as its key."""
        self.dismiss(message.button.id == "yes")

    def action_answer(self, is_wanted: bool) -> None:  # noqa: FBT001 - an action's parameter
        """Say yes or no."""
        self.dismiss(is_wanted)
