"""Briefings: many articles on one page, made, read, edited, exported and checked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import getters, on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Input

from rag.answer.rendering import counted
from rag.brief.export.edition import retitled
from rag.brief.export.wording import about
from tui.errors import worker_border
from tui.messages import PassageChosen
from tui.screens.article import ArticleScreen
from tui.screens.ask import AskScreen
from tui.screens.checked import CheckedScreen
from tui.screens.making import MakingScreen
from tui.screens.ordering import OrderScreen
from tui.widgets.briefing_page import BriefingPage
from tui.widgets.filter_chips import FilterChips
from tui.widgets.keyed_list import KeyedList
from tui.widgets.typed_line import TopicLine
from tui.widgets.work_bar import WorkBar
from tui.wording import line
from tui.workers import briefing as working

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from rag.brief.export.edition import Edition

OF_A_PAGE = ("title", "order", "export")


@dataclass(eq=False, slots=True)
class Made:
    """A briefing of this sitting, as it was edited."""

    edition: Edition


class BriefingsScreen(MakingScreen):
    """The topic above, what was made on the left, the page beside it, the stage below."""

    CSS_PATH: ClassVar = ["briefings.tcss", "answers.tcss"]
    ROOM = "briefings"
    HELP = """\
Type a topic and press **Enter**; **Ctrl+L** narrows it to outlets, kinds and days.

On the page **e** changes the title, **o** the order, **x** writes a file (.md, .html or .json) that
carries a seal; **v** checks such a file against the archive. Briefings are kept until the program
is closed; export what is to stay.
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "stop", "Stop", id="briefings.stop"),
        Binding("escape", "leave", "Back to the topic", id="briefings.leave", show=False),
        Binding("ctrl+l", "filters", "Filter", id="briefings.filters"),
        Binding("e", "title", "Title", id="briefings.title"),
        Binding("o", "order", "Order", id="briefings.order"),
        Binding("x", "export", "Export", id="briefings.export"),
        Binding("v", "verify", "Check file", id="briefings.verify"),
    ]

    made: getters.query_one[KeyedList[Made]] = getters.query_one("#made", KeyedList)
    page = getters.query_one(BriefingPage)

    def __init__(self) -> None:
        super().__init__()
        self.briefings: list[Made] = []
        self.shown: Made | None = None

    def compose_room(self) -> ComposeResult:
        """Topic and filter, list and page, stage."""
        yield TopicLine(placeholder="the harbour strike", id="topic", classes="pane")
        yield FilterChips(classes="-empty")
        with Horizontal(id="desk"):
            yield KeyedList("None was made yet.", id="made")
            yield BriefingPage()
        yield WorkBar()

    def on_mount(self) -> None:
        """Let the reader type."""
        self.topic.border_title, self.made.border_title = "Topic", "Of this sitting"
        self.made.show((), _told)
        self.topic.focus()

    @on(working.BriefingMade)
    async def show_made(self, message: working.BriefingMade) -> None:
        """Show the newest."""
        made = Made(message.edition)
        self.briefings.insert(0, made)
        self.bar.end(about(made.edition))
        await self._show(made)
        self.page.focus()

    @on(KeyedList.Chosen, "#made")
    async def show_chosen(self, message: KeyedList.Chosen) -> None:
        """Read another one."""
        await self._show(message.value)
        self.page.focus()

    @on(PassageChosen)
    def open_article(self, message: PassageChosen) -> None:
        """Open the article at the words, the other outlets of the line behind it."""
        if self.engine is not None:
            passages = self.page.passages_from(message.passage)
            self.app.push_screen(ArticleScreen(self.engine, passages))

    @on(working.BriefingChecked)
    def show_check(self, message: working.BriefingChecked) -> None:
        """Say whether a file holds."""
        self.app.push_screen(CheckedScreen(message.place, message.found))

    def on_descendant_focus(self) -> None:
        """Other keys are possible on the page than where one types."""
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Only what is possible now."""
        if action == "stop":
            return self.stopping is not None
        is_typing = isinstance(self.focused, Input)
        if action in OF_A_PAGE:
            return self.shown is not None and not is_typing
        return action != "verify" or not is_typing

    def action_leave(self) -> None:
        """Back to the topic."""
        self.remove_class("-reading")
        self.topic.focus()

    def action_title(self) -> None:
        """Give the page another title."""
        if self.shown is not None:
            title = self.shown.edition.title
            screen = AskScreen("Title", "What the page is called.", yes="Keep", value=title)
            self.app.push_screen(screen, self._retitle)

    def action_order(self) -> None:
        """Put the page in another order."""
        if self.shown is not None:
            self.app.push_screen(OrderScreen(self.shown.edition), self._edit)

    def action_export(self) -> None:
        """Write the page to a file that can be checked."""
        if self.shown is None:
            return
        edition = self.shown.edition

        def write(place: str | None) -> None:
            if place is not None:
                self.look(working.write, edition, place)

        what = "The end of the name is the form: .md, .html or .json. No file is written over."
        self.app.push_screen(AskScreen("Save", what, yes="Save", value="briefing.html"), write)

    def action_verify(self) -> None:
        """Check a file that was exported."""

        def check(place: str | None) -> None:
            if place is not None and self.engine is not None:
                self.look(working.check, self.engine, place)

        what = "A briefing that was exported; it is checked against this archive."
        self.app.push_screen(AskScreen("Check a file", what, yes="Check"), check)

    async def _show(self, made: Made) -> None:
        self.shown = made
        self.add_class("-reading")
        self.made.show(self.briefings, _told)
        self.made.highlighted = self.briefings.index(made)
        await self.page.show(made.edition)
        self.refresh_bindings()

    async def _retitle(self, title: str | None) -> None:
        if title is not None and self.shown is not None:
            with worker_border(lambda trouble: self.app.tell(trouble, "Title")):
                await self._edit(retitled(self.shown.edition, title))

    async def _edit(self, edition: Edition | None) -> None:
        if edition is not None and self.shown is not None:
            self.shown.edition = edition
            await self._show(self.shown)


def _told(made: Made) -> Content:
    edition = made.edition
    sources = counted(len(edition.briefing.sources), "article")
    facts = (f"\n  {edition.briefing.made_on.isoformat()} · {sources}", "$foreground-muted")
    return Content.assemble((line(edition.title), "bold"), facts)
