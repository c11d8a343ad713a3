"""No room, no permission: a clear error, and what was stored before is kept."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from privileges import permissions_respected
from soundness import check_soundness, fake_engine, same_texts, take_in, write_articles

from rag.errors import DiskProblem

LIMITED = """
import resource, signal, sys
from pathlib import Path
sys.path.insert(0, sys.argv[4])
from soundness import fake_engine, take_in
from rag.errors import DiskProblem

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]),) * 2)
try:
    with fake_engine(Path(sys.argv[1])) as engine:
        take_in(engine, sys.argv[2])
except DiskProblem as error:
    print(error.problem, error.remedy, sep="|")
"""


@pytest.mark.parametrize("room", [60_000, 400_000])
def test_a_disk_without_room_is_named_and_what_was_stored_before_is_kept(
    tmp_path: Path, room: int
) -> None:
    """A file that may not grow stands for the full disk: the same calls fail the same way."""
    home = tmp_path / "home"
    before = write_articles(tmp_path / "before.jsonl", 3, prefix="early")
    more = write_articles(tmp_path / "more.jsonl", 100)
    with fake_engine(home) as engine:
        take_in(engine, tmp_path / "before.jsonl")

    script = [sys.executable, "-c", LIMITED, str(home), str(tmp_path / "more.jsonl")]
    ended = subprocess.run(
        [*script, str(room), str(Path(__file__).parent)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert (ended.returncode, ended.stderr) == (0, "")
    problem, remedy = ended.stdout.split("|")
    assert "cannot write" in problem
    assert "room" in remedy
    assert same_texts(check_soundness(home), before | more, ids=list(before))
    with fake_engine(home) as engine:
        take_in(engine, tmp_path / "more.jsonl")
    assert check_soundness(home) == before | more


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    write_articles(tmp_path / "articles.jsonl", 3)
    return tmp_path / "articles.jsonl"


def test_a_home_that_may_not_be_written_is_named_and_left_as_it_is(
    tmp_path: Path, articles: Path
) -> None:
    home = tmp_path / "home"
    with fake_engine(home) as engine:
        take_in(engine, articles)
    before = {p: p.read_bytes() for p in home.rglob("*") if p.is_file() and "chroma" not in p.parts}
    write_articles(articles, 5, prefix="late")
    for path in (*home.rglob("*"), home):
        path.chmod(0o555 if path.is_dir() else 0o444)

    with (
        permissions_respected(),
        pytest.raises(DiskProblem) as refused,
        fake_engine(home) as engine,
    ):
        take_in(engine, articles)

    assert str(home) in f"{refused.value.problem} {refused.value.detail}"
    assert "permissions" in refused.value.remedy
    for path in (home, *home.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    assert {p: p.read_bytes() for p in before} == before


def test_a_home_in_a_folder_that_may_not_be_written_is_named(tmp_path: Path) -> None:
    parent = tmp_path / "locked"
    parent.mkdir(mode=0o555)

    with permissions_respected(), pytest.raises(DiskProblem) as refused:
        fake_engine(parent / "home")

    assert str(parent / "home") in refused.value.problem
    assert "--home" in refused.value.remedy


def test_a_home_that_is_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("no folder", encoding="ascii")

    with pytest.raises(DiskProblem) as refused:
        fake_engine(tmp_path / "home")

    assert "exists" in str(refused.value.detail).lower()


def test_a_full_disk_under_chroma_alone_stops_writers_and_leaves_readers_the_words(
    tmp_path: Path, articles: Path
) -> None:
    """The remedy for a full disk must not be to erase the index and write it once more."""
    home = tmp_path / "home"
    with fake_engine(home) as engine:
        take_in(engine, articles)
    shutil.rmtree(home / "chroma")
    (home / "chroma").mkdir()
    (home / "chroma").chmod(0o555)

    write_articles(tmp_path / "late.jsonl", 2, prefix="late")
    notes: list[str] = []

    with permissions_respected(), fake_engine(home) as engine:
        engine._notify = notes.append
        assert engine.search("bridge")[0].arms.keys() == {"lexical"}
        with pytest.raises(DiskProblem) as refused:
            take_in(engine, tmp_path / "late.jsonl")

    assert "words alone" in notes[0]
    assert "kept" in notes[0]
    assert "kept" in refused.value.remedy
    (home / "chroma").chmod(0o755)
    assert len(check_soundness(home)) == 3
