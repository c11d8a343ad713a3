"""Text from articles in Markdown: shown as it is, and nothing of it acts as markup."""

from __future__ import annotations

import re
from urllib.parse import quote

from rag.safety import is_linkable, printable

_MARKUP = re.compile(r"([\\`*_{}\[\]<>#!|~$^&])")
_BEFORE_BLOCK = re.compile(r"^(\s*(?=[-+=:])|\s*\d+(?=[.)](?:\s|$)))")
"""What stands before the mark that would begin a list, a rule or a heading."""
_KEPT_IN_URL = "/:?#[]@!$&'*+,;=%~"


def plain(text: str) -> str:
    """Text in one line in which nothing acts as Markdown or HTML.

    >>> plain("![x](http://a.example) <b>[^1]")
    '\\\\!\\\\[x\\\\](http://a.example) \\\\<b\\\\>\\\\[\\\\^1\\\\]'
    """
    words = " ".join(printable(text).split())
    return _BEFORE_BLOCK.sub(r"\1\\", _MARKUP.sub(r"\\\1", words))


def linked(url: str) -> str:
    """An address that can be followed where it is one of the web, and its words where not."""
    shown = printable(url).strip()
    return f"<{quote(shown, safe=_KEPT_IN_URL)}>" if is_linkable(shown) else plain(shown)
