"""The line above the question: what is being done, and how far it has come."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static

from rag.answer.rendering import counted

if TYPE_CHECKING:
    from textual.timer import Timer


class Stage(StrEnum):
    """The stages of a turn in their order, and the rests between turns."""

    OPENING = "opening"
    IDLE = "idle"
    RETRIEVING = "retrieving"
    ANSWERING = "answering"
    WRITING = "writing"
    CHECKING = "checking"
    STOPPING = "stopping"


STEPS: Final = (
    ("search", (Stage.RETRIEVING,)),
    ("write", (Stage.ANSWERING, Stage.WRITING)),
    ("check", (Stage.CHECKING,)),
)
SPINNER: Final = "▖▘▝▗"
RESTING: Final = frozenset({Stage.IDLE})


class StageBar(Static):
    """One line: what is being done on the left, the steps of an answer after it."""

    stage = reactive(Stage.OPENING)
    sources = reactive(0)
    """Evidence sentences that were found."""
    words = reactive(0)
    """Words of the draft so far."""
    _frame = reactive(0)

    _timer: Timer

    def on_mount(self) -> None:
        """Turn a wheel while something is done, unless animations are off."""
        self._timer = self.set_interval(0.15, self._turn, pause=True)
        self.watch_stage(self.stage)

    def watch_stage(self, stage: Stage) -> None:
        """Let the wheel turn only while something is done."""
        if not self.is_mounted:
            return
        self.set_class(stage in RESTING, "-idle")
        if stage in RESTING or self.app.animation_level == "none":
            self._timer.pause()
        else:
            self._timer.resume()

    def begin(self) -> None:
        """A new question."""
        self.sources = self.words = 0
        self.stage = Stage.RETRIEVING

    def render(self) -> Content:
        """The line as it stands."""
        if self.stage is Stage.IDLE:
            return Content.assemble(
                ("Enter", "bold"), " asks   ", ("Shift+Tab", "bold"), " walks the citations   ",
                ("↑", "bold"), " earlier questions",
            )  # fmt: skip
        wheel = (f"{SPINNER[self._frame % len(SPINNER)]} ", "$primary bold")
        return Content.assemble(wheel, self._doing(), *self._steps())

    def _doing(self) -> str:
        return {
            Stage.OPENING: "Opening the archive",
            Stage.IDLE: "",
            Stage.RETRIEVING: "Looking for evidence",
            Stage.ANSWERING: f"Answering from {counted(self.sources, 'sentence')} of evidence",
            Stage.WRITING: f"Writing a draft, {counted(self.words, 'word')}",
            Stage.CHECKING: "Checking each sentence against its source",
            Stage.STOPPING: "Stopping",
        }[self.stage]

    def _steps(self) -> list[tuple[str, str]]:
        at = next((i for i, (_, stages) in enumerate(STEPS) if self.stage in stages), None)
        if at is None:
            return []
        parts: list[tuple[str, str]] = [("   ", "")]
        for index, (name, _) in enumerate(STEPS):
            glyph = "✓" if index < at else "▸" if index == at else "·"
            style = "$primary bold" if index == at else "$foreground-muted"
            parts.append((f" {glyph} {name}", style))
        return parts

    def _turn(self) -> None:
        self._frame += 1
