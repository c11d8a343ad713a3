"""Brings a file from the hub to its full length, through broken connections, and looks at it."""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING

from rag.errors import HubProblem, ModelFileDamaged, ModelProblem, as_disk_problem
from rag.models.gguf import check_complete, read_header
from rag.models.hub import BrokenOff
from rag.models.sizes import spoken

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import BinaryIO

    from rag.models.hub import Hub
    from rag.models.pulling import Plan

_ATTEMPTS = 4
"""Connections in a row that may end without having brought anything new."""
_PIECE = 1 << 20


def fetch(
    plan: Plan, hub: Hub, *, watch: Callable[[int], None], wait: Callable[[float], None]
) -> None:
    """Make the part the whole file, or say why it cannot be.

    Raises:
        HubProblem: The connection broke for good; what came is kept for the next time.
        ModelFileDamaged: What came is not the file that the hub spoke of; it is removed.
        DiskProblem: It cannot be written; what came is kept.
    """
    try:
        with as_disk_problem(plan.part), plan.part.open("a+b") as part:
            download = _Download(plan, part, watch)
            download.run(hub, wait)
    finally:
        if plan.part.is_file() and not plan.part.stat().st_size:
            plan.part.unlink()
    _check_content(plan, download.digest.hexdigest())


class _Download:
    """A part file that grows; the hash of what is in it grows along, so it is read only once."""

    def __init__(self, plan: Plan, part: BinaryIO, watch: Callable[[int], None]) -> None:
        self.plan, self.part, self.watch = plan, part, watch
        self.digest, self.size = hashlib.sha256(), 0
        part.seek(0)
        while piece := part.read(_PIECE):
            self.digest.update(piece)
            self.size += len(piece)

    def run(self, hub: Hub, wait: Callable[[float], None]) -> None:
        """Go on, with a new connection where one breaks, as long as they bring anything new."""
        fruitless, furthest = 0, self.size
        while self.size < self.plan.size:
            reason = self._take_up(hub)
            # A server that always begins again must not be listened to for ever.
            fruitless = 0 if self.size > furthest else fruitless + 1
            furthest = max(furthest, self.size)
            if self.size < self.plan.size:
                if fruitless == _ATTEMPTS:
                    raise self._broken_off(hub, reason)
                wait(float(2**fruitless))
        self.part.flush()
        os.fsync(self.part.fileno())

    def _take_up(self, hub: Hub) -> str:
        """Use one connection up; say why it ended."""
        try:
            with hub.opened(self.plan.repository, self.plan.file, self.size) as (start, pieces):
                if start != self.size:
                    self.part.truncate(0)
                    self.digest, self.size = hashlib.sha256(), 0
                for piece in pieces:
                    self.part.write(piece)
                    self.digest.update(piece)
                    self.size += len(piece)
                    self.watch(self.size)
                    if self.size > self.plan.size:
                        break
        except BrokenOff as error:
            return str(error)
        return "the file ended too early"

    def _broken_off(self, hub: Hub, reason: str) -> HubProblem:
        came = f"{spoken(self.size)} of {spoken(self.plan.size)}"
        return HubProblem(
            f"{self.plan.name} did not come to its end",
            detail=f"{came} came from {hub.address}, then: {reason}.",
            remedy="Run the same command again: it goes on from there.",
        )


def _check_content(plan: Plan, sha256: str) -> None:
    try:
        if sha256 != plan.origin.sha256:
            raise ModelFileDamaged(
                f"what came is not {plan.origin.file}",
                detail=f"Its SHA-256 is {sha256}; {plan.origin.hub} says {plan.origin.sha256}. "
                "It was removed.",
                remedy="Pull it again; if it happens again, something between here and the hub "
                "changes files: try another network or another `model.hub`.",
            )
        check_complete(plan.part, read_header(plan.part))
    except ModelProblem:
        plan.part.unlink(missing_ok=True)
        raise
