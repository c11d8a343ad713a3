"""`byline models pull`: fetches a model from the hub, whole or not at all.

What has come lies in a part file that is never listed; it is taken up again by the next pull,
because its name holds the hash of the file that it is a part of. Only a file with that hash gets
the model's name.
"""

from __future__ import annotations

import re
import shutil
import time
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from rag.errors import (
    ArchiveBusy,
    DiskProblem,
    HubProblem,
    ModelFileDamaged,
    UsageProblem,
    as_disk_problem,
)
from rag.files import sha256_of
from rag.models.fetching import fetch
from rag.models.origin import Origin, keep_origin, origin_of
from rag.models.parts import part_file, unfinished
from rag.models.shelf import KNOWN, remember_hash
from rag.models.sizes import spoken
from rag.models.wanted import choose

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from rag.config import Config
    from rag.models.hub import Hub, Offered, Repository
    from rag.models.wanted import Wanted

_SPARE = 0.1
"""Part of the file's size that must stay free beside it."""
_ATTEMPTS = 4
"""Connections in a row that may end without having brought anything."""
_NAME = re.compile(r"[A-Za-z0-9][\w.+-]*")


@dataclass(frozen=True, slots=True)
class Plan:
    """A pull that can be carried out."""

    name: str
    path: Path
    part: Path
    origin: Origin
    repository: Repository
    file: Offered
    is_there: bool
    """The very file is on the shelf already."""
    begun: int
    """Bytes that an earlier pull left behind."""

    @property
    def size(self) -> int:
        """Bytes of the whole file."""
        return self.origin.size


@contextmanager
def pulling(home: Path) -> Iterator[None]:
    """Hold the right to pull into an archive: two writers would spoil one part file.

    Raises:
        ArchiveBusy: Another process is pulling.
    """
    state = home / "state"
    lock = FileLock(state / "pull.lock")
    with as_disk_problem(state):
        state.mkdir(parents=True, exist_ok=True)
        (home / "models").mkdir(exist_ok=True)
        try:
            lock.acquire(blocking=False)
        except Timeout as error:
            raise ArchiveBusy(
                "another `byline models pull` is at work on this archive",
                detail=f"It holds {lock.lock_file}.",
                remedy="Wait until it is done, or stop it.",
            ) from error
    try:
        yield
    finally:
        lock.release()


def plan_pull(config: Config, hub: Hub, wanted: Wanted) -> Plan:
    """Ask the hub about a model and find out whether it can be had.

    Raises:
        ModelProblem: The hub does not have it, does not give it, or gives it in parts.
        UsageProblem: Another model has its name already.
        DiskProblem: There is no room for it.
    """
    repository = hub.repository(wanted.repository, wanted.revision)
    file = hub.described(repository, choose(repository, wanted))
    origin = _origin(hub, repository, file, wanted)
    name = wanted.name or _name_of(file)
    folder = config.home / "models"
    path = folder / f"{name}.gguf"
    part = part_file(folder, name, origin.sha256)
    is_there = _is_there(name, path, origin)
    begun = min(part.stat().st_size, origin.size) if part.is_file() else 0
    if not is_there:
        _check_room(folder, origin.size, begun)
    return Plan(name, path, part, origin, repository, file, is_there, begun)


def carry_out(
    plan: Plan,
    home: Path,
    hub: Hub,
    *,
    watch: Callable[[int], None] = lambda _: None,
    wait: Callable[[float], None] = time.sleep,
) -> None:
    """Fetch the file and put it on the shelf, once it is known to be what the hub says it is.

    Args:
        plan: What to fetch.
        home: The archive's folder.
        hub: Where it is fetched from.
        watch: Told how many bytes are there, again and again.
        wait: Lets the seconds pass between two attempts.

    Raises:
        HubProblem: The connection broke for good; what came is kept for the next time.
        ModelFileDamaged: What came is not the file that the hub spoke of; it is removed.
        DiskProblem: It cannot be written; what came is kept.
    """
    for stale in unfinished(home):
        if stale.name == plan.name and stale.part != plan.part:
            stale.part.unlink(missing_ok=True)
    if not plan.is_there:
        fetch(plan, hub, watch=watch, wait=wait)
    keep_origin(plan.path, plan.origin)
    with as_disk_problem(plan.path):
        if not plan.is_there:
            plan.part.replace(plan.path)
    remember_hash(plan.path, home, plan.origin.sha256)


