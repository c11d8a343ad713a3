"""Where a briefing's articles are looked for: in the archive, or in files that were given."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

from rag.files import sha256_text
from rag.ingest.metadata import MetadataProblem
from rag.ingest.outlets import load_outlets
from rag.ingest.pipeline import content_id, records_of
from rag.ingest.preparing import NoWords, as_article, know
from rag.ingest.walking import find_files
from rag.types import Failure

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from rag.index.catalog import Catalog
    from rag.types import Article


class Held(NamedTuple):
    """An article that was found."""

    article: Article
    text: str
    """Its cleaned text, which every offset refers to."""
    is_told: bool
    """Whether what is not known of it is known to be unknown; a bare file may only lack it."""


class Holdings(Protocol):
    """Where articles are looked for."""

    def find(self, article_id: str, sha256: str) -> Held | None:
        """The article with that text, else the one of that id, else None."""
        ...


class InArchive:
    """The articles of an archive."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog

    def find(self, article_id: str, sha256: str) -> Held | None:
        """The article of that id as it is now, whatever its text."""
        del sha256
        found = self._catalog.articles_by_id([article_id]).get(article_id)
        return Held(found, self._catalog.text(article_id), is_told=True) if found else None


class InFiles:
    """The articles in files and folders, read as an ingest would read them; nothing is stored."""

    def __init__(self, paths: Sequence[str], home: Path, notify: Callable[[Failure], None]) -> None:
        self._by_text: dict[str, Held] = {}
        self._by_id: dict[str, Held] = {}
        outlets = load_outlets(home)
        files, missing = find_files(paths)
        for failure in missing:
            notify(failure)
        for item in (item for path in files for item in records_of(path)):
            if isinstance(item, Failure):
                notify(item)
                continue
            try:
                known = know(item, {}, outlets)
            except (MetadataProblem, NoWords):
                continue
            name = known.fields.id or content_id(known.fields, known.sha256)
            held = Held(as_article(name, known, item), known.text, is_told=False)
            self._by_text.setdefault(known.sha256, held)
            self._by_id.setdefault(name, held)
            # A file may hold the cleaned text itself, as `byline show` prints it.
            whole = sha256_text(item.text)
            self._by_text.setdefault(whole, held._replace(text=item.text))

    def find(self, article_id: str, sha256: str) -> Held | None:
        """The article with exactly that text, one of that id first; else the one of that id."""
        named = self._by_id.get(article_id)
        # A reprint has the same text under another outlet: its id tells the two apart.
        if named is not None and sha256_text(named.text) == sha256:
            return named
        return self._by_text.get(sha256) or named
