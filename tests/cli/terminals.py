"""The program on a terminal of its own, which can be hung up, and the model that it started."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import termios
from pathlib import Path
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from program import Byline

PATIENCE = 120
_ENDLESS = Path(__file__).parents[1] / "faults" / "endless"
LONG_DRAFTS = {
    "BYLINE_MODEL__MAX_TOKENS": "3000",
    "PYTHONPATH": os.pathsep.join(filter(None, [str(_ENDLESS), os.environ.get("PYTHONPATH")])),
}
"""Has the model write on and on, so that it is in the middle when something happens to it."""


class Terminal:
    """The program in a session of its own, on a terminal that it controls."""

    def __init__(self, byline: Byline, *arguments: object, **variables: str) -> None:
        self._ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 140, 0, 0))
        self.process = subprocess.Popen(
            byline.typed(*arguments),
            stdin=theirs, stdout=theirs, stderr=theirs,
            env=byline.environment | {"TERM": "xterm-256color"} | variables,
            start_new_session=True,
            preexec_fn=_take_terminal,
        )  # fmt: skip
        os.close(theirs)
        self.shown = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()

    def until(self, words: str) -> None:
        """Read what is shown until it holds the words; what came before is forgotten."""
        while words not in self.shown:
            assert select.select([self._ours], [], [], PATIENCE)[0], self.shown[-2000:]
            self.shown += os.read(self._ours, 65536).decode("utf-8", "replace")
        self.shown = self.shown.partition(words)[2]

    def type(self, text: str) -> None:
        """Press keys."""
        os.write(self._ours, text.encode())

    def close(self) -> None:
        """Close the window: the kernel hangs up on whoever runs in it."""
        if self._ours >= 0:
            os.close(self._ours)
            self._ours = -1

    def hang_up(self) -> None:
        """Send what a shell sends to its jobs when it ends."""
        os.killpg(self.process.pid, signal.SIGHUP)


class Watched:
    """A process whose end can be waited for, and that stays itself when its number is reused."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self._file = os.pidfd_open(pid)

    def ends(self) -> bool:
        """Whether it ends by itself, without anybody's help."""
        ended = bool(select.select([self._file], [], [], 20)[0])
        os.close(self._file)
        return ended


def model_of(process: subprocess.Popen[bytes]) -> Watched:
    """The model's process that a program started."""
    tasks = Path(f"/proc/{process.pid}/task")
    children = [int(n) for t in tasks.iterdir() for n in (t / "children").read_text().split()]
    (model,) = [n for n in children if b"worker" in Path(f"/proc/{n}/cmdline").read_bytes()]
    return Watched(model)


def _take_terminal() -> None:
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
