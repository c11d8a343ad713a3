"""What stands above and below the article: menus, headline, bylines, dates, signatures."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rag.ingest.bylines import read_byline, read_dateline
from rag.ingest.furniture.cues import (
    BARE_TIME,
    HEADLINE_CREDIT,
    LONGEST,
    SECTION_LINKS,
    SECTIONS,
    TAIL_SIGNATURE,
    TAIL_SOURCE,
)
from rag.ingest.furniture.page import folded
from rag.ingest.outlets import looks_like_outlet
from rag.ingest.stated_dates import is_labelled, without_date

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.ingest.bylines import CreditKind
    from rag.ingest.furniture.page import Line, Page
    from rag.ingest.outlets import Outlets

_HEAD = 40
_NEAR_TOP = 12
_TAIL = 4
_TITLE_LONGEST = 200
_TITLE_WORDS = 3
_KICKER_WORDS = 8
_MOST_SECTIONS = 20
_INITIALS = 5
_NAMED = 6
_SOURCE_WORDS = 12
_CREDIT_WORDS = 40
_BETWEEN_ITEMS = re.compile(r"\s*[|·•]\s*|\s+[›»>]\s+")
_FEWEST_ITEMS = 3
_JOINING = frozenset({"and", "&", "und", "et", "y", "и"})
_ITEM_WORDS = 3
_MASTHEAD_WORDS = 4
_OVER_BYLINE = 3
_MOST_ABOVE = 6
_PARTICLE = 3


def strip_head(page: Page) -> None:
    """Remove menus, the headline with its doubles, bylines and dates above the text."""
    head = page.head(_HEAD)
    for place, line in enumerate(head):
        beside = head[max(0, place - 1) : place] + head[place + 1 : place + 2]
        if is_menu(line) or (_is_item(line) and any(map(_is_item, beside))):
            page.remove([line], "navigation")
    _take_headline(page)
    for line in page.lines[:_NEAR_TOP]:
        kind = _credit_kind(line, above=line in page.head(_HEAD))
        if kind and page.remove([line], "byline" if kind == "byline" else "date line"):
            page.credit(line.text, kind)


def strip_tail(page: Page) -> None:
    """Remove bylines, signatures, sources and menus below the text."""
    for line in page.lines[: -_TAIL - 1 : -1]:
        found = _tail_reason(line, page.table)
        if found and page.remove([line], found[0]) and found[1]:
            page.credit(line.text, found[1])


def is_menu(line: Line) -> bool:
    """Whether it is nothing but the names of sections: `America Politics World`."""
    if not 0 < line.words <= _MOST_SECTIONS or line.is_closed:
        return False
    items = [item for item in _BETWEEN_ITEMS.split(line.text) if item]
    if len(items) >= _FEWEST_ITEMS and all(len(item.split()) <= _ITEM_WORDS for item in items):
        return True
    words = [word.strip("|/·•›»>,–—").lower() for word in line.text.split()]
    named = [word for word in words if word and word not in SECTION_LINKS]
    joined = any(word in _JOINING for word in words)  # "Sport and culture" may be a subheading
    return len(named) > 1 + joined * 2 and all(word in SECTIONS for word in named)


def _is_item(line: Line) -> bool:
    """One entry of a menu that has a line for each."""
    return line.text.lower() in SECTIONS


def _take_headline(page: Page) -> None:
    """Find the headline; it is the article's title and no longer part of its text."""
    if page.title is None:
        found = _doubled(page) or _first(page)
        if found is None:
            return
        credited = HEADLINE_CREDIT.fullmatch(found.text)
        known = credited and _is_name(credited["name"], page.table)
        page.title = credited["rest"] if credited and known else found.text
    name = folded(page.title)
    copies = [line for line in page.lines[:_HEAD] if _is_title(line, name)]
    if not copies:
        return
    above = page.lines[: page.lines.index(copies[0])]
    if len(copies) > 1 and not any(line.is_prose for line in above):
        page.remove([one for one in above if _is_kicker(one)], "above the headline")
    for place, line in enumerate(copies):
        if page.remove([line], "repeated headline" if place else "headline"):
            credited = HEADLINE_CREDIT.fullmatch(line.text)
            if credited and _is_name(credited["name"], page.table):
                page.credit(credited["credit"], "headline")


