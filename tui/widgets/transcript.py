"""The turns of this sitting, oldest first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tui.widgets.answer_view import AnswerView

if TYPE_CHECKING:
    from textual.app import ComposeResult

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
    "Add articles first; leave with Ctrl+Q and type\n\n",
    ("    byline ingest PATH\n\n", "bold $text-accent"),
    "PATH is a file or a folder of articles (.txt, .md, .jsonl and more).",
)  # fmt: skip


class Transcript(VerticalScroll, can_focus=False):
    """Scrolls through the turns; keeps the newest in view until the reader goes elsewhere."""

    def __init__(self) -> None:
        super().__init__()
        self._kept: AnswerView | None = None
        """The turn that is kept in view; None once the reader scrolled."""

    def compose(self) -> ComposeResult:
        """A word of welcome until the first question."""
        yield Static(WELCOME, id="welcome", markup=False)

    def show_empty(self) -> None:
        """Say how articles get in."""
        self.query_one("#welcome", Static).update(EMPTY)

    async def open_turn(self, question: str) -> AnswerView:
        """Begin a turn at the foot of the transcript."""
        await self.query("#welcome").remove()
        view = self._kept = AnswerView(question)
        await self.mount(view)
        return view

    def settle(self, view: AnswerView) -> None:
        """Show a finished turn from its head, if it is too tall to be seen whole."""
        view.add_class("-settled")
        self.call_after_refresh(self._keep_in_view)

    def turn_pages(self, pages: int) -> None:
        """Scroll by pages, up when negative."""
        self._kept = None
        self.scroll_relative(y=pages * self.size.height, animate=False)

    def on_resize(self) -> None:
        """The content grew, or the terminal changed."""
        self._keep_in_view()

    def on_mouse_scroll_up(self) -> None:
        """The reader goes elsewhere."""
        self._kept = None

    def on_descendant_focus(self) -> None:
        """The reader goes elsewhere."""
        self._kept = None

    def _keep_in_view(self) -> None:
        if self._kept is None:
            return
        head = self._kept.virtual_region.y
        if not self._kept.has_class("-settled"):
            head = self.max_scroll_y
        self.scroll_to(y=min(head, self.max_scroll_y), animate=False, immediate=True)
