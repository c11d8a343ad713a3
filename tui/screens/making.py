"""The part of the briefings that makes one: its topic, its filter, the worker and the stages."""

from __future__ import annotations

from functools import partial
from threading import Event
from typing import TYPE_CHECKING

from textual import getters, on, work
from textual.widgets import Input
from textual.worker import get_current_worker

from rag.events import Stage
from rag.types import Filter
from tui.messages import FilterDropped
from tui.screens.filters import FilterScreen
from tui.screens.room import RoomScreen
from tui.screens.working import WorkingScreen
from tui.widgets.filter_chips import FilterChips
from tui.widgets.work_bar import WorkBar
from tui.workers import briefing as working

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.messages import Topic

_STAGES = list(Stage)
_DOING = {
    Stage.GATHERING: "Finding and reading articles",
    Stage.DIFFERENCES: "Comparing their sentences",
    Stage.CLUSTERING: "Bringing together what says the same",
    Stage.TIMELINE: "Ordering what happened",
    Stage.QUOTATIONS: "Looking who said what",
    Stage.LINEAGE: "Tracing who had it first",
    Stage.WORDING: "Wording and checking the points",
}


class MakingScreen(WorkingScreen, RoomScreen):
    """One briefing is made at a time; what is made comes as a message."""

    topic = getters.query_one("#topic", Input)
    chips = getters.query_one(FilterChips)
    bar = getters.query_one(WorkBar)

    def __init__(self) -> None:
        super().__init__()
        self.only = Filter()
        self.stopping: Event | None = None
        """Set to stop what is being made; None while nothing is."""

    @on(Input.Submitted, "#topic")
    def begin(self) -> None:
        """Make a briefing, unless one is being made."""
        topic = self.topic.value.strip()
        if not topic or self.engine is None:
            return
        if self.stopping is not None:
            self.notify("A briefing is being made; Esc stops it.", markup=False)
            return
        self.stopping = Event()
        self.bar.begin("Beginning")
        self.refresh_bindings()
        deed = partial(working.make, self.engine, topic, self.only, self.post_message)
        self.do(deed, self.stopping)

    async def take_topic(self, topic: Topic) -> None:
        """Make one on what the chat was asked about."""
        self.topic.value = topic.words
        await self._narrow_to(topic.only)
        self.begin()

    @work(thread=True, group="briefing", exit_on_error=False)
    def do(self, deed: Callable[[Callable[[], bool]], None], stopping: Event) -> None:
        """Make it, with something to ask whether to stop."""
        worker = get_current_worker()
        deed(lambda: stopping.is_set() or worker.is_cancelled)

    @on(working.StageReached)
    def show_stage(self, message: working.StageReached) -> None:
        """Say what is being done."""
        if self.stopping is not None and not self.stopping.is_set():
            at = _STAGES.index(message.stage)
            self.bar.advance(_DOING[message.stage], at / len(_STAGES), f"{at + 1}/{len(_STAGES)}")

    @on(working.BriefingFailed)
    def tell_failed(self, message: working.BriefingFailed) -> None:
        """Say why there is none."""
        if message.trouble is None:
            self.bar.end("Stopped; nothing was made.", is_good=False)
        else:
            self.bar.fail(message.trouble)

    @on(working.BriefingEnded)
    def end(self) -> None:
        """Be ready for the next."""
        self.stopping = None
        self.refresh_bindings()

    @on(FilterDropped)
    async def narrow(self, message: FilterDropped) -> None:
        """Look at more than before."""
        await self._narrow_to(message.only)

    def action_stop(self) -> None:
        """Stop what is being made."""
        if self.stopping is not None:
            self.stopping.set()
            self.bar.begin("Stopping")

    def action_filters(self) -> None:
        """Choose which articles are looked at."""
        if self.engine is not None:
            self.app.push_screen(FilterScreen(self.only, self.engine.outlets()), self._narrow_to)

    async def _narrow_to(self, only: Filter | None) -> None:
        if only is not None:
            self.only = only
            await self.chips.show(only, None)
