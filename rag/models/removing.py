"""`byline models remove`: takes a model off the shelf, and nothing that lies elsewhere."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rag.errors import ModelUnknown, UsageProblem, as_disk_problem, nearest
from rag.models.origin import origin_file
from rag.models.parts import unfinished
from rag.models.shelf import KNOWN, chosen_file

if TYPE_CHECKING:
    from rag.config import Config


@dataclass(frozen=True, slots=True)
class Removal:
    """What would go."""

    name: str
    model: Path | None
    parts: tuple[Path, ...]
    """What stopped pulls of the same name left behind."""
    size: int
    is_chosen: bool
    """Whether `byline models use` named it."""


def plan_removal(config: Config, wanted: str) -> Removal:
    """What removing `wanted`, a name or a path, would take away.

    Raises:
        UsageProblem: It came with a package, or lies outside the archive.
        ModelUnknown: No model of that name is in the archive.
    """
    folder = config.home / "models"
    if wanted in KNOWN:
        package = KNOWN[wanted].requirement.partition("=")[0]
        raise UsageProblem(
            f"{wanted} is part of an installed package",
            detail="Byline removes only what lies in its own folder of models.",
            remedy=f"`pip uninstall {package}` takes it away, and with it the model that is "
            "there without a pull.",
        )
    name = _name(folder, wanted)
    model = folder / f"{name}.gguf"
    parts = tuple(left.part for left in unfinished(config.home) if left.name == name)
    gone = [path for path in (model, *parts) if path.is_file() or path.is_symlink()]
    if not gone:
        raise _unknown(config, name)
    return Removal(
        name=name,
        model=model if model in gone else None,
        parts=parts,
        size=sum(path.lstat().st_size for path in gone),
        is_chosen=_chosen(config) in {name, str(model)},
    )


def carry_out(removal: Removal, config: Config) -> None:
    """Remove the files; a choice of this model is forgotten first, so that none is left hanging."""
    if removal.is_chosen:
        with as_disk_problem(chosen_file(config.home)):
            chosen_file(config.home).unlink(missing_ok=True)
    for path in (*removal.parts, removal.model):
        if path is not None:
            with as_disk_problem(path):
                path.unlink(missing_ok=True)
    if removal.model is not None:
        with as_disk_problem(removal.model):
            origin_file(removal.model).unlink(missing_ok=True)


def _name(folder: Path, wanted: str) -> str:
    """The stem of the file in the folder that a name or a path means."""
    if "/" not in wanted:
        return wanted[: -len(".gguf")] if wanted.lower().endswith(".gguf") else wanted
    path = Path(wanted).expanduser()
    if path.parent.resolve() != folder.resolve() or path.suffix != ".gguf":
        raise UsageProblem(
            f"{wanted} is no model in the archive's folder",
            detail=f"Byline removes only models that lie in {folder}.",
            remedy="Remove the file yourself; `byline models` lists what can be removed here.",
        )
    return path.stem


def _chosen(config: Config) -> str | None:
    try:
        told = tomllib.loads(chosen_file(config.home).read_text(encoding="utf-8"))
        model = told["model"]
        return str(model.get("path") or model.get("name"))
    except (OSError, ValueError, KeyError, AttributeError):
        return None


def _unknown(config: Config, name: str) -> ModelUnknown:
    folder = config.home / "models"
    hint = nearest(name, [path.stem for path in folder.glob("*.gguf")])
    return ModelUnknown(
        f"no model {name!r} is in {folder}",
        remedy=(f"Did you mean {hint!r}? " if hint else "") + "`byline models` lists them.",
    )
