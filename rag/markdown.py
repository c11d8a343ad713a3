"""Text from articles in Markdown: shown as it is, and nothing of it acts as markup."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

from rag.safety import printable

_MARKUP = re.compile(r"([\\`*_{}\[\]<>#!|~$^&])")
_BEGINS_BLOCK = re.compile(r"^(\s*)([-+=:]|\d+(?=[.)]))")
_LINKED = frozenset(("http", "https"))
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
    try:
        is_linked = urlsplit(shown).scheme.lower() in _LINKED
    except ValueError:
        is_linked = False
    return f"<{quote(shown, safe=_KEPT_IN_URL)}>" if is_linked else plain(shown)
