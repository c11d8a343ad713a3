"""Small facts that are remembered between runs, as JSON in `<home>/state/`.

Each of them can be found out again, so a file that cannot be read counts as empty and one that
cannot be written costs time, not an error.
"""

from __future__ import annotations

import contextlib
import json
from typing import TYPE_CHECKING, Any

from rag.errors import DiskProblem
from rag.files import write_whole

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
    with contextlib.suppress(DiskProblem):
        write_whole(path, json.dumps(recall(path) | {key: fact}, indent=1, sort_keys=True))
