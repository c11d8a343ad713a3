"""Damage to the files of the search index is met before it can do harm, and mended."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from damaging import CASES, Outcome, do_damage, graph_file, make, search
from privileges import permissions_respected
from soundness import check_agreement, check_soundness, fake_engine, take_in, write_articles

from rag.index.archive import Archive
from rag.index.trust import Standing, Trust

DAMAGING = Path(__file__).with_name("damaging.py")
SEARCHING = """
import sys
from pathlib import Path
from damaging import search

search(Path(sys.argv[1]))
"""


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("large"))


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("other"), "other", 400)


@pytest.fixture
def home(tmp_path: Path, large: Path) -> Path:
    shutil.copytree(large, tmp_path / "home")
    return tmp_path / "home"


@pytest.fixture(scope="module")
def outcomes(large: Path, other: Path) -> dict[tuple[str, str], tuple[Outcome, Outcome]]:
    """All damage in one process of its own, which a signal would end before the last line."""
    ended = subprocess.run(
        [sys.executable, str(DAMAGING), str(large), str(other)],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr[-2000:]
    pairs = [[Outcome(**said) for said in json.loads(line)] for line in ended.stdout.splitlines()]
    return {(first.file, first.damage): (first, again) for first, again in pairs}


@pytest.mark.parametrize("case", CASES, ids=" ".join)
def test_a_damaged_file_is_mended_before_the_first_answer(
    large: Path,
    outcomes: dict[tuple[str, str], tuple[Outcome, Outcome]],
    case: tuple[str, str],
) -> None:
    """Some of these end the process with a signal, others lose vectors without a word."""
    sound = search(large)

    first, again = outcomes[case]

    assert first.refused is None
    assert (first.arms, first.best) == (sound.arms, sound.best)
    assert (again.arms, again.best, again.notes) == (sound.arms, sound.best, [])
    if first.changed and first.file != "chroma.sqlite3":
        (note,) = first.notes
        assert "the search index was damaged" in note
        assert "byline reindex" in note


@pytest.mark.parametrize("damage", ["cut in half", "zeroed"])
def test_reindex_mends_files_that_nobody_can_read(home: Path, other: Path, damage: str) -> None:
    do_damage(home, other, "header.bin", damage)

    with fake_engine(home) as engine:
        count = engine.reindex()

        assert count == engine.archive.index.count()
    assert search(home).notes == []


def rot(home: Path, name: str) -> None:
    """Damage that neither size nor time betrays: a disk that forgets."""
    path = graph_file(home, name)
    before = path.stat()
    path.write_bytes(bytes(before.st_size))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def test_an_index_that_killed_a_process_is_not_opened_again_but_mended(home: Path) -> None:
    rot(home, "link_lists.bin")

    ended = subprocess.run(
        [sys.executable, "-c", SEARCHING, str(home)],
        cwd=DAMAGING.parent,
        timeout=60,
        check=False,
    )

    assert ended.returncode == -signal.SIGSEGV
    first, again = search(home), search(home)
    assert "made anew" in first.notes[0]
    assert (again.notes, again.arms) == ([], ["dense", "lexical"])


def test_vectors_that_were_lost_under_the_same_size_and_time_are_missed(home: Path) -> None:
    rot(home, "data_level0.bin")

    first, again = search(home), search(home)

    assert "stored vectors are not found in it" in first.notes[0]
    assert again.notes == []


def test_a_process_killed_over_a_sound_index_costs_no_rebuild(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / "state" / "index.open.1.dead").touch()
    monkeypatch.setattr(Archive, "remake", lambda _: pytest.fail("rebuilt for nothing"))

    assert search(home).notes == []

    assert not list((home / "state").glob("index.open.*"))


def test_a_copied_archive_costs_no_rebuild(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Archive, "remake", lambda _: pytest.fail("rebuilt for nothing"))
    for path in home.rglob("*"):
        os.utime(path)

    assert search(home).notes == []

    assert Trust(home / "chroma", home / "state").standing() is Standing.SOUND


def test_an_archive_without_a_seal_is_looked_at_once(home: Path) -> None:
    """As an earlier version left it."""
    (home / "state" / "index.json").unlink()

    assert search(home).notes == []

    assert Trust(home / "chroma", home / "state").standing() is Standing.SOUND


def test_a_mark_of_a_living_process_is_no_suspicion(home: Path) -> None:
    with fake_engine(home) as engine:
        engine.search("bridge")

        assert list((home / "state").glob("index.open.*"))
        assert Trust(home / "chroma", home / "state").standing() is Standing.SOUND
    assert not list((home / "state").glob("index.open.*"))


def test_a_seal_that_is_garbled_is_made_anew(home: Path) -> None:
    for garbage in (b"\xff\x00", b"[]", b'{"files": 7, "sha256": 1}', b'{"files": {"a": 1}}'):
        (home / "state" / "index.json").write_bytes(garbage)

        assert search(home).refused is None

    assert Trust(home / "chroma", home / "state").standing() is Standing.SOUND


def test_words_alone_are_searched_while_another_process_holds_a_damaged_index(
    home: Path, other: Path
) -> None:
    do_damage(home, other, "header.bin", "cut in half")

    with fake_engine(home) as writer, writer.archive.writing():
        outcome = search(home)

    assert outcome.arms == ["lexical"]
    assert "words alone" in outcome.notes[0]
    assert "SIGSEGV" in outcome.notes[0]
    assert "Wait" in outcome.notes[0]
    assert search(home).arms == ["dense", "lexical"]


def test_words_alone_are_searched_when_the_index_may_not_be_opened(home: Path) -> None:
    paths = [home / "chroma", *(home / "chroma").rglob("*")]
    for path in paths:
        path.chmod(0o555 if path.is_dir() else 0o444)

    with permissions_respected():
        outcome = search(home)

    for path in paths:
        path.chmod(0o755 if path.is_dir() else 0o644)
    assert (outcome.refused, outcome.arms) == (None, ["lexical"])
    assert "permissions" in outcome.notes[0]
    assert search(home).notes == []


def test_an_ingest_mends_a_damaged_index_and_goes_on(
    home: Path, other: Path, tmp_path: Path
) -> None:
    """Half the links are enough for a search, and fail the next write."""
    do_damage(home, other, "link_lists.bin", "cut in half")
    write_articles(tmp_path / "late.jsonl", 40, prefix="late")

    with fake_engine(home) as engine:
        report = take_in(engine, tmp_path / "late.jsonl")

        assert report.added == 40
        check_agreement(engine)
    check_soundness(home)


@pytest.mark.parametrize("name", ["header.bin", "data_level0.bin", "link_lists.bin"])
def test_doctor_outlives_an_index_that_ends_whoever_reads_it(
    home: Path, other: Path, name: str
) -> None:
    do_damage(home, other, name, "cut in half" if name == "header.bin" else "random bytes")

    with fake_engine(home) as engine:
        (found,) = [check for check in engine.doctor() if check.name == "index"]

    assert found.level == "problem"
    assert "the search index is damaged" in found.finding
    assert "byline reindex" in str(found.remedy)


def test_an_index_on_another_disk_stays_there_when_it_is_made_anew(
    home: Path, tmp_path: Path
) -> None:
    shutil.move(home / "chroma", tmp_path / "elsewhere")
    (home / "chroma").symlink_to(tmp_path / "elsewhere")

    with fake_engine(home) as engine:
        engine.reindex()

    assert (home / "chroma").is_symlink()
    assert graph_file(home, "header.bin").exists()
