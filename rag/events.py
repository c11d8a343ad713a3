"""What happens while a question is answered, a briefing is made or articles go in, as values.

The command line prints them, the terminal interface posts them, the evaluation folds them.
Nobody re-implements the pipeline.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rag.brief.types import Briefing
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


class Stage(StrEnum):
    """What is done for a briefing, in this order; a stage that is not needed is left out."""

    GATHERING = "gathering"
    """Articles on the topic are found and read."""
    DIFFERENCES = "differences"
    """All their sentences are compared."""
    CLUSTERING = "clustering"
    """What says the same is brought together and checked."""
    TIMELINE = "timeline"
    QUOTATIONS = "quotations"
    LINEAGE = "lineage"
    WORDING = "wording"
    """The model words the points, and what it words is checked."""


@dataclass(frozen=True, slots=True)
class StageBegun:
    """A stage of a briefing begins; those before it are done."""

    stage: Stage


@dataclass(frozen=True, slots=True)
class Briefed:
    """The briefing is complete. The last event, unless it was stopped."""

    briefing: Briefing


BriefEvent = StageBegun | Token | Judged | Briefed


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
