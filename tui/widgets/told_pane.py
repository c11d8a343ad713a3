"""A framed text to read: the facts of a model, or what works here and what does not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual import getters
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from rag.models.sizes import spoken
from tui.wording import line, prose

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from textual.app import ComposeResult

    from rag.types import Check
    from tui.errors import Trouble

MARKS: Final = {
    "ok": ("✓ ok     ", "$text-success"),
    "note": ("▲ note   ", "$text-warning"),
    "problem": ("✗ problem", "bold $text-error"),
}
_LABEL: Final = 13


class ToldPane(VerticalScroll, can_focus=True):
    """Scrolls; shows one `Content`."""

    body = getters.query_one(Static)

    def __init__(self, title: str, name: str) -> None:
        super().__init__(classes="pane", id=name)
        self.border_title = title

    def compose(self) -> ComposeResult:
        """The text."""
        yield Static(markup=False)

    def say(self, words: str | Content) -> None:
        """Show it from its head."""
        self.body.update(words)
        self.scroll_home(animate=False)

    def fail(self, trouble: Trouble) -> None:
        """Say why there is nothing to show."""
        self.say(Content.styled(f"✗ {trouble.text}", "$text-error"))


def told(facts: Mapping[str, object]) -> Content:
    """Facts by their names."""
    parts: list[tuple[str, str]] = []
    for name, value in facts.items():
        shown = "unknown" if value is None else line(str(value))
        if isinstance(value, int) and not isinstance(value, bool):
            shown = spoken(value) if name == "size" else f"{value:,}"
        parts += [(f"{name:<{_LABEL}} ", "$foreground-muted"), (f"{shown}\n", "")]
    return Content.assemble(*parts)


def findings(checks: Iterable[Check]) -> Content:
    """What was found, each with its remedy; problems first."""
    order = list(reversed(MARKS))
    parts: list[tuple[str, str]] = []
    for check in sorted(checks, key=lambda one: order.index(one.level)):
        mark, style = MARKS[check.level]
        parts += [(f"{mark}  ", style), (line(check.name), "bold")]
        parts.append((f"  {prose(check.finding)}\n", ""))
        if check.remedy:
            parts.append((f"           ↳ {prose(check.remedy)}\n", "$text-secondary"))
    return Content.assemble(*parts)
