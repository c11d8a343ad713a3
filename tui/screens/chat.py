"""The chat: ask, watch the answer arrive, open the cited words."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import getters, on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal

from rag.types import Filter, Mode
from tui.conversation import Conversation
from tui.exchange import Exchange
from tui.messages import FilterDropped, PassageChosen, RoomChosen, Topic
from tui.screens.article import ArticleScreen
from tui.screens.filters import FilterScreen
from tui.screens.turns import TurnsScreen
from tui.widgets.filter_chips import FilterChips
from tui.widgets.prompt_box import PromptBox
from tui.widgets.session_pane import SessionPane
from tui.widgets.source_table import SourceTable
from tui.widgets.stage_bar import Stage, StageBar
from tui.widgets.transcript import Transcript

if TYPE_CHECKING:
    from pathlib import PurePath

    from textual.app import ComposeResult
    from textual.widget import Widget

    from rag.engine import Engine

IN_AN_ANSWER = ("copy", "save", "again", "brief")


class ChatScreen(TurnsScreen):
    """Conversations on the left, turns in the middle, their evidence on the right."""

    CSS_PATH: ClassVar[list[str | PurePath]] = ["chat.tcss", "answers.tcss"]
    ROOM = "chat"
    HELP = """\
Ask the archive. Each sentence of an answer has a mark and the outlets it came from:

- **✓ supported**: written by the model, carried by the words it cites
- **❝ quoted**: verbatim words of an article
- **~ partial**: carried in part; the reason stands below it
- **✗ dropped**: failed the check, not part of the answer
- **≠ disputed**: the sources say otherwise; both sides stand below it

