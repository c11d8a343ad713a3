"""The short, dated table of GGUF files that are worth a try, by the memory of the machine."""

from __future__ import annotations

import tomllib
from datetime import date  # noqa: TC003 - pydantic reads it when the class is made
from functools import lru_cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict, Field

_KEPT_BACK = 0.9
"""A machine sold with 8 GB tells the system of somewhat less."""


class Recommended(BaseModel):
    """One file that can be pulled by a short name."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Field(pattern=r"^[a-z0-9][a-z0-9.-]*$")
    repository: str
    file: str
    parameters: str
    quantisation: str
    size: int
    memory: int
    licence: str
    sha256: str | None = Field(default=None, pattern=r"^[0-9a-f]{64}$")

    def fits(self, memory: int) -> bool:
        """Whether a machine of `memory` bytes is one that this file is meant for."""
        return memory >= self.memory * 1e9 * _KEPT_BACK


class Table(BaseModel):
    """The whole table."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    as_of: date
    model: tuple[Recommended, ...]


@lru_cache(maxsize=1)
def table() -> Table:
    """The table that comes with Byline, smallest machines first."""
    text = (files("rag.models") / "recommended.toml").read_text(encoding="utf-8")
    return Table.model_validate(tomllib.loads(text))


def recommended(name: str) -> Recommended | None:
    """The file that a short name stands for; None when it stands for none.

    >>> recommended("Qwen2.5-7B").repository
    'bartowski/Qwen2.5-7B-Instruct-GGUF'
    """
    return next((row for row in table().model if row.name == name.casefold()), None)
