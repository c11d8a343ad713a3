"""What is killed in the middle of an answer loses that answer and nothing else.

The model is the real one, and it writes while the terminal closes, the process is killed or the
model is.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import signal
import subprocess
from typing import TYPE_CHECKING

import pytest
from program import Byline, Ran
from terminals import LONG_DRAFTS, Terminal, model_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.model

ROOM = 36_000
"""Bytes to which a file may grow: what SQLite needs to read sessions, not to keep a turn."""
LONG_ADDRESS = f"https://post.example/{'a' * 2 * ROOM}"
"""Stands in every citation, so that no turn fits into the room."""
ARTICLES = [
    {
        "id": "shut", "outlet": "The Harbour Post", "published": "2026-03-02", "url": LONG_ADDRESS,
        "text": "The Canal Bridge was shut on Monday after a barge struck it. Mayor Ines Duarte "
        "said 14 people were hurt. Repairs will take three weeks.",
    },
    {
        "id": "radio", "outlet": "Quay Radio", "published": "2026-03-03",
        "text": "A barge struck the Canal Bridge on Monday. The harbour master said nobody was "
        "killed. The bridge will stay shut for three weeks, the mayor's office said.",
    },
]  # fmt: skip
FIRST = "Why was the Canal Bridge shut?"
SECOND = "How many people were hurt at the Canal Bridge?"
ASKED = ("ask", "--session", "last", "--mode", "write", SECOND)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a small archive and of a session with one answer in it."""
    made = Byline(tmp_path_factory.mktemp("prepared"))
    source = made.folder / "articles.jsonl"
    source.write_text("\n".join(map(json.dumps, ARTICLES)), encoding="utf-8")
    assert made("ingest", source).code == 0
    assert made("ask", "--mode", "quote", "--new-session", FIRST).code == 0
    return made.home


@pytest.fixture
def desk(fresh: Byline, prepared: Path) -> Byline:
    shutil.copytree(prepared, fresh.home)
    return fresh


def questions(byline: Byline) -> list[str]:
    """What is kept in the session, by a program that was started afresh."""
    kept = byline("sessions", "show", "last", "--json").value["answers"]
    return [turn["answer"]["question"] for turn in kept]


def goes_on(byline: Byline) -> bool:
    """Whether nothing but the answer is lost: earlier turns, articles and the next answer."""
    ran = byline("ask", "--session", "last", "--mode", "write", SECOND, "--json")
    answered = (ran.code, ran.value["standing"]) == (0, "grounded")
    return answered and questions(byline) == [FIRST, SECOND]


@pytest.mark.parametrize(
    "end",
    [
        pytest.param(Terminal.close, id="window closed"),
        pytest.param(Terminal.hang_up, id="SIGHUP to the group"),
        pytest.param(lambda terminal: terminal.process.kill(), id="SIGKILL"),
        pytest.param(lambda terminal: terminal.process.terminate(), id="SIGTERM"),
    ],
)
def test_a_terminal_that_goes_away_while_the_model_writes_costs_that_answer_alone(
    desk: Byline, end: Callable[[Terminal], None]
) -> None:
    with Terminal(desk, *ASKED, **LONG_DRAFTS) as terminal:
        terminal.until("checking the draft")
        model = model_of(terminal.process)

        end(terminal)

        assert terminal.process.wait(timeout=20) < 0
        assert model.ends(), "the model outlived the program"
    assert goes_on(desk)


def test_the_interface_whose_window_is_closed_in_an_answer_leaves_no_process(
    desk: Byline,
) -> None:
    with Terminal(desk, "chat", BYLINE_ANSWER__MODE="write", **LONG_DRAFTS) as terminal:
        terminal.until("2 articles")
        terminal.type(f"{SECOND}\r")
        terminal.until("Writing a draft")
        model = model_of(terminal.process)

        terminal.close()

        assert terminal.process.wait(timeout=20) != 0
        assert model.ends(), "the model outlived the interface"
    assert goes_on(desk)


def test_a_model_killed_while_it_writes_is_told_and_the_session_goes_on(desk: Byline) -> None:
    with Terminal(desk, *ASKED, **LONG_DRAFTS) as terminal:
        terminal.until("checking the draft")

        os.kill(model_of(terminal.process).pid, signal.SIGKILL)

        terminal.until("SIGKILL")
        terminal.until("Ask again")
        assert terminal.process.wait(timeout=20) == 3
    assert goes_on(desk)


def with_little_room(byline: Byline, *arguments: object) -> Ran:
    """A run in which no file may grow further: the same calls fail as on a full disk."""
    ended = subprocess.run(
        byline.typed(*arguments),
        env=byline.environment,
        capture_output=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (ROOM, ROOM)),
        timeout=120,
        check=False,
    )
    return Ran(ended.returncode, ended.stdout.decode(), ended.stderr.decode())


@pytest.mark.parametrize("kept", [["--session", "last"], ["--new-session"]])
def test_an_answer_for_which_the_disk_has_no_room_is_printed_all_the_same(
    desk: Byline, kept: list[str]
) -> None:
    ran = with_little_room(desk, "ask", *kept, "--mode", "write", SECOND, "--json")

    assert ran.code == 1
    assert ran.value["standing"] == "grounded"
    assert "14 people were hurt" in ran.value["text"]
    assert "cannot write the kept sessions" in ran.err
    assert "Free some room" in ran.err
    assert goes_on(desk)


def test_a_log_for_which_the_disk_has_no_room_is_left_as_it_was(desk: Byline) -> None:
    """A log that is too long is cut; on a full disk that must not empty it."""
    log = desk.home / "logs" / "model.log"
    log.parent.mkdir(exist_ok=True)
    log.write_bytes(before := b"old news\n" * 40_000)

    ran = with_little_room(desk, "ask", "--mode", "write", SECOND, "--json")

    assert (ran.code, ran.value["mode"]) == (0, "write")
    assert log.read_bytes() == before
