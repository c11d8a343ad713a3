"""A look at the search index from a process of its own, which may die of what it finds.

    python -m rag.index.probe FOLDER EMBEDDER DIMENSION < vectors.npy

prints one JSON object: for each vector the nearest passage and its cosine, or the error.
"""

from __future__ import annotations

import io
import json
import resource
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from rag.errors import BylineError, DiskProblem
from rag.index.chroma import FOREIGN, ChromaIndex

if TYPE_CHECKING:
    from rag.ports import Vectors

_PATIENCE = 300.0
"""Seconds; a damaged graph can also lead round in circles."""


class Looked(NamedTuple):
    """What a look at the index gave: the nearest passage of each vector, or why there is none."""

    nearest: list[tuple[str, float]]
    finding: str | None = None


def look(index: ChromaIndex, vectors: Vectors) -> Looked:
    """Ask the index for the nearest passage of each vector, in a child process.

    Raises:
        DiskProblem: The index cannot be opened for want of room or permission.
    """
    data = io.BytesIO()
    np.save(data, vectors)
    embedder, _, dimension = index.fingerprint.rpartition("/")
    module = [sys.executable, "-P", "-m", "rag.index.probe"]
    try:
        ended = subprocess.run(  # noqa: S603 - this program itself
            [*module, str(index.folder), embedder, dimension],
            input=data.getvalue(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=_PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Looked([], f"no answer from it within {_PATIENCE:.0f} s")
    if ended.returncode < 0:
        return Looked([], f"reading it ends a process with {_signal(-ended.returncode)}")
    try:
        said = json.loads(ended.stdout)
    except ValueError:
        return Looked([], f"reading it ends a process with exit code {ended.returncode}")
    return _understood(said)


def _understood(said: dict[str, Any]) -> Looked:
    if error := said.get("error"):
        if error["kind"] == DiskProblem.__name__:
            raise DiskProblem(error["problem"], detail=error["detail"], remedy=error["remedy"])
        return Looked([], error["problem"] if error["problem"] == FOREIGN else error["detail"])
    return Looked([(name, cosine) for name, cosine in said["nearest"]])


def _signal(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"


def main() -> None:
    """Be the process that may die."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    folder, embedder, dimension = sys.argv[1:]
    vectors = np.load(io.BytesIO(sys.stdin.buffer.read()))
    index = ChromaIndex(Path(folder), embedder=embedder, dimension=int(dimension))
    try:
        nearest = [(index.nearest(vector, limit=1) or [("", 0.0)])[0] for vector in vectors]
    except BylineError as error:
        kind, detail = type(error).__name__, error.detail or error.problem
        words = {"problem": error.problem, "detail": detail, "remedy": error.remedy}
        sys.stdout.write(json.dumps({"error": {"kind": kind} | words}))
    else:
        sys.stdout.write(json.dumps({"nearest": nearest}))


if __name__ == "__main__":
    main()
