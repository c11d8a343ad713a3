"""What a reader chose for the interface, kept with the archive."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import ValidationError

from eval.reading import Strict
from rag.files import write_whole

if TYPE_CHECKING:
    from pathlib import Path


class Choices(Strict):
    """One file of them, `state/interface.json` in the archive's folder."""

    theme: str = ""
    """Empty for the usual one."""
    keeps: bool = True
    """Whether conversations are kept."""


def read_choices(home: Path) -> Choices:
    """What was chosen; a file that cannot be read is as if nothing was, for it is worth little."""
    try:
        return Choices.model_validate_json(_place(home).read_bytes())
    except (OSError, ValidationError):
        return Choices()


def keep_choices(home: Path, choices: Choices) -> None:
    """Write them down.

    Raises:
        DiskProblem: There is no room, or no permission.
    """
    write_whole(_place(home), choices.model_dump_json() + "\n")


def _place(home: Path) -> Path:
    return home / "state" / "interface.json"
