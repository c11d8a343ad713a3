"""Zip archives: what lies in them is read as if it lay in a folder, and nothing is unpacked."""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from rag.ingest.naming import is_article_name
from rag.types import Document, Failure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rag.ports import Loader

_MOST_MEMBERS = 10_000
_MOST_UNPACKED = 256 * 1024 * 1024
_LARGEST_MEMBER = 64 * 1024 * 1024
_MOST_RATIO = 200
"""Times that a file of a megabyte may grow; news text grows five times."""
_SMALL = 1024 * 1024
_LEFT_OUT = frozenset({"__macosx"})
_DAMAGED = (
    zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, RuntimeError, LookupError,
    NotImplementedError, MemoryError, OverflowError,
)  # fmt: skip
_NO_BOMB = "Take the archive apart and give the articles alone."


class ZipLoader:
    """The articles in an archive; an archive in an archive is not opened."""

    suffixes: tuple[str, ...] = (".zip",)

    def __init__(self, loader_for: Callable[[str], Loader | None]) -> None:
        self._loader_for = loader_for

    def read(self, data: bytes, path: str) -> Iterator[Document | Failure]:
        """Yield what the loaders make of the files in the archive."""
        try:
            archive = zipfile.ZipFile(io.BytesIO(data))
        except _DAMAGED as error:
            yield Failure(path, None, f"the archive is damaged: {error}", "Pack it again.")
            return
        with archive:
            members = [info for info in archive.infolist() if not info.is_dir()]
            if len(members) > _MOST_MEMBERS:
                yield Failure(
                    path, None, f"it holds {len(members)} files, more than the {_MOST_MEMBERS} "
                    "that are read", "Split it.",
                )  # fmt: skip
                return
            yield from self._members(archive, members, path)

    def _members(
        self, archive: zipfile.ZipFile, members: list[zipfile.ZipInfo], path: str
    ) -> Iterator[Document | Failure]:
        left = _MOST_UNPACKED
        read = 0
        for info in members:
            loader = self._loader_for(info.filename) if _is_meant(info.filename) else None
            if loader is None:
                continue
            read += 1
            inner = f"{path}!/{info.filename}".encode("utf-8", "backslashreplace").decode()
            if loader is self:
                yield Failure(
                    inner, None, "an archive in an archive is not opened", "Unpack the outer one."
                )
                continue
            found = _bytes_of(archive, info, inner, left)
            if isinstance(found, Failure):
                yield found
                continue
            left -= len(found)
            for item in loader.read(found, inner):
                # The file that can be looked for again is the archive.
                yield item if isinstance(item, Failure) else replace(item, path=path)
        if not read:
            yield Failure(
                path, None, "the archive holds no file that can be read", "Pack articles into it."
            )


def _is_meant(name: str) -> bool:
    parts = PurePosixPath(name).parts
    is_hidden = any(part.startswith(".") and part != ".." for part in parts)
    is_left_out = any(part.casefold() in _LEFT_OUT for part in parts)
    return bool(parts) and not is_hidden and not is_left_out and is_article_name(parts[-1])


def _bytes_of(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, path: str, left: int
) -> bytes | Failure:
    """What a member unpacks to, within bounds that its own record cannot talk away."""
    if info.flag_bits & 1:
        return Failure(path, None, "it is locked by a password", "Pack it without one.")
    packed = max(info.compress_size, 1)
    if info.file_size > _SMALL and info.file_size / packed > _MOST_RATIO:
        return Failure(path, None, "it unpacks to far more than news text would", _NO_BOMB)
    most = min(left, _LARGEST_MEMBER)
    try:
        with archive.open(info) as opened:
            found = opened.read(most + 1)
    except _DAMAGED as error:
        return Failure(path, None, f"it cannot be unpacked: {error}", "Pack it again.")
    if len(found) > most:
        return Failure(path, None, "the archive unpacks to more than is read", _NO_BOMB)
    if not found.strip():
        return Failure(path, None, "the file is empty", "Remove it or give it a text.")
    return found
