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
    """Scrolls through the turns; the running one is kept in view."""

    def compose(self) -> ComposeResult:
        """A word of welcome until the first question."""
        yield Static(WELCOME, id="welcome", markup=False)

    def show_empty(self) -> None:
        """Say how articles get in."""
        self.query_one("#welcome", Static).update(EMPTY)

    async def open_turn(self, question: str) -> AnswerView:
        """Begin a turn at the foot of the transcript."""
        await self.query("#welcome").remove()
        view = AnswerView(question)
        await self.mount(view)
        self.follow()
        return view

    def follow(self) -> None:
        """Bring the foot of the transcript into view once it is laid out."""
        self.call_after_refresh(self.scroll_end, animate=False)

    def settle(self, view: AnswerView) -> None:
        """Bring the head of a finished turn into view when it is too tall to be seen whole."""

        def scroll() -> None:
            if view.outer_size.height > self.size.height:
                self.scroll_to_widget(view, top=True, animate=False)
            else:
                self.scroll_end(animate=False)

        self.call_after_refresh(scroll)
