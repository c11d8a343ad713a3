"""What a run says: every scorer with its interval, and the cases that fell short."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import getters, on
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Static

from eval.report.figures import worst_cases
from tui.run_wording import told_figure, told_report, told_worst
from tui.widgets.keyed_list import KeyedList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from eval.report import Report
    from eval.report.figures import Figure, Named

NO_RUN = "Enter or a click on a run shows what it says; r makes a run."


class ReportPane(Vertical):
    """Scorers above, cases below."""

    HELP = """\
Every scorer has its mean **●**, its 95 % interval **├─┤** over articles and what is required **┊**.
**Enter** on a scorer shows its worst cases, **Enter** on a case opens its answer.
"""

    class CaseChosen(Message):
        """A reader wants to see the answer to a case."""

        def __init__(self, case: str) -> None:
            super().__init__()
            self.case = case

    figures: getters.query_one[KeyedList[Figure]] = getters.query_one("#figures", KeyedList)
    worst: getters.query_one[KeyedList[list[Named]]] = getters.query_one("#worst", KeyedList)

    def __init__(self) -> None:
        super().__init__(id="report")
        self._report: Report | None = None

    def compose(self) -> ComposeResult:
        """Heading and two lists."""
        yield Static(NO_RUN, id="heading", markup=False)
        yield KeyedList("Nothing is shown yet.", id="figures")
        yield KeyedList("No case fell short.", id="worst")

    def on_mount(self) -> None:
        """Say what is what."""
        self.figures.border_title, self.worst.border_title = "Scorers", "Where it fell short"

    def show(self, report: Report) -> None:
        """Show what a run says."""
        self._report = report
        self.query_one("#heading", Static).update(told_report(report))
        self._draw()
        self._list_worst(report.figures)
        self.figures.focus()

    def on_resize(self) -> None:
        """Draw as wide as there is room."""
        self.call_after_refresh(self._draw)

    @on(KeyedList.Chosen, "#figures")
    def list_worst_of(self, message: KeyedList.Chosen) -> None:
        """The worst cases of one scorer."""
        message.stop()
        self._list_worst([message.value], message.value.name)
        if self.worst.values:
            self.worst.focus()

    @on(KeyedList.Chosen, "#worst")
    def choose_case(self, message: KeyedList.Chosen) -> None:
        """Tell which case is wanted."""
        message.stop()
        self.post_message(self.CaseChosen(message.value[0].short.case))

    def _draw(self) -> None:
        if self._report is not None:
            width = self.figures.inner_width
            self.figures.show(self._report.figures, lambda one: told_figure(one, width))

    def _list_worst(self, figures: Sequence[Figure], of: str | None = None) -> None:
        self.worst.show(worst_cases(figures), told_worst)
        self.worst.border_subtitle = of
