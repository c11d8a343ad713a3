"""A process that is killed while it writes loses the batch it was at, and nothing else."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from soundness import (
    check_soundness,
    fake_engine,
    same_texts,
    take_in,
    write_articles,
)

if TYPE_CHECKING:
    from rag.engine import Engine

INGESTING = Path(__file__).with_name("ingesting.py")
COUNT = 160
BATCH = 32
"""Articles of the generated kind that go into one batch."""


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return tmp_path / "articles.jsonl"


@pytest.fixture
def given(source: Path) -> dict[str, str]:
    return write_articles(source, COUNT)


def start(home: Path, source: Path, *death: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, str(INGESTING), str(home), str(source), *death],
        stdout=subprocess.PIPE,
        text=True,
    )


def stored_in(engine: Engine) -> set[str]:
    return {article.id for article in engine.articles()}


@pytest.mark.parametrize(
    ("place", "number", "kept"),
    [
        ("schema", 4, 0),  # inside the making of the tables
        ("commit", 1, BATCH),  # the catalogue has the first batch, Chroma nothing
        ("before-put", 3, 3 * BATCH),
        ("after-put", 2, 2 * BATCH),  # Chroma has it, the catalogue does not know yet
    ],
)
def test_what_was_committed_survives_a_kill_at_the_worst_places(
    tmp_path: Path, source: Path, given: dict[str, str], place: str, number: int, kept: int
) -> None:
    home = tmp_path / "home"
    with start(home, source, place, str(number)) as process:
        process.communicate(timeout=60)

    found = check_soundness(home)

    assert process.returncode == -signal.SIGKILL
    assert len(found) == kept
    assert same_texts(found, given)
    with fake_engine(home) as engine:
        report = take_in(engine, source)
        assert (report.added, report.unchanged) == (COUNT - kept, kept)
    assert check_soundness(home) == given


def test_an_ingest_killed_again_and_again_at_random_moments_is_finished_by_the_next(
    tmp_path: Path, source: Path, given: dict[str, str]
) -> None:
    """Each run goes on where the one before was killed; nothing is lost, nothing doubled."""
    home, chance = tmp_path / "home", random.Random(7)  # noqa: S311 - moments, not a secret
    kept: dict[str, str] = {}
    for _ in range(4):
        kill_after(start(home, source), chance.uniform(0.0, 1.2))
        found = check_soundness(home)
        assert same_texts(found, given, ids=list(kept))
        kept = found

    with fake_engine(home) as engine:
        report = take_in(engine, source)

    assert report.added + report.unchanged == COUNT
    assert report.unchanged == len(kept)
    assert check_soundness(home) == given


def kill_after(process: subprocess.Popen[str], seconds: float) -> None:
    with process:
        assert process.stdout is not None
        assert process.stdout.readline() == "opened\n"
        try:
            process.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            process.kill()


def test_what_chroma_refused_is_put_there_when_the_archive_is_next_opened(
    tmp_path: Path, source: Path, given: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from rag.index.chroma import ChromaIndex

    def refuse(*_: object) -> None:
        raise MemoryError

    with monkeypatch.context() as patch, fake_engine(tmp_path / "home") as engine:
        patch.setattr(ChromaIndex, "put", refuse)
        with pytest.raises(MemoryError):
            take_in(engine, source)
        assert stored_in(engine) == set(list(given)[:BATCH])
        assert engine.archive.index.ids() == set()

    with fake_engine(tmp_path / "home") as engine:
        assert engine.search("bridge")[0].arms.keys() == {"dense", "lexical"}
    assert same_texts(check_soundness(tmp_path / "home"), given, ids=list(given)[:BATCH])


def test_what_chroma_did_not_drop_is_dropped_when_the_archive_is_next_opened(
    tmp_path: Path, source: Path, given: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from rag.index.chroma import ChromaIndex

    def refuse(*_: object) -> None:
        raise MemoryError

    first = next(iter(given))
    with monkeypatch.context() as patch, fake_engine(tmp_path / "home") as engine:
        take_in(engine, source)
        patch.setattr(ChromaIndex, "drop", refuse)
        with pytest.raises(MemoryError):
            engine.remove(ids=[first])
        assert first not in stored_in(engine)
        assert all(hit.article.id != first for hit in engine.search(given[first]))

    assert check_soundness(tmp_path / "home").keys() == given.keys() - {first}
