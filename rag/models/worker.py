"""The process in which llama.cpp runs: `python -m rag.models.worker PARENT_PID`.

JSON lines in on stdin, JSON lines out on what stdout was at the start; everything that llama.cpp
prints goes to stderr. The process ends when stdin does, whatever it is in the middle of; a crash
in llama.cpp ends this process and nothing else.

    in   {"id": 0, "op": "load", "path", "context", "threads", "safe", "memory"}
         {"id", "op": "write", "messages", "max_tokens", "temperature", "seed", "grammar"}
         {"id", "op": "count", "text"}     {"id", "op": "cancel"}
    out  {"id", "piece"}...  {"id", "done": {...}}  or  {"id", "error", "text"}
"""

from __future__ import annotations

import codecs
import contextlib
import ctypes
import json
import os
import queue
import resource
import signal
import sys
import threading
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any, BinaryIO

if TYPE_CHECKING:
    from rag.models.native import Model

PR_SET_PDEATHSIG = 1


class Worker:
    """Reads requests, and answers them with one model."""

    def __init__(self, wire: BinaryIO) -> None:
        self._wire = wire
        self._wire_lock = threading.Lock()
        self._jobs: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()
        self._cancelled = -1
        self._model: Model | None = None

    def run(self) -> None:
        """Work until stdin ends."""
        threading.Thread(target=self._read, daemon=True).start()
        while True:
            self._answer(self._jobs.get())

    def _read(self) -> None:
        try:
            for line in sys.stdin.buffer:
                request = json.loads(line)
                if request["op"] == "cancel":
                    self._cancelled = max(self._cancelled, request["id"])
                elif request["op"] == "count" and self._model is not None:
                    # A vocabulary may be read while the model writes; nobody has to wait.
                    self._answer(request)
                else:
                    self._jobs.put(request)
        finally:
            os._exit(0)

    def _answer(self, request: dict[str, Any]) -> None:
        number = request["id"]
        try:
            self._reply(id=number, done=getattr(self, f"_{request['op']}")(request))
        except MemoryError:
            self._reply(id=number, error="memory", text="")
        except ImportError as error:
            self._reply(id=number, error="missing", text=str(error))
        except (ValueError, RuntimeError, OSError) as error:
            self._reply(id=number, error=getattr(error, "kind", "failed"), text=str(error))

    def _load(self, request: dict[str, Any]) -> dict[str, Any]:
        # Only now: the wish to die with the parent must not wait for it.
        from rag.models.native import Model

        began = perf_counter()
        self._model = Model(request)
        self._model.warm_up()
        return self._model.facts() | {"seconds": perf_counter() - began}

    def _count(self, request: dict[str, Any]) -> int:
        assert self._model is not None  # noqa: S101 - the parent loads first
        return len(self._model.plain(request["text"]))

    def _write(self, request: dict[str, Any]) -> dict[str, Any]:
        assert self._model is not None  # noqa: S101 - the parent loads first
        number = request["id"]
        decoder = codecs.getincrementaldecoder("utf-8")("replace")
        for data in self._model.write(request, lambda: self._cancelled >= number):
            if piece := decoder.decode(data):
                self._reply(id=number, piece=piece)
        if piece := decoder.decode(b"", final=True):
            self._reply(id=number, piece=piece)
        return self._model.last_run

    def _reply(self, **reply: object) -> None:
        with self._wire_lock:
            self._wire.write(json.dumps(reply).encode() + b"\n")


def _die_with(parent: int) -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it went before the wish was made
        os._exit(0)


def _stay_nice() -> None:
    """Pass niceness on to the group that Linux makes of a session, which begins without any."""
    if sys.platform == "linux" and (niceness := os.nice(0)) > 0:
        with contextlib.suppress(OSError):  # a kernel without such groups
            Path("/proc/self/autogroup").write_text(str(niceness), encoding="ascii")


def main() -> None:
    """Be the model's process."""
    _die_with(int(sys.argv[1]))
    _stay_nice()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Articles are in this memory; a crash must not write them to a file.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    wire = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(2, 1)
    Worker(wire).run()


if __name__ == "__main__":
    main()
