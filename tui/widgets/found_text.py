"""The text of an article with the words that were searched for made plain to see."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from rag.types import Span
from rag.words import content, tokens
from tui.widgets.article_text import ArticleText

if TYPE_CHECKING:
    from rich.text import Text

NOWHERE = Span(0, 0)
Place = tuple[int, int]
"""A line of the text and where a word begins in it."""


class FoundText(ArticleText):
    """Any inflection of the words stands out; `n` and `N` walk from one to the next.

    Words are looked for line by line when a line is drawn, so a long text costs no more than
    what is seen of it.
    """

    HELP = "**n** and **N** lead to the next and the last place of the words searched for."
    COMPONENT_CLASSES: ClassVar[set[str]] = {"found-text--found", "found-text--here"}
    DEFAULT_CSS = """
    FoundText {
        & .found-text--found {
            background: $warning 25%;
            color: $foreground;
            text-style: bold;
        }
        & .found-text--here {
            background: $primary;
            color: $background;
            text-style: bold underline;
        }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "find(1)", "Next word", id="text.next"),
        Binding("N", "find(-1)", "Last word", id="text.last", show=False),
        # An editor would take the key to itself; nothing is edited here.
        Binding("delete", "screen.remove", "Remove", id="text.remove", key_display="del"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._stems: frozenset[str] = frozenset()
        self._here: Place | None = None

    def open(self, text: str, words: str, cited: Span = NOWHERE) -> None:
        """Show a text, opened at the cited words or else at the first of the words searched for."""
        wanted = content(words) or tokens(words)
        self._stems = frozenset(token.stem for token in wanted)
        self._here = None
        self.show(text, cited)
        if cited == NOWHERE and self._stems:
            self.call_after_refresh(self.action_find, 1)

    @property
    def found_words(self) -> list[str]:
        """The words that stand out, in the order of the text."""
        lines = range(self.document.line_count)
        return [
            span.of(self.document.get_line(number)) for number in lines for span in self._in(number)
        ]

    def action_find(self, step: int) -> None:
        """Go to the next place of the words, or the last one; round the end and on."""
        if (place := self._next(step)) is not None:
            self._here = place
            row = self.wrapped_document.location_to_offset(place).y
            self._line_cache.clear()
            self.refresh()
            self.scroll_to(y=max(row - self.size.height // 3, 0), animate=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """There is a next word only where words were searched for."""
        return action != "find" or bool(self._stems)

    def get_line(self, line_index: int) -> Text:
        """A line of the text, the words in it in the style of what was found."""
        line = super().get_line(line_index)
        for span in self._in(line_index):
            is_here = self._here == (line_index, span.start)
            style = "found-text--here" if is_here else "found-text--found"
            line.stylize(self.get_component_rich_style(style), *span)
        return line

    def _in(self, number: int) -> list[Span]:
        if not self._stems:
            return []
        return [t.span for t in tokens(self.document.get_line(number)) if t.stem in self._stems]

    def _next(self, step: int) -> Place | None:
        line, column = self._here or (0, -1)
        count = self.document.line_count
        for turn in range(count + 1):
            number = (line + step * turn) % count
            starts = [span.start for span in self._in(number)][::step]
            if turn == 0:
                starts = [start for start in starts if (start - column) * step > 0]
            if starts:
                return number, starts[0]
        return None
