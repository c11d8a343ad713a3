"""Which files are meant by the paths that a person typed."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from rag.ingest.loaders import BY_SUFFIX
from rag.types import Failure

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LARGEST = 256 * 1024 * 1024
"""Bytes; a larger file is refused before it is read."""

_NOT_ARTICLES = frozenset({"readme", "license", "licence", "copying", "changelog", "key"})


def find_files(paths: Sequence[str]) -> tuple[list[Path], list[Failure]]:
    """The files to read, in a stable order, and the paths that lead nowhere."""
    found: dict[Path, None] = {}
    failures: list[Failure] = []
    for given in paths:
        path = Path(given).expanduser().absolute()
        if path.is_dir():
            inside = list(_walk(path))
            if not inside:
                failures.append(_empty_folder(given))
            found.update(dict.fromkeys(inside))
        elif path.exists():
            found[path] = None
        else:
            failures.append(
                Failure(given, None, "there is no such file or folder", "Check the path.")
            )
    return list(found), failures


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
        why = (error.strerror or str(error)).lower()
        return Failure(str(path), None, f"it cannot be opened: {why}", "Mend its permissions.")


def is_article_name(name: str) -> bool:
    """Whether a file found in a folder is meant as an article."""
    stem, _, _ = name.partition(".")
    return not name.startswith(".") and stem.casefold() not in _NOT_ARTICLES


def _walk(folder: Path) -> Iterator[Path]:
    seen: set[tuple[int, int]] = set()
    for here, folders, names in os.walk(folder, followlinks=True):
        place = Path(here)
        stat = place.stat()
        if (stat.st_dev, stat.st_ino) in seen:
            folders.clear()
            continue
        seen.add((stat.st_dev, stat.st_ino))
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if is_article_name(name) and Path(name).suffix.lower() in BY_SUFFIX:
                yield place / name


def _empty_folder(given: str) -> Failure:
    return Failure(
        given,
        None,
        "the folder holds no file that can be read",
        f"Put articles in it ({', '.join(BY_SUFFIX)}) or name another folder.",
    )
