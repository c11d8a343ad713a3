"""The read view: an article, opened at the words that an answer cites."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Protocol

from textual import getters, on, work
from textual.binding import Binding, BindingType
from textual.containers import Container, Horizontal, Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from rag.answer.rendering import counted
from tui.errors import Trouble, worker_border
from tui.messages import ArticleFailed, ArticleRead, VoiceChosen
from tui.widgets.article_text import ArticleText
from tui.widgets.desk_bar import DeskBar
from tui.widgets.key_line import KeyLine
from tui.widgets.voice_tab import VoiceTab
from tui.wording import date_of, line, outlet_of, quoted, title_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from rag.types import Article
    from tui.exchange import Passage

MOST_BY_NUMBER = 9


class Texts(Protocol):
    """The part of the engine that the read view needs."""

    def text(self, article_id: str, /) -> str:
        """The text that offsets refer to."""
        ...


class ArticleScreen(Screen[None]):
    """What is known of the article above, its text with the cited words below.

    Args:
        engine: Has the texts.
        passages: The words that are opened first, then those of other outlets.
    """

    CSS_PATH = "article.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", id="article.back"),
        Binding("c", "show_cited", "Cited words", id="article.cited"),
        Binding("n", "go_on(1)", "Next outlet", id="article.next"),
        Binding("p", "go_on(-1)", "Previous outlet", id="article.previous", show=False),
        Binding("y", "copy", "Copy citation", id="article.copy"),
        *(
            Binding(str(n), f"open({n})", f"Outlet {n}", id=f"article.outlet{n}", show=False)
            for n in range(1, MOST_BY_NUMBER + 1)
        ),
    ]
    HELP = """\
The cited words are underlined. **c** leads back to them, **y** copies them with their outlet,
date and address, **Esc** returns to the answer.

Where other outlets are cited too, **n** and **p** or their **numbers** open their words in place.
"""

    text = getters.query_one(ArticleText)
    notice = getters.query_one("#notice", Static)

    def __init__(self, engine: Texts, passages: Sequence[Passage]) -> None:
        super().__init__()
        self.engine, self.passages = engine, tuple(passages)
        self.at = 0

    @property
    def passage(self) -> Passage:
        """What is shown."""
        return self.passages[self.at]

    def compose(self) -> ComposeResult:
        """Bar, outlets, what is known, text, keys."""
        yield DeskBar(self.app.current_mode)
        with Container(id="table"), Vertical(id="sheet"):
            with Horizontal(id="voices", classes="" if len(self.passages) > 1 else "-empty"):
                for number, passage in enumerate(self.passages, 1):
                    yield VoiceTab(number, outlet_of(passage.article))
            yield Static(id="known", markup=False)
            yield Static(id="notice", classes="-empty", markup=False)
            yield ArticleText()
        yield KeyLine()

    def on_mount(self) -> None:
        """Open the first of them."""
        self.text.focus()
        self.action_open(1)

    @work(thread=True, exclusive=True, group="article", exit_on_error=False)
    def read(self, passage: Passage) -> None:
        """Fetch the text from the engine."""

        def fail(trouble: Trouble) -> None:
            self.post_message(ArticleFailed(passage, trouble))

        with worker_border(fail):
            self.post_message(ArticleRead(passage, self.engine.text(passage.article.id)))

    @on(ArticleRead)
    def show(self, message: ArticleRead) -> None:
        """Show the text, opened at the words, after making sure that they are the words."""
        if message.passage != self.passage:
            return  # the reader went on meanwhile
        self.text.show(message.text, self.passage.span)
        if self.passage.span.of(message.text) != self.passage.quote:
            self._say(
                "▲ The stored text no longer has the cited words at this place: "
                f"{quoted(self.passage.quote)}",
                "-changed",
            )

    @on(ArticleFailed)
    def fail(self, message: ArticleFailed) -> None:
        """Say why there is no text."""
        if message.passage == self.passage:
            self._say(f"✗ {message.trouble.text}", "-failed")

    @on(VoiceChosen)
    def choose(self, message: VoiceChosen) -> None:
        """A click is the same as the number."""
        self.action_open(message.number)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """To other outlets only where there are any."""
        return action != "go_on" or len(self.passages) > 1

    def action_back(self) -> None:
        """Back to the answer."""
        self.dismiss()

    def action_show_cited(self) -> None:
        """Back to the cited words."""
        self.text.scroll_to_cited()

    def action_go_on(self, step: int) -> None:
        """The words of the next outlet, round and round."""
        self.action_open((self.at + step) % len(self.passages) + 1)

    def action_open(self, number: int) -> None:
        """The words of the outlet of a number, if there is one."""
        if number > len(self.passages):
            return
        self.at = number - 1
        for tab in self.query(VoiceTab):
            tab.set_class(tab.number == number, "-here")
            if tab.number == number:
                # More outlets than the line has room for: it goes along with the reader.
                tab.scroll_visible(animate=False)
        self.query_one("#known", Static).update(known_of(self.passage.article))
        self._say("", "-empty")
        self.text.clear()
        self.read(self.passage)

    def action_copy(self) -> None:
        """Copy the cited words with what they come from."""
        article = self.passage.article
        place = [outlet_of(article), title_of(article), date_of(article), line(article.url or "")]
        cited = f"{quoted(self.passage.quote)} ({', '.join(p for p in place if p)})"
        self.app.copy_to_clipboard(cited)
        self.notify("The citation was copied.", markup=False)

    def _say(self, words: str, state: str) -> None:
        self.notice.update(words)
        self.notice.set_classes(state)


def known_of(article: Article) -> Content:
    """What is known of an article, in a few lines."""
    known = [outlet_of(article), date_of(article)]
    known += [line(part) for part in (article.author, article.kind, article.language) if part]
    known += [counted(article.words, "word"), f"id {line(article.id)}"]
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
