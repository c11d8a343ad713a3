"""Where a file is to be written."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Footer, Input, Static

if TYPE_CHECKING:
    from textual.app import ComposeResult


class SaveScreen(ModalScreen[str | None]):
    """Gives the path that was typed, or None.

    Args:
        what: What is written, in a few words.
        place: Offered to begin with.
    """

    CSS_PATH = "saving.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "save", "Save", id="saving.save"),
        Binding("escape", "dismiss", "Cancel", id="saving.cancel"),
    ]
    HELP = "**Enter** writes the file; one that exists is never written over."

    def __init__(self, what: str, place: str) -> None:
        super().__init__()
        self._what, self._place = what, place

    def compose(self) -> ComposeResult:
        """One line to type in."""
        with Vertical(id="box", classes="pane") as box:
            box.border_title = "Save"
            yield Static(self._what, markup=False)
            yield Input(self._place)
        yield Footer()

    @on(Input.Submitted)
    def action_save(self) -> None:
        """Give what was typed."""
        self.dismiss(self.query_one(Input).value.strip() or None)