def _doubled(page: Page) -> Line | None:
    """A line without a full stop that stands twice above or around the first sentence."""
    head = page.lines[:_HEAD]
    for place, line in enumerate(head):
        if line.is_prose and not line.text.endswith(("?", "!")):
            return None
        again = any(other.folded == line.folded for other in head[place + 1 :])
        if again and line.words >= _TITLE_WORDS and not line.text.endswith((".", ":", ",")):
            return line
    return None


def _first(page: Page) -> Line | None:
    """The first line of the text that reads like a headline, if only page lines are above it."""
    head = page.head(_HEAD)
    if len(head) == len(page.lines):
        return None  # no sentence follows: nothing to be the headline of
    dated = [place for place, line in enumerate(head) if _credit_kind(line, above=True)]
    if dated and dated[0] > 0:
        head = head[max(0, dated[0] - _OVER_BYLINE) : dated[0]]
    elif len(head) > _MOST_ABOVE:
        return None  # which of so many lines it is cannot be told
    return _headline_of(head)


def _headline_of(head: Sequence[Line]) -> Line | None:
    weak: Line | None = None
    for line in head:
        if BARE_TIME.fullmatch(line.text):
            break  # the first entry of a live text
        if _credit_kind(line, above=True) or line.words < _TITLE_WORDS:
            continue
        if not _reads_like_headline(line):
            break
        if not _may_be_masthead(line):
            return line
        weak = weak or line
    return weak


def _reads_like_headline(line: Line) -> bool:
    if len(line.text) > _TITLE_LONGEST or read_dateline(line.text):
        return False
    if line.text.endswith((".", ":", ";", ",", ".”", '."')):
        return False
    return line.text[0].isalnum() or (line.text[0] in "‘'“\"«„¿¡" and not line.text.endswith("”"))


def _may_be_masthead(line: Line) -> bool:
    """Up to four words with capitals, such as the name of an outlet."""
    words = line.text.split()
    return len(words) <= _MASTHEAD_WORDS and all(
        word[0].isupper() or len(word) <= _PARTICLE for word in words
    )


def _is_title(line: Line, name: str) -> bool:
    if line.folded == name:
        return True
    credited = HEADLINE_CREDIT.fullmatch(line.text) if len(line.text) <= LONGEST else None
    return credited is not None and folded(credited["rest"]) == name


def _is_kicker(line: Line) -> bool:
    return line.words <= _KICKER_WORDS and not line.is_closed


def _is_name(name: str, table: Outlets) -> bool:
    return table.find(name) is not None or (looks_like_outlet(name) and name[0].isupper())


def _credit_kind(line: Line, *, above: bool) -> CreditKind | None:
    """Whether a line near the top is a byline or a date and nothing else."""
    if len(line.text) > _TITLE_LONGEST:
        return None
    if read_byline(line.text):
        return "byline"
    rest = without_date(line.text)
    if rest is None or not (above or is_labelled(line.text)):
        return None
    if not rest:
        return "date"
    return "byline" if read_byline(f"By {rest}") or read_byline(rest) else None


def _tail_reason(line: Line, table: Outlets) -> tuple[str, CreditKind | None] | None:
    if len(line.text) > LONGEST:
        return None
    if read_byline(line.text, table):
        return ("byline", "byline")
    if is_menu(line):
        return ("navigation", None)
    if is_labelled(line.text) and without_date(line.text) == "":
        return ("date line", "date")
    signed = TAIL_SIGNATURE.fullmatch(line.text)
    if signed and _are_signatures(signed["names"], table):
        return ("signature", "signature")
    return ("source line", "source") if _is_source(line, table) else None


def _are_signatures(names: str, table: Outlets) -> bool:
    """`reuters, pir, lud`: agencies and the initials of editors, and no words."""
    parts = [part.strip() for part in names.replace("/", ",").split(",")]
    named = sum(_is_name(part, table) for part in parts if part)
    short = all(
        _is_name(part, table) or (part.isalpha() and part.islower() and len(part) <= _INITIALS)
        for part in parts
        if part
    )
    return short and (named > 0 or 1 < len(parts) <= _NAMED)


def _is_source(line: Line, table: Outlets) -> bool:
    if table.is_agency(line.text) and line.words <= _TITLE_WORDS:
        return True
    source = TAIL_SOURCE.fullmatch(line.text)
    if source is None:
        return False
    groups = source.groupdict()
    if groups["names"] is not None:
        return line.words <= _SOURCE_WORDS and not line.is_prose
    names = next((value for value in groups.values() if value), None)
    if names is None:
        return line.words <= _CREDIT_WORDS  # "Reporting by A in B; editing by C"
    return _is_name(names.strip(" ."), table)
