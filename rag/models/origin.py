"""Where a pulled model came from, kept in a small file beside it.

The hash in it is what the hub said the file is; from the pull on, the file is held to it.
"""

from __future__ import annotations

from datetime import date  # noqa: TC003 - pydantic reads it when the class is made
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from rag.files import write_whole

if TYPE_CHECKING:
    from pathlib import Path


class Origin(BaseModel):
    """What was known of a file when it was pulled."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    hub: str
    repository: str
    file: str
    revision: str
    licence: str | None
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    size: int
    pulled: date


def origin_file(model: Path) -> Path:
    """Where the origin of a model file is kept."""
    return model.with_suffix(".origin.json")


def origin_of(model: Path) -> Origin | None:
    """Where a model file came from; None when it was not pulled, or its record is damaged."""
    try:
        return Origin.model_validate_json(origin_file(model).read_bytes())
    except (OSError, ValidationError):
        return None


def keep_origin(model: Path, origin: Origin) -> None:
    """Write down where a model file came from."""
    write_whole(origin_file(model), origin.model_dump_json(indent=1) + "\n")
