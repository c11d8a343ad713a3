"""Which files are meant by the paths that a person typed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from rag.ingest import walking
from rag.ingest.walking import find_files, is_article_name, read_bytes
from rag.types import Failure


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """A folder as people keep them: articles, and what is none."""
    for name in (
        "b.txt", "a.md", "c.jsonl", "README.md", "key.toml", "picture.png", ".hidden.md",
        "deep/d.txt", ".git/e.txt", "deep/LICENSE.txt", "UPPER.TXT",
    ):  # fmt: skip
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("words")
    return tmp_path


def test_a_folder_gives_its_articles_in_a_stable_order(news: Path) -> None:
    found, failures = find_files([str(news)])

    assert [str(path.relative_to(news)) for path in found] == [
        "UPPER.TXT", "a.md", "b.txt", "c.jsonl", "deep/d.txt",
    ]  # fmt: skip
    assert failures == []


def test_a_file_that_is_named_is_read_whatever_it_is_called(news: Path) -> None:
    found, _ = find_files([str(news / "README.md")])

    assert found == [news / "README.md"]


def test_a_file_named_twice_is_read_once(news: Path) -> None:
    found, _ = find_files([str(news / "deep"), str(news / "deep" / "d.txt")])

    assert found == [news / "deep" / "d.txt"]


def test_a_path_that_leads_nowhere_costs_only_itself(news: Path) -> None:
    found, (failure,) = find_files([str(news / "absent.txt"), str(news / "b.txt")])

    assert found == [news / "b.txt"]
    assert failure == Failure(
        str(news / "absent.txt"), None, "there is no such file or folder", "Check the path."
    )


def test_a_folder_without_articles_is_told_with_what_could_be_read(tmp_path: Path) -> None:
    (tmp_path / "picture.png").touch()

    found, (failure,) = find_files([str(tmp_path)])

    assert found == []
    assert failure.problem == "the folder holds no file that can be read"
    assert ".jsonl" in failure.remedy


def test_a_link_that_leads_in_a_circle_is_followed_once(news: Path) -> None:
    (news / "deep" / "round").symlink_to(news)

    found, _ = find_files([str(news)])

    assert len(found) == len({path.resolve() for path in found}) == 5


def test_the_sign_for_the_home_folder_is_understood(own_home: Path) -> None:
    (own_home / "a.txt").write_text("words")

    assert find_files(["~/a.txt"]) == ([own_home / "a.txt"], [])


def test_a_name_that_cannot_be_stored_is_told(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/a\xff.txt")).write_text("words")

    found, (failure,) = find_files([str(tmp_path)])

    assert found == []
    assert "UTF-8" in failure.problem


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a.md", True), ("readme-first.md", True), ("README.md", False), ("Licence.txt", False),
        ("key.toml", False), (".a.md", False), ("CHANGELOG.md", False),
    ],
)  # fmt: skip
def test_what_describes_a_collection_is_no_article_of_it(name: str, *, expected: bool) -> None:
    assert is_article_name(name) is expected


def test_a_file_that_is_too_large_is_refused_before_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a.txt"
    file.write_text("words")
    monkeypatch.setattr(walking, "LARGEST", 4)

    found = read_bytes(file)

    assert isinstance(found, Failure)
    assert found.remedy == "Split it, one article a file or one a JSON line."


def test_a_device_or_a_pipe_is_never_opened(tmp_path: Path) -> None:
    """Reading a pipe that nobody writes would wait for ever."""
    os.mkfifo(tmp_path / "pipe.txt")

    found = read_bytes(tmp_path / "pipe.txt")

    assert isinstance(found, Failure)
    assert found.problem == "it is not a regular file"


def test_what_the_system_refuses_is_told_in_its_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_text("words")

    def refuse(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    found = read_bytes(tmp_path / "a.txt")

    assert isinstance(found, Failure)
    assert found.problem == "it cannot be opened: permission denied"
