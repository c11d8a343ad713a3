"""Sessions while several processes write and one of them is killed."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from builders import answer, statement

from rag.sessions.store import SessionStore

if TYPE_CHECKING:
    from collections.abc import Iterator

KEEPING = Path(__file__).with_name("keeping.py")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "sessions.sqlite"


@pytest.fixture
def started() -> Iterator[list[subprocess.Popen[str]]]:
    """Processes that end with the test, whatever becomes of it."""
    running: list[subprocess.Popen[str]] = []
    yield running
    for process in running:
        process.kill()
        process.communicate()


def start(file: Path, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, str(KEEPING), str(file), *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def is_sound(file: Path) -> bool:
    with sqlite3.connect(file) as db:
        found = db.execute("PRAGMA integrity_check").fetchone()[0]
        broken = db.execute("PRAGMA foreign_key_check").fetchall()
    db.close()
    return found == "ok" and not broken


def test_two_processes_that_write_one_session_lose_nothing(
    file: Path, started: list[subprocess.Popen[str]]
) -> None:
    name = SessionStore(file).begin(answer(statement())).id
    started += [start(file, name, "12") for _ in range(2)]

    printed = [process.communicate("\n", timeout=120)[0].split() for process in started]

    numbers = [int(n) for words in printed for n in words[1::2]]
    turns = SessionStore(file).turns(name)
    assert sorted(numbers) == list(range(2, 26))
    assert [turn.number for turn in turns] == list(range(1, 26))
    assert len({turn.answer.question for turn in turns}) == 25
    assert is_sound(file)


def test_processes_that_make_the_file_at_the_same_time_share_it(
    file: Path, started: list[subprocess.Popen[str]]
) -> None:
    started += [start(file, "new", "2") for _ in range(3)]
    for process in started:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()

    ended = [(process.communicate(timeout=120), process.returncode) for process in started]

    assert [code for _, code in ended] == [0, 0, 0]
    assert [one.turns for one in SessionStore(file).sessions()] == [3, 3, 3]
    assert is_sound(file)


def test_a_kill_while_an_answer_is_kept_loses_that_answer_alone(
    file: Path, started: list[subprocess.Popen[str]]
) -> None:
    started.append(start(file, "new", "3", "die"))

    out, _ = started[0].communicate("\n", timeout=120)

    name = out.split()[0]
    assert started[0].returncode == -signal.SIGKILL
    store = SessionStore(file)
    assert [turn.number for turn in store.turns(name)] == [1, 2, 3]
    assert store.append(name, answer(statement())).number == 4
    assert store.count("bbbbb") == 1
    assert store.sessions("ccccc") == [], "what was being written left no words behind"
    assert is_sound(file)


def test_whatever_was_said_to_be_kept_survives_a_kill_at_any_moment(
    file: Path, started: list[subprocess.Popen[str]]
) -> None:
    for kept in (1, 4):
        process = start(file, "new", "100000")
        started.append(process)
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write("\n")
        process.stdin.flush()
        lines = [process.stdout.readline().split() for _ in range(kept)]

        process.kill()
        rest, _ = process.communicate()

        name, last = [*lines, *(line.split() for line in rest.splitlines())][-1]
        found = SessionStore(file).turns(name)
        # The last one may have been kept and not yet said to be.
        assert len(found) in {int(last), int(last) + 1}
        assert [turn.number for turn in found] == list(range(1, len(found) + 1))
        assert is_sound(file)
