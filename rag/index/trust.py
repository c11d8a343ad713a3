"""Whether the index's files may be opened in this process, told without opening them.

Some damage to the files of the nearest-neighbour graph ends the process that reads them with a
signal, where nothing can be caught; some is only met by the next write. Two notes beside the
archive tell it beforehand:

- a seal: size, time and hash of those files as Byline left them;
- a mark for each process that has the index open, held by a lock of the kernel's. A mark
  without its lock was left by a process that died.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import uuid
from contextlib import contextmanager, suppress
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from rag.errors import DiskProblem
from rag.files import sha256_of, write_whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

_MARK = "index.open."


class Standing(Enum):
    """What the notes say of the files."""

    SOUND = "sound"
    """They are what Byline left."""
    CHANGED = "its files are not as Byline left them"
    """They are something else, by size or by hash."""
    UNKNOWN = "unknown"
    """No note tells; somebody must look."""


class _Note(NamedTuple):
    """What the seal says."""

    files: dict[str, list[int]]
    """Name, size and time in nanoseconds."""
    sha256: str | None
    """Over all the files; None while a writer is still at it."""


class Trust:
    """The seal and the marks of one index. A folder that takes no notes costs a look each time."""

    def __init__(self, folder: Path, state: Path) -> None:
        self._folder = folder
        self._state = state
        self._seal = state / "index.json"
        self._mark: tuple[Path, int] | None = None

    def standing(self) -> Standing:
        """What is known of the files. Reads a seal and a few sizes, unless they disagree.

        Only then, or when a process died over the index, are the files hashed: about a second
        for a gigabyte, and a copied or restored archive needs no more than that.
        """
        note, files = self._read(), self._files()
        if note is None:
            return Standing.UNKNOWN if files else Standing.SOUND
        if _sizes(note.files) != _sizes(files):
            return Standing.CHANGED
        if note.files == files and not self._dead():
            return Standing.SOUND
        if note.sha256 is None:
            return Standing.UNKNOWN
        if self._hash(files) != note.sha256:
            return Standing.CHANGED
        self._write(note._replace(files=files))
        return Standing.SOUND

    def seal(self, *, is_final: bool = False) -> None:
        """Note that the files are sound as they are, whoever died over them.

        Args:
            is_final: Hash them too; a writer does so once, when it has finished.
        """
        note, files = self._read(), self._files()
        if note is None or note.files != files or (is_final and note.sha256 is None):
            self._write(_Note(files, self._hash(files) if is_final else None))
        self._forget()

    def _write(self, note: _Note) -> None:
        with suppress(OSError, DiskProblem):
            write_whole(self._seal, json.dumps(note._asdict(), indent=1))
        self._forget()

    def _forget(self) -> None:
        with suppress(OSError):
            for path in self._dead():
                path.unlink(missing_ok=True)

    def _hash(self, files: Iterable[str]) -> str | None:
        total = hashlib.sha256()
        try:
            for name in files:
                total.update(f"{name} {sha256_of(self._folder / name)}\n".encode())
        except OSError:
            return None
        return total.hexdigest()

    def begin(self) -> None:
        """Mark the index as open in this process, until `end` or until the process dies."""
        if self._mark is not None:
            return
        path = self._state / f"{_MARK}{os.getpid()}.{uuid.uuid4().hex[:8]}"
        with suppress(OSError):
            self._state.mkdir(parents=True, exist_ok=True)
            handle = os.open(path, os.O_CREAT | os.O_RDWR, 0o644)
            self._mark = (path, handle)
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def end(self) -> None:
        """Take the mark away; harmless when there is none."""
        if self._mark is None:
            return
        path, handle = self._mark
        self._mark = None
        with suppress(OSError):
            path.unlink(missing_ok=True)
        os.close(handle)

    def _files(self) -> dict[str, list[int]]:
        """Size and time of every file of a graph; Chroma keeps each graph in a subfolder.

        One without its pickle was never saved: whoever opens it writes its files anew, unread.
        Its own database is left out: every reader touches it, and its damage is an error that
        can be caught.
        """
        found = {}
        with suppress(OSError):
            for pickle in sorted(self._folder.glob("*/index_metadata.pickle")):
                for path in sorted(pickle.parent.iterdir()):
                    stat = path.stat()
                    name = path.relative_to(self._folder).as_posix()
                    found[name] = [stat.st_size, stat.st_mtime_ns]
        return found

    def _read(self) -> _Note | None:
        try:
            said = json.loads(self._seal.read_text(encoding="utf-8"))
            return _Note(dict(said["files"]), said["sha256"])
        except (OSError, ValueError, TypeError, KeyError):
            return None

    def _dead(self) -> list[Path]:
        """Marks that nobody holds."""
        own = self._mark and self._mark[0]
        return [path for path in self._state.glob(f"{_MARK}*") if path != own and _is_free(path)]


def _sizes(files: Mapping[str, Sequence[int]]) -> dict[str, int]:
    return {name: size for name, (size, _) in files.items()}


def _is_free(path: Path) -> bool:
    try:
        with _opened(path) as handle:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        # Held, or just taken away by its owner, or on a disk that knows no locks.
        return False
    return True


@contextmanager
def _opened(path: Path) -> Iterator[int]:
    handle = os.open(path, os.O_RDWR)
    try:
        yield handle
    finally:
        os.close(handle)
