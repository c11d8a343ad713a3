"""The one text of an article that every offset refers to.

What is done here is done once, at the border: after it, the stored text is never changed.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

from rag.safety import strip_controls

_BLANKS = re.compile(r"[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_WRAPPED_WIDTH = range(50, 101)
_WRAPPED_SHARE = 0.6
_FEWEST_LINES = 4


def clean_text(raw: str) -> str:
    """Normalise line ends, spaces and Unicode form; neutralise what could act on a terminal.

    Paragraphs are separated by one line end or an empty line, as they were; lines that were
    broken to a fixed width are joined again.

    >>> clean_text("One\\r\\n\\r\\n\\r\\n two\\x1b[0m  three ")
    'One\\n\\ntwo three'
    """
    text = raw.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n")
    text = text.replace("\u2029", "\n\n").replace("\x85", "\n")
    text = text.replace("\x0b", "\n").replace("\x0c", "\n")
    text = unicodedata.normalize("NFC", strip_controls(text))
    lines = [_BLANKS.sub(" ", line).strip() for line in text.split("\n")]
    return _squeeze(_unwrap(lines))


def _squeeze(lines: list[str]) -> str:
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _unwrap(lines: list[str]) -> list[str]:
    """Join the lines of a hard-wrapped text; leave one-paragraph-a-line texts alone."""
    if not _is_wrapped(lines):
        return lines
    joined: list[str] = []
    for line in lines:
        if line and joined and joined[-1]:
            joined[-1] += " " + line
        else:
            joined.append(line)
    return joined


def _is_wrapped(lines: list[str]) -> bool:
    """Whether most lines that another line follows stop at a like width in mid-sentence."""
    followed = [a for a, b in pairwise(lines) if a and b]
    if len(followed) < _FEWEST_LINES:
        return False
    cut = sum(len(line) in _WRAPPED_WIDTH and line[-1] not in '.!?:"”»' for line in followed)
    return cut / len(followed) >= _WRAPPED_SHARE
