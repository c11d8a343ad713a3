"""Briefings behind the screen: made, written to files, checked."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from textual.message import Message

from rag.brief.export.edition import edition_of
from rag.brief.export.files import exported, form_of
from rag.brief.holdings import InArchive
from rag.brief.verifying import verify
from rag.cli.days import on_day
from rag.cli.sealed import read_briefing
from rag.events import Briefed, StageBegun
from tui.errors import Trouble, worker_border
from tui.keeping import save
from tui.messages import AnswerSaved

if TYPE_CHECKING:
    from collections.abc import Callable

    from rag.brief.export.edition import Edition
    from rag.brief.findings import Verification
    from rag.engine import Engine
    from rag.events import Stage
    from rag.types import Filter


class StageReached(Message):
    """The making of a briefing came to another stage."""

    def __init__(self, stage: Stage) -> None:
        super().__init__()
        self.stage = stage


class BriefingMade(Message):
    """A briefing is complete."""

    def __init__(self, edition: Edition) -> None:
        super().__init__()
        self.edition = edition


class BriefingFailed(Message):
    """A briefing could not be made, or was stopped (`trouble` is None)."""

    def __init__(self, trouble: Trouble | None) -> None:
        super().__init__()
        self.trouble = trouble


class BriefingEnded(Message):
    """The worker of a briefing is done. Always its last message."""


class BriefingChecked(Message):
    """A file was checked."""

    def __init__(self, place: str, found: Verification) -> None:
        super().__init__()
        self.place, self.found = place, found


def make(
    engine: Engine,
    topic: str,
    only: Filter,
    post: Callable[[Message], object],
    stop: Callable[[], bool],
) -> None:
    """Make a briefing, telling each stage; `BriefingEnded` is always the last message."""

    def fail(trouble: Trouble) -> None:
        post(BriefingFailed(trouble))

    with worker_border(fail):
        made = False
        only, today = on_day(only, {"as_of": None, "today": None}, engine.today)
        for event in engine.brief(topic, only=only, today=today, stop=stop):
            match event:
                case StageBegun(stage):
                    post(StageReached(stage))
                case Briefed(briefing):
                    made = True
                    post(BriefingMade(edition_of(briefing)))
        if not made:
            post(BriefingFailed(None))
    post(BriefingEnded())


def write(edition: Edition, place: str, post: Callable[[Message], object]) -> None:
    """Write a briefing to a file that can be checked; its form is the end of the name."""

    def fail(trouble: Trouble) -> None:
        post(AnswerSaved(place, trouble))

    with worker_border(fail):
        save(exported(edition, form_of(Path(place))), place, post)


def check(engine: Engine, place: str, post: Callable[[Message], object]) -> None:
    """Check a briefing's file against the archive."""
    text = read_briefing(Path(place).expanduser())
    post(BriefingChecked(place, verify(text, InArchive(engine.archive.catalog))))
