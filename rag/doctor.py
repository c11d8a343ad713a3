"""Health checks: each says what was found and what to do about it."""

from __future__ import annotations

import shutil
import sqlite3
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from rag.errors import BylineError, nearest
from rag.index.chroma import FOREIGN, REMEDY
from rag.index.mending import unsoundness
from rag.index.trust import Standing
from rag.types import Check

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rag.config import Config
    from rag.index.archive import Archive

_PACKAGES = ("llama-cpp-python", "sentence-transformers", "chromadb", "textual", "onnxruntime")
_LITTLE_ROOM_GB = 2


def examine(config: Config, archive: Archive) -> list[Check]:
    """Look at every part that an answer needs."""
    checks: list[Check] = []
    for look in (_versions, _room):
        checks += look(config)
    for name, look_at in (
        ("archive", lambda: _archive(archive)),
        ("index", lambda: _index(archive)),
        ("encoder", lambda: _encoder(config)),
        ("networks", _networks),
        ("model", lambda: _server(config) if config.model.endpoint else _model(config)),
    ):
        checks += _guarded(name, look_at)
    return checks


def _guarded(name: str, look: Callable[[], Iterator[Check]]) -> list[Check]:
    try:
        return list(look())
    except BylineError as error:
        finding = f"{error.problem}: {error.detail}" if error.detail else error.problem
        return [Check(name, "problem", finding, error.remedy)]


def _versions(config: Config) -> Iterator[Check]:
    del config
    for package in _PACKAGES:
        try:
            yield Check(package, "ok", version(package))
        except PackageNotFoundError:
            yield Check(package, "problem", "not installed", f"pip install {package}")


def _room(config: Config) -> Iterator[Check]:
    free = shutil.disk_usage(config.home).free / 1e9
    level = "ok" if free > _LITTLE_ROOM_GB else "problem"
    remedy = None if level == "ok" else "Free some room or choose another folder with --home DIR."
    yield Check("disk", level, f"{free:.1f} GB free at {config.home}", remedy)  # type: ignore[arg-type]


def _archive(archive: Archive) -> Iterator[Check]:
    articles, passages = archive.catalog.count("articles"), archive.catalog.count("passages")
    yield Check("archive", "ok", f"{articles} articles, {passages} passages")
    try:
        intact = archive.catalog.rows("PRAGMA quick_check")[0][0] == "ok"
    except sqlite3.DatabaseError:
        intact = False
    if not intact:
        yield Check(
            "catalogue", "problem", "SQLite finds the file damaged", "Restore it from a copy."
        )


def _index(archive: Archive) -> Iterator[Check]:
    archive.refuse_foreign()
    # From a child process: some damage ends whoever reads it, and a check must outlive that.
    finding = unsoundness(archive)
    if finding is None and archive.index.is_there:
        finding = (
            standing.value if (standing := archive.trust.standing()) is Standing.CHANGED else None
        )
    if finding and finding != FOREIGN:
        yield Check("index", "problem", f"the search index is damaged: {finding}", REMEDY)
        return
    archive.trust.begin()
    if archive.is_agreed():
        yield Check("index", "ok", "agrees with the catalogue, and stored vectors are found in it")
    else:
        yield Check(
            "index",
            "note",
            "lacks passages that the catalogue holds; it is mended when next used",
            "byline reindex",
        )


def _encoder(config: Config) -> Iterator[Check]:
    from rag.index.embedders.minilm import check_weights, weights_folder
    from rag.opening import cache_folder

    check_weights(weights_folder(), cache_folder())
    yield Check("encoder", "ok", f"{config.embedder.name}, files as pinned")


def _networks() -> Iterator[Check]:
    from rag.files import sha256_of
    from rag.models.judge.network import JUDGE
    from rag.models.reader.network import READER

    for network in (READER, JUDGE):
        path = network.weights(sha256_of)
        size = path.stat().st_size / 1e6
        found = f"{path.name}, {size:.0f} MB, the file that was measured"
        yield Check(network.name, "ok", found)


def _model(config: Config) -> Iterator[Check]:
    from rag.models.runtime import runtime_note
    from rag.models.shelf import check_file, resolve

    yield runtime_note(config.home)
    found = resolve(config)
    digest = check_file(found, config.home)
    yield Check("model", "ok", f"{found.name}, SHA-256 {digest[:16]}…")


def _server(config: Config) -> Iterator[Check]:
    """What writes in place of a file, and where questions and evidence go."""
    from rag.models.endpoint import Endpoint

    server = Endpoint(config.model)
    base, names = server.place.base, server.models()
    if not config.model.endpoint_model or config.model.endpoint_model in names:
        yield Check("model", "ok", f"{server.identity().name}, at {base}")
    else:
        hint = nearest(config.model.endpoint_model, names)
        yield Check(
            "model", "note", f"{base} does not list {config.model.endpoint_model!r}",
            f"Set `model.endpoint_model`, perhaps to {hint!r}." if hint
            else "Set `model.endpoint_model` to a name that it lists.",
        )  # fmt: skip
    if not server.place.is_here:
        read = "" if server.place.is_sealed else ", where anybody on the way can read them"
        yield Check(
            "endpoint", "note", f"questions and evidence are sent to {base}{read}",
            "Unset `model.endpoint` to keep them on this machine.",
        )  # fmt: skip
