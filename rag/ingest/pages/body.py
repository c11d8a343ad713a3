"""The text of the article in a page; what is left out is told with its reason."""

from __future__ import annotations

import re
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from rag.ingest.pages.blocks import HEADINGS, Block, blocks_of
from rag.ingest.pages.furnishing import Furnishing
from rag.ingest.pages.labels import is_label, release_end
from rag.words import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lxml.html import HtmlElement

_ENDS = '.!?…"”»“:)]’'
_SENTENCE = 12
"""Words from which a block is prose however it ends."""
_SHORT_SENTENCE = 5
_HELD = 0.7
"""Share of an element's prose that one of its children must hold to be the body in its place."""
_ASIDE = 0.34
"""Share of the prose that a box with a label holds at most; with more it is the article."""
_FIRST_PART = 0.4
"""Share of an article before which nothing of its end can stand."""
_TITLE_WORDS = 40
_FEWEST_TITLE_WORDS = 3
_LEVELS = 2
_NEAR = 6
"""Blocks before the headline among which a page may say who and when."""
_MARKED = 0.7
_BOX = 50
"""Words of the longest box with a link that is no paragraph where paragraphs are marked."""
_KEPT_LINKED = HEADINGS | {"dt", "td", "tr", "summary"}
_STANDFIRST = re.compile(
    r"(?:^|[\s_-])(?:stand-?first|sub-?(?:title|head(?:line)?)?|deck?|dek|chapo|anons|entradilla|sommario|"
    r"unterzeile|teaser|intro|summary|excerpt|bajada|kicker|kick|rubric|dachzeile|bullets?|"
    r"key-?points|alternativeHeadline)(?:$|[\s_-])",
    re.IGNORECASE,
)

_TITLED = re.compile(r"headline|(?:^|[\s_-])(?:title|head1?)(?:$|[\s_-])", re.IGNORECASE)


class Body(NamedTuple):
    """What a page holds, parted."""

    kept: tuple[Block, ...]
    removed: tuple[tuple[Block, str], ...]
    """With the reason, in the order of the page."""
    headline: Block | None
    top: tuple[Block, ...]
    """The blocks round the headline and before the article, where a page says who and when."""
    after: tuple[Block, ...]
    """The blocks next after the article, where a page may name its source."""
    blocks: tuple[Block, ...]
    """All of them, in the order of the page."""

    @property
    def text(self) -> str:
        """The article, its paragraphs parted by an empty line."""
        return "\n\n".join(block.text for block in self.kept)


def find_body(tree: HtmlElement, *, titles: Sequence[str] = (), teaser: str | None = None) -> Body:
    """Part the article of a page from what stands round it.

    Args:
        tree: The page.
        titles: What the page calls itself elsewhere, as in its title element.
        teaser: Its description of itself, which may stand above the article as a standfirst.
    """
    blocks = blocks_of(tree, Furnishing(tree))
    _mark_labelled(blocks, tree)
    box = _box(blocks, tree)
    inside = set(box.iter())
    article = [b for b in blocks if b.element in inside]
    headline = _headline(blocks, article, titles)
    _mark_opening(article, headline, fold(teaser or ""))
    _mark_release_end(article)
    is_parted = _is_parted(article)
    for block in article:
        block.reason = block.reason or _own_reason(block, headline, is_parted=is_parted)
    kept = [b for b in article if not b.reason]
    chosen = set(map(id, kept))
    removed = [(b, b.reason or "outside the article") for b in blocks if id(b) not in chosen]
    last = next((n for n, b in enumerate(blocks) if kept and b is kept[-1]), len(blocks))
    return Body(
        tuple(kept), tuple(removed), headline, tuple(_top(blocks, kept, headline)),
        tuple(blocks[last + 1 : last + 5]), tuple(blocks),
    )  # fmt: skip


def prose_of(block: Block) -> int:
    """Words of a block that reads like a sentence; 0 for headings, links and labels."""
    if block.is_linked or block.tag in HEADINGS:
        return 0
    words = block.words
    is_short = words < _SENTENCE
    return 0 if is_short and (words < _SHORT_SENTENCE or block.text[-1] not in _ENDS) else words


def _box(blocks: Iterable[Block], tree: HtmlElement) -> HtmlElement:
    """The innermost element that holds nearly all prose that may be the article's."""
    weights: dict[HtmlElement, int] = {}
    for block in blocks:
        words = 0 if block.reason else prose_of(block)
        above: HtmlElement | None = block.element if words else None
        while above is not None:
            weights[above] = weights.get(above, 0) + words
            above = above.getparent()
    box = tree
    while True:
        inner = max(box, key=lambda child: weights.get(child, 0), default=None)
        held = 0 if inner is None else weights.get(inner, 0)
        if inner is None or not held or held < _HELD * weights.get(box, 0):
            return box
        box = inner


def _mark_labelled(blocks: list[Block], tree: HtmlElement) -> None:
    """Give the blocks of a box with a heading such as "Most read" that reason."""
    runs = _runs(blocks, tree)
    until = [0, *accumulate(0 if b.reason else prose_of(b) for b in blocks)]
    for number, block in enumerate(blocks):
        if block.reason or not is_label(block.text):
            continue
        box = _labelled_box(block)
        start, end = (number, number) if box is None else runs[box]
        if start < end and until[end] - until[start] < max(until[-1], 1) * _ASIDE:
            for other in blocks[start:end]:
                other.reason = other.reason or "other articles"
            continue
        block.reason = "label"
        _mark_list(blocks, number + 1)


def _mark_list(blocks: list[Block], place: int) -> None:
    """Give that reason to the short lines under a label that no box holds together."""
    while place < len(blocks):
        block = blocks[place]
        if block.reason or prose_of(block) or block.tag in HEADINGS:
            return
        block.reason = "other articles"
        place += 1


