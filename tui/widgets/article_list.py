"""The articles of the archive under their headings, drawn line by line however many there are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.visual import Visual

from rag.answer.rendering import counted
from tui.grouping import Group, Grouping, Row, rows_of
from tui.wording import date_of, outlet_of, title_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events

    from rag.types import Article


class ArticleList(ScrollView, can_focus=True):
    """One line for each heading and article; only the lines in view are ever drawn."""

    HELP = """\
The articles of the archive. **Up** and **Down** walk through them, **Left** and **Right** shut
and open a group, **Enter** opens an article; **g** groups them by outlet, date or report.
"""
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "article-list--line", "article-list--cursor", "article-list--hover",
    }  # fmt: skip
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "Open", id="articles.open"),
        Binding("up,k", "move(-1)", "Up", id="articles.up", show=False),
        Binding("down,j", "move(1)", "Down", id="articles.down", show=False),
        Binding("pageup", "move_page(-1)", "Page up", id="articles.pageup", show=False),
        Binding("pagedown", "move_page(1)", "Page down", id="articles.pagedown", show=False),
        Binding("home", "move_to(0)", "First", id="articles.first", show=False),
        Binding("end", "move_to(-1)", "Last", id="articles.last", show=False),
        Binding("left", "shut", "Shut the group", id="articles.shut", show=False),
        Binding("right", "unfold", "Open the group", id="articles.unfold", show=False),
    ]

    cursor: reactive[int] = reactive(0)
    hovered: reactive[int | None] = reactive[int | None](None)

    class Highlighted(Message):
        """The cursor stands on another row, or on none."""

        def __init__(self, row: Row | None) -> None:
            super().__init__()
            self.row = row

    class Opened(Message):
        """A reader wants to read an article."""

        def __init__(self, article: Article) -> None:
            super().__init__()
            self.article = article

    def __init__(self) -> None:
        super().__init__(classes="pane")
        self.border_title = "Articles"
        self.groups: tuple[Group, ...] = ()
        self.grouping = Grouping.OUTLET
        self.rows: list[Row] = []
        self._shut: set[str] = set()
        self._found: re.Pattern[str] | None = None

    @property
    def row(self) -> Row | None:
        """The row under the cursor."""
        return self.rows[self.cursor] if self.cursor < len(self.rows) else None

    def show(self, groups: Sequence[Group], by: Grouping, words: str = "") -> None:
        """List the groups; the cursor stays on its article where that is still listed."""
        kept = self.row
        self.groups, self.grouping = tuple(groups), by
        wanted = "|".join(map(re.escape, sorted(words.split(), key=len, reverse=True)))
        self._found = re.compile(wanted, re.IGNORECASE) if wanted else None
        self._arrange(kept)

    def reveal(self, article_id: str) -> None:
        """Put the cursor on an article, opening its group."""
        for group in self.groups:
            if any(article.id == article_id for article in group.articles):
                self._shut.discard(group.heading)
                self._arrange(next(a for a in group.articles if a.id == article_id))

    def render_line(self, y: int) -> Strip:
        """One line of the list."""
        index = self.scroll_offset.y + y
        width = self.scrollable_content_region.width
        style = self.get_visual_style("article-list--line")
        if index >= len(self.rows):
            return Strip.blank(width, style.rich_style)
        if index == self.cursor:
            style = self.get_visual_style("article-list--line", "article-list--cursor")
        elif index == self.hovered:
            style = self.get_visual_style("article-list--line", "article-list--hover")
        row = self.rows[index]
        content = self._heading(row) if isinstance(row, Group) else self._line(row)
        return Visual.to_strips(self, content, width, 1, style, pad=True)[0]

    def watch_cursor(self, before: int, cursor: int) -> None:
        """Draw the two lines anew and tell of the row."""
        for line in (before, cursor):
            self._redraw(line)
        self.scroll_to_region(Region(0, cursor, 1, 1), animate=False, immediate=True)
        self.post_message(self.Highlighted(self.row))

    def watch_hovered(self, before: int | None, hovered: int | None) -> None:
        """Draw the two lines anew."""
        for line in (before, hovered):
            if line is not None:
                self._redraw(line)

    def action_open(self) -> None:
        """Open the article, or shut or open the group."""
        row = self.row
        if isinstance(row, Group):
            self._shut ^= {row.heading}
            self._arrange(row)
        elif row is not None:
            self.post_message(self.Opened(row))

    def action_move(self, by: int) -> None:
        """Walk."""
        self.action_move_to(min(max(self.cursor + by, 0), max(len(self.rows) - 1, 0)))

    def action_move_page(self, by: int) -> None:
        """Turn a page."""
        self.action_move(by * max(self.scrollable_content_region.height - 1, 1))

    def action_move_to(self, place: int) -> None:
        """Go to the first row, the last, or one by its place."""
        if self.rows:
            self.cursor = place % len(self.rows)

    def action_shut(self) -> None:
        """Shut the group that the cursor is in."""
        heading = next((i for i in range(self.cursor, -1, -1) if self._is_group(i)), None)
        if heading is not None:
            group = self.rows[heading]
            assert isinstance(group, Group)  # noqa: S101 - what the search above looked for
            self._shut.add(group.heading)
            self._arrange(group)

    def action_unfold(self) -> None:
        """Open the group under the cursor."""
        if isinstance(self.row, Group):
            self._shut.discard(self.row.heading)
            self._arrange(self.row)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Show what a click would mean."""
        self.hovered = self._row_at(event)

    def on_leave(self) -> None:
        """The mouse is elsewhere."""
        self.hovered = None

    def on_click(self, event: events.Click) -> None:
        """A click goes to a row; a click on a heading shuts or opens it; a second click opens."""
        place = self._row_at(event)
        if place is None:
            return
        was_there = place == self.cursor
        self.cursor = place
        if self._is_group(place) or was_there:
            self.action_open()

    def _row_at(self, event: events.MouseEvent) -> int | None:
        offset = event.get_content_offset(self)
        place = offset.y + self.scroll_offset.y if offset else len(self.rows)
        return place if place < len(self.rows) else None

    def _is_group(self, place: int) -> bool:
        return isinstance(self.rows[place], Group)

    def _arrange(self, kept: Row | None) -> None:
        self.rows = rows_of(self.groups, self._shut)
        self.virtual_size = Size(0, len(self.rows))
        articles = sum(len(group.articles) for group in self.groups)
        self.border_subtitle = f"{counted(articles, 'article')} by {self.grouping}"
        name = _name(kept)
        place = next((i for i, row in enumerate(self.rows) if _name(row) == name), 0)
        moved, self.cursor = place != self.cursor, place
        self.refresh()
        if not moved:
            self.post_message(self.Highlighted(self.row))

    def _redraw(self, line: int) -> None:
        self.refresh_lines(line, 1)

    def _heading(self, group: Group) -> Content:
        glyph = "▸" if group.heading in self._shut else "▾"
        return Content.assemble(
            (f"{glyph} ", "$primary"),
            (group.heading, "bold"),
            (f"  {len(group.articles):,}", "$foreground-muted"),
        )

    def _line(self, article: Article) -> Content:
        parts: list[Content | tuple[str, str]] = [("  ", "")]
        if self.grouping is not Grouping.DATE:
            parts.append((f"{date_of(article):<10}  ", "$foreground-muted"))
        if self.grouping is not Grouping.OUTLET:
            parts.append((f"{outlet_of(article)}  ", "$text-secondary"))
        title = Content(title_of(article))
        for found in self._found.finditer(title.plain) if self._found else ():
            title = title.stylize("bold underline $primary", *found.span())
        return Content.assemble(*parts, title)


def _name(row: Row | None) -> str | None:
    return row.heading if isinstance(row, Group) else row.id if row else None
