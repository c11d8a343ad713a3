"""Ctrl-C, kill -9 and a second ingest, with the real program and the real encoder."""

from __future__ import annotations

import json
import signal
import sqlite3
import subprocess
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from program import Byline

pytestmark = pytest.mark.model
INTERRUPTED = {130, -signal.SIGINT}
"""Python dies of the signal where it met code made by `exec`; a shell says 130 of both."""
LONG = " ".join(
    f"The council met on day {day} and put the vote on the bridge off." for day in range(9)
)


@pytest.fixture
def many(fresh: Byline) -> Path:
    """More articles than can be read before the test is through with them."""
    path = fresh.folder / "many.jsonl"
    rows = ({"id": f"s{n}", "text": f"Story {n}. {LONG}"} for n in range(2000))
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return path


@pytest.fixture
def few(fresh: Byline) -> Path:
    path = fresh.folder / "few.jsonl"
    rows = ({"id": f"f{n}", "text": f"Brief {n}. The ferry sails again."} for n in range(4))
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return path


def begun(byline: Byline, source: Path) -> subprocess.Popen[bytes]:
    """An ingest that holds the archive's lock."""
    process = byline.start("ingest", source, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    owner = byline.home / "archive.owner"
    for _ in range(400):
        # The owner is written under the lock, so its name there means that the lock is held.
        if owner.exists() and owner.read_text(encoding="ascii") == str(process.pid):
            return process
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(timeout=0.05)
    raise AssertionError("the ingest never took the lock")


def stored(byline: Byline) -> int:
    """Articles in a catalogue that SQLite finds whole."""
    with closing(sqlite3.connect(byline.home / "catalog.sqlite")) as db:
        assert db.execute("PRAGMA quick_check").fetchone() == ("ok",)
        counted: int = db.execute("SELECT count(*) FROM articles").fetchone()[0]
        return counted


@pytest.mark.parametrize("seconds", [0.0, 0.4, 1.5])
def test_ctrl_c_ends_an_ingest_with_130_and_keeps_what_was_stored(
    fresh: Byline, few: Path, many: Path, seconds: float
) -> None:
    fresh("ingest", few)
    process = begun(fresh, many)
    with pytest.raises(subprocess.TimeoutExpired):
        process.wait(timeout=seconds)

    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)

    assert process.returncode in INTERRUPTED, err.decode()
    assert out == b""
    assert err.decode().split("\n")[-4:-1] == [
        "byline: stopped",
        "     What was already stored is kept.",
        "     Run it again to go on.",
    ]
    assert stored(fresh) >= 4
    assert fresh("ingest", few, "--json").value["unchanged"] == 4


def test_kill_of_the_program_leaves_an_archive_that_answers_and_takes_more(
    fresh: Byline, few: Path, many: Path
) -> None:
    process = begun(fresh, many)
    with pytest.raises(subprocess.TimeoutExpired):
        process.wait(timeout=1.5)
    process.kill()
    process.communicate(timeout=60)

    ran = fresh("ingest", few, "--json")

    assert (ran.code, ran.value["added"]) == (0, 4)
    hits = fresh("search", "ferry sails", "--json").value["hits"]
    assert hits[0]["article_id"].startswith("f")
    assert stored(fresh) == len(fresh("articles", "--json").value["articles"])


def test_a_second_ingest_at_once_is_told_who_is_writing(
    fresh: Byline, few: Path, many: Path
) -> None:
    process = begun(fresh, many)

    second = fresh("ingest", few)
    listed = fresh("articles", "--json")
    process.kill()
    process.communicate(timeout=60)

    assert (second.code, second.out) == (1, "")
    assert "another Byline is writing this archive" in second.err
    assert f"Process {process.pid} holds the lock" in second.err
    assert "Wait until it has finished" in second.err
    assert listed.code == 0
    assert fresh("ingest", few).code == 0
