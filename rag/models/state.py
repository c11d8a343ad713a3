"""Small facts that are remembered between runs, as JSON in `<home>/state/`.

Each of them can be found out again, so a file that cannot be read counts as empty and one that
cannot be written costs time, not an error.
"""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path


def recall(path: Path) -> dict[str, Any]:
    """The facts in `path`; none when there is no such file or it makes no sense."""
    try:
        facts = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return facts if isinstance(facts, dict) else {}


def remember(path: Path, key: str, fact: object) -> None:
    """Put one fact into `path`, all or nothing."""
    with contextlib.suppress(OSError):
        replace_file(path, json.dumps(recall(path) | {key: fact}, indent=1, sort_keys=True))


def replace_file(path: Path, text: str) -> None:
    """Write `text` to `path` so that a reader sees the old file or the new one, never half."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        os.replace(draft, path)  # noqa: PTH105 - `draft` is a str
    except BaseException:
        os.unlink(draft)  # noqa: PTH108
        raise
