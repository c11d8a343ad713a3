"""What a check of an exported briefing found."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from rag.answer.rendering import counted
from tui.screens.sheet import SheetScreen
from tui.widgets.desk_bar import DeskBar
from tui.widgets.key_line import KeyLine
from tui.widgets.keyed_list import KeyedList
from tui.wording import line

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from rag.brief.findings import CheckedLine, Verification


class CheckedScreen(SheetScreen):
    """Whether it holds, then every line that does not, with why and what to do.

    Args:
        place: The file.
        found: What was found in it.
    """

    CSS_PATH = "checked.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "Back", id="checked.back"),
    ]
    HELP = """\
A briefing that was exported carries a seal. The check says whether the file is what was sealed,
and whether the articles of this archive still have its words at their places.
"""

    def __init__(self, place: str, found: Verification) -> None:
        super().__init__()
        self.place, self.found = place, found

    def compose(self) -> ComposeResult:
        """Bar, verdict, lines, keys."""
        yield DeskBar("briefings")
        yield Static(self._verdict(), id="verdict", markup=False)
        yield KeyedList("Nothing speaks against any of them.", id="lines", opens=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """List what does not hold."""
        lines: KeyedList[CheckedLine] = self.query_one("#lines", KeyedList)
        lines.border_title = "Lines that do not hold"
        lines.show([one for one in self.found.lines if not one.holds], _told)
        lines.focus()

    def _verdict(self) -> Content:
        checked = counted(len(self.found.lines), "line")
        broken = sum(not one.holds for one in self.found.lines)
        said = ("✓ Every line holds", "bold $text-success")
        if broken:
            said = (f"✗ {broken} of {checked} do not hold", "bold $text-error")
        where = (f"\n{checked} of {line(self.place)} were checked.", "$foreground-muted")
        return Content.assemble(said, where)


def _told(checked: CheckedLine) -> Content:
    parts: list[tuple[str, str]] = [(line(checked.line), "bold")]
    parts += [(f"\n  ✗ {line(p.kind)}: {line(p.problem)}", "$text-error") for p in checked.problems]
    remedies = dict.fromkeys(line(problem.remedy) for problem in checked.problems)
    parts += [(f"\n  → {remedy}", "$foreground-muted") for remedy in remedies]
    return Content.assemble(*parts)
