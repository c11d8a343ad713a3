"""One loader for each kind of file, behind the port `Loader`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rag.ingest.loaders.jsonl import JsonlLoader
from rag.ingest.loaders.text import MarkdownLoader, TextLoader

if TYPE_CHECKING:
    from rag.ports import Loader

LOADERS: tuple[Loader, ...] = (TextLoader(), MarkdownLoader(), JsonlLoader())
BY_SUFFIX: dict[str, Loader] = {suffix: load for load in LOADERS for suffix in load.suffixes}
