"""One citation or one piece of evidence on a line, to be opened where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from tui.messages import PassageChosen
from tui.wording import date_of, outlet_of, quoted, title_of

if TYPE_CHECKING:
    from rag.types import Article, Span


class CitationCard(Static, can_focus=True):
    """Outlet, date and the verbatim words; Enter or a click opens them in the article.

    Args:
        number: The number of the source among the evidence.
        headline: Show the headline in place of the words, where the words stand above already.
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
        article: Article,
        span: Span,
        quote: str,
        *,
        number: int | None = None,
        headline: bool = False,
    ) -> None:
        super().__init__(markup=False)
        self.article, self.span, self.quote = article, span, quote
        self.number = number
        self._tail = title_of(article) if headline else quoted(quote)

    def render(self) -> Content:
        """`2 The Harbour Post · 2026-03-02  “Seven people were injured`."""
        label = f" {self.number} " if self.number else " ↳ "
        return Content.assemble(
            (label, "bold $primary on $panel"),
            (f"{outlet_of(self.article)} ", "bold on $panel"),
            (f"· {date_of(self.article)} ", "$foreground-muted on $panel"),
            (f" {self._tail}", "$foreground-muted"),
        )

    def action_open(self) -> None:
        """Ask for the article."""
        self.post_message(PassageChosen(self.article, self.span, self.quote))

    def on_click(self) -> None:
        """A click is the same as Enter."""
        self.action_open()
