"""The line that says how a long piece of work goes, and how it ended."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual.content import Content
from textual.widgets import Static

if TYPE_CHECKING:
    from tui.errors import Trouble

CELLS: Final = 20


class WorkBar(Static):
    """Hidden until there is something to say."""

    DEFAULT_CSS = """    WorkBar {
        height: auto;
        max-height: 6;
        padding: 0 2;

        &.-idle { display: none; }
        &.-busy { text-wrap: nowrap; text-overflow: ellipsis; }
        &.-good { color: $text-success; }
        &.-mixed { color: $text-warning; }

        &.-failed {
            color: $text-error;
            border-left: outer $error;
            background: $error 12%;
        }
    }
    """

    def __init__(self) -> None:
        super().__init__(markup=False, classes="-idle")

    def clear(self) -> None:
        """Say nothing more."""
        self.set_classes("-idle")
        self.update("")

    def begin(self, doing: str) -> None:
        """Work has begun, and nobody knows yet how much there is."""
        self.advance(doing, 0.0, "…")

    def advance(self, doing: str, share: float, words: str) -> None:
        """Show how far it is: `share` is 0..1."""
        full = round(min(max(share, 0.0), 1.0) * CELLS)
        self.set_classes("-busy")
        self.update(
            Content.assemble(
                (f"▸ {doing} ", "bold $primary"),
                ("█" * full, "$primary"),
                ("░" * (CELLS - full), "$foreground-muted"),
                f" {words}",
            )
        )

    def end(self, words: str, hint: str = "", *, is_good: bool = True) -> None:
        """Say how it ended, and what can be done about it."""
        self.set_classes("-good" if is_good else "-mixed")
        self.update(
            Content.assemble(
                f"{'✓' if is_good else '▲'} {words}", (f"  {hint}", "$foreground-muted")
            )
        )

    def fail(self, trouble: Trouble) -> None:
        """Say why it could not go on."""
        self.set_classes("-failed")
        self.update(f"✗ {trouble.text}")
