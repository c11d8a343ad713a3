"""One citation or one piece of evidence, to be opened where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from tui.exchange import Passage
from tui.messages import PassageChosen
from tui.wording import date_of, line, outlet_of, quoted, title_of

if TYPE_CHECKING:
    from rag.types import Citation, Evidence


class CitationCard(Static, can_focus=True):
    """Outlet, date and the verbatim words; Enter or a click opens them in the article.

    Args:
        passage: What is opened.
        number: The number of the source among the evidence.
        headline: Show the headline in place of the words, where the words stand above already.
        below: A line of its own under them: who says it, or what became of the article.
    """

    ALLOW_SELECT = False
    HELP = "**Enter** opens the article at the cited words; **Esc** leads back."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "open", "Open", id="citation.open", key_display="⏎"),
        Binding("down,right", "app.focus_next", "Next", id="citation.next", show=False),
        Binding("up,left", "app.focus_previous", "Previous", id="citation.previous", show=False),
    ]

    def __init__(
        self,
        passage: Passage,
        *,
        number: int | None = None,
        headline: bool = False,
        below: str = "",
    ) -> None:
        super().__init__(markup=False)
        self.passage = passage
        self._number, self._below = number, below
        self._tail = title_of(passage.article) if headline else quoted(passage.quote)

    def render(self) -> Content:
        """`2 The Harbour Post · 2026-03-02  “Seven people were injured`."""
        article = self.passage.article
        label = f" {self._number} " if self._number else " ↳ "
        parts = [
            (label, "bold $primary on $panel"),
            (f"{outlet_of(article)} ", "bold on $panel"),
            (f"· {date_of(article)} ", "$foreground-muted on $panel"),
            (f" {self._tail}", "$foreground-muted"),
        ]
        if self._below:
            parts.append((f"\n   {line(self._below)}", "italic $foreground-muted"))
        return Content.assemble(*parts)

    def action_open(self) -> None:
        """Ask for the article."""
        self.post_message(PassageChosen(self.passage))

    def on_click(self) -> None:
        """A click is the same as Enter."""
        self.action_open()


def card_of(
    citation: Citation, *, number: int | None, headline: bool, remark: str | None
) -> CitationCard:
    """The card of a citation, with who says it where the outlet does not say it itself."""
    sourced = citation.sourced
    said = sourced.line if sourced and sourced.voice != "fact" else ""
    below = " · ".join(part for part in (said, remark and f"▲ {remark}") if part)
    passage = Passage(citation.article, citation.span, citation.quote)
    return CitationCard(passage, number=number, headline=headline, below=below)


def card_of_evidence(evidence: Evidence) -> CitationCard:
    """The card of a sentence that was looked at."""
    sentence = evidence.sentence
    passage = Passage(evidence.article, sentence.span, sentence.text)
    return CitationCard(passage, number=evidence.number)
