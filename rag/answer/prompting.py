"""Released prompts: text in `prompts/`, pinned by hash, filled with `$name` placeholders."""

from __future__ import annotations

import hashlib
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from string import Template
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, ValidationError

from rag.errors import PromptInvalid
from rag.ports import ChatMessage
from rag.types import PromptRef

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

_ROLE = re.compile(r"^# (system|user)$", re.MULTILINE)
_REMEDY = "Reinstall Byline; a released prompt is never edited, a new wording is a new file."


class _FrontMatter(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    version: int
    variables: list[str]
    grammar: str | None = None
    changed: str


@dataclass(frozen=True, slots=True)
class PromptTemplate:
    """A released prompt that waits for its variables."""

    ref: PromptRef
    variables: tuple[str, ...]
    grammar: str | None
    parts: tuple[tuple[str, str], ...]

    def fill(self, **values: str) -> tuple[ChatMessage, ...]:
        """The messages with every variable in its place."""
        return tuple(
            ChatMessage(role, Template(text).substitute(values)) for role, text in self.parts
        )


@cache
def load_prompt(name: str, version: int) -> PromptTemplate:
    """Read a released prompt and check it against `LOCK.toml` and its own front matter.

    Raises:
        PromptInvalid: It is missing, was edited, or declares other variables than it uses.
    """
    raw = _resource(f"{name}/v{version}.md")
    digest = hashlib.sha256(raw.encode()).hexdigest()
    if _lock().get(f"{name}@{version}") != digest:
        raise PromptInvalid(f"the prompt {name}@{version} is not the one released", remedy=_REMEDY)
    _, front, body = raw.split("+++\n", 2)
    try:
        meta = _FrontMatter.model_validate(tomllib.loads(front))
    except (ValidationError, tomllib.TOMLDecodeError) as error:
        raise PromptInvalid(
            f"the front matter of {name}@{version} is wrong", detail=str(error), remedy=_REMEDY
        ) from error
    _, *pieces = _ROLE.split(body)
    parts = tuple(zip(pieces[::2], (text.strip() for text in pieces[1::2]), strict=True))
    used = {n for _, text in parts for n in Template(text).get_identifiers()}
    if used != set(meta.variables):
        raise PromptInvalid(
            f"the prompt {name}@{version} does not use the variables it declares",
            detail=f"It uses {sorted(used)} and declares {sorted(meta.variables)}.",
            remedy=_REMEDY,
        )
    grammar = _resource(f"grammars/{meta.grammar}.gbnf") if meta.grammar else None
    ref = PromptRef(meta.id, meta.version, digest)
    return PromptTemplate(ref, tuple(meta.variables), grammar, parts)


def released() -> dict[str, str]:
    """All released files and their hashes, as `LOCK.toml` has them."""
    return dict(_lock())


def _lock() -> dict[str, str]:
    table: dict[str, str] = tomllib.loads(_resource("LOCK.toml"))["released"]
    return table


def _resource(name: str) -> str:
    found: Traversable = files("prompts").joinpath(name)
    try:
        return found.read_text(encoding="utf-8")
    except (OSError, ModuleNotFoundError) as error:
        raise PromptInvalid(f"no prompt file {name}", detail=str(error), remedy=_REMEDY) from error
