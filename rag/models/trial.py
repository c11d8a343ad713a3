"""What a model does on this machine: how fast it is, and whether it keeps to a simple form."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from rag.ports import ChatMessage, Prompt

if TYPE_CHECKING:
    from rag.models.llama import LlamaProcess
    from rag.models.loading import Ready

PASSAGE = (
    "The harbour authority said on Monday that the swing bridge will close for six weeks while "
    "its bearings are replaced, and that the ferry will sail every twenty minutes instead. "
) * 9
"""About as many tokens as the evidence of a question."""
QUESTIONS = (
    "Answer with one word. What colour is snow?",
    "Answer with one word. What is the capital of France?",
    "Answer with one word. How many legs does a horse have?",
)
_ONE_WORD = re.compile(r"\w+[.!]?")
SEED = 7


class Reply(NamedTuple):
    """What the model said when it was asked for one word."""

    question: str
    answer: str

    @property
    def is_one_word(self) -> bool:
        """Whether it did as it was asked."""
        return _ONE_WORD.fullmatch(self.answer) is not None


@dataclass(frozen=True, slots=True)
class Trial:
    """Figures of one try-out."""

    ready: Ready
    read: float
    """Tokens of a prompt evaluated in a second."""
    written: float
    """Tokens of an answer written in a second."""
    replies: tuple[Reply, ...]


def try_model(model: LlamaProcess) -> Trial:
    """Load `model`, time it once, and ask it for single words.

    Raises:
        ModelProblem: It cannot be loaded, or its process ended.
    """
    ready = model.ready()
    _ask(model, f"{PASSAGE}\nSum this up in two sentences.", most=64)
    run = model.last_run
    assert run is not None  # noqa: S101 - an answer that ended has figures
    replies = tuple(Reply(question, _ask(model, question, most=12)) for question in QUESTIONS)
    seconds = max(run.total - run.prefill, 1e-6)
    return Trial(
        ready=ready,
        read=(run.prompt - run.reused) / max(run.prefill, 1e-6),
        written=max(0, run.written - 1) / seconds,
        replies=replies,
    )


def _ask(model: LlamaProcess, text: str, *, most: int) -> str:
    prompt = Prompt((ChatMessage("user", text),), most, SEED)
    return "".join(model.stream(prompt, grammar=None, stop=lambda: False)).strip()
