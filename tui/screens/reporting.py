"""The part of the evaluation that reads what was saved: reports, comparisons, pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import getters, on

from tui.run_wording import told_run
from tui.screens.ask import AskScreen
from tui.screens.compared import ComparedScreen
from tui.screens.running import RunningScreen
from tui.screens.trend import TrendScreen
from tui.widgets.keyed_list import KeyedList
from tui.widgets.report_pane import ReportPane
from tui.workers import evaluating
from tui.workers.evaluating import ReportBuilt, ReportsBuilt, RunsCompared

if TYPE_CHECKING:
    from pathlib import Path

    from textual.content import Content

    from eval.listing import RunEntry


class ReportingScreen(RunningScreen):
    """Shows what runs say; one of them can be marked, for others to be compared with it."""

    runs: getters.query_one[KeyedList[RunEntry]] = getters.query_one("#runs", KeyedList)
    report = getters.query_one(ReportPane)

    def __init__(self) -> None:
        super().__init__()
        self.shown: ReportBuilt | None = None
        self.marked: Path | None = None

    @on(evaluating.RunFinished)
    def show_new_run(self, message: evaluating.RunFinished) -> None:
        """Show what a new run says."""
        self.read(message.folder)

    @on(ReportBuilt)
    def show_report(self, message: ReportBuilt) -> None:
        """Scorers above, the worst cases below."""
        self.shown = message
        self.add_class("-reading")
        self.report.show(message.report)
        self.refresh_bindings()

    @on(ReportPane.CaseChosen)
    def show_answer(self, message: ReportPane.CaseChosen) -> None:
        """The answer to a case."""
        if self.shown is not None and self.engine is not None:
            self.open_case(self.shown.run, message.case, self.engine.config)

    @on(RunsCompared)
    def show_comparison(self, message: RunsCompared) -> None:
        """Two runs side by side."""
        if self.engine is not None:
            screen = ComparedScreen(message.comparison, message.after, self.engine.config)
            self.app.push_screen(screen)

    @on(ReportsBuilt)
    def show_trend(self, message: ReportsBuilt) -> None:
        """All runs of a suite."""
        self.app.push_screen(TrendScreen(message.reports))

    def action_mark(self) -> None:
        """Mark the run that others are compared with."""
        run = self.runs.value
        if run is not None:
            self.marked = None if self.marked == run.folder else run.folder
            self.runs.show(self.runs.values, self.told)
            self.refresh_bindings()

    def action_compare(self) -> None:
        """Compare the run under the cursor with the marked one."""
        if self.marked is not None and self.runs.value is not None:
            self.look(evaluating.compare, self.marked, self.runs.value.folder)

    def action_trend(self) -> None:
        """All finished runs of the suite, the oldest first."""
        if self.engine is not None:
            folders = [run.folder for run in reversed(self.runs.values) if run.is_finished]
            self.look(evaluating.sum_all_up, folders, self.engine.config.home)

    def action_export(self) -> None:
        """Write the report that is shown as a page."""
        if self.shown is None or self.engine is None:
            return
        folder, config = self.shown.run.folder, self.engine.config

        def write(place: str | None) -> None:
            if place is not None:
                self.look(evaluating.write_page, folder, config, place)

        what = "The report as one page, with cases and cited words. No file is written over."
        self.app.push_screen(
            AskScreen("Save", what, yes="Save", value=f"{folder.name}.html"), write
        )

    def read(self, folder: Path) -> None:
        """Look up what a run says."""
        if self.engine is not None:
            self.look(evaluating.read_report, folder, self.engine.config.home)

    def told(self, run: RunEntry) -> Content:
        """A run as the list has it."""
        return told_run(run, is_marked=run.folder == self.marked)
