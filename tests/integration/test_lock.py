"""One writer at a time, by a lock that a process cannot leave behind."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import pytest
from soundness import check_soundness, fake_engine, take_in, write_articles

from rag.errors import ArchiveBusy

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HOLDING = """
import sys
from pathlib import Path
from rag.index.archive import Archive
from rag.index.catalog import Catalog
from rag.index.chroma import ChromaIndex

home = Path(sys.argv[1])
home.mkdir(parents=True, exist_ok=True)
index = ChromaIndex(home / "chroma", embedder="hash-64", dimension=64)
with Archive(home, Catalog(home / "catalog.sqlite"), index).writing():
    print("holding", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "articles.jsonl"
    write_articles(path, 3)
    return path


@pytest.fixture
def writer(home: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds the lock until its input ends."""
    command = [sys.executable, "-c", HOLDING, str(home)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "holding\n"
        yield process
        process.kill()


def test_a_second_writer_is_told_which_process_is_writing(
    home: Path, source: Path, writer: subprocess.Popen[str]
) -> None:
    with fake_engine(home) as engine:
        for write in (
            lambda: take_in(engine, source),
            lambda: engine.remove(outlet=None, ids=[]),
            engine.reindex,
        ):
            with pytest.raises(ArchiveBusy) as refused:
                write()
            assert str(writer.pid) in str(refused.value.detail)
            assert "Wait" in refused.value.remedy


def test_reading_goes_on_while_another_process_writes(
    home: Path, source: Path, request: pytest.FixtureRequest
) -> None:
    with fake_engine(home) as engine:
        take_in(engine, source)
    request.getfixturevalue("writer")

    with fake_engine(home) as engine:
        assert len(engine.articles()) == 3
        assert engine.search("bridge harbour")


def test_words_are_found_while_a_writer_has_yet_to_bring_chroma_up_to_date(
    home: Path, source: Path, request: pytest.FixtureRequest
) -> None:
    with fake_engine(home) as engine:
        take_in(engine, source)
        engine.archive.index.erase()
    request.getfixturevalue("writer")

    with fake_engine(home) as engine:
        assert engine.search("bridge harbour")[0].arms.keys() == {"lexical"}


def test_the_lock_dies_with_the_process_that_held_it(
    home: Path, source: Path, writer: subprocess.Popen[str]
) -> None:
    writer.kill()
    writer.wait(timeout=20)

    with fake_engine(home) as engine:
        assert take_in(engine, source).added == 3
    assert len(check_soundness(home)) == 3


def test_an_ingest_that_stopped_in_the_middle_lets_go_of_the_lock(home: Path, source: Path) -> None:
    with fake_engine(home) as engine, fake_engine(home) as other:
        events = engine.ingest([str(source)])
        next(events)
        with pytest.raises(ArchiveBusy):
            take_in(other, source)
        events.close()  # type: ignore[attr-defined]  # what a reader that goes away does

        assert take_in(other, source).added == 3


def test_two_processes_may_make_the_same_new_archive_at_once(home: Path) -> None:
    """Both find no tables; the second must find them made, not fail over them."""
    failures: list[BaseException] = []
    gate = threading.Barrier(6)

    def open_it() -> None:
        gate.wait()
        try:
            fake_engine(home).close()
        except BaseException as error:  # noqa: BLE001 - handed to the test
            failures.append(error)

    threads = [threading.Thread(target=open_it) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [error for error in failures if not isinstance(error, ArchiveBusy)] == []
    with fake_engine(home) as engine:
        assert engine.articles() == []


def test_a_damaged_note_of_the_owner_does_not_hide_that_the_archive_is_busy(
    home: Path, source: Path, writer: subprocess.Popen[str]
) -> None:
    (home / "archive.owner").write_bytes(b"\xff\x00 no number")

    with fake_engine(home) as engine, pytest.raises(ArchiveBusy) as refused:
        take_in(engine, source)

    assert "Another process" in str(refused.value.detail)
    assert str(writer.pid) not in json.dumps(refused.value.detail)
