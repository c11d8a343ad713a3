"""The text of an article with the cited words made plain to see."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.widgets import TextArea

from tui.wording import prose

if TYPE_CHECKING:
    from rich.text import Text

    from rag.types import Span

    Location = tuple[int, int]


class ArticleText(TextArea):
    """A text to read, wrapped to the width, drawn line by line however long it is."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"article-text--cited"}
    DEFAULT_CSS = """
    ArticleText {
        border: none;
        padding: 0 1;
        background: $background;
        scrollbar-size-vertical: 1;

        &:focus {
            border: none;
        }

        & .article-text--cited {
            background: $primary 25%;
            color: $foreground;
            text-style: bold underline;
        }
    }
    """

    def __init__(self) -> None:
        super().__init__(read_only=True, show_cursor=False, soft_wrap=True)
        self._cited: tuple[Location, Location] | None = None

    def show(self, text: str, cited: Span) -> None:
        """Show the text, opened at the cited words."""
        # Each part is made inert by itself, so that the cited run keeps its place even if
        # characters fall away before or inside it.
        before, words = prose(text[: cited.start]), prose(cited.of(text))
        self.text = before + words + prose(text[cited.end :])
        self._cited = (_end_of(before), _end_of(before + words))
        self.call_after_refresh(self.scroll_to_cited)

    @property
    def cited_words(self) -> str:
        """The words that are drawn as cited."""
        return self.get_text_range(*self._cited) if self._cited else ""

    def scroll_to_cited(self) -> None:
        """Bring the cited words to the upper third of the view."""
        if self._cited is None:
            return
        row = self.wrapped_document.location_to_offset(self._cited[0]).y
        self.scroll_to(y=max(row - self.size.height // 3, 0), animate=False)

    def get_line(self, line_index: int) -> Text:
        """A line of the text, the cited part of it in the cited style."""
        line = super().get_line(line_index)
        if self._cited is not None:
            (first, start), (last, end) = self._cited
            if first <= line_index <= last:
                line.stylize(
                    self.get_component_rich_style("article-text--cited"),
                    start if line_index == first else 0,
                    end if line_index == last else len(line),
                )
        return line


def _end_of(text: str) -> Location:
    """Row and column just behind the last character, in lines as the text area splits them."""
    rows = f"{text}|".splitlines()
    return len(rows) - 1, len(rows[-1]) - 1