def _origin(hub: Hub, repository: Repository, file: Offered, wanted: Wanted) -> Origin:
    if file.sha256 is None or not file.size:
        raise HubProblem(
            f"{hub.address} gives no checksum for {file.path}",
            detail="Without one nobody could say whether the file came as it was meant to.",
            remedy="Set `model.hub` to a hub that gives one, or fetch the file yourself, "
            "look at it, and name its path to `byline models use`.",
        )
    if wanted.sha256 not in {None, file.sha256}:
        raise ModelFileDamaged(
            f"{hub.address} offers another file than the one recommended as {wanted.name!r}",
            detail=f"Its SHA-256 is {file.sha256}; recommended is {wanted.sha256}.",
            remedy=f"`byline models pull {repository.name}/{file.path}` takes it as it is.",
        )
    licence = repository.licence
    if licence is None or licence.casefold() == str(wanted.licence).casefold():
        licence = wanted.licence
    return Origin(
        hub=hub.address,
        repository=repository.name,
        file=file.path,
        revision=repository.revision,
        licence=licence,
        sha256=file.sha256,
        size=file.size,
        pulled=datetime.now(tz=UTC).date(),
    )


def _name_of(file: Offered) -> str:
    stem = file.path.rpartition("/")[2][: -len(".gguf")]
    return re.sub(r"[^\w.+-]+", "-", stem, flags=re.ASCII).lstrip("-._+") or "model"


def _is_there(name: str, path: Path, origin: Origin) -> bool:
    """Whether the file is on the shelf; one that was spoiled there is fetched again."""
    if not _NAME.fullmatch(name) or name in KNOWN or name.lower().endswith(".gguf"):
        raise UsageProblem(
            f"a pulled model cannot be called {name!r}",
            detail="The name is a packaged model's, or holds what a name cannot hold.",
            remedy="Give it another name: `byline models pull ... --as NAME`.",
        )
    if not path.is_file():
        return False
    before = origin_of(path)
    is_same = path.stat().st_size == origin.size and sha256_of(path) == origin.sha256
    if is_same or (before and before.sha256 == origin.sha256):
        return is_same
    if before and (before.repository, before.file) == (origin.repository, origin.file):
        raise UsageProblem(
            f"the hub has another file under the name of {name!r} now",
            detail=f"Yours was pulled on {before.pulled}, of revision {before.revision[:12]}; "
            f"there it is {origin.revision[:12]}.",
            remedy=f"To take it: `byline models remove {name}`, then pull again. To have both: "
            "`byline models pull ... --as NAME`.",
        )
    whence = f"It came from {before.repository}." if before else "It was put there by hand."
    raise UsageProblem(
        f"another model is called {name!r} already",
        detail=f"{path} is another file. {whence}",
        remedy="Give the new one a name: `byline models pull ... --as NAME`.",
    )


def _check_room(folder: Path, size: int, begun: int) -> None:
    there = next(place for place in (folder, *folder.parents) if place.is_dir())
    free = shutil.disk_usage(there).free
    needed = size - begun + int(size * _SPARE)
    if free < needed:
        raise DiskProblem(
            f"no room for {spoken(size)} in {folder}",
            detail=f"{spoken(needed)} must be free there, a tenth of the file kept in reserve; "
            f"{spoken(free)} are.",
            remedy="Free some room (`byline models remove NAME` drops a model), pull a smaller "
            "model, or keep the archive elsewhere with `byline --home DIR`.",
        )
