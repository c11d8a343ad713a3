"""Two runs of a suite, compared: what got better, what got worse, and which cases flipped."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import getters, on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from eval.compare.wording import FAMILIES, heading, remarks
from eval.report.plots import is_share
from tui.bars import reach
from tui.run_wording import told_change, told_flip
from tui.screens.working import WorkingScreen
from tui.widgets.desk_bar import DeskBar
from tui.widgets.key_line import KeyLine
from tui.widgets.keyed_list import KeyedList
from tui.wording import line

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from eval.compare import Comparison
    from eval.compare.build import Flip
    from eval.compare.changes import Change
    from eval.saved import Run
    from rag.config import Config


class ComparedScreen(WorkingScreen):
    """Changes above, flipped cases below; Enter on a case shows it as it is now.

    Args:
        comparison: What came of it.
        after: The later run.
        config: The settings, to look up articles with.
    """

    CSS_PATH = "compared.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "Back", id="compared.back"),
    ]
    HELP = """\
Both runs over the cases that they have in common. **▲ better** and **▼ worse** stand only where
it can hardly be chance: p adjusted by Holm below 0.05. **Enter** on a case shows the later answer.
"""

    changes: getters.query_one[KeyedList[Change]] = getters.query_one("#changes", KeyedList)
    flips: getters.query_one[KeyedList[Flip]] = getters.query_one("#flips", KeyedList)

    def __init__(self, comparison: Comparison, after: Run, config: Config) -> None:
        super().__init__()
        self.comparison, self.after, self.config = comparison, after, config

    def compose(self) -> ComposeResult:
        """Bar, what is compared, changes, flips, keys."""
        yield DeskBar("evaluation")
        with Vertical(id="sheet"):
            yield Static(self._heading(), id="heading", markup=False)
            yield KeyedList("The runs have no scorer in common.", id="changes")
            yield KeyedList("No case flipped.", id="flips")
        yield KeyLine()

    def on_mount(self) -> None:
        """Let the arrow keys walk."""
        self.changes.border_title, self.flips.border_title = "Changes", "Cases that flipped"
        self.flips.show(self.comparison.flips, told_flip)
        self.flips.border_subtitle = str(len(self.comparison.flips))
        self.changes.focus()

    def on_resize(self) -> None:
        """Draw as wide as there is room."""
        self.call_after_refresh(self._draw)

    def _draw(self) -> None:
        changes = self.comparison.changes
        ends = [e for c in changes if is_share(c.name) for e in (c.difference, c.low, c.high)]
        width, scale = self.changes.inner_width, reach(ends)
        self.changes.show(changes, lambda change: told_change(change, width, scale))

    @on(KeyedList.Chosen, "#changes")
    def show_flips_of(self, message: KeyedList.Chosen) -> None:
        """The cases that flipped in one scorer."""
        found = [flip for flip in self.comparison.flips if flip.scorer == message.value.name]
        self.flips.show(found, told_flip)
        self.flips.border_subtitle = f"{message.value.name}: {len(found)}"
        if found:
            self.flips.focus()

    @on(KeyedList.Chosen, "#flips")
    def open_flip(self, message: KeyedList.Chosen) -> None:
        """The later answer to a case."""
        self.open_case(self.after, message.value.case, self.config)

    def _heading(self) -> Content:
        told = self.comparison
        parts: list[tuple[str, str]] = [
            (line(heading(told)), "bold $primary"),
            (f"\nbefore {line(told.before)}\nafter  {line(told.after)}", "$foreground-muted"),
        ]
        parts += [(f"\n▲ {line(remark)}", "$text-warning") for remark in remarks(told)]
        parts.append((f"\n{FAMILIES}", "$foreground-muted"))
        return Content.assemble(*parts)
