"""Files written by hand, read so that a mistake is named by file and line."""

from __future__ import annotations

import json
import re
import tomllib
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from rag.errors import SuiteInvalid, nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from pydantic_core import ErrorDetails


class Strict(BaseModel):
    """A record of a file: frozen, and no key that nobody reads."""

    model_config = ConfigDict(frozen=True, extra="forbid")


Record = TypeVar("Record", bound=Strict)


def wrong(path: Path, place: int | str | None, problem: str, *, remedy: str) -> SuiteInvalid:
    """The error for a mistake in `path`, on a line or in a place that has another name."""
    named = f"line {place}" if isinstance(place, int) else place
    where = f"{path} ({named})" if place else str(path)
    return SuiteInvalid(problem, detail=f"It stands in {where}.", remedy=remedy)


def offer(name: str, known: Iterable[str]) -> str:
    """What to type in place of a name that is not known."""
    names = sorted(known)
    hint = nearest(name, names)
    if hint:
        return f"Did you mean `{hint}`?"
    return f"Use one of: {', '.join(names)}." if names else "There is none to choose from."


def read_text(path: Path, what: str) -> str:
    """The text of a file that must exist and be UTF-8."""
    try:
        # A byte order mark is what some editors leave; it is not part of the first line.
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise SuiteInvalid(
            f"no {what} at {path}", remedy="Name a file that exists; `byline eval list` helps."
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise SuiteInvalid(
            f"cannot read {path}", detail=f"{error}.", remedy="Mend the file; it must be UTF-8."
        ) from error


def read_toml(path: Path, model: type[Record]) -> Record:
    """One record out of a TOML file."""
    text = read_text(path, "suite")
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SuiteInvalid(
            f"{path} is not valid TOML", detail=f"{error}.", remedy="Mend that line."
        ) from error
    try:
        return model.model_validate(table)
    except ValidationError as error:
        names = [str(part) for part in reversed(_chief(error)["loc"])]
        line = next(filter(None, (line_of(text, name) for name in names)), None)
        raise explained(path, line, error, model) from error


def read_jsonl(path: Path, model: type[Record]) -> Iterator[tuple[int, Record]]:
    """(line number, record) pairs of a JSONL file; empty lines are left out."""
    # Not splitlines(): a line separator may stand unescaped inside a JSON string.
    for number, line in enumerate(read_text(path, "cases").split("\n"), 1):
        if not line.strip():
            continue
        try:
            yield number, model.model_validate(_object(line))
        except ValidationError as error:
            raise explained(path, number, error, model) from error
        except ValueError as error:
            raise wrong(
                path, number, f"not a JSON object: {error}", remedy="Write one object a line."
            ) from error


def read_json(path: Path, model: type[Record]) -> Record:
    """One record out of a JSON file."""
    try:
        return model.model_validate_json(read_text(path, "file"))
    except ValidationError as error:
        raise explained(path, None, error, model) from error


def line_of(text: str, key: str) -> int | None:
    """The line of a TOML text on which `key` is set or its table begins."""
    pattern = re.compile(rf'\s*\[*\s*"?{re.escape(key)}"?\s*[=\].]')
    return next((n for n, line in enumerate(text.split("\n"), 1) if pattern.match(line)), None)


def _object(line: str) -> dict[str, Any]:
    value = json.loads(line, object_pairs_hook=_without_twins)
    if not isinstance(value, dict):
        raise ValueError(f"it is a {type(value).__name__}")  # noqa: TRY004 - a wrong line, not a wrong call
    return value


def _without_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    table = dict(pairs)
    if len(table) < len(pairs):
        raise ValueError("a key stands twice in it")
    return table


def explained(
    path: Path, line: int | str | None, error: ValidationError, model: type[Strict]
) -> SuiteInvalid:
    """The error for a record of `path` that is not what `model` says."""
    first = _chief(error)
    place = ".".join(str(part) for part in first["loc"])
    if first["type"] == "extra_forbidden":
        known = _keys_beside(model, first["loc"])
        name = str(first["loc"][-1])
        return wrong(path, line, f"unknown key {place!r}", remedy=offer(name, known))
    if first["type"] == "missing":
        return wrong(path, line, f"{place!r} is missing", remedy=f"Add `{place}`.")
    said = first["msg"].removeprefix("Value error, ")
    subject = f"{place!r}: " if place else ""
    return wrong(path, line, f"{subject}{said}", remedy="Correct it and run again.")


def _chief(error: ValidationError) -> ErrorDetails:
    """The mistake to name: a mistyped key before the one that is missing because of it."""
    found = error.errors()
    return next((one for one in found if one["type"] == "extra_forbidden"), found[0])


def _keys_beside(model: type[Strict], place: tuple[int | str, ...]) -> list[str]:
    """The keys that may stand where an unknown one was found, tables inside it included."""
    for part in place[:-1]:
        field = model.model_fields.get(part) if isinstance(part, str) else None
        inner = _record_in(field.annotation) if field else None
        model = inner or model
    return list(model.model_fields)


def _record_in(annotation: Any) -> type[Strict] | None:
    inner = getattr(annotation, "__args__", (annotation,))
    return next((t for t in inner if isinstance(t, type) and issubclass(t, Strict)), None)
