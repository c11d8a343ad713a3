"""The runs of a suite beside one another, scorer by scorer."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from eval.report.plots import is_share
from rag.answer.rendering import counted
from tui.run_wording import told_trend
from tui.screens.sheet import SheetScreen
from tui.widgets.desk_bar import DeskBar
from tui.widgets.key_line import KeyLine
from tui.wording import line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from eval.report import Report


class TrendScreen(SheetScreen):
    """A block of lines for each scorer, the oldest run first.

    Args:
        reports: Of the runs of one suite, the oldest first; at least one.
    """

    CSS_PATH = "trend.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,t", "dismiss", "Back", id="trend.back", key_display="esc"),
    ]
    HELP = """\
Each scorer over the runs of the suite, the oldest first, all on one scale from 0 to 1: **●** is
the mean, **├─┤** its 95 % interval over articles, **┊** what the suite requires. Intervals that
overlap say little; **c** on the screen before compares two runs case by case.
"""

    def __init__(self, reports: Sequence[Report]) -> None:
        super().__init__()
        self.reports = list(reports)

    def compose(self) -> ComposeResult:
        """Bar, heading, blocks, keys."""
        yield DeskBar("evaluation")
        newest = self.reports[-1]
        with VerticalScroll(id="sheet"):
            words = f"{line(newest.suite)}: {counted(len(self.reports), 'run')}, 0 ── 1"
            yield Static(words, id="heading", markup=False)
            for figure in newest.figures:
                if is_share(figure.name) and figure.mean is not None:
                    yield Static(classes="trend", name=figure.name, markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Let the arrow keys scroll."""
        self.query_one("#sheet").focus()

    def on_resize(self) -> None:
        """Draw as wide as there is room."""
        width = self.size.width - 4
        for block in self.query(".trend").results(Static):
            block.update(told_trend(block.name or "", self.reports, width))
