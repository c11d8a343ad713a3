"""A draft of a case, mended by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Button, Footer, Input, Static

from tui.widgets.typed_line import TypedLine

if TYPE_CHECKING:
    from textual.app import ComposeResult


class Mended(NamedTuple):
    """What can be mended of a draft."""

    question: str
    key: str
    words: str


class MendScreen(ModalScreen[Mended | None]):
    """Gives the draft as it was mended, or None.

    Args:
        draft: As it stands; without key and words where the question has no answer.
    """

    CSS_PATH = "mending.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "Cancel", id="mending.cancel"),
    ]
    HELP = """\
**Tab** goes on, **Enter** keeps, **Esc** changes nothing. Wordings of the answer stand with `|`
between them; gold words must stand in the article, letter by letter.
"""

    def __init__(self, draft: Mended) -> None:
        super().__init__()
        self._draft = draft

    def compose(self) -> ComposeResult:
        """A line for each part."""
        with Vertical(id="box", classes="pane") as box:
            box.border_title = "Edit the draft"
            yield Static("Question", markup=False)
            yield TypedLine(self._draft.question, id="question", compact=True)
            if self._draft.key:
                yield Static("Wordings of the answer, with | between them", markup=False)
                yield TypedLine(self._draft.key, id="key", compact=True)
                yield Static("Gold words", markup=False)
                yield TypedLine(self._draft.words, id="words", compact=True)
            yield Button("Keep", variant="primary", compact=True)
        yield Footer()

    def on_mount(self) -> None:
        """Type the question first."""
        self.query_one("#question", Input).focus()

    @on(Input.Submitted)
    @on(Button.Pressed)
    def keep(self) -> None:
        """Give what was typed."""
        typed = {str(field.id): field.value for field in self.query(Input)}
        shown = {field: getattr(self._draft, field) for field in Mended._fields}
        kept = {name: typed.get(name, old) for name, old in shown.items()}
        self.dismiss(Mended(**kept))
