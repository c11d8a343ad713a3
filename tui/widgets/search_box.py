"""Where the words are typed that headlines and passages are looked for with."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from tui.widgets.typed_line import KeptLine
from tui.wording import line

if TYPE_CHECKING:
    from textual import events


class SearchBox(KeptLine):
    """One line; the screen acts on every change."""

    HELP = """\
Headlines and outlets that have the words are listed at once, passages that bear on them, by
meaning and by words, a moment later. **Down** leads to the list, **Esc** takes the words away.
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,enter", "screen.leave_search", "To the list", id="search.down"),
    ]

    def __init__(self) -> None:
        super().__init__(placeholder="Search headlines and passages", classes="pane")
        self.border_title = "Search"

    @property
    def words(self) -> str:
        """What is searched for."""
        return line(self.value)

    def _on_paste(self, event: events.Paste) -> None:
        self.insert_text_at_cursor(line(" ".join(event.text.split())))
        event.prevent_default()
        event.stop()
