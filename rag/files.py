"""Files that must be what they claim to be: hashes, and writes that happen wholly or not."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from pathlib import Path

from rag.errors import as_disk_problem


def sha256_of(path: Path) -> str:
    """Hex SHA-256 of a file's bytes."""
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def sha256_text(text: str) -> str:
    """Hex SHA-256 of a text in UTF-8."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def remembered_sha256(path: Path, memory: Path) -> str:
    """Hex SHA-256 of a large file, hashed again only when its size or time has changed.

    Args:
        path: The file.
        memory: A JSON file in which hashes are kept; made when absent, ignored when damaged.
    """
    stat = path.stat()
    key = f"{path.absolute()}|{stat.st_size}|{stat.st_mtime_ns}"
    known = _read_memory(memory)
    if key not in known:
        # Older entries of the same file can never match again.
        known = {k: v for k, v in known.items() if not k.startswith(f"{path.absolute()}|")}
        known[key] = sha256_of(path)
        write_whole(memory, json.dumps(known, indent=1))
    return known[key]


def write_whole(path: Path, text: str) -> None:
    """Write a file so that a reader sees the old content or the new, never a part."""
    with as_disk_problem(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as opened:
                opened.write(text)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise


def _read_memory(memory: Path) -> dict[str, str]:
    try:
        known = json.loads(memory.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}
