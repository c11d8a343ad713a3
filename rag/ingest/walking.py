"""Which files are meant by the paths that a person typed."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from rag.ingest.loaders import BY_SUFFIX, loader_for
from rag.ingest.naming import is_article_name
from rag.types import Failure

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LARGEST = 256 * 1024 * 1024
"""Bytes; a larger file is refused before it is read."""


def find_files(paths: Sequence[str]) -> tuple[list[Path], list[Failure]]:
    """The files to read, in a stable order, and the paths that lead nowhere."""
    found: dict[Path, None] = {}
    failures: list[Failure] = []
    for given in paths:
        path = place_of(given)
        try:
            is_folder, is_there = path.is_dir(), path.exists()
        except OSError as error:
            failures.append(_unopened(given, error))
            continue
        if is_folder:
            inside = list(_walk(path, failures))
            if not inside and not any(f.path.startswith(str(path)) for f in failures):
                failures.append(_empty_folder(given))
            found.update(dict.fromkeys(inside))
        elif is_there:
            found[path] = None
        else:
            failures.append(
                Failure(given, None, "there is no such file or folder", "Check the path.")
            )
    return [path for path in found if not _is_misnamed(path, failures)], failures


def place_of(given: str) -> Path:
    """The absolute path that a person meant."""
    try:
        return Path(given).expanduser().absolute()
    except RuntimeError:
        # `~somebody` of whom the system knows nothing is a name like any other.
        return Path(given).absolute()


def size_of(path: Path) -> int:
    """Bytes of a file; 0 when that cannot be told."""
    try:
        return path.stat().st_size
    except OSError:
        return 0


def read_bytes(path: Path) -> bytes | Failure:
    """A file's bytes, or why they cannot be had."""
    try:
        if not path.is_file():
            return Failure(str(path), None, "it is not a regular file", "Name a file or a folder.")
        size = path.stat().st_size
        if size > LARGEST:
            return Failure(
                str(path), None, f"it has {size / 1e6:.0f} MB, more than the 268 MB that are read",
                "Split it, one article a file or one a JSON line.",
            )  # fmt: skip
        return path.read_bytes()
    except OSError as error:
        return _unopened(str(path), error)


def _walk(folder: Path, failures: list[Failure]) -> Iterator[Path]:
    seen: set[tuple[int, int]] = set()

    def report(error: OSError) -> None:
        failures.append(_unopened(str(error.filename or folder), error))

    for here, folders, names in os.walk(folder, followlinks=True, onerror=report):
        place = Path(here)
        stat = place.stat()
        if (stat.st_dev, stat.st_ino) in seen:
            folders.clear()
            continue
        seen.add((stat.st_dev, stat.st_ino))
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if is_article_name(name) and loader_for(name) is not None:
                yield place / name


def _is_misnamed(path: Path, failures: list[Failure]) -> bool:
    """Whether the name cannot be kept in the catalogue; says so."""
    try:
        str(path).encode()
    except UnicodeEncodeError:
        failures.append(
            Failure(str(path), None, "its name is not valid UTF-8", "Rename it, and try again.")
        )
        return True
    return False


def _unopened(path: str, error: OSError) -> Failure:
    why = (error.strerror or str(error)).lower()
    is_ours = isinstance(error, PermissionError)
    remedy = "Mend its permissions." if is_ours else "Check the path and the disk."
    return Failure(path, None, f"it cannot be opened: {why}", remedy)


def _empty_folder(given: str) -> Failure:
    return Failure(
        given,
        None,
        "the folder holds no file that can be read",
        f"Put articles in it ({', '.join(BY_SUFFIX)}) or name another folder.",
    )
