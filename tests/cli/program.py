"""The program itself, run as a person runs it: in a process of its own, in a home of its own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

COMMAND = (sys.executable, "-m", "rag")


def _as_in_a_terminal() -> None:
    """Hear Ctrl-C: a test run that a shell put in the background ignores it, and its children."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


class Ran(NamedTuple):
    """How a run ended and what it printed."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[Any]:
        """What `--json` printed: one value a line."""
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def value(self) -> Any:
        """The one object that `--json` printed."""
        (value,) = self.lines
        return value


class Byline:
    """The program over one archive."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.home = folder / "home"
        self._started: list[subprocess.Popen[bytes]] = []

    @property
    def environment(self) -> dict[str, str]:
        """No settings, nothing of the person's own; only the cache outlives a run."""
        kept = {name: value for name, value in os.environ.items() if "BYLINE" not in name}
        return kept | {
            "HOME": str(self.folder),
            "XDG_CONFIG_HOME": str(self.folder / "config"),
            "XDG_DATA_HOME": str(self.folder / "data"),
            "XDG_CACHE_HOME": str(Path(sys.prefix) / "byline-cache"),
        }

    def __call__(self, *arguments: object, stdin: str | None = None) -> Ran:
        """Run it to its end; a traceback is a bug whatever the rest says."""
        ended = subprocess.run(
            self.typed(*arguments),
            input=None if stdin is None else stdin.encode(),
            stdin=subprocess.DEVNULL if stdin is None else None,
            capture_output=True,
            env=self.environment,
            timeout=120,
            check=False,
        )
        ran = Ran(ended.returncode, ended.stdout.decode(), ended.stderr.decode())
        assert "Traceback" not in ran.out + ran.err
        assert "a fault in the program" not in ran.err
        return ran

    def start(self, *arguments: object, **streams: Any) -> subprocess.Popen[bytes]:
        """Start it and return at once."""
        process: subprocess.Popen[bytes] = subprocess.Popen(
            self.typed(*arguments),
            env=self.environment,
            preexec_fn=_as_in_a_terminal,
            **streams,
        )
        self._started.append(process)
        return process

    def end(self) -> None:
        """Kill what a failed test left running."""
        for process in self._started:
            if process.poll() is None:
                process.kill()
                process.wait()

    def typed(self, *arguments: object) -> list[str]:
        """The words of the command line."""
        return [*COMMAND, "--home", str(self.home), *map(str, arguments)]
