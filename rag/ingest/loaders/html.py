"""Saved web pages: the article without the page round it, and what the page says of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rag.ingest.pages.parsing import NotAPage
from rag.types import Document, Failure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

NO_ARTICLE = "no article could be found in the page"


class HtmlLoader:
    """One article a page."""

    suffixes: tuple[str, ...] = (".html", ".htm", ".xhtml", ".shtml")

    def read(self, data: bytes, path: str) -> Iterator[Document | Failure]:
        """Yield the one article of the page."""
        yield page_document(data, path)


def page_document(
    data: bytes,
    path: str,
    *,
    charset: str | None = None,
    url: str | None = None,
    key: str | None = None,
) -> Document | Failure:
    """The article of a page, or why there is none.

    Args:
        data: The page.
        path: The file it is in.
        charset: What its envelope calls the encoding.
        url: Where it was fetched from.
        key: What to call it, if a file holds more than this page.
    """
    from rag.ingest.pages.parsing import parse_page

    try:
        return _document(parse_page(data, charset), path, url=url, key=key)
    except NotAPage as error:
        return Failure(key or path, None, str(error), error.remedy)


def _document(
    tree: HtmlElement, path: str, *, url: str | None, key: str | None
) -> Document | Failure:
    from rag.ingest.pages.reading import read_page

    page = read_page(tree, url)
    if not page.text.strip():
        return Failure(
            key or path, None, NO_ARTICLE,
            "Save the article's own page, or its words as a .txt file.",
        )  # fmt: skip
    return Document(
        key or path, page.text, page.metadata, path,
        provenance=page.provenance, removed=page.removed,
    )  # fmt: skip
