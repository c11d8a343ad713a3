"""Suites and their runs: run them, read what they say, compare them."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import getters, on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical

from tui.run_wording import told_suite
from tui.screens.choosing import ModeScreen, NewSuiteScreen
from tui.screens.reporting import ReportingScreen
from tui.widgets.keyed_list import KeyedList
from tui.widgets.report_pane import ReportPane
from tui.widgets.work_bar import WorkBar
from tui.workers import evaluating
from tui.workers.evaluating import ShelfRead, Wanted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from eval.listing import RunEntry, SuiteEntry
    from rag.engine import Engine
    from rag.types import Mode


class EvaluationScreen(ReportingScreen):
    """Suites and runs on the left, what a run says on the right, what is running below."""

    CSS_PATH = "evaluation.tcss"
    ROOM = "evaluation"
    HELP = """\
Suites are sets of questions whose answers are known. **r** runs the suite, or goes on with a
stopped run; **n** drafts a suite from your own articles, **v** reviews its drafts.

**Enter** on a run shows what it says. **m** marks a run and **c** compares the one under the cursor
with it, **t** shows all runs of the suite, **x** writes the report as a page.
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "stop", "Stop", id="evaluation.stop"),
        Binding("escape", "leave", "Back to the lists", id="evaluation.leave", show=False),
        Binding("r", "run", "Run", id="evaluation.run"),
        Binding("n", "new", "New", id="evaluation.new"),
        Binding("v", "review", "Review", id="evaluation.review"),
        Binding("m", "mark", "Mark", id="evaluation.mark"),
        Binding("c", "compare", "Compare", id="evaluation.compare"),
        Binding("t", "trend", "All runs", id="evaluation.trend"),
        Binding("x", "export", "Page", id="evaluation.export"),
    ]

    suites: getters.query_one[KeyedList[SuiteEntry]] = getters.query_one("#suites", KeyedList)

    def __init__(self) -> None:
        super().__init__()
        self.all_runs: Sequence[RunEntry] = ()

    def compose_room(self) -> ComposeResult:
        """Lists, then the report; the bar below says what is running."""
        with Horizontal(id="desk"):
            with Vertical(id="shelves"):
                yield KeyedList("Looking them up …", id="suites")
                yield KeyedList("No run of this suite is kept here yet.", id="runs")
            yield ReportPane()
        yield WorkBar()

    def on_mount(self) -> None:
        """Let the arrow keys walk at once."""
        self.suites.border_title, self.runs.border_title = "Suites", "Runs"
        self.suites.focus()

    def take_engine(self, engine: Engine) -> None:  # noqa: ARG002 - it is kept by now
        """List what there is."""
        self.list_shelf()

    def list_shelf(self) -> None:
        """Look up again what there is."""
        if self.engine is not None:
            self.look(evaluating.read_shelf, self.engine.config.home)

    @on(ShelfRead)
    def show_shelf(self, message: ShelfRead) -> None:
        """List suites, and the runs of the one the cursor stands on."""
        self.all_runs = message.runs
        self.suites.show(message.suites, told_suite)
        self.list_runs()

    @on(KeyedList.Rested, "#suites")
    def list_runs(self) -> None:
        """The runs of a suite."""
        suite = self.suites.value
        runs = [run for run in self.all_runs if suite is not None and run.suite == suite.name]
        self.runs.show(runs, self.told)
        self.refresh_bindings()

    @on(KeyedList.Rested, "#runs")
    def see_what_is_possible(self) -> None:
        """A run that was stopped has other keys than a finished one."""
        self.refresh_bindings()

    @on(KeyedList.Chosen, "#suites")
    def go_to_runs(self) -> None:
        """On to its runs."""
        self.runs.focus()

    @on(KeyedList.Chosen, "#runs")
    def show_run(self, message: KeyedList.Chosen) -> None:
        """Show what a run says."""
        if message.value.is_finished:
            self.read(message.value.folder)
        else:
            self.notify("This run was stopped; r goes on with it.", markup=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Only what is possible now."""
        if not self.is_mounted:  # the bar asks before the lists are there
            return True
        suite, run = self.suites.value, self.runs.value
        has_finished = run is not None and run.is_finished
        possible = {
            "stop": self.stopping is not None,
            "run": suite is not None and suite.path is not None,
            "review": suite is not None and suite.drafts is not None,
            "mark": has_finished,
            "compare": has_finished and self.marked is not None,
            "trend": any(one.is_finished for one in self.runs.values),
            "export": self.shown is not None,
        }
        return possible.get(action, True)

    def action_leave(self) -> None:
        """Back to the lists."""
        self.remove_class("-reading")
        self.runs.focus()

    def action_run(self) -> None:
        """Run the suite, or go on with the run that the cursor stands on."""
        suite, run = self.suites.value, self.runs.value
        if suite is None or suite.path is None or self.is_busy():
            return
        path = str(suite.path)
        if self.runs.has_focus and run is not None and not run.is_finished:
            self.begin_run(Wanted(suite.name, path, run.manifest.suite.mode, run.folder))
            return

        def begin(mode: Mode | None) -> None:
            if mode is not None:
                self.begin_run(Wanted(suite.name, path, mode))

        self.app.push_screen(ModeScreen(suite.name, suite.mode), begin)

    def action_new(self) -> None:
        """Draft a suite from the archive."""
        if not self.is_busy():
            self.app.push_screen(NewSuiteScreen(), self.begin_drafts)

    def action_review(self) -> None:
        """Look over the drafts of a suite."""
        if self.suites.value is not None and self.suites.value.drafts is not None:
            self.look(evaluating.open_drafts, self.suites.value.drafts)
