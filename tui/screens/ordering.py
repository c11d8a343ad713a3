"""The order of a briefing's page: its sections, and the entries of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual import getters
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Footer

from rag.brief.export.edition import Section, moved, reordered
from rag.brief.export.wording import HEADINGS, words_of
from rag.brief.types import Line
from tui.widgets.keyed_list import KeyedList
from tui.wording import line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.app import ComposeResult

    from rag.brief.export.edition import Edition

_OF_LINES = (Section.IN_SHORT, Section.TIMELINE, Section.MISSING)
"""Sections whose entries are sentences and can be told apart in a list."""


class Part(NamedTuple):
    """A section, or an entry of it."""

    section: Section
    entry: int | None = None
    """1-based; None for the section itself."""
    words: str = ""


class OrderScreen(ModalScreen["Edition | None"]):
    """Gives the edition in another order, or None.

    Args:
        edition: As it stands.
    """

    CSS_PATH = "ordering.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("shift+up,minus", "move(-1)", "Move up", id="ordering.up", key_display="-"),
        Binding("shift+down,plus", "move(1)", "Move down", id="ordering.down", key_display="+"),
        Binding("ctrl+s", "keep", "Keep", id="ordering.keep"),
        Binding("escape", "dismiss", "Cancel", id="ordering.cancel"),
    ]
    HELP = """\
**+** and **-** (or Shift with the arrows) move what the cursor stands on: a section among the
sections, an entry within its own. **Ctrl+S** keeps the order, **Esc** changes nothing.
"""

    parts: getters.query_one[KeyedList[Part]] = getters.query_one("#parts", KeyedList)

    def __init__(self, edition: Edition) -> None:
        super().__init__()
        self.edition = edition

    def compose(self) -> ComposeResult:
        """The list."""
        with Vertical(id="box", classes="pane") as box:
            box.border_title = "Order of the page"
            yield KeyedList("Nothing can be moved.", id="parts", opens=False)
        yield Footer()

    def on_mount(self) -> None:
        """List what can be moved."""
        self.parts.show(list(_parts(self.edition)), _told)
        self.parts.focus()

    def action_move(self, step: int) -> None:
        """Move what the cursor stands on."""
        part = self.parts.value
        if part is None:
            return
        after = self._moved_entry(part, step) if part.entry else self._moved_section(part, step)
        parts = list(_parts(self.edition))
        self.parts.show(parts, _told)
        place = ((p.section, p.entry) for p in parts)
        self.parts.highlighted = list(place).index((after.section, after.entry))

    def action_keep(self) -> None:
        """Give the edition."""
        self.dismiss(self.edition)

    def _moved_section(self, part: Part, step: int) -> Part:
        shown = list(self.edition.sections)
        at = shown.index(part.section)
        to = min(max(at + step, 0), len(shown) - 1)
        shown.insert(to, shown.pop(at))
        self.edition = reordered(self.edition, [str(section) for section in shown])
        return part

    def _moved_entry(self, part: Part, step: int) -> Part:
        at = part.entry or 1
        size = len(getattr(self.edition.briefing, part.section))
        to = min(max(at + step, 1), size)
        self.edition = moved(self.edition, str(part.section), at, to)
        return Part(part.section, to)


def _parts(edition: Edition) -> Iterator[Part]:
    for section in edition.sections:
        yield Part(section)
        if section in _OF_LINES:
            for number, entry in enumerate(getattr(edition.briefing, section), 1):
                told = entry if isinstance(entry, Line) else entry.line
                yield Part(section, number, words_of(told))


def _told(part: Part) -> Content:
    if part.entry is None:
        return Content.styled(HEADINGS[part.section], "bold $primary")
    return Content(f"   {line(part.words)}")
