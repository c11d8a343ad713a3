"""The name that a page gives itself, where no tag states it; never made of its address."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from rag.ingest.pages.names import is_name
from rag.words import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from lxml.html import HtmlElement

    from rag.ingest.pages.blocks import Block

_RIGHTS = re.compile(
    r"(?:©|\(c\)|copyright)[\s,©]*(?:copyright\s*)?(?:\d{4}(?:\s?[-–—]\s?\d{2,4})?)?\s*(?:by\s+)?"
    r"(?P<name>[^.|\n]{3,60})",
    re.IGNORECASE,
)
_APPEAL = re.compile(
    r"(?:a|an) (?:message|note|appeal|word) from (?P<name>[^:]{3,50}):?", re.IGNORECASE
)
_TITLE_PARTS = re.compile(r"\s+(?:\||-|–|—|::|·|•|»|/)\s+")
_COMPANY = re.compile(
    r",?\s+(?:all rights reserved.*|inc|ltd|llc|gmbh.*|s\.\s?[ael].*|media holdings|ag|"
    r"reproduction interdite.*|alle rechte.*|\d{4}.*)\.?$",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"(?:https?://)?[\w-]+(?:\.[\w-]+)+/?", re.IGNORECASE)
_HOME = re.compile(r"\.{0,2}/?|https?://[^/]+/?|(?:\./)?(?:index|home)\.\w{3,5}")
_NO_NAMES = frozenset(
    """home homepage news logo front page frontpage start startseite accueil portada inicio главная
    back untitled menu search blog index politics sport sports business opinion world""".split()
)
_LONGEST_NAME = 50
_LONGEST_LINE = 300
_LAST_BLOCKS = 8


class SelfName(NamedTuple):
    """A name with the place on the page that states it."""

    name: str
    where: str


def self_name(
    blocks: Sequence[Block], tree: HtmlElement, title: str | None, headline: str | None
) -> SelfName | None:
    """The outlet as the page names it in two places, or in one by a newspaper's name."""
    from rag.ingest.outlets import looks_like_outlet

    shown = [*_mastheads(tree), *_lines(blocks)]
    foot = [b.text for b in blocks[-_LAST_BLOCKS:] if not b.is_linked]
    foot += [b.text for b in blocks if b.reason == "footer" and not b.is_linked]
    parts = title_parts(title, headline)
    for part in parts:
        for one in shown:
            if fold(one.name) == fold(part):
                return SelfName(part, f"title element and {one.where}")
        if any(_names(line, part) for line in foot):
            return SelfName(part, "title element and foot of the page")
    for one in shown:
        is_twice = any(_names(line, one.name) for line in foot) and one.where == "logo"
        is_twice |= (
            one.where == "rights line"
            and not is_name(one.name)
            and any(
                fold(b.text) == fold(one.name) or fold(b.text.split("\n")[0]) == fold(one.name)
                for b in blocks
            )
        )
        if is_twice or (one.where != "masthead" and looks_like_outlet(one.name)):
            return SelfName(one.name, one.where)
    named = next((part for part in parts if looks_like_outlet(part)), None)
    return SelfName(named, "title element") if named else None


def title_parts(title: str | None, headline: str | None) -> list[str]:
    """The parts of a title element that are not the headline, the last first.

    >>> title_parts("Toll is void | Courts | The Quill", "Toll is void")
    ['The Quill', 'Courts']
    """
    own = fold(headline or "")
    parts = [part.strip() for part in _TITLE_PARTS.split(title or "") if part.strip()]
    return [p for p in reversed(parts) if is_possible(p) and not _overlaps(fold(p), own)]


def is_possible(name: str) -> bool:
    """Whether a text may be the name of an outlet at all: no address, no section, no sentence."""
    return (
        0 < len(name) <= _LONGEST_NAME
        and name.casefold() not in _NO_NAMES
        and not _ADDRESS.fullmatch(name)
        and any(c.isalpha() for c in name)
        and not name[0].islower()
    )


def _overlaps(part: str, headline: str) -> bool:
    return bool(headline) and (part in headline or headline in part)


def _mastheads(tree: HtmlElement) -> Iterator[SelfName]:
    """What stands in links to the front page, and what the logos say."""
    for link in tree.iter("a"):
        is_home = "home" in link.get("rel", "").split() or (
            "href" in link.attrib and _HOME.fullmatch(link.get("href", ""))
        )
        if not is_home:
            continue
        pictures = [i.get("alt", "") for i in link.iter("img", "amp-img")]
        pictures += [t.text or "" for t in link.iter("title")]
        for where, texts in (("logo", pictures), ("masthead", [link.text_content()])):
            for text in texts:
                name = " ".join(text.split())
                if is_possible(name):
                    yield SelfName(name, where)
    for image in tree.iter("img", "amp-img"):
        name = " ".join(image.get("alt", "").split())
        if "logo" in f"{image.get('src', '')} {image.get('class', '')}" and is_possible(name):
            yield SelfName(name, "logo")


def _lines(blocks: Iterable[Block]) -> Iterator[SelfName]:
    for block in blocks:
        if len(block.text) > _LONGEST_LINE:
            continue
        for line in block.text.split("\n"):
            if appeal := _APPEAL.fullmatch(line.strip()):
                yield SelfName(appeal["name"].strip(), "appeal")
            elif rights := _RIGHTS.search(line):
                name = _COMPANY.sub("", rights["name"]).strip(" ,.–-|").removeprefix("Verlag ")
                if is_possible(name):
                    yield SelfName(name, "rights line")


def _names(line: str, name: str) -> bool:
    """Whether a line has the name as words of their own, spelled as a name is."""
    is_long = len(name.split()) > 1 or len(name) > 4  # noqa: PLR2004 - shorter ones are words
    return is_long and bool(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", line))
