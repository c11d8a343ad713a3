"""One process of a model, as the parent sees it: started, asked, ended."""

from __future__ import annotations

import contextlib
import itertools
import json
import os
import queue
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import IO, Any

import rag
from rag.errors import DiskProblem
from rag.files import write_whole

LOG_KEPT = 64 << 10
LOG_LIMIT = 256 << 10
"""A log of more bytes is cut to its last `LOG_KEPT` before a process adds to it."""
GRACE = 1.0
"""Seconds that a process has to end by itself."""


class ProcessEnded(Exception):
    """The process is gone, so no more replies will come."""


class Exchange:
    """A request and the replies to it."""

    def __init__(self, child: Child, number: int) -> None:
        self._child = child
        self._number = number
        self.replies: queue.SimpleQueue[dict[str, Any] | None] = queue.SimpleQueue()

    def next(self, timeout: float | None = None) -> dict[str, Any] | None:
        """The next reply, or None when none came in `timeout` seconds."""
        try:
            reply = self.replies.get(timeout=timeout)
        except queue.Empty:
            return None
        if reply is None:
            raise ProcessEnded
        return reply

    def last(self) -> dict[str, Any]:
        """Wait for a reply that is the only one, and close the exchange."""
        try:
            reply = self.next()
        finally:
            self.close()
        assert reply is not None  # noqa: S101 - there was no limit on the wait
        return reply

    def cancel(self) -> None:
        """Ask for an early end; the last reply still comes."""
        self._child.send({"id": self._number, "op": "cancel"})

    def close(self) -> None:
        """Want no more replies."""
        self._child.forget(self._number)


class Child:
    """A process that runs `rag.models.worker`."""

    def __init__(self, log: Path) -> None:
        self._log = log
        self._log_start = 0
        self._lock = threading.Lock()
        self._pipe_lock = threading.Lock()
        self._numbers = itertools.count()
        self._exchanges: dict[int, Exchange] = {}
        self._process: subprocess.Popen[bytes] | None = None
        self._problem: OSError | None = None
        self._spawned = threading.Event()
        self._over = threading.Event()
        # On Linux a process is told of the death of the thread that started it, not of the
        # program: so it is started by the thread that listens to it for as long as it lives.
        self._thread = threading.Thread(target=self._live, name="model process", daemon=True)
        self._thread.start()
        self._spawned.wait()
        if self._problem is not None:
            raise self._problem

    @property
    def pid(self) -> int:
        """Its process id."""
        return self._process.pid if self._process else 0

    @property
    def has_ended(self) -> bool:
        """Whether it is gone, known at once and not only when its end has been read."""
        if self._over.is_set() or self._process is None:
            return True
        look_only = os.WEXITED | os.WNOHANG | os.WNOWAIT
        try:
            return os.waitid(os.P_PID, self._process.pid, look_only) is not None
        except ChildProcessError:
            return True

    @property
    def returncode(self) -> int:
        """How it ended; waits until it has."""
        self._over.wait()
        return self._process.returncode if self._process else 0

    @property
    def signal(self) -> str | None:
        """The name of the signal that ended it, if one did."""
        code = self.returncode
        return signal.Signals(-code).name if code < 0 else None

    def log(self) -> str:
        """What it wrote to the log since it started."""
        try:
            with self._log.open("rb") as file:
                file.seek(self._log_start)
                return file.read().decode("utf-8", "replace")
        except OSError:
            return ""

    def ask(self, op: str, **values: object) -> Exchange:
        """Send a request."""
        with self._lock:
            exchange = Exchange(self, next(self._numbers))
            number = exchange._number  # noqa: SLF001 - they are two halves of one thing
            self._exchanges[number] = exchange
            if self._over.is_set():
                exchange.replies.put(None)
        self.send({"id": number, "op": op, **values})
        return exchange

    def send(self, message: dict[str, object]) -> None:
        """Write one line to it; a process that is gone is noticed by who waits for a reply."""
        line = json.dumps(message).encode() + b"\n"
        with self._pipe_lock, contextlib.suppress(OSError, ValueError):
            if self._process and self._process.stdin:
                self._process.stdin.write(line)
                self._process.stdin.flush()

    def forget(self, number: int) -> None:
        """Drop what still comes for a request."""
        with self._lock:
            self._exchanges.pop(number, None)

    def end(self) -> None:
        """End it: by closing its stdin, or by force if it has not gone after `GRACE`."""
        if self._pipe_lock.acquire(timeout=GRACE):
            with contextlib.suppress(OSError):
                if self._process and self._process.stdin:
                    self._process.stdin.close()
            self._pipe_lock.release()
        if not self._over.wait(GRACE):
            self.kill()

    def kill(self) -> None:
        """End it by force."""
        if self._process:
            self._process.kill()
        self._over.wait()

    def _live(self) -> None:
        try:
            with self._open_log() as log:
                self._process = subprocess.Popen(  # noqa: S603 - our own program
                    [sys.executable, "-P", "-m", "rag.models.worker", str(os.getpid())],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=log,
                    env=_environment(),
                    start_new_session=True,  # Ctrl-C in the terminal is for the parent
                )
        except OSError as error:
            self._problem = error
            self._over.set()
            return
        finally:
            self._spawned.set()
        self._listen(self._process)

    def _listen(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdout and process.stdin  # noqa: S101, PT018 - both were asked for
        try:
            for line in process.stdout:
                self._deliver(json.loads(line))
        finally:
            process.kill()
            process.wait()
            process.stdout.close()
            with self._pipe_lock, contextlib.suppress(OSError):  # it may hold half a request
                process.stdin.close()
            self._mourn()

    def _deliver(self, reply: dict[str, Any]) -> None:
        with self._lock:
            exchange = self._exchanges.get(reply["id"])
        if exchange is not None:
            exchange.replies.put(reply)

    def _mourn(self) -> None:
        with self._lock:
            self._over.set()
            for exchange in self._exchanges.values():
                exchange.replies.put(None)

    def _open_log(self) -> IO[bytes]:
        """The log, not too long; nowhere when it cannot be written, for an answer needs none."""
        try:
            self._log.parent.mkdir(parents=True, exist_ok=True)
            if self._log.exists() and self._log.stat().st_size > LOG_LIMIT:
                kept = self._log.read_bytes()[-LOG_KEPT:].decode("utf-8", "replace")
                with contextlib.suppress(DiskProblem):  # too long is better than gone
                    write_whole(self._log, kept)
            file = self._log.open("ab")
            self._log_start = file.tell()
        except OSError:
            return Path(os.devnull).open("wb")
        return file


def _environment() -> dict[str, str]:
    values = dict(os.environ)
    # This package as it is imported here, installed or not, after what the person set.
    here = str(Path(rag.__file__).parent.parent)
    values["PYTHONPATH"] = os.pathsep.join(filter(None, [values.get("PYTHONPATH"), here]))
    # numpy would start threads and buffers of its own, and nothing here multiplies with it.
    values.setdefault("OPENBLAS_NUM_THREADS", "1")
    # Threads that wait for each other burn their core for milliseconds by default. With one more
    # busy program on two cores that made an answer ten times slower and more.
    values.setdefault("GOMP_SPINCOUNT", "1000")
    # A failed assertion in llama.cpp would start a debugger to print its own stack.
    values.setdefault("GGML_NO_BACKTRACE", "1")
    return values
