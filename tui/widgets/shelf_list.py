"""The shelf of models: those that are here, stopped pulls, and those that can be pulled."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from rag.models.sizes import spoken
from tui.wording import line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.workers.shelf import ShelfRow

HEADINGS: Final = {"here": "On the shelf", "begun": "Begun", "offer": "To pull"}
GLYPHS: Final = {"here": "○", "begun": "◐", "offer": "·"}


class ShelfList(OptionList):
    """A line for each model, the one that writes marked."""

    HELP = """\
Models on this machine and models that can be pulled. **p** pulls, **c** checks what a model may
do here, **u** uses it from the next start on, **Delete** removes it.
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "Facts", id="shelf.facts"),
    ]

    class Highlighted(Message):
        """The cursor is on a model, or on none."""

        def __init__(self, row: ShelfRow | None) -> None:
            super().__init__()
            self.row = row

    class Chosen(Message):
        """A reader wants to know more of a model."""

        def __init__(self, row: ShelfRow) -> None:
            super().__init__()
            self.row = row

    def __init__(self) -> None:
        super().__init__(classes="pane", markup=False)
        self.border_title = "Models"
        self._rows: list[ShelfRow | None] = []

    @property
    def row(self) -> ShelfRow | None:
        """The model under the cursor."""
        at = self.highlighted
        return self._rows[at] if at is not None and at < len(self._rows) else None

    def show(self, rows: Sequence[ShelfRow], as_of: str) -> None:
        """List the models; the cursor stays on its own."""
        kept = self.row.name if self.row else None
        self.clear_options()
        self._rows = []
        width = max((len(row.name) for row in rows), default=0)
        before = ""
        for row in rows:
            if row.kind != before:
                before = row.kind
                told = f"{HEADINGS[row.kind]}{f', as of {as_of}' if row.kind == 'offer' else ''}"
                self._rows.append(None)
                self.add_option(Option(Content.styled(told, "bold"), disabled=True))
            self._rows.append(row)
            self.add_option(Option(_entry(row, width)))
        names = [row.name if row else None for row in self._rows]
        self.highlighted = names.index(kept) if kept in names and kept else min(1, len(names) - 1)

    @on(OptionList.OptionHighlighted)
    def tell(self) -> None:
        """Tell which model the cursor is on."""
        self.post_message(self.Highlighted(self.row))

    @on(OptionList.OptionSelected)
    def choose(self, message: OptionList.OptionSelected) -> None:
        """Ask for its facts."""
        message.stop()
        if self.row is not None:
            self.post_message(self.Chosen(self.row))


def _entry(row: ShelfRow, width: int) -> Content:
    glyph = "●" if row.is_used else GLYPHS[row.kind]
    style = "$text-error" if row.state.startswith(("damaged", "missing")) else "$foreground-muted"
    return Content.assemble(
        (f"{glyph} ", "$primary bold"),
        (f"{line(row.name):<{width}}", "bold" if row.is_used else ""),
        (f" {spoken(row.size):>8}", "$text-secondary"),
        ("  in use, " if row.is_used else "  ", "bold $text-success"),
        (row.state, style),
        (f"  {line(row.licence)}" if row.licence else "", "$foreground-muted"),
    )
