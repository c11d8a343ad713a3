"""The numbered evidence of a turn, beside its answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from rag.answer.rendering import counted
from tui.exchange import Passage
from tui.messages import PassageChosen
from tui.wording import date_of, outlet_of, quoted, title_of

if TYPE_CHECKING:
    from collections.abc import Collection

    from rag.types import Evidence


class SourceTable(OptionList):
    """Outlet, date, headline and verbatim sentence of each source, best first."""

    HELP = """\
The sentences that were looked at, best first. **Enter** opens the article at the sentence;
**Esc** leads back to the question.
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "Open", id="sources.open"),
    ]

    def __init__(self) -> None:
        super().__init__(classes="pane", markup=False)
        self.border_title = "Sources"
        self._evidence: tuple[Evidence, ...] = ()
        self._cited: frozenset[int] = frozenset()

    def on_mount(self) -> None:
        """Say what will stand here."""
        self.show_evidence(())

    def show_evidence(self, evidence: tuple[Evidence, ...], cited: Collection[int] = ()) -> None:
        """List the evidence of one turn; mark the numbers that its answer cites."""
        if (evidence, frozenset(cited)) == (self._evidence, self._cited) and self.options:
            return
        kept = self.highlighted if evidence == self._evidence else None
        self._evidence, self._cited = evidence, frozenset(cited)
        self.clear_options()
        if not evidence:
            self.add_option(Option("The evidence for an answer is listed here.", disabled=True))
            self.border_subtitle = None
            return
        self.add_options(Option(self._entry(source)) for source in evidence)
        self.border_subtitle = counted(len(evidence), "sentence")
        self.highlighted = kept or 0

    def _entry(self, source: Evidence) -> Content:
        article = source.article
        cited = ("  ✓ cited", "$text-success") if source.number in self._cited else ("", "")
        return Content.assemble(
            (f"{source.number} ", "bold $primary"),
            (outlet_of(article), "bold"),
            (f" · {date_of(article)}", "$foreground-muted"),
            cited,
            "\n",
            (title_of(article), "italic $foreground-muted"),
            "\n",
            quoted(source.sentence.text),
            "\n",
        )

    @on(OptionList.OptionSelected)
    def open_source(self, message: OptionList.OptionSelected) -> None:
        """Ask for the article of the chosen source."""
        message.stop()
        if message.option_index < len(self._evidence):
            source = self._evidence[message.option_index]
            sentence = source.sentence
            passage = Passage(source.article, sentence.span, sentence.text)
            self.post_message(PassageChosen(passage))
