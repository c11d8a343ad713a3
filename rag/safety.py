"""Text from articles is data: it can never act on a terminal or pass as markup.

Everything that prints text of unknown origin sends it through `printable` first.
"""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import urlsplit

_ESCAPES = re.compile(
    r"""
    \x1b\[ [0-?]* [ -/]* [@-~]          # CSI: colours, cursor movement
  | (?: \x1b[\]PX^_] | [\x90\x98\x9d-\x9f] )   # OSC, DCS, SOS, PM, APC ...
    [^\n\x07\x1b\x80-\x9f]*+ (?: \x07 | \x1b\\ | \x9c )   # ... with a payload that ends
  | \x1b [ -/]* [0-~]                   # two-character escapes
  | \x9b [0-?]* [ -/]* [@-~]            # CSI as one C1 byte
    """,
    re.VERBOSE | re.DOTALL,
)

_LINKED = frozenset(("http", "https"))
_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")

# Marks that reorder or hide what a reader sees; an article needs none of them to be read.
_HIDDEN = frozenset(
    [
        *range(0x202A, 0x202F),
        *range(0x2060, 0x2070),
        *range(0xFFF9, 0xFFFC),
        0x200B,
        0xFEFF,
        0x00AD,
        *range(0xE0000, 0xE0080),
    ]
)


def strip_controls(text: str) -> str:
    """Remove terminal escapes, control characters and invisible marks; keep line ends and tabs.

    >>> strip_controls("a\\x1b[31mred\\x1b[0m\\x07 b")
    'ared b'
    """
    text = _ESCAPES.sub("", text)
    # A text of any length has few different characters.
    acting = [c for c in set(text) if c not in "\n\t" and _acts(c)]
    return text.translate(dict.fromkeys(map(ord, acting))) if acting else text


def printable(text: str, *, keep_newlines: bool = False) -> str:
    """Text that can be shown on a terminal: one line unless `keep_newlines`.

    >>> printable("two\\nlines\\x1b]0;title\\x07")
    'two lines'
    """
    text = strip_controls(_LINE_ENDS.sub("\n", text)).replace("\t", " ")
    return text if keep_newlines else text.replace("\n", " ")


def is_linkable(url: str | None) -> bool:
    """Whether an address is one of the web; any other scheme could act when it is followed.

    >>> is_linkable("https://post.example/a"), is_linkable("javascript:alert(1)")
    (True, False)
    """
    try:
        return url is not None and urlsplit(printable(url).strip()).scheme.lower() in _LINKED
    except ValueError:
        return False


def _acts(char: str) -> bool:
    if char.isascii():
        return not char.isprintable()
    return ord(char) in _HIDDEN or unicodedata.category(char) in {"Cc", "Cs"}
