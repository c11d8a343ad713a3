"""Which record of which file each article was read from, as the catalogue remembers it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from pathlib import Path

    from rag.index.catalog import Catalog
    from rag.types import Article


class Known(NamedTuple):
    """What is remembered of a record that was read before."""

    revision: str
    article_id: str
    sha256: str
    """Of the article's text."""
    is_shared: bool
    """Whether other records hold the same article."""


class Sources:
    """Questions about records, asked while a collection is read again."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog

    def known(self, key: str) -> Known | None:
        """What is remembered of the record of that key."""
        rows = self._catalog.rows(
            "SELECT s.revision, s.article_id, a.sha256, (SELECT count(*) FROM sources o "
            "WHERE o.article_id = a.id) > 1 FROM sources s JOIN articles a ON a.id = s.article_id "
            "WHERE s.key = ?",
            [key],
        )
        return Known(*rows[0]) if rows else None

    def twin(self, article: Article) -> str | None:
        """A stored article of the same outlet with the same words, read from elsewhere."""
        rows = self._catalog.rows(
            "SELECT id FROM articles WHERE sha256 = ? AND outlet IS ?",
            [article.sha256, article.outlet],
        )
        return rows[0]["id"] if rows else None

    def count(self, path: str) -> int:
        """How many records a file or an address held when it was last read."""
        rows = self._catalog.rows("SELECT count(*) AS n FROM sources WHERE path = ?", [path])
        return int(rows[0]["n"])

    def no_longer_in(self, path: Path, keys: Collection[str]) -> list[str]:
        """Keys of records that a file held and holds no more."""
        rows = self._catalog.rows("SELECT key FROM sources WHERE path = ?", [str(path)])
        return [row["key"] for row in rows if row["key"] not in keys]

    def vanished(self, paths: Sequence[Path]) -> list[str]:
        """Keys of records whose file is gone from one of the folders.

        A folder that is itself not there may be a disk that is not mounted: nothing is
        concluded from it.
        """
        rows = [
            row
            for root in paths
            if os.path.isdir(root)  # noqa: PTH112 - says no where `Path.is_dir` would raise
            for row in self._catalog.rows(
                "SELECT key, path FROM sources WHERE substr(path, 1, ?) = ?",
                [len(str(root)) + 1, f"{root}/"],
            )
        ]
        lost = {path for path in {row["path"] for row in rows} if _is_gone(path)}
        return [row["key"] for row in rows if row["path"] in lost]

    def without(self, keys: Iterable[str]) -> list[str]:
        """Articles that no record but those of `keys` holds, in the order of their ids."""
        lost = set(keys)
        held = {
            row["article_id"]
            for row in self._catalog.rows("SELECT key, article_id FROM sources")
            if row["key"] not in lost
        }
        rows = self._catalog.rows("SELECT id FROM articles ORDER BY id")
        return [row["id"] for row in rows if row["id"] not in held]


def kept_id(known: Known | None, sha256: str) -> str | None:
    """The id that an edited record keeps, unless the edit parts it from others of its words."""
    if known is None or (known.is_shared and known.sha256 != sha256):
        return None
    return known.article_id


def are_apart(one: str | None, other: str | None) -> bool:
    """Whether two outlets are surely not the same; an unnamed one may be any."""
    return bool(one and other) and str(one).casefold() != str(other).casefold()


def _is_gone(path: str) -> bool:
    try:
        os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        # A folder that may not be entered says nothing about what is in it.
        return False
    return False
