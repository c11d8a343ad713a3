"""The part of the chat that asks, and shows what comes of it in its turn."""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING

from textual import getters, on, work
from textual.worker import get_current_worker

from rag.events import Judged, Retrieved, Token
from tui.asking import Request, ask
from tui.exchange import Exchange
from tui.messages import AnswerFinished, AnswerKept, EngineSpoke, TurnEnded, TurnFailed
from tui.screens.kept import KeptScreen
from tui.widgets.answer_view import AnswerView
from tui.widgets.prompt_box import PromptBox
from tui.widgets.source_table import SourceTable
from tui.widgets.stage_bar import Stage, StageBar
from tui.widgets.transcript import Transcript

if TYPE_CHECKING:
    from rag.types import Mode


class TurnsScreen(KeptScreen):
    """Asks the engine in a worker; the events change an exchange and the widget that shows it."""

    transcript = getters.query_one(Transcript)
    sources = getters.query_one(SourceTable)
    stage = getters.query_one(StageBar)
    prompt = getters.query_one(PromptBox)

    def __init__(self) -> None:
        super().__init__()
        self.stopping: Event | None = None
        """Set to stop the answer that is running; None while none is."""
        self.entered: Exchange | None = None
        """The turn that the reader is in; None for the last."""

    @property
    def current(self) -> Exchange:
        """The turn that copying and the like are about."""
        if self.entered is not None:
            return self.entered
        return self.conversation.exchanges[-1] if self.conversation.exchanges else Exchange("")

    def is_busy(self) -> bool:
        """Whether an answer is on its way; the reader is told."""
        if self.stopping is not None:
            self.notify("An answer is on its way; Esc stops it.", markup=False)
        return self.stopping is not None

    @on(PromptBox.Submitted)
    async def begin(self, message: PromptBox.Submitted) -> None:
        """Open a turn for the question, unless one is running."""
        question = message.value.strip()
        if question and not self.is_busy():
            self.prompt.remember(question)
            await self.open_exchange(Exchange(question, self.conversation.only), self.prompt.mode)

    async def open_exchange(self, exchange: Exchange, mode: Mode) -> None:
        """Open a turn and ask."""
        self.stopping, self.entered = Event(), None
        self.conversation.exchanges.append(exchange)
        await self.transcript.open_turn(exchange)
        self.sources.show_evidence(())
        self.refresh_bindings()
        if self.engine is not None:
            self.run(exchange, mode, self.stopping)

    def run(self, exchange: Exchange, mode: Mode, stopping: Event) -> None:
        """Ask; while the archive opens, `take_engine` does it."""
        self.stage.begin()
        before = self.conversation.before(exchange)
        store = self.store if self.app.choices.keeps else None
        self.run_question(Request(self.conversation, exchange, before, mode, store), stopping)

    @work(thread=True, group="answer", exit_on_error=False)
    def run_question(self, request: Request, stopping: Event) -> None:
        """Ask the engine and post what it says."""
        worker = get_current_worker()
        assert self.engine is not None  # noqa: S101 - `run` is called once it is there
        ask(
            self.engine,
            request,
            self.post_message,
            lambda: stopping.is_set() or worker.is_cancelled,
        )

    @on(EngineSpoke)
    async def show(self, message: EngineSpoke) -> None:
        """Show one event in its turn."""
        exchange = message.exchange
        view = self.transcript.view_of(exchange)
        match message.event:
            case Retrieved(evidence):
                exchange.evidence = evidence
                self.sources.show_evidence(evidence)
                self.stage.sources, stage = len(evidence), Stage.ANSWERING
            case Token(text):
                exchange.draft += text
                self.stage.words, stage = len(exchange.draft.split()), Stage.WRITING
                if view is not None:
                    view.draft_grew()
            case Judged(statement):
                exchange.draft = ""
                exchange.judged.append(statement)
                stage = Stage.CHECKING
                if view is not None:
                    await view.add_statement(statement)
        if self.stopping is not None and not self.stopping.is_set():
            self.stage.stage = stage

    @on(AnswerFinished)
    async def finish(self, message: AnswerFinished) -> None:
        """Say how the answer stands."""
        exchange, answer = message.exchange, message.answer
        as_streamed = exchange.take(answer, message.origins)
        if (view := self.transcript.view_of(exchange)) is not None:
            await view.finish(answer, anew=not as_streamed)
        self.sources.show_evidence(exchange.evidence, exchange.cited)

    @on(AnswerKept)
    def show_kept(self, message: AnswerKept) -> None:
        """The conversation stands in the list; or say why the answer is not kept."""
        message.exchange.unkept = message.trouble
        self.list_sessions()

    @on(TurnFailed)
    def fail(self, message: TurnFailed) -> None:
        """Write the failure into its turn."""
        message.exchange.trouble = message.trouble

    @on(TurnEnded)
    def end(self, message: TurnEnded) -> None:
        """Be ready for the next question."""
        exchange = message.exchange
        exchange.draft, exchange.is_stopped = "", message.stopped
        if (view := self.transcript.view_of(exchange)) is not None:
            view.show_end()
        self.stopping = None
        self.stage.stage = Stage.IDLE
        self.transcript.settle(exchange)
        self.refresh_bindings()

    @on(AnswerView.Entered)
    def enter(self, message: AnswerView.Entered) -> None:
        """Show the evidence of the turn that the reader is in."""
        self.entered = message.exchange
        self.refresh_bindings()
        self.sources.show_evidence(message.exchange.evidence, message.exchange.cited)
