"""The program around the chat: opening, failing, sizes, keys and looks."""

from __future__ import annotations

import os
import re
import sys
from contextlib import nullcontext
from functools import partialmethod
from pathlib import Path
from threading import Event
from types import SimpleNamespace
from typing import TYPE_CHECKING

import click
import pytest
from desk import NARROW, WIDE, open_desk
from fakes import EVIDENCE, QUESTION, QUOTED, WRITTEN, FakeEngine, answer, told
from textual import events
from textual.binding import Binding
from textual.dom import DOMNode
from textual.widgets import Footer, TextArea

import tui
from rag.cli.chat import chat
from rag.errors import ArchiveBusy, ModelFileMissing, UsageProblem
from tui.app import BylineApp
from tui.keys import bindings
from tui.messages import ArchiveFailed, ArchiveOpened, TurnEnded
from tui.screens.chat import ChatScreen
from tui.screens.failure import FailureScreen
from tui.terminal import screen_alone
from tui.widgets.desk_bar import DeskBar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.widget import Widget

STYLES = sorted(Path(tui.__file__).parent.rglob("*.tcss"))


def with_keys() -> list[type]:
    """Every class of the interface that has keys of its own, those of later screens too."""
    bindings()  # imports them all

    def below(root: type) -> Iterator[type]:
        for child in root.__subclasses__():
            yield child
            yield from below(child)

    ours = {c for c in below(DOMNode) if c.__module__.startswith("tui.")}
    return sorted((c for c in ours if c.__dict__.get("BINDINGS")), key=lambda c: c.__name__)


async def test_a_question_typed_while_the_archive_opens_is_asked_once_it_has() -> None:
    """The first frame must not wait for the engine, nor may the engine lose a question."""
    engine, may_open = FakeEngine(told(answer(WRITTEN))), Event()

    def open_slowly() -> FakeEngine:
        assert may_open.wait(timeout=20)
        return engine

    async with open_desk(open_slowly) as desk:
        first_frame = desk.screen_text()
        await desk.ask(QUESTION)
        may_open.set()
        await desk.until(TurnEnded)
        seen = desk.screen_text()

    assert "Opening the archive" in first_frame
    assert "● grounded" in seen


async def test_an_archive_that_cannot_be_opened_gives_one_failure_that_can_be_retried() -> None:
    busy = ArchiveBusy("another process writes", detail="Lock held.", remedy="Wait, then retry.")
    tries = [busy, FakeEngine(told(answer(WRITTEN)))]

    def open_second_time() -> object:
        this = tries.pop(0)
        if isinstance(this, Exception):
            raise this
        return this

    async with open_desk(open_second_time) as desk:
        await desk.until(ArchiveFailed)
        failure = desk.app.screen
        assert isinstance(failure, FailureScreen)
        text = failure.query_one(TextArea).text
        await desk.pilot.press("y")
        copied = desk.app.clipboard
        await desk.pilot.press("r")
        await desk.until(ArchiveOpened)
        await desk.ask_and_wait(QUESTION)

        assert text == copied == "another process writes\nLock held.\nWait, then retry."
        assert "● grounded" in desk.screen_text()


async def test_models_that_cannot_be_loaded_leave_quotation_working() -> None:
    engine = FakeEngine(told(answer(QUOTED)))
    engine.warm_up_error = ModelFileMissing("no model file", remedy="Run `byline doctor`.")

    async with open_desk(engine) as desk:
        await desk.pilot.pause()
        warned = desk.screen_text()
        await desk.ask_and_wait(QUESTION)

        assert "✗ model unusable" in warned
        assert "Run `byline doctor`." in warned
        assert "❝ quoted" in desk.screen_text()


async def test_a_notice_that_the_engine_prints_is_shown_and_does_not_tear_the_screen() -> None:
    async with open_desk(FakeEngine()) as desk:
        desk.app.post_message(events.Print("byline: the index was rebuilt [bold]", stderr=True))
        await desk.pilot.pause()
        await desk.pilot.pause()

        assert "the index was rebuilt [bold]" in desk.screen_text()


async def test_an_empty_archive_says_how_articles_get_in() -> None:
    async with open_desk(FakeEngine(articles={})) as desk:
        seen = desk.screen_text()

    assert "The archive is empty." in seen
    assert "byline ingest PATH" in seen
    assert "0 articles · 0 outlets" in seen


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_everything_visible_fits_the_terminal(size: tuple[int, int]) -> None:
    async with open_desk(FakeEngine(told(answer(WRITTEN, QUOTED))), size=size) as desk:
        await desk.ask_and_wait(QUESTION)
        whole = desk.app.screen.region
        shown: list[Widget] = [
            *(desk.app.chat.query_one(DeskBar), desk.app.chat.transcript, desk.app.chat.stage),
            *(desk.app.chat.prompt, desk.app.screen.query_one(Footer)),
        ]

        assert [w for w in shown if not whole.contains_region(w.region)] == []
        assert [w for w in shown if not w.region.area] == []
        assert desk.app.screen.max_scroll_x == 0
        keys = desk.screen_text().splitlines()[-1]
        assert [k for k in ("Ask", "Mode", "Sources", "Help", "Quit") if k not in keys] == []


