"""The part of the evaluation that takes time: runs and drafts, in a worker that can be stopped."""

from __future__ import annotations

from functools import partial
from threading import Event
from typing import TYPE_CHECKING

from textual import getters, on, work
from textual.worker import get_current_worker

from rag.answer.rendering import counted
from tui.errors import Trouble, worker_border
from tui.run_wording import told_progress
from tui.screens.review import ReviewScreen
from tui.screens.room import RoomScreen
from tui.screens.working import WorkingScreen
from tui.widgets.work_bar import WorkBar
from tui.workers import evaluating
from tui.workers.evaluating import (
    DraftAdvanced,
    DraftsMade,
    RunAdvanced,
    RunEnded,
    RunFailed,
    RunFinished,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.screens.choosing import NewSuite
    from tui.workers.evaluating import Wanted


class RunningScreen(WorkingScreen, RoomScreen):
    """One piece of long work at a time; the answers of a stopped run are kept."""

    bar = getters.query_one(WorkBar)

    def __init__(self) -> None:
        super().__init__()
        self.stopping: Event | None = None
        """Set to stop what is running; None while nothing is."""

    def is_busy(self) -> bool:
        """Whether something is running; the reader is told."""
        if self.stopping is not None:
            self.notify("Something is running; Esc stops it.", markup=False)
        return self.stopping is not None

    def begin_run(self, wanted: Wanted) -> None:
        """Run a suite, or go on with a run that was stopped."""
        if self.engine is None or self.is_busy():
            return
        self._begin(f"Preparing {wanted.suite}")
        config = self.engine.config
        self.do(partial(evaluating.make_run, wanted, config, self.post_message), self.stopping)

    def begin_drafts(self, wanted: NewSuite | None) -> None:
        """Draft a suite."""
        if wanted is None or self.engine is None or self.is_busy():
            return
        self._begin(f"Drafting {wanted.name}")
        deed = partial(evaluating.draft, self.engine, *wanted, self.post_message)
        self.do(deed, self.stopping)

    @work(thread=True, group="long", exit_on_error=False)
    def do(self, deed: Callable[[Callable[[], bool]], None], stopping: Event) -> None:
        """Do it, with something to ask whether to stop; `RunEnded` is always the last message."""
        worker = get_current_worker()

        def fail(trouble: Trouble) -> None:
            self.post_message(RunFailed(trouble))

        with worker_border(fail):
            deed(lambda: stopping.is_set() or worker.is_cancelled)
        self.post_message(RunEnded())

    @on(RunAdvanced)
    def show_progress(self, message: RunAdvanced) -> None:
        """Say how far it is, and how long the rest will take."""
        progress = message.progress
        if not self._is_stopping() and progress.answer is not None:
            self.bar.advance("Running", progress.done / progress.total, told_progress(progress))

    @on(DraftAdvanced)
    def show_drafting(self, message: DraftAdvanced) -> None:
        """Say how many there are."""
        done, total = message.progress
        if not self._is_stopping():
            self.bar.advance("Drafting", done / total, f"{done}/{total}")

    @on(RunFinished)
    def tell_finished(self, message: RunFinished) -> None:
        """Say where it is saved."""
        self.bar.end("The run is finished.", str(message.folder))

    @on(RunFailed)
    def tell_failed(self, message: RunFailed) -> None:
        """Say why it ended, and that nothing is lost."""
        if message.trouble is None:
            self.bar.end(
                "Stopped.", "The answers so far are kept; r on the run goes on.", is_good=False
            )
        else:
            self.bar.fail(message.trouble)

    @on(DraftsMade)
    def review(self, message: DraftsMade) -> None:
        """Look the drafts over."""
        if self.stopping is not None:
            self.bar.end(f"{counted(len(message.folder.drafts), 'draft')} to look over.")
        self.app.push_screen(ReviewScreen(message.folder), lambda _: self.list_shelf())

    @on(RunEnded)
    def end(self) -> None:
        """Be ready for the next."""
        self.stopping = None
        self.refresh_bindings()
        self.list_shelf()

    def list_shelf(self) -> None:
        """Look up again what there is."""
        raise NotImplementedError

    def action_stop(self) -> None:
        """Stop what is running."""
        if self.stopping is not None:
            self.stopping.set()
            self.bar.begin("Stopping")

    def _begin(self, doing: str) -> None:
        self.stopping = Event()
        self.bar.begin(doing)
        self.refresh_bindings()

    def _is_stopping(self) -> bool:
        return self.stopping is None or self.stopping.is_set()
