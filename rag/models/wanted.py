"""Which file of which repository a person means who asks for a model."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from rag.errors import ModelProblem, ModelUnknown, UsageProblem, nearest
from rag.models.recommended import recommended, table
from rag.models.sizes import spoken

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.models.hub import Offered, Repository

_REPOSITORY = re.compile(r"(?!.*\.\.)[\w-][\w.-]*/[\w-][\w.-]*")
_SHARD = re.compile(r"-\d{5}-of-\d{5}\.gguf$", re.IGNORECASE)
_NO_WRITER = re.compile(r"(?:^|[-._/])(?:mmproj|imatrix)(?=[-._/])", re.IGNORECASE)
_HUBS = frozenset({"huggingface.co", "www.huggingface.co", "hf.co"})
_MOST_SHOWN = 24
_FORMS = "OWNER/REPO, OWNER/REPO:Q4_K_M, OWNER/REPO/FILE.gguf or a short name of `byline models`"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A repository, and as much of the file as was said."""

    repository: str
    file: str | None = None
    quantisation: str | None = None
    revision: str = "main"
    name: str | None = None
    """What the model is to be called here; the file's own name when None."""
    licence: str | None = None
    sha256: str | None = None


def read_wanted(text: str, hub: str) -> Wanted:
    """What `text` asks for: a short name, a repository with or without a file, or an address.

    >>> wanted = read_wanted("Qwen/Qwen2.5-3B-Instruct-GGUF:Q4_K_M", "https://huggingface.co")
    >>> wanted.repository, wanted.quantisation
    ('Qwen/Qwen2.5-3B-Instruct-GGUF', 'Q4_K_M')

    Raises:
        ModelUnknown: No short name of that spelling.
        UsageProblem: Neither a name nor a repository.
    """
    if row := recommended(text):
        return Wanted(
            row.repository, row.file, name=row.name, licence=row.licence, sha256=row.sha256
        )
    if "://" in text:
        return _read_address(text, hub)
    if "/" not in text:
        raise _no_such_name(text)
    owner, _, rest = text.partition("/")
    repository, _, file = rest.partition("/")
    repository, _, quantisation = repository.partition(":")
    if file and not file.lower().endswith(".gguf"):
        raise _not_understood(text)
    return _checked(
        Wanted(f"{owner}/{repository}", file=file or None, quantisation=quantisation or None), text
    )


def choose(repository: Repository, wanted: Wanted) -> Offered:
    """The one file of the repository that is wanted.

    Raises:
        ModelUnknown: No such file, or several that could be meant; those that are there are told.
        ModelProblem: The file is one of several that only together are a model.
    """
    writers = [file for file in repository.files if not _NO_WRITER.search(file.path)]
    if not repository.files:
        raise ModelUnknown(
            f"{repository.name} has no GGUF file",
            detail="Models in other formats cannot be used.",
            remedy="Look on the hub for a repository of the same model whose name ends in -GGUF.",
        )
    if wanted.file is not None:
        found = _by_path(repository.files, wanted.file)
        problem = f"{repository.name} has no file {wanted.file}"
    elif wanted.quantisation is not None:
        found = _by_quantisation(writers, wanted.quantisation)
        problem = f"{repository.name} has no file packed as {wanted.quantisation}"
    else:
        found = writers
        problem = f"{repository.name} has {len(writers)} GGUF files"
    if found and all(_SHARD.search(file.path) for file in found):
        raise _in_shards(found[0], writers)
    whole = [file for file in found if not _SHARD.search(file.path)]
    if len(whole) != 1:
        raise _unclear(repository, whole, problem, wanted)
    return whole[0]