async def test_a_wide_terminal_shows_the_sources_beside_the_answer() -> None:
    async with open_desk(FakeEngine(told(answer(WRITTEN))), size=WIDE) as desk:
        await desk.ask_and_wait(QUESTION)
        chat_screen = desk.app.chat

        assert chat_screen.sources.region.x == chat_screen.transcript.region.right
        assert chat_screen.sources.option_count == len(EVIDENCE)


async def test_a_narrow_terminal_shows_the_sources_in_place_of_the_answer_on_request() -> None:
    async with open_desk(FakeEngine(told(answer(WRITTEN))), size=NARROW) as desk:
        await desk.ask_and_wait(QUESTION)
        sources, transcript = desk.app.chat.sources, desk.app.chat.transcript
        hidden = sources.region.area
        await desk.pilot.press("ctrl+o")
        await desk.pilot.pause()
        shown, covered = sources.region.width, transcript.region.area
        await desk.pilot.press("escape")
        await desk.pilot.pause()

        assert (hidden, shown, covered) == (0, NARROW[0], 0)
        assert sources.region.area == 0
        assert desk.app.chat.prompt.has_focus


async def test_help_lists_the_keys_of_the_screen_and_what_the_marks_mean() -> None:
    async with open_desk(FakeEngine(), size=WIDE) as desk:
        await desk.pilot.press("f1")
        await desk.pilot.pause()
        seen = desk.screen_text()
        await desk.pilot.press("escape")
        await desk.pilot.pause()

        assert "verbatim words of an article" in seen
        assert re.search(r"\^t +Mode", seen)
        assert re.search(r"↑ +Earlier question", seen)
        assert isinstance(desk.app.screen, ChatScreen)


OWNERS = with_keys()


@pytest.mark.parametrize("owner", OWNERS, ids=lambda owner: owner.__name__)
def test_every_binding_has_an_id_so_that_it_can_be_remapped(owner: type) -> None:
    own = [b for b in owner.__dict__["BINDINGS"] if isinstance(b, Binding)]

    assert len(own) == len(owner.__dict__["BINDINGS"])
    assert [binding.action for binding in own if not binding.id] == []


def test_no_two_bindings_share_an_id() -> None:
    ids = [binding.id for owner in OWNERS for binding in owner.__dict__["BINDINGS"]]

    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("style", STYLES, ids=lambda path: path.name)
def test_style_sheets_name_theme_variables_only(style: Path) -> None:
    """A raw colour would look wrong as soon as a reader changes the theme."""
    declared = re.findall(
        r"^\s*[\w-]*(?:color|background|border)[\w-]*:\s*([^;]+);", style.read_text(), re.MULTILINE
    )

    allowed = r"(?:\$[\w-]+|\d+%|none|round|outer|dashed|bold|\s)+"
    assert [value for value in declared if not re.fullmatch(allowed, value)] == []


def test_without_a_terminal_the_command_names_the_one_that_needs_none(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sys.stdout", SimpleNamespace(isatty=lambda: False))
    context = click.Context(chat, obj=SimpleNamespace(engine=FakeEngine))

    with pytest.raises(UsageProblem, match="needs a terminal") as caught:
        context.invoke(chat)

    assert "byline ask" in caught.value.remedy


def test_a_fault_in_a_screen_reaches_the_border_of_the_program_without_a_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    engine = FakeEngine()
    del engine.config  # the screen stumbles over it as soon as the archive is open
    monkeypatch.setattr("sys.stdin", SimpleNamespace(isatty=lambda: True))
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    monkeypatch.setattr("tui.terminal.screen_alone", nullcontext)
    monkeypatch.setattr(BylineApp, "run", partialmethod(BylineApp.run, headless=True))
    context = click.Context(chat, obj=SimpleNamespace(engine=lambda: engine))

    with pytest.raises(AttributeError, match="config"):
        context.invoke(chat)

    assert "Traceback" not in "".join(capsys.readouterr())


def test_nothing_but_the_screen_writes_to_the_terminal_while_it_is_shown(
    capfd: pytest.CaptureFixture[str],
) -> None:
    """One line of a native library would tear the picture."""
    with screen_alone():
        os.write(1, b"noise of a library")
        os.write(2, b"noise of a child")
        assert sys.__stderr__ is not None
        sys.__stderr__.write("the picture")
    os.write(1, b"after")

    assert capfd.readouterr() == ("after", "the picture")
