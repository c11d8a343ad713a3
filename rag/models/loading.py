"""Loading a model in a process, with one more try after a crash."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rag.machine import physical_cores
from rag.models import diagnosis
from rag.models.child import Child, ProcessEnded
from rag.models.gguf import read_header
from rag.models.runtime import needs_safe_setting, remember_crash
from rag.models.shelf import check_file

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from rag.config import ModelSection
    from rag.models.shelf import ModelFile

ROOM = 2 << 30
"""Private memory beside weights and context: buffers, the interpreter, room to breathe."""


@dataclass(frozen=True, slots=True)
class Ready:
    """What is known of a loaded model."""

    context: int
    """Tokens that a prompt and its answer may have together."""
    template: bool
    """Whether the file carries a chat template."""
    safe: bool
    """Whether it runs with the safe setting, after a crash with the default one."""
    seconds: float
    """Loading and warm-up, after the process had started."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """A process that is ready to write."""

    child: Child
    ready: Ready
    limit: int
    """Bytes of private memory that it may take."""


@dataclass(frozen=True, slots=True)
class Loader:
    """Starts processes for one model."""

    file: ModelFile
    section: ModelSection
    home: Path
    spawn: Callable[[], Child]

    def load(self, *, safe: bool) -> Loaded:
        """Load the model; after a crash in native code, once more with the safe setting.

        Raises:
            ModelProblem: The file is not what it should be, or the model cannot be loaded.
        """
        check_file(self.file, self.home)
        safe = safe or needs_safe_setting(self.home)
        outcome = self._attempt(safe=safe)
        crash = outcome.signal if isinstance(outcome, Child) else None
        if crash in diagnosis.CRASHES and not safe:
            outcome = self._attempt(safe=True)
            if isinstance(outcome, Loaded):
                remember_crash(self.home, str(crash))
        if isinstance(outcome, Child):
            raise diagnosis.died_loading(self.file, outcome, self.memory_limit())
        return outcome

    def memory_limit(self) -> int:
        """Bytes of private memory that the process may take."""
        if self.section.memory_limit_mb:
            return self.section.memory_limit_mb << 20
        cache = read_header(self.file.path).cache_bytes(context_of(self.file, self.section))
        # Weights may be held twice: mapped from the file, and repacked for the processor.
        return self.file.size + cache + ROOM

    def _attempt(self, *, safe: bool) -> Loaded | Child:
        """The loaded model, or the process that ended in the attempt."""
        child = self.spawn()
        limit = self.memory_limit()
        exchange = child.ask(
            "load",
            path=str(self.file.path),
            context=context_of(self.file, self.section),
            threads=self.section.threads or physical_cores(),
            safe=safe,
            memory=limit,
        )
        try:
            reply = exchange.last()
        except ProcessEnded:
            return child
        if "error" in reply:
            child.end()
            raise diagnosis.refused(self.file, child, limit, reply)
        return Loaded(child, Ready(**reply["done"]), limit)


def context_of(file: ModelFile, section: ModelSection) -> int:
    """Tokens of context: what is wished for, but not more than the model was trained with."""
    trained = read_header(file.path).context
    return min(section.context, trained or section.context)
