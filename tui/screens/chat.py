"""The chat: ask, watch the answer arrive, open the cited words."""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING, ClassVar

from textual import getters, on, work
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.worker import get_current_worker

from rag.events import Finished, Judged, Retrieved, Token
from rag.types import Mode
from tui.errors import Trouble, worker_border
from tui.messages import AnswerFinished, EngineSpoke, PassageChosen, TurnEnded, TurnFailed
from tui.screens.article import ArticleScreen
from tui.screens.room import RoomScreen
from tui.widgets.answer_view import AnswerView
from tui.widgets.prompt_box import PromptBox
from tui.widgets.source_table import SourceTable
from tui.widgets.stage_bar import Stage, StageBar
from tui.widgets.transcript import Transcript

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from rag.engine import Engine


class ChatScreen(RoomScreen):
    """Turns on the left, their evidence on the right, the question below."""

    CSS_PATH = "chat.tcss"
    ROOM = "chat"
    HELP = """\
Ask the archive. Each sentence of an answer has a mark and the outlets it came from:

- **✓ supported**: written by the model, carried by the words it cites
- **❝ quoted**: verbatim words of an article
- **~ partial**: carried in part; the reason stands below it
- **✗ dropped**: failed the check, not part of the answer

**Shift+Tab** walks through citations and sources; **Enter** or a click opens the cited words.
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "stop", "Stop", id="chat.stop"),
        Binding("escape", "leave", "Back to the question", id="chat.leave", show=False),
        Binding("ctrl+t", "next_mode", "Mode", id="chat.mode"),
        Binding("ctrl+o", "sources", "Sources", id="chat.sources"),
    ]

    transcript = getters.query_one(Transcript)
    sources = getters.query_one(SourceTable)
    stage = getters.query_one(StageBar)
    prompt = getters.query_one(PromptBox)

    def __init__(self) -> None:
        super().__init__()
        self.turns: list[AnswerView] = []
        self.stopping: Event | None = None
        """Set to stop the answer that is running; None while none is."""

    def compose_room(self) -> ComposeResult:
        """Turns beside evidence, stage, question."""
        with Horizontal(id="desk"):
            yield Transcript()
            yield SourceTable()
        yield StageBar()
        yield PromptBox()

    def on_mount(self) -> None:
        """Let the reader type while the archive opens."""
        self.prompt.focus()

    def take_engine(self, engine: Engine) -> None:
        """Ask what was typed while the archive opened."""
        self.prompt.mode = engine.config.answer.mode
        if not engine.size() and not self.turns:
            self.transcript.show_empty()
        if self.stopping is None:
            self.stage.stage = Stage.IDLE
        else:
            self.stage.begin()
            self.run_question(engine, len(self.turns) - 1, self.stopping)

    @on(PromptBox.Submitted)
    async def begin(self, message: PromptBox.Submitted) -> None:
        """Open a turn for the question, unless one is running."""
        question = message.value.strip()
        if not question:
            return
        if self.stopping is not None:
            self.notify("An answer is on its way; Esc stops it.", markup=False)
            return
        self.stopping = Event()
        self.prompt.remember(question)
        self.turns.append(await self.transcript.open_turn(question))
        self.sources.show_evidence(())
        self.refresh_bindings()
        if self.engine is not None:
            self.stage.begin()
            self.run_question(self.engine, len(self.turns) - 1, self.stopping)

    @work(thread=True, group="answer", exit_on_error=False)
    def run_question(self, engine: Engine, turn: int, stopping: Event) -> None:
        """Ask the engine and post what it says."""
        worker = get_current_worker()

        def stopped() -> bool:
            return stopping.is_set() or worker.is_cancelled

        def fail(trouble: Trouble) -> None:
            if not stopped():
                self.post_message(TurnFailed(turn, trouble))

        with worker_border(fail):
            question, mode = self.turns[turn].question, self.prompt.mode
            before, today = [view.told for view in self.turns[:turn]], engine.today()
            for event in engine.answer(
                question, mode=mode, before=before, today=today, stop=stopped
            ):
                if stopped():
                    break
                if isinstance(event, Finished):
                    origins = engine.origins_behind(event.answer.cited_articles)
                    self.post_message(AnswerFinished(turn, event.answer, origins=origins))
                else:
                    self.post_message(EngineSpoke(turn, event))
        self.post_message(TurnEnded(turn, stopped=stopped()))

    @on(EngineSpoke)
    async def show(self, message: EngineSpoke) -> None:
        """Show one event in its turn."""
        view = self.turns[message.turn]
        match message.event:
            case Retrieved(evidence):
                view.evidence = evidence
                self.sources.show_evidence(evidence)
                self.stage.sources, stage = len(evidence), Stage.ANSWERING
            case Token(text):
                view.add_token(text)
                self.stage.words, stage = view.draft_words, Stage.WRITING
            case Judged(statement):
                await view.add_statement(statement)
                stage = Stage.CHECKING
        if self.stopping is not None and not self.stopping.is_set():
            self.stage.stage = stage

    @on(AnswerFinished)
    async def finish(self, message: AnswerFinished) -> None:
        """Say how the answer stands."""
        view = self.turns[message.turn]
        await view.finish(message.answer, origins=message.origins)
        self.sources.show_evidence(view.evidence, view.cited)

    @on(TurnFailed)
    def fail(self, message: TurnFailed) -> None:
        """Write the failure into its turn."""
        self.turns[message.turn].fail(message.trouble)

    @on(TurnEnded)
    def end(self, message: TurnEnded) -> None:
        """Be ready for the next question."""
        view = self.turns[message.turn]
        if message.stopped:
            view.stop()
        self.stopping = None
        self.stage.stage = Stage.IDLE
        self.transcript.settle(view)
        self.refresh_bindings()

    @on(AnswerView.Entered)
    def show_sources_of(self, message: AnswerView.Entered) -> None:
        """Show the evidence of the turn that the reader is in."""
        self.sources.show_evidence(message.view.evidence, message.view.cited)

    @on(PassageChosen)
    def open_article(self, message: PassageChosen) -> None:
        """Open the article at the words."""
        if self.engine is not None:
            self.app.push_screen(
                ArticleScreen(self.engine, message.article, message.span, message.quote)
            )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Esc stops a running answer; at other times it leads back to the question."""
        return action != "stop" or self.stopping is not None

    def action_stop(self) -> None:
        """Stop the answer that is running."""
        if self.stopping is not None:
            self.stopping.set()
            self.stage.stage = Stage.STOPPING

    def action_leave(self) -> None:
        """Back to the question."""
        self.remove_class("-sources")
        self.prompt.focus()

    def action_next_mode(self) -> None:
        """Let someone else word the next answer."""
        modes = list(Mode)
        self.prompt.mode = modes[(modes.index(self.prompt.mode) + 1) % len(modes)]

    def action_sources(self) -> None:
        """Go to the evidence, or back from it."""
        if self.sources.has_focus:
            self.action_leave()
        else:
            self.add_class("-sources")
            self.sources.focus()

    def action_turn_pages(self, pages: int) -> None:
        """Turn the pages of the transcript."""
        self.transcript.turn_pages(pages)