def _read_address(text: str, hub: str) -> Wanted:
    """A page of the hub as the browser shows it: a repository, or a file in it."""
    try:
        parts, own = urlsplit(text), urlsplit(hub)
    except ValueError:
        raise _not_understood(text) from None
    if parts.hostname not in _HUBS | {own.hostname}:
        raise UsageProblem(
            f"{text} is not on the hub",
            detail=f"`model.hub` is {hub}, and models are pulled from there alone.",
            remedy="Set `model.hub` to that place if it has the addresses of a hub, "
            "or fetch the file yourself and name its path to `byline models use`.",
        )
    path = parts.path
    if parts.hostname == own.hostname:
        path = path.removeprefix(own.path.rstrip("/"))
    owner, _, rest = unquote(path).strip("/").partition("/")
    repository, _, rest = rest.partition("/")
    wanted = Wanted(f"{owner}/{repository}")
    kind, _, rest = rest.partition("/")
    revision, _, file = rest.partition("/")
    if kind in {"blob", "resolve", "tree"} and revision:
        wanted = replace(wanted, revision=revision)
        if file.lower().endswith(".gguf"):
            wanted = replace(wanted, file=file)
    return _checked(wanted, text)


def _checked(wanted: Wanted, text: str) -> Wanted:
    parts = (wanted.file or "").split("/")
    if not _REPOSITORY.fullmatch(wanted.repository) or ".." in parts:
        raise _not_understood(text)
    return wanted


def _by_path(files: Sequence[Offered], path: str) -> list[Offered]:
    if exact := [file for file in files if file.path == path]:
        return exact
    folded = path.casefold()
    return [
        file
        for file in files
        if folded in {file.path.casefold(), file.path.rpartition("/")[2].casefold()}
    ]


def _by_quantisation(files: Sequence[Offered], quantisation: str) -> list[Offered]:
    # A longer packing (Q4_K_M) begins with a shorter one (Q4_K): nothing may follow.
    sign = re.compile(rf"(?:^|[-._/]){re.escape(quantisation)}(?=[-./]|$)", re.IGNORECASE)
    return [file for file in files if sign.search(file.path)]


def _no_such_name(text: str) -> ModelUnknown:
    hint = nearest(text, [row.name for row in table().model])
    return ModelUnknown(
        f"no model is recommended under the name {text!r}",
        detail=f"What can be pulled is {_FORMS}.",
        remedy=(f"Did you mean `byline models pull {hint}`? " if hint else "")
        + "`byline models` lists the names.",
    )


def _not_understood(text: str) -> UsageProblem:
    return UsageProblem(
        f"{text!r} names no model that could be pulled",
        detail=f"A model is named as {_FORMS}.",
        remedy="For example: `byline models pull Qwen/Qwen2.5-1.5B-Instruct-GGUF:Q4_K_M`.",
    )


def _in_shards(first: Offered, files: Sequence[Offered]) -> ModelProblem:
    whole = [file for file in files if not _SHARD.search(file.path)]
    others = f"Whole files are there too:\n{_listing(whole)}\n" if whole else ""
    return ModelProblem(
        f"{first.path} is one of several parts of a model",
        detail="Byline takes a model that is one file: one file has one hash to be held to.",
        remedy=f"{others}Pull another packing or another repository, or join the parts with "
        "`llama-gguf-split --merge` and give the result to `byline models use`.",
    )


def _unclear(
    repository: Repository, found: Sequence[Offered], problem: str, wanted: Wanted
) -> ModelUnknown:
    shown = found or repository.files
    paths = [file.path for file in shown]
    hint = nearest(wanted.file, paths) if wanted.file else None
    example = hint or next((path for path in paths if "q4_k_m" in path.lower()), paths[0])
    return ModelUnknown(
        f"{problem}: several could be meant" if found and wanted.quantisation else problem,
        detail=f"These are there:\n{_listing(shown)}",
        remedy=f"Name one of them: `byline models pull {repository.name}/{example}`.",
    )


def _listing(files: Sequence[Offered]) -> str:
    lines = [
        f"  {file.path}" + (f"  {spoken(file.size)}" if file.size else "")
        for file in files[:_MOST_SHOWN]
    ]
    if len(files) > _MOST_SHOWN:
        lines.append(f"  and {len(files) - _MOST_SHOWN} more")
    return "\n".join(lines)
