"""An article to read: its text, and behind the tabs what is known of it and from where."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final, NamedTuple

from textual import getters, on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import ContentSwitcher, Static

from tui import sheets
from tui.widgets.found_text import NOWHERE, FoundText
from tui.widgets.lineage_tree import LineageTree
from tui.wording import line

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from rag.types import Span
    from tui.errors import Trouble
    from tui.workers.reading import Reading


class Sheet(NamedTuple):
    """One of the things to read of an article."""

    name: str
    label: str
    key: str


SHEETS: Final = (
    Sheet("text", "Text", "1"),
    Sheet("facts", "Facts", "2"),
    Sheet("removed", "Removed", "3"),
    Sheet("versions", "Versions", "4"),
    Sheet("lineage", "Lineage", "5"),
)


class SheetTab(Static):
    """The name of a sheet, with how much it holds; a click shows the sheet."""

    ALLOW_SELECT = False

    class Chosen(Message):
        """A reader wants another sheet."""

        def __init__(self, name: str) -> None:
            super().__init__()
            self.name = name

    def __init__(self, sheet: Sheet) -> None:
        super().__init__(markup=False, classes="sheet", id=f"tab-{sheet.name}")
        self.sheet = sheet
        self.count(0)

    def count(self, number: int) -> None:
        """Show how much there is."""
        told = (f" {number:,}", "$text-secondary") if number else ("", "")
        key = (f"{self.sheet.key} ", "$foreground-muted")
        self.update(Content.assemble(key, self.sheet.label, told))

    def on_click(self) -> None:
        """Ask for the sheet."""
        self.post_message(self.Chosen(self.sheet.name))


class ReadPane(Vertical):
    """One article, or a word on why there is none."""

    HELP = """\
**1** to **5** show the text, where each value came from, what was removed from the page, what was
edited since, and who took the report from whom.
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(s.key, f"sheet('{s.name}')", s.label, id=f"read.{s.name}", show=False)
        for s in SHEETS
    ]

    head = getters.query_one("#read-head", Static)
    switcher = getters.query_one(ContentSwitcher)
    text = getters.query_one(FoundText)
    kin = getters.query_one(LineageTree)

    def __init__(self) -> None:
        super().__init__(classes="pane")
        self.border_title = "Article"
        self.reading: Reading | None = None
        self.words = ""
        """The words that stand out in the text."""

    def compose(self) -> ComposeResult:
        """What is known at a glance, the tabs, the sheet."""
        yield Static(id="read-head", markup=False)
        with Horizontal(id="read-tabs"):
            for sheet in SHEETS:
                yield SheetTab(sheet)
        with ContentSwitcher(initial="sheet-text"):
            text = FoundText()
            text.id = "sheet-text"
            yield text
            for name in ("facts", "removed", "versions"):
                with VerticalScroll(id=f"sheet-{name}"):
                    yield Static(markup=False)
            yield LineageTree("sheet-lineage")

    def on_mount(self) -> None:
        """Say what will stand here."""
        self.say("The article under the cursor is shown here.")
        self.action_sheet("text")

    def say(self, words: str) -> None:
        """Show a sentence in place of an article."""
        self.reading = None
        self.add_class("-bare")
        self.head.update(words)
        self.border_subtitle = None

    def fail(self, trouble: Trouble) -> None:
        """Say why there is nothing to read."""
        self.say(f"✗ {trouble.text}")

    def show(self, reading: Reading, words: str, cited: Span = NOWHERE) -> None:
        """Show an article, opened at the cited words or the words searched for."""
        self.reading, self.words = reading, words
        self.remove_class("-bare")
        self.head.update(sheets.head(reading))
        self.border_subtitle = f"id {line(reading.article.id)}"
        self.text.open(reading.text, words, cited)
        for name in ("facts", "removed", "versions"):
            body = self.query_one(f"#sheet-{name}", VerticalScroll)
            body.query_one(Static).update(getattr(sheets, name)(reading))
            body.scroll_home(animate=False)
        self.kin.show(reading.lineage, reading.article)
        sharers, old = len(reading.lineage.articles) - 1, len(reading.versions) - 1
        for name, number in (
            ("removed", len(reading.removed)),
            ("versions", old and old + 1),
            ("lineage", sharers and sharers + 1),
        ):
            self.query_one(f"#tab-{name}", SheetTab).count(number)

    @on(SheetTab.Chosen)
    def choose(self, message: SheetTab.Chosen) -> None:
        """Show the sheet whose tab was clicked."""
        message.stop()
        self.action_sheet(message.name)

    def action_sheet(self, name: str) -> None:
        """Show another sheet; whoever was reading goes on in it."""
        was_inside = self.switcher.has_focus_within
        self.switcher.current = f"sheet-{name}"
        for tab in self.query(SheetTab):
            tab.set_class(tab.sheet.name == name, "-here")
        if was_inside:
            self.enter()

    def enter(self) -> None:
        """Take the keys."""
        if (sheet := self.switcher.visible_content) is not None:
            sheet.focus()
