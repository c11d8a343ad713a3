"""What happens while a question is answered or articles go in, as a stream of values.

The command line prints them, the terminal interface posts them, the evaluation folds them.
Nobody re-implements the pipeline.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rag.types import Answer, Article, Evidence, Failure, Statement


@dataclass(frozen=True, slots=True)
class Retrieved:
    """The evidence was chosen; numbers as the writer will see them."""

    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the model's draft. Unchecked: show it as such or not at all."""

    text: str


@dataclass(frozen=True, slots=True)
class Judged:
    """A statement was checked; `form` says whether it is part of the answer."""

    statement: Statement


@dataclass(frozen=True, slots=True)
class Finished:
    """The answer is complete. Always the last event."""

    answer: Answer


AnswerEvent = Retrieved | Token | Judged | Finished


@dataclass(frozen=True, slots=True)
class IngestStarted:
    """What was found to be read."""

    files: int
    """Files and addresses."""
    size: int
    """Bytes of the files; an address counts as a page of usual size."""


@dataclass(frozen=True, slots=True)
class FileRead:
    """One file was gone through."""

    path: str
    read: int
    """Bytes of `IngestStarted.size` that are done with."""


@dataclass(frozen=True, slots=True)
class InputFailed:
    """Something could not be read; the rest goes on."""

    failure: Failure


@dataclass(frozen=True, slots=True)
class ArticlesStored:
    """A batch is safely stored; killing the process now loses none of it."""

    articles: tuple[Article, ...]
    chunks: int
    read: int
    """Bytes of `IngestStarted.size` that are done with, in a long file by estimate."""


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What an ingest did. Always the last event."""

    added: int
    updated: int
    unchanged: int
    duplicates: int
    removed: int
    gone: tuple[str, ...]
    """Ids of articles whose file is no longer there; kept unless pruning was asked for."""
    failed: tuple[Failure, ...]
    chunks: int
    seconds: float
    articles: tuple[Article, ...]


IngestEvent = IngestStarted | FileRead | InputFailed | ArticlesStored | IngestReport
