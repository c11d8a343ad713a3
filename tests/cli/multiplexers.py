"""The program in a real terminal multiplexer, where a test sees the screen and presses keys."""

from __future__ import annotations

import contextlib
import os
import select
import shutil
import subprocess
import tempfile
from time import monotonic
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from program import Byline

PATIENCE = 60
PATIENCES = (2, 5, PATIENCE)
WIDTH, HEIGHT = 120, 36


class Tmux:
    """A window of tmux with the program in it, driven through tmux's control mode.

    tmux says on a pipe when something was drawn, so that nothing here has to wait for a clock.
    """

    def __init__(self, byline: Byline) -> None:
        # A path of pytest may be longer than a socket's name may be.
        self._folder = tempfile.mkdtemp(prefix="tmux")
        self._process = subprocess.Popen(
            ["tmux", "-f", os.devnull, "-C", "new-session", *byline.typed("chat")],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            env=byline.environment
            | {"TMUX_TMPDIR": self._folder, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8"},
        )  # fmt: skip
        self._lines, self._rest = list[str](), b""
        self._command(f"refresh-client -C {WIDTH},{HEIGHT}")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.communicate()
        subprocess.run(
            ["tmux", "kill-server"],
            env={**os.environ, "TMUX_TMPDIR": self._folder},
            capture_output=True,
            check=False,
        )
        shutil.rmtree(self._folder)

    def screen(self) -> list[str]:
        """What stands on the screen now, line by line."""
        return self._command("capture-pane -p")

    def until(self, words: str, patience: float = PATIENCE) -> None:
        """Wait until the screen shows the words."""
        # A cursor that blinks is drawn again and again: silence alone would never end the wait.
        last = monotonic() + patience
        while words not in "\n".join(shown := self.screen()):
            assert monotonic() < last, "\n".join(shown)
            if not self._lines:
                self._hear("\n".join(shown), patience)
            self._lines.clear()

    def press(self, *keys: str) -> None:
        """Press keys by the names that tmux has for them."""
        self._command(f"send-keys {' '.join(keys)}")

    def type(self, text: str) -> None:
        """Type a text."""
        self._command(f"send-keys -H {text.encode().hex(' ')}")

    def click(self, words: str, *, then: str) -> None:
        """Press the mouse where the words stand, until the screen shows what that leads to.

        A click in the moment in which a line is drawn anew reaches nothing, and a person would
        click once more.
        """
        for patience in PATIENCES:
            self._click(words)
            with contextlib.suppress(AssertionError):
                self.until(then, patience)
                return
        self.until(then)

    def click_away(self, words: str) -> None:
        """Press the mouse where the words stand, until the program has ended."""
        for patience in PATIENCES:
            self._click(words)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.until_gone(patience)
                return
        self.until_gone()

    def until_gone(self, patience: float = PATIENCE) -> None:
        """Wait until the program has ended, and tmux with it."""
        self._process.wait(patience)

    def _click(self, words: str) -> None:
        """Press and let go in the middle of the words, at the lowest place that has them."""
        self.until(words)
        row, shown = [(n, s) for n, s in enumerate(self.screen(), 1) if words in s][-1]
        at = shown.index(words) + 1 + len(words) // 2
        for end in "Mm":
            self.type(f"\x1b[<0;{at};{row}{end}")

    def _hear(self, shown: str, patience: float = PATIENCE) -> None:
        """Read what tmux says, whole lines of it."""
        assert self._process.stdout is not None
        pipe = self._process.stdout.fileno()
        assert select.select([pipe], [], [], patience)[0], shown
        read = os.read(pipe, 65536)
        assert read, f"tmux ended: {self._lines}\n{shown}"
        *whole, self._rest = (self._rest + read).split(b"\n")
        self._lines += [line.decode("utf-8", "replace").rstrip("\r") for line in whole]

    def _command(self, text: str) -> list[str]:
        """Have tmux do something; gives what it prints, which it frames in %begin and %end."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{text}\n".encode())
        self._process.stdin.flush()
        while True:
            for n, line in enumerate(self._lines):
                if line.startswith(("%end", "%error")):
                    begin = max(k for k in range(n) if self._lines[k].startswith("%begin"))
                    printed = self._lines[begin + 1 : n]
                    # Those of the client itself have 1 as their last word; others are not ours.
                    is_ours = line.split()[-1] == "1"
                    del self._lines[begin : n + 1]
                    if is_ours:
                        assert line.startswith("%end"), (text, printed)
                        return printed
                    break
            else:
                self._hear(text)