**Shift+Tab** walks through citations and sources; **Enter** or a click opens the cited words.
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "stop", "Stop", id="chat.stop"),
        Binding("escape", "leave", "Back to the question", id="chat.leave", show=False),
        Binding("ctrl+t", "next_mode", "Mode", id="chat.mode"),
        Binding("ctrl+o", "sources", "Sources", id="chat.sources"),
        Binding("f7", "sessions", "Kept", id="chat.sessions"),
        Binding("ctrl+l", "filters", "Filter", id="chat.filters"),
        Binding("ctrl+n", "new", "New conversation", id="chat.new", show=False),
        Binding("ctrl+y", "copy", "Copy the answer", id="chat.copy", show=False),
        Binding("ctrl+s", "save", "Save the answer", id="chat.save", show=False),
        Binding("ctrl+r", "again", "Ask again in the other mode", id="chat.again", show=False),
        Binding("ctrl+g", "brief", "Make a briefing on it", id="chat.brief", show=False),
        Binding("f8", "keep", "Keep conversations or not", id="chat.keep", show=False),
    ]

    chips = getters.query_one(FilterChips)

    def compose_room(self) -> ComposeResult:
        """Kept conversations, turns and evidence side by side; stage, filter, question."""
        with Horizontal(id="desk"):
            yield SessionPane()
            yield Transcript()
            yield SourceTable()
        yield StageBar()
        yield FilterChips(classes="-empty")
        yield PromptBox()

    async def on_mount(self) -> None:
        """Let the reader type while the archive opens."""
        self.prompt.is_kept = self.app.choices.keeps
        self.prompt.focus()
        await self.transcript.show(self.conversation.exchanges)

    def take_engine(self, engine: Engine) -> None:
        """Ask what was typed while the archive opened."""
        super().take_engine(engine)
        self.prompt.mode = engine.config.answer.mode
        self.transcript.show_empty(engine.size() == 0)
        if self.stopping is None:
            self.stage.stage = Stage.IDLE
        else:
            self.run(self.conversation.exchanges[-1], self.prompt.mode, self.stopping)

    async def show_conversation(self, conversation: Conversation) -> None:
        """Show another conversation, unless an answer is still on its way."""
        if self.is_busy():
            return
        self.conversation, self.entered = conversation, None
        await self.transcript.show(conversation.exchanges)
        await self.chips.show(conversation.only, conversation.as_of)
        self.sources.show_evidence(self.current.evidence, self.current.cited)
        self.action_leave()
        self.list_sessions()

    @on(PassageChosen)
    def open_article(self, message: PassageChosen) -> None:
        """Open the article at the words, the other outlets of the answer behind it."""
        if self.engine is not None:
            passages = self.current.passages_from(message.passage)
            self.app.push_screen(ArticleScreen(self.engine, passages))

    @on(FilterDropped)
    async def narrow(self, message: FilterDropped) -> None:
        """Search more than before."""
        await self._narrow_to(message.only)
        self.prompt.focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Only what is possible now: Esc stops an answer while one runs."""
        if action == "stop":
            return self.stopping is not None
        if action in IN_AN_ANSWER:
            return self.stopping is None and self.current.answer is not None
        return True

    def action_stop(self) -> None:
        """Stop the answer that is running."""
        if self.stopping is not None:
            self.stopping.set()
            self.stage.stage = Stage.STOPPING

    def action_leave(self) -> None:
        """Back to the question."""
        self.remove_class("-sources", "-sessions")
        self.prompt.focus()

    def action_next_mode(self) -> None:
        """Let someone else word the next answer."""
        modes = list(Mode)
        self.prompt.mode = modes[(modes.index(self.prompt.mode) + 1) % len(modes)]

    def action_sources(self) -> None:
        """Go to the evidence, or back from it."""
        self._visit("-sources", self.sources)

    def action_sessions(self) -> None:
        """Go to the kept conversations, or back from them."""
        self._visit("-sessions", self.pane.search)

    async def action_new(self) -> None:
        """Begin a conversation that leans on nothing, under the same filter."""
        await self.show_conversation(Conversation(only=self.conversation.only))

    def action_filters(self) -> None:
        """Choose what is searched."""
        if self.engine is not None:
            screen = FilterScreen(self.conversation.only, self.engine.outlets())
            self.app.push_screen(screen, self._narrow_if)

    def action_copy(self) -> None:
        """Copy an answer with its references."""
        self.app.copy_to_clipboard(self.text_of(self.current))
        self.notify("The answer was copied with its references.", markup=False)

    def action_save(self) -> None:
        """Write an answer with its references to a file."""
        self.save_answer(self.current)

    async def action_again(self) -> None:
        """Ask the question of a turn anew, worded by the other side."""
        asked = self.current
        if asked.answer is not None:
            mode = Mode.WRITE if asked.answer.mode is Mode.QUOTE else Mode.QUOTE
            await self.open_exchange(Exchange(asked.question, asked.only, again=asked), mode)

    def action_brief(self) -> None:
        """Make a briefing on what a turn is about, under its filter."""
        asked = self.current
        if asked.answer is not None:
            topic = Topic(asked.answer.read_as or asked.question, asked.only)
            self.post_message(RoomChosen("briefings", topic))

    def action_keep(self) -> None:
        """Keep the answers from now on, or do not."""
        keeps = not self.app.choices.keeps
        self.app.choose(self.app.choices.model_copy(update={"keeps": keeps}))
        self.prompt.is_kept = keeps

    async def action_turn_pages(self, pages: int) -> None:
        """Turn the pages of the transcript."""
        await self.transcript.turn_pages(pages)

    def _visit(self, state: str, part: Widget) -> None:
        """Go to a part of the screen that a narrow terminal shows in place of the turns."""
        if self.has_class(state) and part.has_focus:
            self.action_leave()
            return
        self.remove_class("-sources", "-sessions")
        self.add_class(state)
        part.focus()

    async def _narrow_to(self, only: Filter) -> None:
        self.conversation.only = only
        await self.chips.show(only, self.conversation.as_of)

    async def _narrow_if(self, only: Filter | None) -> None:
        if only is not None:
            await self._narrow_to(only)
