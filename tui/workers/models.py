"""The screen's half of the work on models: one piece at a time, health beside it."""

from __future__ import annotations

from functools import partial
from threading import Event
from typing import TYPE_CHECKING

from textual import getters, on, work
from textual.worker import get_current_worker

from tui.errors import Trouble, worker_border
from tui.screens.room import RoomScreen
from tui.widgets.work_bar import WorkBar
from tui.workers import shelf

if TYPE_CHECKING:
    from collections.abc import Callable

    from rag.config import Config
    from rag.engine import Engine


class ModelsWork(RoomScreen):
    """A screen over the models of an archive."""

    bar = getters.query_one(WorkBar)
    stopping: Event | None = None
    """Set to stop the work that is being done; None while none is."""

    @work(thread=True, exclusive=True, group="shelf", exit_on_error=False)
    def read_shelf(self, config: Config) -> None:
        """Look at the shelf."""
        with worker_border(self._fail):
            self.post_message(shelf.read_shelf(config))

    @work(thread=True, exclusive=True, group="facts", exit_on_error=False)
    def read_facts(self, config: Config, name: str, wanted: str) -> None:
        """Read what a model's file says of itself."""
        from rag.models.facts import facts_of, told_facts

        worker = get_current_worker()

        def fail(trouble: Trouble) -> None:
            if not worker.is_cancelled:
                self.post_message(shelf.FactsFailed(name, trouble))

        with worker_border(fail):
            facts = told_facts(facts_of(config, wanted))
            if not worker.is_cancelled:
                self.post_message(shelf.FactsRead(name, facts))

    @work(thread=True, exclusive=True, group="health", exit_on_error=False)
    def examine(self, engine: Engine) -> None:
        """Look at every part that an answer needs."""
        with worker_border(self._fail):
            self.post_message(shelf.HealthRead(tuple(engine.doctor())))

    def begin(self, task: Callable[[Event], None]) -> None:
        """Do a piece of work, unless one is being done."""
        if self.stopping is None:
            self.stopping = Event()
            self.refresh_bindings()
            self._carry_out(partial(task, self.stopping))

    @work(thread=True, group="task", exit_on_error=False)
    def _carry_out(self, task: Callable[[], None]) -> None:
        task()

    @on(shelf.WorkAdvanced)
    def show_progress(self, message: shelf.WorkAdvanced) -> None:
        """Show how far it is."""
        if self.stopping is not None and not self.stopping.is_set():
            self.bar.advance(message.doing, message.share, message.words)

    @on(shelf.WorkFailed)
    def show_failure(self, message: shelf.WorkFailed) -> None:
        """Say why it was not done."""
        if message.stopped:
            self.bar.end(message.trouble.problem, message.trouble.remedy, is_good=False)
        else:
            self.bar.fail(message.trouble)

    def action_stop(self) -> None:
        """Stop the work; what a pull brought is kept."""
        if self.stopping is not None:
            self.stopping.set()
            self.bar.begin("Stopping")

    def on_unmount(self) -> None:
        """The program ends: nothing may go on behind it."""
        if self.stopping is not None:
            self.stopping.set()

    def _fail(self, trouble: Trouble) -> None:
        self.post_message(shelf.WorkFailed(trouble))
