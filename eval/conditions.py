"""What can change an answer: the program, its settings, the articles, the model.

Two runs under the same conditions give the same answers to the same questions. On this rests
that a stopped run can go on and that answers of another run can be used again.
"""

from __future__ import annotations

import hashlib
import os
import platform
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

import prompts
import rag
from eval import records
from eval.saved import FileUsed, Manifest
from rag.files import sha256_of
from rag.types import Mode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from eval.runner import Archive
    from eval.saved import CorpusUsed
    from eval.suite import Suite
    from rag.config import Config
    from rag.types import ModelRef

PACKAGES = ("chromadb", "llama-cpp-python", "numpy", "onnxruntime", "sentence-transformers")
"""Whose versions can change an answer."""


def manifest_of(suite: Suite, settings: Config, archive: Archive, corpus: CorpusUsed) -> Manifest:
    """What a run is about to be made with; when and how long come later."""
    mode, trace = archive.traced(suite.spec.mode)
    second = archive.traced(Mode.WRITE)[1].model if settings.judge.second_opinion else None
    prompt = trace.prompt
    name = f"{prompt.id}@{prompt.version}" if prompt else ""
    return Manifest(
        byline=rag.__version__,
        code_sha256=code_sha256(),
        suite=suite.spec,
        suite_sha256=suite.sha256,
        worded_by=mode,
        model=_file(trace.model),
        second_opinion=_file(second),
        prompt=FileUsed(name=name, sha256=prompt.sha256) if prompt else None,
        embedder=trace.embedder,
        config_sha256=settings.sha256,
        corpus=corpus,
        packages=_versions(),
        machine=_machine(),
        started="",
        seconds=0.0,
    )


def differing(one: Manifest, other: Manifest) -> list[str]:
    """What is not the same in two runs, of all that can change an answer to a question."""
    facts: dict[str, Callable[[Manifest], object]] = {
        "the program": lambda m: (m.byline, m.code_sha256),
        "the packages": lambda m: m.packages,
        "the settings": lambda m: m.config_sha256,
        "the mode": lambda m: (m.suite.mode, m.worded_by),
        "the model": lambda m: (m.model, m.second_opinion),
        "the prompt": lambda m: m.prompt,
        "the encoder": lambda m: m.embedder,
        "the articles": lambda m: (m.corpus.sha256, m.corpus.archive_sha256),
    }
    return [name for name, of in facts.items() if of(one) != of(other)]


@cache
def code_sha256() -> str:
    """Hash of the program's own files that can change what is answered or recorded."""
    total = hashlib.sha256()
    for name, path in _sources():
        total.update(f"{name}\0{sha256_of(path)}\n".encode())
    return total.hexdigest()


def _sources() -> Iterator[tuple[str, Path]]:
    for package in (rag, prompts):
        folder = Path(str(package.__file__)).parent
        for path in sorted(folder.rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                yield f"{folder.name}/{path.relative_to(folder).as_posix()}", path
    yield "eval/records.py", Path(str(records.__file__))


def _file(model: ModelRef | None) -> FileUsed | None:
    return FileUsed(name=model.name, sha256=model.sha256) if model else None


def _versions() -> dict[str, str]:
    found = {}
    for name in PACKAGES:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return found


def _machine() -> dict[str, str]:
    return {
        "system": platform.system(),
        "release": platform.release(),
        "processor": platform.machine(),
        "cpus": str(os.cpu_count() or "unknown"),
        "python": platform.python_version(),
    }
