"""What the end or the refusal of a model's process means to the person, and what helps."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rag.errors import ModelDied, ModelProblem

if TYPE_CHECKING:
    from rag.models.child import Child
    from rag.models.shelf import ModelFile

LOG_LINES = 6
CRASHES = frozenset({"SIGSEGV", "SIGILL", "SIGBUS", "SIGFPE", "SIGABRT"})
"""Signals that a fault in native code raises; SIGKILL comes from somebody else."""

_NO_MEMORY = re.compile(
    r"failed to allocate|unable to allocate|bad_alloc|MemoryError|cannot allocate memory"
    r"|thread creation failed|failed to map segment|not enough memory|out of memory",
    re.IGNORECASE,
)


def ran_out_of_memory(log: str) -> bool:
    """Whether what a process wrote says that it was refused memory."""
    return _NO_MEMORY.search(log) is not None


def too_little_memory(file: ModelFile, limit: int) -> ModelProblem:
    """The model's process was refused memory."""
    return ModelProblem(
        f"the model {file.name!r} does not fit into its memory limit of {limit >> 20:,} MiB",
        detail="The limit keeps a model from taking the memory of everything else.",
        remedy="Raise `model.memory_limit_mb`, lower `model.context`, or choose a smaller model: "
        "`byline models`.",
    )


def died_loading(file: ModelFile, child: Child, limit: int) -> ModelProblem:
    """The process ended before it could write, the safe setting tried where it may help."""
    log = child.log()
    if ran_out_of_memory(log):
        return too_little_memory(file, limit)
    return ModelDied(
        f"the model's process ended while it loaded {file.name!r} ({_how(child)})",
        detail=_tail(log),
        remedy=f"`byline doctor` says what is known of this machine; "
        f"`byline models check {file.name}` tries again.",
    )


def died_writing(file: ModelFile, child: Child, limit: int) -> ModelProblem:
    """The process ended in the middle of an answer."""
    log = child.log()
    if ran_out_of_memory(log):
        return too_little_memory(file, limit)
    by_force = "Something ended it by force; the system does that when memory runs out."
    return ModelDied(
        f"the model's process ended in the middle of its answer ({_how(child)})",
        detail=by_force if child.signal == "SIGKILL" else _tail(log),
        remedy="Ask again: a fresh process is started. If it happens again, run "
        f"`byline models check {file.name}`.",
    )


def refused(file: ModelFile, child: Child, limit: int, reply: dict[str, str]) -> ModelProblem:
    """The process said in words that it cannot do what it was asked."""
    kind, text = reply["error"], reply["text"]
    if kind == "memory" or (kind == "failed" and ran_out_of_memory(child.log())):
        return too_little_memory(file, limit)
    if kind == "context":
        return ModelProblem(
            "the question and its sources are too long for the model",
            detail=f"Together they have {text} tokens.",
            remedy="Lower `answer.sources`, or raise `model.context` if the model allows it "
            f"(`byline models info {file.name}`).",
        )
    if kind == "grammar":
        return ModelProblem(
            "llama.cpp cannot read the grammar that the answer should follow",
            detail=_tail(child.log()),
            remedy="Correct the grammar file.",
        )
    if kind == "not a writer":
        return ModelProblem(
            f"{file.name!r} is not a model that writes",
            detail="It turns text into vectors only.",
            remedy="Choose another model: `byline models`.",
        )
    if kind == "missing":
        return ModelProblem(
            "llama-cpp-python cannot be imported",
            detail=text,
            remedy="`pip install llama-cpp-python`, or ask with `--mode quote`, "
            "which needs no model.",
        )
    return ModelProblem(
        f"llama.cpp cannot use {file.path}",
        detail="\n".join(filter(None, [text, _tail(child.log())])),
        remedy="It may be newer than the installed llama-cpp-python; "
        "choose another model: `byline models`.",
    )


def _how(child: Child) -> str:
    return child.signal or f"exit code {child.returncode}"


def _tail(log: str) -> str | None:
    lines = [line for line in log.splitlines() if line.strip(" .")]
    return "\n".join(lines[-LOG_LINES:]) or None
