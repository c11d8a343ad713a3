"""The seams of the core: one or two methods wide, synchronous, each with a public fake.

llama.cpp, SQLite and Chroma block, so the core blocks; threads belong to the interface.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from rag.types import Document, Failure, ModelRef, Span, Usage, Verdict

Vectors = NDArray[np.float32]
"""Shape (n, dimension), rows of unit length."""

Vector = NDArray[np.float32]
"""Shape (dimension,), of unit length."""


class WordVectors(NamedTuple):
    """The words of one text with a vector each."""

    text: str
    spans: tuple[Span, ...]
    """Offsets into the text; a long text may be cut short."""
    vectors: Vectors
    """Shape (len(spans), dimension)."""


class Window(NamedTuple):
    """A sentence with what stands around it and helps to understand it."""

    title: str
    before: str
    """What precedes the sentence in its passage."""
    sentence: str


class ChatMessage(NamedTuple):
    """One turn of a prompt; the adapter applies the model's own chat template."""

    role: str
    """`system`, `user` or `assistant`."""
    content: str


class Prompt(NamedTuple):
    """What a model is asked to continue."""

    messages: tuple[ChatMessage, ...]
    max_tokens: int
    seed: int
    temperature: float = 0.0


class Loader(Protocol):
    """Reads one kind of file."""

    suffixes: tuple[str, ...]

    def read(self, data: bytes, path: str) -> Iterator[Document | Failure]:
        """Yield the articles in `data`; a bad record is a `Failure`, never an exception."""
        ...


class Embedder(Protocol):
    """Turns texts into unit vectors."""

    name: str
    dimension: int

    def passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of stored texts, in their order. An empty list gives shape (0, dimension)."""
        ...

    def question(self, text: str) -> Vector:
        """The vector of one query."""
        ...

    def words(self, texts: Sequence[str]) -> list[WordVectors]:
        """Unit vectors of the single words of each text, in context."""
        ...


class AnswerReader(Protocol):
    """Reads a question and sentences and says which of them answer it."""

    def read(self, question: str, windows: Sequence[Window]) -> list[float]:
        """A logit for each window, in their order: above 0 where its sentence answers."""
        ...


class VectorIndex(Protocol):
    """Nearest neighbours over passage vectors; derived from the catalogue, never the truth."""

    def put(
        self, ids: Sequence[str], vectors: Vectors, facets: Sequence[Mapping[str, str | int]]
    ) -> None:
        """Store vectors; an id already there is replaced."""
        ...

    def drop(self, ids: Sequence[str]) -> None:
        """Forget vectors; unknown ids are ignored."""
        ...

    def nearest(
        self, vector: Vector, *, limit: int, where: Mapping[str, object] | None
    ) -> list[tuple[str, float]]:
        """(id, cosine) pairs, best first, at most `limit`, among those that `where` admits."""
        ...

    def ids(self) -> set[str]:
        """All ids that are stored."""
        ...


class LanguageModel(Protocol):
    """Writes text. Raises `ModelProblem`s only."""

    def identity(self) -> ModelRef:
        """Name and hash of the weights; checks the file, loads nothing."""
        ...

    def start(self) -> None:
        """Begin loading in the background and return at once; errors surface in `stream`."""
        ...

    def is_loaded(self) -> bool:
        """Whether it could write at once; False again when its process has ended.

        Raises:
            ModelProblem: The last try to load it failed.
        """
        ...

    def count_tokens(self, text: str) -> int:
        """Tokens of `text` alone in the model's own vocabulary."""
        ...

    def context(self) -> int:
        """Tokens that a prompt and its answer may have together; loads nothing."""
        ...

    def stream(
        self, prompt: Prompt, *, grammar: str | None, stop: Callable[[], bool]
    ) -> Iterator[str]:
        """Yield text pieces; return early, without error, once `stop()` is true.

        Raises:
            ModelDied: The process ended in the middle; the next call starts a fresh one.
        """
        ...

    def usage(self) -> Usage | None:
        """Tokens of the text that was written last; None where it was cut short or not counted."""
        ...

    def close(self) -> None:
        """End the model's process; harmless when there is none."""
        ...


class Pair(NamedTuple):
    """A sentence and the words that are to support it."""

    claim: str
    sentences: Sequence[str]
    published: str | None = None
    """ISO 8601: when the evidence was published; what "on Monday" in it is relative to."""


class Reading(NamedTuple):
    """What a network that reads claim and evidence together says of one pair."""

    logit: float
    """Above 0 for supported; not calibrated."""
    doubts: tuple[tuple[int, int, float], ...]
    """(start, end, probability that nothing supports it) of the pieces of the claim."""


class ClaimReader(Protocol):
    """Reads claims against evidence."""

    def read(self, pairs: Sequence[tuple[str, str]]) -> list[Reading]:
        """What is said of each (claim, evidence) pair, in their order."""
        ...


class Verifier(Protocol):
    """Says whether verbatim words support a sentence."""

    def judge(
        self, claim: str, sentences: Sequence[str], *, published: str | None = None
    ) -> Verdict:
        """Judge `claim` against evidence sentences, taken together.

        `Verdict.quotes` are offsets into `" ".join(sentences)`. An empty claim or empty
        evidence is never supported.
        """
        ...

    def judge_all(self, pairs: Sequence[Pair]) -> list[Verdict]:
        """What `judge` says of each pair, in their order, whatever stands beside it."""
        ...
