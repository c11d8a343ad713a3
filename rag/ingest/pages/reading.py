"""From the tree of a page to its article and what it says of itself.

What a page says is believed in this order: JSON-LD, OpenGraph, Dublin Core and the like, microdata,
the lines round the headline, the address. Published wins over changed, and a value of another
article never counts. What nothing states stays unknown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rag.ingest.pages.body import find_body
from rag.ingest.pages.description import Description
from rag.ingest.pages.parsing import plain_letters
from rag.ingest.pages.records import read_records
from rag.ingest.pages.tags import TEASER, TITLE, Tags
from rag.types import Removed
from rag.words import fold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lxml.html import HtmlElement

    from rag.ingest.pages.records import Record

_FULLER = 2
"""How many times the words of a page its own record must have to be believed instead."""


class Page(NamedTuple):
    """One page as it was read."""

    text: str
    metadata: Mapping[str, object]
    provenance: Mapping[str, str]
    removed: tuple[Removed, ...]
    """What stands on the page and is not the article, in the order of the page."""


def read_page(tree: HtmlElement, url: str | None = None) -> Page:
    """The article of a page with what the page says of it.

    Args:
        tree: The page.
        url: Where it was fetched from, to make its address whole.
    """
    tags = Tags(tree)
    titles = [title for title in (tags.title, *(v for _, v in tags.each(TITLE))) if title]
    address = tags.address(url)
    records = read_records(
        tree, url=address[0] if address else url, titles=[fold(title) for title in titles]
    )
    titles += [record.headline for record in records if record.headline]
    body = find_body(tree, titles=titles, teaser=tags.first(TEASER))
    text, where = _fuller(body.text, records)
    description = Description(tree, tags, records, body)
    description.fill(url, text)
    removed = tuple(Removed(plain_letters(block.text), reason) for block, reason in body.removed)
    return Page(text, description.values, {**description.provenance, **where}, removed)


def _fuller(text: str, records: Sequence[Record]) -> tuple[str, dict[str, str]]:
    """The words of the page, or those of its record where the page shows next to none of them."""
    for record in records:
        if record.text and len(record.text.split()) > _FULLER * len(text.split()):
            return plain_letters(record.text), {"text": f"{record.source} articleBody"}
    return text, {}
