"""The part files that stopped pulls leave behind; none of them is ever listed as a model."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_PART = re.compile(r"\.(?P<name>.+)\.[0-9a-f]{12}\.part")


@dataclass(frozen=True, slots=True)
class Unfinished:
    """What a pull that was stopped left behind."""

    name: str
    part: Path
    size: int


def part_file(folder: Path, name: str, sha256: str) -> Path:
    """Where a pull collects a file with that hash: bytes of another are never gone on with."""
    return folder / f".{name}.{sha256[:12]}.part"


def unfinished(home: Path) -> list[Unfinished]:
    """The parts of models that stopped pulls left behind."""
    parts = sorted((home / "models").glob(".*.part"))
    return [
        Unfinished(found["name"], part, part.stat().st_size)
        for part in parts
        if (found := _PART.fullmatch(part.name))
    ]
