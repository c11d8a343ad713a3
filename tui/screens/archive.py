"""The archive: what is in it, found as one types, read with everything that is known of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final, NamedTuple

from textual import getters, on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, Static

from tui.grouping import Group, Grouping, Titles
from tui.screens.changing import ChangingScreen
from tui.telling import told_group
from tui.widgets.article_list import ArticleList
from tui.widgets.found_text import NOWHERE
from tui.widgets.hit_list import HitList
from tui.widgets.lineage_tree import LineageTree
from tui.widgets.read_pane import ReadPane
from tui.widgets.search_box import SearchBox
from tui.widgets.work_bar import WorkBar
from tui.workers.reading import (
    ArticlesArranged,
    ArticlesListed,
    ArticlesRemoved,
    PassagesFound,
    ReadingFailed,
    ReadingFetched,
    SearchFailed,
)

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.timer import Timer
    from textual.widget import Widget

    from rag.engine import Engine
    from rag.types import Span
    from tui.grouping import Row

EMPTY: Final = """\
The archive is empty.

Press a to add articles: files, folders, addresses of pages and feeds."""


class Wanted(NamedTuple):
    """The article that is to be shown."""

    article_id: str
    cited: Span = NOWHERE
    is_entered: bool = False
    """Whether the reader goes there, or only looks while walking through a list."""


class ArchiveScreen(ChangingScreen):
    """Headlines and passages on the left, the article on the right, what is being done below."""

    CSS_PATH = "archive.tcss"
    AUTO_FOCUS = "ArticleList"
    ROOM = "archive"
    PAUSE: ClassVar = 0.25
    """Seconds without a key after which passages are searched."""
    GLANCE: ClassVar = 0.1
    """Seconds that the cursor rests on an article before it is fetched."""
    HELP = """\
