"""The read view: an article, opened at the words that an answer cites."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import getters, on, work
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Footer, Static

from rag.answer.rendering import counted
from tui.errors import Trouble, worker_border
from tui.messages import ArticleFailed, ArticleRead
from tui.widgets.article_text import ArticleText
from tui.widgets.desk_bar import DeskBar
from tui.wording import date_of, line, outlet_of, quoted, title_of

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from rag.engine import Engine
    from rag.types import Article, Span


class ArticleScreen(Screen[None]):
    """What is known of the article above, its text with the cited words below."""

    CSS_PATH = "article.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", id="article.back"),
        Binding("c", "show_cited", "Cited words", id="article.cited"),
        Binding("y", "copy", "Copy citation", id="article.copy"),
    ]
    HELP = """\
The cited words are underlined. **c** leads back to them, **y** copies them with their outlet,
date and address, **Esc** returns to the answer.
"""

    text = getters.query_one(ArticleText)
    notice = getters.query_one("#notice", Static)

    def __init__(self, engine: Engine, article: Article, span: Span, quote: str) -> None:
        super().__init__()
        self.engine, self.article, self.span, self.quote = engine, article, span, quote

    def compose(self) -> ComposeResult:
        """Bar, what is known, text, keys."""
        yield DeskBar(self.app.current_mode, note=f"id {line(self.article.id)}")
        with Container(id="table"), Vertical(id="sheet"):
            yield Static(self._known(), id="known", markup=False)
            yield Static(id="notice", classes="-empty", markup=False)
            yield ArticleText()
        yield Footer()

    def on_mount(self) -> None:
        """Fetch the text."""
        self.text.focus()
        self.read()

    @work(thread=True, exclusive=True, group="article", exit_on_error=False)
    def read(self) -> None:
        """Fetch the text from the engine."""

        def fail(trouble: Trouble) -> None:
            self.post_message(ArticleFailed(trouble))

        with worker_border(fail):
            self.post_message(ArticleRead(self.engine.text(self.article.id)))

    @on(ArticleRead)
    def show(self, message: ArticleRead) -> None:
        """Show the text, opened at the words, after making sure that they are the words."""
        self.text.show(message.text, self.span)
        if self.span.of(message.text) != self.quote:
            self._say(
                "▲ The stored text no longer has the cited words at this place: "
                f"{quoted(self.quote)}",
                "-changed",
            )

    @on(ArticleFailed)
    def fail(self, message: ArticleFailed) -> None:
        """Say why there is no text."""
        self._say(f"✗ {message.trouble.text}", "-failed")

    def action_back(self) -> None:
        """Back to the answer."""
        self.dismiss()

    def action_show_cited(self) -> None:
        """Back to the cited words."""
        self.text.scroll_to_cited()

    def action_copy(self) -> None:
        """Copy the cited words with what they come from."""
        article = self.article
        place = [outlet_of(article), title_of(article), date_of(article), line(article.url or "")]
        self.app.copy_to_clipboard(f"{quoted(self.quote)} ({', '.join(p for p in place if p)})")
        self.notify("The citation was copied.", markup=False)

    def _say(self, words: str, state: str) -> None:
        self.notice.update(words)
        self.notice.set_classes(state)

    def _known(self) -> Content:
        article = self.article
        known = [outlet_of(article), date_of(article)]
        known += [line(part) for part in (article.author, article.kind, article.language) if part]
        known.append(counted(article.words, "word"))
        parts: list[tuple[str, str]] = [
            (title_of(article), "bold $primary"),
            (f"\n{known[0]}", "bold"),
            (f" · {' · '.join(known[1:])}", "$foreground-muted"),
        ]
        if article.origins:
            origins = ", ".join(line(origin) for origin in article.origins)
            parts.append((f"\n▲ takes its reporting from {origins}", "$text-warning"))
        if place := article.url or article.path:
            parts.append((f"\n{line(place)}", "$foreground-muted"))
        return Content.assemble(*parts)
