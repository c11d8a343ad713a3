"""The passages that a search found, below the headlines."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from rag.answer.rendering import counted
from tui.wording import date_of, line, outlet_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.types import Hit


class HitList(OptionList):
    """Outlet, date and the sentence of each passage that bears most on the words, best first."""

    HELP = """\
Passages found by meaning and by words, best first. **Enter** opens the article at the sentence.
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "Open", id="passages.open"),
    ]

    class Chosen(Message):
        """A reader wants to read a passage in its article, now or while walking through them."""

        def __init__(self, hit: Hit, *, is_opened: bool) -> None:
            super().__init__()
            self.hit, self.is_opened = hit, is_opened

    def __init__(self) -> None:
        super().__init__(classes="pane", markup=False)
        self.border_title = "Passages"
        self._hits: tuple[Hit, ...] = ()

    def say(self, words: str) -> None:
        """Show a sentence in place of passages."""
        self._hits = ()
        self.clear_options()
        self.add_option(Option(words, disabled=True))
        self.border_subtitle = None

    def show(self, hits: Sequence[Hit]) -> None:
        """List the passages."""
        if not hits:
            self.say("No passage bears on these words.")
            return
        self.clear_options()
        self._hits = tuple(hits)
        self.add_options(Option(_entry(hit)) for hit in hits)
        self.border_subtitle = counted(len(hits), "passage")

    @on(OptionList.OptionHighlighted)
    def walk(self, message: OptionList.OptionHighlighted) -> None:
        """Ask for the passage under the cursor, while the reader walks through them."""
        message.stop()
        if self._hits and self.has_focus:
            self.post_message(self.Chosen(self._hits[message.option_index], is_opened=False))

    @on(OptionList.OptionSelected)
    def choose(self, message: OptionList.OptionSelected) -> None:
        """Ask for the chosen passage."""
        message.stop()
        self.post_message(self.Chosen(self._hits[message.option_index], is_opened=True))


def _entry(hit: Hit) -> Content:
    words = hit.best.text if hit.best else hit.passage.text
    return Content.assemble(
        (f"{hit.rank} ", "bold $primary"),
        (outlet_of(hit.article), "bold"),
        (f" · {date_of(hit.article)}  ", "$foreground-muted"),
        line(" ".join(words.split())),
    )