What the archive holds. **/** searches as you type, **g** groups by outlet, day or shared report,
**Enter** opens an article, **a** adds files, folders and addresses, **Delete** removes.
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "search", "Search", id="archive.search", key_display="/"),
        Binding("g", "group", "Group", id="archive.group"),
        Binding("escape", "back", "Back", id="archive.back"),
    ]

    search = getters.query_one(SearchBox)
    hits = getters.query_one(HitList)
    pane = getters.query_one(ReadPane)

    def __init__(self) -> None:
        super().__init__()
        self.titles = Titles(())
        self.wanted: Wanted | None = None
        self._by = Grouping.OUTLET
        self._left: Widget | None = None
        """What had the keys before the article."""
        self._resting: Timer | None = None
        self._glancing: Timer | None = None

    @property
    def target(self) -> Row | None:
        """The article that is read, else what the cursor of the list is on."""
        if self.pane.has_focus_within:
            return self.pane.reading.article if self.pane.reading else None
        return super().target

    def compose_room(self) -> ComposeResult:
        """Search above lists, the article beside them, work below."""
        with Horizontal(id="desk"):
            with Vertical(id="shelves"):
                yield SearchBox()
                yield Static(EMPTY, id="empty", markup=False)
                yield ArticleList()
                yield HitList()
            yield ReadPane()
        yield WorkBar()

    def take_engine(self, engine: Engine) -> None:
        """List what there is."""
        self.load(engine)

    @on(ArticlesListed)
    def keep_titles(self, message: ArticlesListed) -> None:
        """Group the articles anew."""
        self.titles = message.titles
        self.set_class(not self.titles.articles, "-empty")
        if self.focused is None:
            self.call_after_refresh(self.listed.focus)
        self._arrange()

    @on(ArticlesArranged)
    def show_groups(self, message: ArticlesArranged) -> None:
        """List the groups."""
        self.listed.show(message.groups, message.by, message.words)

    @on(Input.Changed, "SearchBox")
    def search_as_typed(self) -> None:
        """Narrow the headlines at once, search the passages after a pause."""
        words = self.search.words
        self._arrange()
        _stop(self._resting)
        is_searching = any(map(str.isalnum, words))
        self.set_class(is_searching, "-searching")
        if is_searching:
            self.hits.say("Searching …")
            self._resting = self.set_timer(self.PAUSE, self._search_passages)

    @on(PassagesFound)
    def show_hits(self, message: PassagesFound) -> None:
        """List the passages, unless other words were typed since."""
        if message.words == self.search.words:
            self.hits.show(message.hits)

    @on(SearchFailed)
    def fail_search(self, message: SearchFailed) -> None:
        """Say why no passages can be found; headlines still can."""
        self.hits.say(f"✗ {message.trouble.text}")

    @on(ArticleList.Highlighted)
    def glance(self, message: ArticleList.Highlighted) -> None:
        """Show what the cursor rests on."""
        _stop(self._glancing)
        if isinstance(message.row, Group):
            self.wanted = None
            self.pane.say(told_group(message.row))
        elif message.row is not None and self.pane.display:
            wanted = Wanted(message.row.id)
            self._glancing = self.set_timer(self.GLANCE, lambda: self._show(wanted))

    @on(ArticleList.Opened)
    def open_article(self, message: ArticleList.Opened) -> None:
        """Go to the article."""
        self._show(Wanted(message.article.id, is_entered=True))

    @on(HitList.Chosen)
    def open_passage(self, message: HitList.Chosen) -> None:
        """Show the passage in its article."""
        hit = message.hit
        span = hit.best.span if hit.best else hit.passage.span
        self._show(Wanted(hit.article.id, span, is_entered=message.is_opened))

    @on(LineageTree.Chosen)
    def open_kin(self, message: LineageTree.Chosen) -> None:
        """Go to another article of the lineage."""
        self._show(Wanted(message.article.id, is_entered=True))

    @on(ReadingFetched)
    def show_reading(self, message: ReadingFetched) -> None:
        """Show the article, if it is still the one that is wanted."""
        if self.wanted is not None and message.reading.article.id == self.wanted.article_id:
            self.pane.show(message.reading, self.search.words, self.wanted.cited)
            if self.wanted.is_entered:
                self.pane.enter()

    @on(ReadingFailed)
    def fail_reading(self, message: ReadingFailed) -> None:
        """Say why there is nothing to read."""
        self.pane.fail(message.trouble)

    @on(ArticlesRemoved)
    def leave_removed(self, message: ArticlesRemoved) -> None:
        """Leave an article that is no longer there."""
        if self.pane.reading is not None and self.pane.reading.article in message.articles:
            self.action_back()
            self.pane.say("The article was removed.")

    def action_search(self) -> None:
        """Type words."""
        self.remove_class("-reading")
        self.search.action_select_all()
        self.search.focus()

    def action_leave_search(self) -> None:
        """From the words to what they found."""
        self.listed.focus()

    def action_group(self) -> None:
        """Group by something else."""
        ways = list(Grouping)
        self._by = ways[(ways.index(self._by) + 1) % len(ways)]
        self._arrange()

    def action_back(self) -> None:
        """From the article to the lists; from there to all articles."""
        if self.pane.has_focus_within or self.has_class("-reading"):
            self.remove_class("-reading")
            (self._left or self.listed).focus()
        else:
            self.search.clear()
            self.bar.clear()
            self.listed.focus()

    def _arrange(self) -> None:
        self.group_titles(self.titles, self._by, self.search.words)

    def _search_passages(self) -> None:
        if self.engine is not None and self.search.words:
            self.find(self.engine, self.search.words)

    def _show(self, wanted: Wanted) -> None:
        if self.engine is None:
            return
        # A glance that is still to come must not take the place of what was opened.
        _stop(self._glancing)
        self.wanted = wanted
        if wanted.is_entered and not self.pane.has_focus_within:
            self._left = self.focused
        self.set_class(wanted.is_entered or self.has_class("-reading"), "-reading")
        self.fetch(self.engine, wanted.article_id)


def _stop(timer: Timer | None) -> None:
    if timer is not None:
        timer.stop()
