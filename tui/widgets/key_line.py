"""The line of keys at the foot: what is possible now, as much of it as there is room for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual.widgets import Footer
from textual.widgets._footer import FooterKey

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.widget import Widget

ALWAYS: Final = frozenset(("help", "quit", "app.help", "app.quit", "dismiss", "command_palette"))
"""Help lists every key, so that one is never left out; nor is the way out."""
_PADDING, _PALETTE = 3, 2


class KeyLine(Footer):
    """Leaves out whole keys, the farthest from the focus first, where a terminal is narrow."""

    def compose(self) -> ComposeResult:
        """The keys that fit."""
        keys: list[Widget] = list(super().compose())
        left = self.app.size.width - _PALETTE
        left -= sum(_width(key) for key in keys if _stays(key))
        for key in keys:
            if not _stays(key):
                if _width(key) > left:
                    continue
                left -= _width(key)
            yield key

    def on_resize(self) -> None:
        """Another width has room for others."""
        self.call_after_refresh(self.recompose)


def _width(key: Widget) -> int:
    if not isinstance(key, FooterKey):
        return 0
    return len(key.key_display) + len(key.description) + _PADDING


def _stays(key: Widget) -> bool:
    return not isinstance(key, FooterKey) or key.action in ALWAYS
