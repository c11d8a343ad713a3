"""Which articles the next questions may use."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import getters, on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Button, Footer, Input, Static

from rag.answer.rendering import counted
from rag.errors import InputUnreadable
from rag.ingest.metadata import check_date
from rag.types import KINDS, Filter
from tui.widgets.tick_list import Choice, TickList
from tui.widgets.typed_line import TypedLine
from tui.wording import line

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.app import ComposeResult


class FilterScreen(ModalScreen[Filter | None]):
    """Outlets, kinds and days; gives the new filter, or None when nothing is to change.

    Args:
        only: The filter as it stands; parts that are not shown here stay.
        outlets: Named outlets and how many articles each has.
    """

    CSS_PATH = "filters.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+l", "apply", "Apply", id="filters.apply"),
        Binding("ctrl+x", "clear", "Everything", id="filters.clear", priority=True),
        Binding("escape", "dismiss", "Cancel", id="filters.cancel"),
    ]
    HELP = """\
**Space** chooses outlets and kinds, **Tab** goes on, days are written as 2026-03-02. **Ctrl+L**
applies, **Ctrl+X** lets everything be searched again, **Esc** changes nothing.
"""

    outlets = getters.query_one("#outlets", TickList)
    kinds = getters.query_one("#kinds", TickList)
    since = getters.query_one("#since", Input)
    until = getters.query_one("#until", Input)

    def __init__(self, only: Filter, outlets: Mapping[str, int]) -> None:
        super().__init__()
        self._only, self._known = only, outlets

    def compose(self) -> ComposeResult:
        """Two lists side by side, the days, the buttons."""
        with Vertical(id="box", classes="pane") as box:
            box.border_title = "Search only"
            with Horizontal(id="lists"):
                yield TickList(self._outlets(), self._only.outlets, id="outlets")
                yield TickList([Choice(kind) for kind in KINDS], self._only.kinds, id="kinds")
            with Horizontal(id="days"):
                yield TypedLine(
                    self._only.since or "", placeholder="since", id="since", compact=True
                )
                yield TypedLine(
                    self._only.until or "", placeholder="until", id="until", compact=True
                )
                yield Button("Apply", id="apply", variant="primary", compact=True)
            yield Static(id="problem", markup=False)
        yield Footer()

    def on_mount(self) -> None:
        """Say what is what."""
        self.outlets.border_title, self.kinds.border_title = "Outlets", "Kinds"
        self.outlets.focus()

    @on(Button.Pressed)
    @on(Input.Submitted)
    def action_apply(self) -> None:
        """Give the new filter, unless a day is none."""
        try:
            since, until = (check_date(field.value.strip() or None) for field in self._days())
        except InputUnreadable as error:
            self.query_one("#problem", Static).update(f"✗ {line(error.problem)}. {error.remedy}")
            return
        chosen = self.kinds.chosen
        self.dismiss(
            replace(
                self._only,
                outlets=self.outlets.chosen,
                kinds=tuple(kind for kind in KINDS if kind in chosen),
                since=since and since[:10],
                until=until and until[:10],
            )
        )

    def action_clear(self) -> None:
        """Let everything be searched."""
        self.dismiss(Filter())

    def _days(self) -> tuple[Input, Input]:
        return self.since, self.until

    def _outlets(self) -> list[Choice]:
        # A filter may name an outlet that is not in the archive any more.
        names = dict.fromkeys([*self._only.outlets, *self._known])
        return [Choice(name, counted(self._known.get(name, 0), "article")) for name in names]
