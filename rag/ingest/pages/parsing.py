"""A page's bytes to a tree, in the encoding a browser would read it in."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

from rag.ingest.decoding import NotText, decode

if TYPE_CHECKING:
    from lxml.html import HtmlElement

LONGEST = 8 * 1024 * 1024
"""Bytes of a page; the largest pages of newspapers have a tenth of it."""
MOST_ELEMENTS = 200_000

_DECLARED = re.compile(
    rb"""<(?:meta\b[^>]{0,200}?\bcharset|\?xml\b[^>]{0,100}?\bencoding)\s*=\s*["']?\s*([\w.:-]{2,40})""",
    re.IGNORECASE,
)
_HEAD = 4096
_FOREIGN_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
)
_UNUSABLE = re.compile("[\x00-\x08\x0b\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


class NotAPage(ValueError):
    """The bytes cannot be read as a page, with what to do about it."""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(problem)
        self.remedy = remedy


def parse_page(data: bytes, charset: str | None = None) -> HtmlElement:
    """The tree of a page.

    Args:
        data: The page as it was saved or sent.
        charset: What its envelope (a mail part, an HTTP header) calls the encoding.

    Raises:
        NotAPage: It is too large, no text, or there is nothing in it.
    """
    if len(data) > LONGEST:
        raise NotAPage(
            f"the page has {len(data) / 1e6:.0f} MB, more than the 8 MB that are read",
            "Save the article alone, as text or as a page without its images.",
        )
    try:
        return parse_text(page_text(data, charset))
    except NotText as error:
        raise NotAPage(f"cannot be read as text: {error}", "Save it as UTF-8 text.") from error


def parse_text(text: str) -> HtmlElement:
    """The tree of a page that is text already.

    Raises:
        NotAPage: There is nothing in it, or far too much.
    """
    from lxml import etree, html

    # A declaration in the text would be believed over the encoding that is told here.
    plain = _UNUSABLE.sub(" ", _FOREIGN_DECLARATION.sub("", text.lstrip("\ufeff")))
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree = html.document_fromstring(plain.encode(), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise NotAPage("there are no words in it", "Save the page again.") from error
    if sum(1 for _ in tree.iter()) > MOST_ELEMENTS:
        raise NotAPage(
            f"the page has more than {MOST_ELEMENTS:,} elements",
            "Save the article alone, as text.",
        )
    return tree


def page_text(data: bytes, charset: str | None = None) -> str:
    """The characters of a page: its mark, UTF-8 where it fits, what it declares, a guess.

    Raises:
        NotText: No encoding fits.
    """
    if data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return decode(data)
    try:
        # What is well-formed UTF-8 beyond ASCII is UTF-8, whatever the page says.
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = ""
    if text and "\x00" not in text[:_HEAD]:
        return text
    for name in (charset, _declared(data)):
        if name and (found := _decoded(data, name)) is not None:
            return found
    return decode(data)


def plain_letters(text: str) -> str:
    """Typographic ligatures spelled out, so that words can be found.

    >>> plain_letters("ﬁve oﬃces")
    'five offices'
    """
    return text.translate(_LIGATURES)


def _declared(data: bytes) -> str | None:
    found = _DECLARED.search(data[:_HEAD])
    return found.group(1).decode("ascii", "replace") if found else None


def _decoded(data: bytes, name: str) -> str | None:
    try:
        codec = codecs.lookup(name).name
        # Browsers read Latin-1 and ASCII as Windows-1252: what is declared so usually is that.
        codec = "cp1252" if codec in {"iso8859-1", "ascii"} else codec
        if codec.startswith("utf"):
            return None
        return data.decode(codec, errors="replace")
    except (LookupError, ValueError):
        # A codec that is none for texts, or that is not known here, says nothing.
        return None