def _runs(blocks: list[Block], tree: HtmlElement) -> dict[HtmlElement, tuple[int, int]]:
    """For every element the run of blocks that stand in it."""
    own: dict[HtmlElement, tuple[int, int]] = {}
    for number, block in enumerate(blocks):
        start, end = own.get(block.element, (number, number + 1))
        own[block.element] = min(start, number), max(end, number + 1)
    for element in reversed(list(tree.iter())):
        above = element.getparent()
        if element in own and above is not None:
            (start, end), around = own[element], own.get(above, own[element])
            own[above] = min(start, around[0]), max(end, around[1])
    return own


def _labelled_box(block: Block) -> HtmlElement | None:
    """The element that a label heads: its parent, if the label is the first thing in it."""
    element = block.element
    above = element.getparent()
    while above is not None and above.tag not in {"body", "html", "main", "article"}:
        first = next((c for c in above if isinstance(c.tag, str)), None)
        if (above.text or "").strip() or first is not element:
            return element if element.tag not in HEADINGS | {"p"} and len(element) else None
        if len(above) > 1:
            return above
        element, above = above, above.getparent()
    return None


def _headline(blocks: list[Block], article: list[Block], titles: Sequence[str]) -> Block | None:
    """The block that is the article's headline."""
    free = [b for b in blocks if not b.reason or b.reason in {"page head", "byline"}]
    first = next((b for b in article if not b.reason and prose_of(b)), None)
    named = [fold(title) for title in titles]
    opening = free[: free.index(first)] if first in free else free
    candidates = (
        *(b for b in reversed(opening) if b.tag == "h1"),
        *(b for b in opening if not b.is_linked and fold(b.text) in named),
        *(b for b in free if b.tag == "h1"),
        *(
            b
            for b in reversed(opening)
            if b.tag in {"h2", "h3"}
            and b.element.getparent() is (first.element.getparent() if first else None)
        ),
        *(b for b in opening if _looks_like_headline(b)),
    )
    return next((b for b in candidates if b.words <= _TITLE_WORDS), None)


def _looks_like_headline(block: Block) -> bool:
    name = f"{block.element.get('class', '')} {block.element.get('itemprop', '')}"
    is_named = _TITLED.search(name)
    is_big = block.is_bold and block.text[-1] not in ".:" and block.words > _FEWEST_TITLE_WORDS
    return bool(is_named or is_big) and not block.is_linked


def _mark_opening(article: list[Block], headline: Block | None, teaser: str) -> None:
    """What stands between the headline and the first paragraph is no part of the text."""
    free = [b for b in article if not b.reason]
    if headline not in free:
        _mark_repeats(free, teaser)
        return
    place = free.index(headline)
    for block in free[: place + 1]:
        block.reason = "headline" if block is headline else "before the headline"
    for block in free[place + 1 :]:
        if _opens(block) and not _is_standfirst(block, teaser):
            break
        block.reason = "standfirst or byline"


def _opens(block: Block) -> bool:
    """Whether an article may begin with the block: a whole sentence, not a line of a head."""
    return bool(prose_of(block)) and (block.text[-1] in _ENDS or block.words > 2 * _SENTENCE)


def _mark_repeats(free: list[Block], teaser: str) -> None:
    for block in free[:1]:
        if _is_standfirst(block, teaser):
            block.reason = "standfirst"


def _is_standfirst(block: Block, teaser: str) -> bool:
    names = " ".join(block.element.get(key, "") for key in ("class", "itemprop", "data-testid"))
    return bool(_STANDFIRST.search(names)) or bool(teaser and fold(block.text) == teaser)


def _mark_release_end(article: list[Block]) -> None:
    """What a press release ends with: the company on itself, its lawyers, whom to call.

    One such heading may stand in any article; two in its last part only in a release.
    """
    free = [b for b in article if not b.reason]
    ends = [(n, found) for n, b in enumerate(free) if (found := release_end(b.text))]
    late = [(n, found) for n, found in ends if n > len(free) * _FIRST_PART]
    if len({found for _, found in late}) > 1:
        for block in free[late[0][0] :]:
            block.reason = "end of a release"


def _is_parted(article: list[Block]) -> bool:
    """Whether the paragraphs of the article are marked as such."""
    prose = [b for b in article if not b.reason and prose_of(b)]
    return sum(b.tag == "p" for b in prose) > _MARKED * len(prose)


def _own_reason(block: Block, headline: Block | None, *, is_parted: bool) -> str | None:
    """What a block says of itself, wherever it stands."""
    if is_parted and block.tag == "div" and block.linked and block.words < _BOX:
        return "box among the paragraphs"
    if block.is_linked and block.tag not in _KEPT_LINKED:
        return "link"
    if headline is not None and fold(block.text) == fold(headline.text):
        return "headline"
    return None


def _top(blocks: list[Block], kept: list[Block], headline: Block | None) -> list[Block]:
    """The blocks from the headline to the article, and those beside it in the same box.

    What stands higher up belongs to the page: the date there is today's.
    """
    end = next((n for n, b in enumerate(blocks) if kept and b is kept[0]), 0)
    start = next((n for n, b in enumerate(blocks) if b is headline), end)
    box = headline.element if headline else None
    for _ in range(_LEVELS):
        above = box.getparent() if box is not None else None
        box = box if above is None or above.tag in {"body", "html"} else above
    beside = set(box.iter()) if box is not None else set()
    before = [b for b in blocks[max(0, start - _NEAR) : start] if b.element in beside]
    return [*before, *blocks[start : max(end, start) + 1]]
