"""The visible words of a page as blocks, each with what it stands in.

A block is what a reader sees as a paragraph, a heading, an item of a list or a row of a table.
The walk goes over every element once and never recurses, whatever the page.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rag.ingest.pages.parsing import plain_letters

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from rag.ingest.pages.furnishing import Furnishing

BLOCK_TAGS = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav "
    "ol p pre section summary table tbody td tfoot th thead tr ul amp-img".split()
)
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_SILENT = frozenset(
    "script style template noscript svg iframe object embed applet select option textarea input "
    "head canvas audio video map math noframes datalist meter progress title link meta".split()
)
"""Holds no words that a reader sees."""
_APART = frozenset({"span", "a", "button", "time", "b", "strong", "cite"})
_BOLD = frozenset({"b", "strong"})
_SPACES = re.compile(r"[^\S\n]+")
_CELLS = frozenset({"td", "th"})
_LAYING = (BLOCK_TAGS | {"br"}) - {"td", "th", "tr", "tbody", "thead", "tfoot", "caption"}


@dataclass(slots=True, eq=False)
class Block:
    """A run of visible words."""

    text: str
    element: HtmlElement
    """The innermost block element around it."""
    reason: str | None
    """Why the place it stands in is no part of an article; None when it may be one."""
    linked: int
    """Characters that are the text of a link."""
    bold: int
    stamps: tuple[tuple[str, str], ...] = ()
    """Dates for machines that stand in it: the names of their elements, and the dates."""

    @property
    def tag(self) -> str:
        """Of its element, in lower case."""
        return str(self.element.tag)

    @property
    def words(self) -> int:
        """How many."""
        return len(self.text.split())

    @property
    def is_linked(self) -> bool:
        """Whether nearly all of it is links."""
        return self.linked > len(self.text) * 0.6

    @property
    def is_bold(self) -> bool:
        """Whether nearly all of it stands out."""
        return self.bold > len(self.text) * 0.8


@dataclass(slots=True)
class _Open:
    """An element on the way to where the walk is."""

    element: HtmlElement
    reason: str | None
    is_block: bool


@dataclass(slots=True)
class _Walk:
    furnishing: Furnishing
    blocks: list[Block] = field(default_factory=list)
    open: list[_Open] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    breaks: int = 0
    links: int = 0
    bolds: int = 0
    linked: int = 0
    bold: int = 0
    closed: bool = False
    """Whether the last thing met was the end of an element such as a span."""
    stamps: list[tuple[str, str]] = field(default_factory=list)

    def add(self, text: str | None) -> None:
        if not text:
            return
        if self.closed and self.pieces and _are_apart(self.pieces[-1], text):
            self.pieces.append(" ")
        self.closed = False
        if self.breaks and text.strip():
            self._settle_breaks()
        self.pieces.append(text.replace("\n", " ").replace("\r", " "))
        size = len(text.strip())
        self.linked += size if self.links else 0
        self.bold += size if self.bolds else 0

    def flush(self) -> None:
        text = _SPACES.sub(" ", "".join(self.pieces))
        text = "\n".join(line.strip() for line in text.split("\n")).strip()
        if text:
            around = next(one for one in reversed(self.open) if one.is_block)
            reason = self.open[-1].reason
            self.blocks.append(
                Block(
                    plain_letters(text), around.element, reason, self.linked, self.bold,
                    tuple(self.stamps),
                )
            )  # fmt: skip
            self.stamps = []
        self.pieces, self.linked, self.bold, self.breaks = [], 0, 0, 0

    def _settle_breaks(self) -> None:
        """One line break is a line break, two are the end of a paragraph.

        A line that stands out and is broken is a heading, however it is marked.
        """
        is_heading = self.bold and self.bold == len("".join(self.pieces).strip())
        if self.breaks > 1 or is_heading:
            self.flush()
        else:
            self.pieces.append("\n")
        self.breaks = 0


def blocks_of(tree: HtmlElement, furnishing: Furnishing) -> list[Block]:
    """The blocks of a page in the order of its source."""
    from lxml import etree

    walk = _Walk(furnishing)
    laid_out = _layout_rows(tree)
    events = etree.iterwalk(tree, events=("start", "end"))
    for event, element in events:
        if event == "start":
            if element.tag in _SILENT:
                events.skip_subtree()
            _enter(walk, element, laid_out)
        else:
            _leave(walk, element)
    walk.flush() if walk.open else None
    return walk.blocks


def _enter(walk: _Walk, element: HtmlElement, laid_out: set[HtmlElement]) -> None:
    tag = element.tag
    around = walk.open[-1].reason if walk.open else None
    reason = around or (None if tag in _SILENT else walk.furnishing.reason_of(element))
    is_block = tag in BLOCK_TAGS and not (tag in _CELLS and _row_of(element) not in laid_out)
    if is_block or reason != around:
        walk.flush() if walk.open else None
    elif tag in _CELLS:
        walk.add(" ")
    walk.open.append(_Open(element, reason, is_block or not walk.open))
    walk.links += tag in {"a", "button"}
    walk.bolds += tag in _BOLD
    if stamp := _stamp(element):
        walk.stamps.append(stamp)
    if tag == "br":
        walk.breaks += 1
    elif tag not in _SILENT:
        walk.add(element.text)


def _leave(walk: _Walk, element: HtmlElement) -> None:
    this = walk.open[-1]
    around = walk.open[-2].reason if len(walk.open) > 1 else None
    if this.is_block or this.reason != around:
        walk.flush()
    walk.links -= element.tag in {"a", "button"}
    walk.bolds -= element.tag in _BOLD
    walk.open.pop()
    walk.closed = element.tag in _APART
    if walk.open:
        walk.add(element.tail)


def _layout_rows(tree: HtmlElement) -> set[HtmlElement]:
    """Rows of tables that lay out a page: their cells hold more than a line of words."""
    seen: set[HtmlElement] = set()
    for element in tree.iter():
        if element.tag in _LAYING:
            above = element.getparent()
            while above is not None and above not in seen:
                seen.add(above)
                above = above.getparent()
    return seen


def _stamp(element: HtmlElement) -> tuple[str, str] | None:
    given = element.get("datetime") or (element.get("title") if element.tag == "abbr" else None)
    if not given or element.tag not in {"time", "abbr", "span", "p", "div"}:
        return None
    names = (element.get("class", ""), element.get("itemprop", ""), element.get("id", ""))
    return " ".join(names), given


def _are_apart(before: str, after: str) -> bool:
    """Whether two spans side by side are words of their own, set apart by a style."""
    return before[-1:].isalnum() and len(before.strip()) > 1 and (
        after[0].isupper() or after[0].isdigit()
    )  # fmt: skip


def _row_of(cell: HtmlElement) -> HtmlElement | None:
    above = cell.getparent()
    return above if above is not None and above.tag == "tr" else None
