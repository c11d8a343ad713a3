"""`--ascii`: every drawn sign of the interface as one that any terminal has.

It works on what is drawn, after everything else, so that no widget has to know of it, not even
those of the toolkit. Letters are no graphics: the words of articles stay as they are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.segment import Segment
from textual.filter import LineFilter

if TYPE_CHECKING:
    from textual.color import Color

SIGNS: Final = str.maketrans(
    {
        **dict.fromkeys("─━┄┅┈┉╌╍═╴╶╸╺╼╾▔▁▂▀▄", "-"),
        **dict.fromkeys("│┃┆┇┊┋╎╏║╵╷╹╻╽╿▏▎▍▌▐▕▊▋▉", "|"),
        **dict.fromkeys("█▓▇▆▅▃", "#"),
        **dict.fromkeys("░▒", ":"),
        **dict.fromkeys("▖▗▘▝▚▞▙▛▜▟", "%"),
        **dict.fromkeys("●◉◆■▪", "*"),
        **dict.fromkeys("○◌◦◇□▫⭘◯", "o"),
        **dict.fromkeys("◐◑◒◓", "%"),
        **dict.fromkeys("✓✔☑", "+"),
        **dict.fromkeys("✗✘✕✖☒×", "x"),
        **dict.fromkeys("❝❞“”„«»", '"'),
        **dict.fromkeys("‘’‚‹›", "'"),
        **dict.fromkeys("▶▸►→⏵⮕", ">"),
        **dict.fromkeys("◀◂◄←⏴", "<"),
        **dict.fromkeys("▲▴↑⏶⇧", "^"),
        **dict.fromkeys("▼▾↓⏷⌄", "v"),
        **dict.fromkeys("↳└┗╰╚", "`"),
        **dict.fromkeys("⏎↵↹⎋⇥⇤⌫␣", "~"),
        **dict.fromkeys("·•∙⋅", "."),
        **dict.fromkeys("–—―", "-"),
        "…": ".",
        "⋮": ":",
        "\N{NO-BREAK SPACE}": " ",
    }
)
_FIRST, _LAST, _BRAILLE_END = 0x2500, 0x25FF, 0x28FF
"""Box drawing, blocks and geometric shapes; then the patterns of Braille."""


def plain(text: str) -> str:
    """The same text, as wide as before, without drawn signs.

    >>> plain("✓ supported │ “Café” ╭──╮")
    '+ supported | "Café" +--+'
    """
    if text.isascii():
        return text
    return "".join(_other(sign) for sign in text.translate(SIGNS))


def _other(sign: str) -> str:
    if _FIRST <= ord(sign) <= _LAST:
        return "+"
    return "*" if "\u2800" < sign <= chr(_BRAILLE_END) else sign


class Plain(LineFilter):
    """Redraws the lines of the whole interface."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002
        """The same segments in plain signs."""
        return [Segment(plain(text), style, control) for text, style, control in segments]
