"""The turns of a conversation, oldest first; only a window of them exists as widgets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from rag.answer.rendering import counted
from tui.widgets.answer_view import AnswerView

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from tui.exchange import Exchange

WELCOME: Final = Content.assemble(
    ("Ask your own news archive.\n\n", "bold $primary"),
    "Every sentence of an answer shows the outlet it came from and was checked against that ",
    "outlet's own words. Nothing leaves this machine.\n\n",
    ("✓ supported  ", "$text-success"), "written by the model, carried by the words it cites\n",
    ("❝ quoted     ", "$text-secondary"), "verbatim words of an article\n",
    ("~ partial    ", "$text-warning"), "carried in part; the reason stands below it\n",
    ("✗ dropped    ", "$text-error"), "failed the check; not part of the answer",
)  # fmt: skip

EMPTY: Final = Content.assemble(
    ("The archive is empty.\n\n", "bold $primary"),
    "Add articles on the Archive screen, or leave with Ctrl+Q and type\n\n",
    ("    byline ingest PATH\n\n", "bold $text-accent"),
    "PATH is a file or a folder of articles (.txt, .md, .jsonl and more).",
)  # fmt: skip

WINDOW: Final = 4
"""Turns that exist as widgets at a time, so that the thousandth costs no more than the tenth."""
STEP: Final = 2
"""Turns by which the window moves."""


class Transcript(VerticalScroll, can_focus=False):
    """Scrolls through the turns; keeps the newest in view until the reader goes elsewhere."""

    def __init__(self) -> None:
        super().__init__()
        self._exchanges: list[Exchange] = []
        self._first = 0
        """Where the window begins."""
        self._kept: AnswerView | None = None
        """The turn that is kept in view; None once the reader scrolled."""

    def compose(self) -> ComposeResult:
        """A word of welcome until the first question; what lies outside of the window."""
        yield Static(WELCOME, id="welcome", markup=False)
        yield Static(id="earlier", classes="beyond -empty", markup=False)
        yield Static(id="later", classes="beyond -empty", markup=False)

    def show_empty(self, is_empty: bool = True) -> None:  # noqa: FBT001, FBT002 - a state
        """Say how articles get in, or welcome the reader."""
        self.query_one("#welcome", Static).update(EMPTY if is_empty else WELCOME)

    def view_of(self, exchange: Exchange) -> AnswerView | None:
        """The widget of a turn, if it is in the window."""
        return next((v for v in self.query(AnswerView) if v.exchange is exchange), None)

    async def show(self, exchanges: list[Exchange]) -> None:
        """Show the end of another conversation; turns are added with `open_turn`."""
        self._exchanges = exchanges
        self._kept = None
        await self.query(AnswerView).remove()
        self._first = len(exchanges)
        await self._move_to(len(exchanges) - WINDOW)
        self.call_after_refresh(self.scroll_end, animate=False)

    async def open_turn(self, exchange: Exchange) -> AnswerView:
        """Begin a turn at the foot of the transcript, and keep it in view."""
        if exchange not in self._exchanges:
            self._exchanges.append(exchange)
        await self._move_to(len(self._exchanges) - WINDOW)
        view = self.view_of(exchange)
        assert view is not None  # noqa: S101 - the window was just moved over it
        self._kept = view
        return view

    def settle(self, exchange: Exchange) -> None:
        """Show a finished turn from its head, if it is too tall to be seen whole."""
        if (view := self.view_of(exchange)) is not None:
            view.add_class("-settled")
            self.call_after_refresh(self._keep_in_view)

    async def turn_pages(self, pages: int) -> None:
        """Scroll by pages, up when negative; at either end the window moves on."""
        self._kept = None
        if pages < 0 and self.scroll_y <= 0:
            await self._go_on(-STEP)
        elif pages > 0 and self.scroll_y >= self.max_scroll_y:
            await self._go_on(STEP)
        self.scroll_relative(y=pages * self.size.height, animate=False)

    def on_resize(self) -> None:
        """The content grew, or the terminal changed."""
        self._keep_in_view()

    async def on_mouse_scroll_up(self) -> None:
        """The reader goes elsewhere."""
        self._kept = None
        if self.scroll_y <= 0:
            await self._go_on(-STEP)

    async def on_mouse_scroll_down(self) -> None:
        """The reader goes on to later turns."""
        if self.scroll_y >= self.max_scroll_y:
            await self._go_on(STEP)

    def on_descendant_focus(self) -> None:
        """The reader goes elsewhere."""
        self._kept = None

    async def _go_on(self, by: int) -> None:
        """Move the window; what stood at its edge stays where it was seen."""
        views = list(self.query(AnswerView))
        if not views:
            return
        edge = views[0] if by < 0 else views[-1]
        seen_at = edge.virtual_region.y - self.scroll_y
        if await self._move_to(self._first + by):
            self.call_after_refresh(
                lambda: self.scroll_to(y=edge.virtual_region.y - seen_at, animate=False)
            )

    async def _move_to(self, first: int) -> bool:
        """Let the window begin at `first`, as far as there are turns; False if it does already."""
        first = max(min(first, len(self._exchanges) - WINDOW), 0)
        wanted = self._exchanges[first : first + WINDOW]
        there = {view.exchange: view for view in self.query(AnswerView)}
        self.query_one("#welcome").display = not self._exchanges
        self._first = first
        self._say_what_is_beyond(first, len(self._exchanges) - first - len(wanted))
        if list(there) == wanted:
            return False
        for exchange, view in there.items():
            if exchange not in wanted:
                await view.remove()
        place = self.query_one("#earlier")
        for exchange in wanted:
            view = there.get(exchange) or AnswerView(exchange)
            if exchange not in there:
                await self.mount(view, after=place)
            place = view
        return True

    def _say_what_is_beyond(self, earlier: int, later: int) -> None:
        for name, number, glyph in (("#earlier", earlier, "▲"), ("#later", later, "▼")):
            words = counted(number, f"{name[1:]} question")
            mark = self.query_one(name, Static)
            mark.update(f"{glyph} {words}")
            mark.set_class(number <= 0, "-empty")

    def _keep_in_view(self) -> None:
        if self._kept is None or not self._kept.is_attached:
            return
        head = self._kept.virtual_region.y
        if not self._kept.has_class("-settled"):
            head = self.max_scroll_y
        self.scroll_to(y=min(head, self.max_scroll_y), animate=False, immediate=True)
