"""One loader for each kind of file, behind the port `Loader`.

What a loader needs to read its kind of file is imported when it reads the first one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rag.ingest.loaders.feed import FeedLoader
from rag.ingest.loaders.html import HtmlLoader
from rag.ingest.loaders.json import JsonLoader
from rag.ingest.loaders.jsonl import GzippedJsonlLoader, JsonlLoader
from rag.ingest.loaders.mail import MailLoader
from rag.ingest.loaders.mhtml import MhtmlLoader
from rag.ingest.loaders.pdf import PdfLoader
from rag.ingest.loaders.text import MarkdownLoader, TextLoader
from rag.ingest.loaders.zip import ZipLoader

if TYPE_CHECKING:
    from rag.ports import Loader

_PLAIN: tuple[Loader, ...] = (
    TextLoader(), MarkdownLoader(), JsonlLoader(), GzippedJsonlLoader(), JsonLoader(), HtmlLoader(),
    MhtmlLoader(), FeedLoader(), MailLoader(), PdfLoader(),
)  # fmt: skip


def loader_for(name: str) -> Loader | None:
    """The loader of a file by its name, whose suffix may be a double one such as `.jsonl.gz`.

    >>> loader_for("archive/2026.JSONL.GZ") is loader_for("b.ndjson.gz")
    True
    >>> loader_for("photo.jpg") is None
    True
    """
    name = name.lower()
    return next((BY_SUFFIX[suffix] for suffix in _LONGEST_FIRST if name.endswith(suffix)), None)


LOADERS: tuple[Loader, ...] = (*_PLAIN, ZipLoader(loader_for))
BY_SUFFIX: dict[str, Loader] = {suffix: load for load in LOADERS for suffix in load.suffixes}
_LONGEST_FIRST = sorted(BY_SUFFIX, key=len, reverse=True)
