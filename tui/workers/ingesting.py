"""Adding articles behind the screen, with progress."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from rag.cli.addressed import Watch
from rag.events import ArticlesStored, FileRead, IngestReport, IngestStarted, InputFailed
from tui.errors import Trouble, worker_border
from tui.pace import Pace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rag.engine import Engine
    from rag.events import IngestEvent
    from rag.types import Failure
    from tui.pace import Progress


@dataclass(frozen=True, slots=True)
class Adding:
    """What is to be added."""

    places: tuple[str, ...]
    """Files, folders and addresses."""
    outlet: str | None = None
    published: str | None = None


class IngestAdvanced(Message):
    """How far an ingest has come."""

    def __init__(self, progress: Progress, *, articles: int, failed: int) -> None:
        super().__init__()
        self.progress, self.articles, self.failed = progress, articles, failed


class IngestFinished(Message):
    """An ingest came to its end, or was stopped; `addressed` articles speak to machines."""

    def __init__(self, report: IngestReport, *, stopped: bool, addressed: int) -> None:
        super().__init__()
        self.report, self.stopped, self.addressed = report, stopped, addressed


class IngestFailed(Message):
    """An ingest could not go on; what was stored before is kept."""

    def __init__(self, trouble: Trouble, failures: tuple[Failure, ...]) -> None:
        super().__init__()
        self.trouble, self.failures = trouble, failures


class IngestEnded(Message):
    """The worker of an ingest is done. Always its last message."""


def ingest(
    engine: Engine,
    adding: Adding,
    post: Callable[[Message], object],
    stopped: Callable[[], bool],
    now: Callable[[], float] = time.monotonic,
) -> None:
    """Add articles and post how it goes.

    Args:
        engine: The archive.
        adding: What to add.
        post: Is told every step.
        stopped: Ends it early once it is true; what was stored is kept.
        now: Seconds, of which only the differences count.
    """
    failures: list[Failure] = []
    watch = Watch(engine)

    def fail(trouble: Trouble) -> None:
        post(IngestFailed(trouble, tuple(failures)))

    with worker_border(fail):
        events = engine.ingest(
            adding.places, outlet=adding.outlet, published=adding.published, stop=stopped
        )
        for told in _followed(events, watch, failures, now):
            if isinstance(told, IngestReport):
                found = len(watch.found)
                post(IngestFinished(told, stopped=stopped(), addressed=found))
            else:
                post(told)
    post(IngestEnded())


def _followed(
    events: Iterator[IngestEvent],
    watch: Watch,
    failures: list[Failure],
    now: Callable[[], float],
) -> Iterator[IngestAdvanced | IngestReport]:
    pace, articles, done = Pace(0, now), 0, 0
    for event in events:
        match event:
            case IngestStarted(size=size):
                pace = Pace(size, now)
            case FileRead(read=read):
                done = read
            case ArticlesStored(stored, _, read):
                articles, done = articles + len(stored), read
                watch.look(stored)
            case InputFailed(failure):
                failures.append(failure)
            case IngestReport():
                yield event
                return
        if pace.is_due():
            yield IngestAdvanced(pace.note(done), articles=articles, failed=len(failures))
