"""Pages that a browser saved whole, in one file with their pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rag.ingest.loaders.html import page_document
from rag.ingest.loaders.parts import content_of, parts_of
from rag.types import Document, Failure

if TYPE_CHECKING:
    from collections.abc import Iterator


class MhtmlLoader:
    """One article a file; its address is the one that it was saved from."""

    suffixes: tuple[str, ...] = (".mhtml", ".mht")

    def read(self, data: bytes, path: str) -> Iterator[Document | Failure]:
        """Yield the article of the first page in the file."""
        message, parts = parts_of(data)
        for part in parts:
            if part.get_content_type() in {"text/html", "application/xhtml+xml"}:
                where = (part["Content-Location"], message["Snapshot-Content-Location"])
                url = next((str(w) for w in where if str(w or "").startswith("http")), None)
                page = content_of(part)
                yield page_document(page, path, charset=part.get_content_charset(), url=url)
                return
        yield Failure(
            path, None, "there is no page in it", "Save the page again, as a web page of one file."
        )
