"""Text from articles in Markdown: shown as it is, and nothing of it acts as markup."""

from __future__ import annotations

import re
from urllib.parse import quote

from rag.safety import is_linkable, printable

_MARKUP = re.compile(r"([\\`*_{}\[\]<>#!|~$^&])")
_BEGINS_BLOCK = re.compile(r"^(\s*)([-+=:]|\d+(?=[.)]))")
_KEPT_IN_URL = "/:?#[]@!$&'*+,;=%~"


def plain(text: str) -> str:
    """Text in one line in which nothing acts as Markdown or HTML.

    >>> plain("![x](http://a.example) <b>[^1]")
    '\\\\!\\\\[x\\\\](http://a.example) \\\\<b\\\\>\\\\[\\\\^1\\\\]'
    """
    words = " ".join(printable(text).split())
    return _BEGINS_BLOCK.sub(r"\1\\\2", _MARKUP.sub(r"\\\1", words))


def linked(url: str) -> str:
    """An address that can be followed where it is one of the web, and its words where not."""
    shown = printable(url).strip()
    return f"<{quote(shown, safe=_KEPT_IN_URL)}>" if is_linkable(shown) else plain(shown)
