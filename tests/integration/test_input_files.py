"""Files that cannot be read: each is named with why and what to do; the rest goes in."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from privileges import permissions_respected
from soundness import fake_engine, take_in

from rag.errors import InputUnreadable
from rag.ingest.walking import LARGEST

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from rag.engine import Engine

WORDS = "The Canal Bridge was shut on Monday. Mayor Ines Duarte said 14 people were hurt."
RUSSIAN = "Мост закрыли в понедельник утром, сказал мэр города. Пострадали четырнадцать человек."
FRENCH = "Le pont a été fermé lundi après un choc. La mairie a déploré quatorze blessés."


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    with fake_engine(tmp_path / "home") as made:
        yield made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one good article, which must go in whatever lies beside it."""
    made = tmp_path / "articles"
    made.mkdir()
    (made / "good.txt").write_text(WORDS, encoding="utf-8")
    return made


def nothing(path: Path) -> None:
    path.write_bytes(b"")


def blanks(path: Path) -> None:
    path.write_bytes(b" \n\t\r\n" * 50)


def binary(path: Path) -> None:
    path.write_bytes(bytes(range(256)) * 40)


def controls(path: Path) -> None:
    path.write_text("\x1b[2J\x1b]0;title\x07\x08", encoding="utf-8")


def half_utf16(path: Path) -> None:
    path.write_bytes(WORDS.encode("utf-16")[:-1])


def enormous(path: Path) -> None:
    with path.open("wb") as opened:
        opened.truncate(LARGEST + 1)


def pipe(path: Path) -> None:
    os.mkfifo(path)


def dangling(path: Path) -> None:
    path.symlink_to(path.with_name("nowhere"))


@pytest.mark.parametrize(
    ("make", "why"),
    [
        (nothing, "empty"),
        (blanks, "empty"),
        (binary, "not text"),
        (controls, "no words"),
        (half_utf16, "does not fit"),
        (enormous, "268 MB"),
        (pipe, "not a regular file"),
        (dangling, "not a regular file"),
    ],
)
def test_a_file_that_is_no_text_is_named_with_why_and_the_rest_goes_in(
    engine: Engine, folder: Path, make: Callable[[Path], None], why: str
) -> None:
    make(folder / "bad.txt")

    report = take_in(engine, folder)

    (failure,) = report.failed
    assert failure.path == str(folder / "bad.txt")
    assert why in failure.problem
    assert failure.remedy.endswith(".")
    assert report.added == 1


def test_a_file_that_may_not_be_opened_is_named(engine: Engine, folder: Path) -> None:
    (folder / "secret.txt").write_text(WORDS, encoding="utf-8")
    (folder / "secret.txt").chmod(0)

    with permissions_respected():
        report = take_in(engine, folder)

    assert [f.problem for f in report.failed] == ["it cannot be opened: permission denied"]
    assert report.failed[0].remedy == "Mend its permissions."
    assert report.added == 1


def test_a_folder_that_may_not_be_entered_is_named(engine: Engine, folder: Path) -> None:
    (folder / "inner").mkdir(mode=0)

    with permissions_respected():
        beside = take_in(engine, folder)
        alone = take_in(engine, folder / "inner")
        behind = take_in(engine, folder / "inner" / "a.txt")

    for report in (beside, alone, behind):
        assert [f.problem for f in report.failed] == ["it cannot be opened: permission denied"]
    assert beside.added == 1


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ("nowhere.txt", "no such file"),
        ("~nobody-of-that-name/articles", "no such file"),
        ("x" * 5000, "name too long"),
        ("a\0b", "no such file"),
        ("good.txt/inner", "no such file"),
    ],
)
def test_a_path_that_leads_nowhere_is_named_and_the_others_go_in(
    engine: Engine, folder: Path, given: str, why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)

    report = take_in(engine, given, folder / "good.txt")

    assert [f.path for f in report.failed] == [given]
    assert why in report.failed[0].problem
    assert report.added == 1


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("utf-8-sig", FRENCH),
        ("utf-16", RUSSIAN),
        ("utf-32", RUSSIAN),
        ("latin-1", FRENCH),
        ("cp1252", FRENCH.replace("a été", "« a été »")),
        ("cp1251", RUSSIAN),
    ],
)
def test_a_text_in_another_encoding_comes_out_as_it_was_written(
    engine: Engine, tmp_path: Path, encoding: str, text: str
) -> None:
    path = tmp_path / "article.txt"
    path.write_bytes(text.encode(encoding))

    (article,) = take_in(engine, path).articles

    assert engine.text(article.id) == text


def test_a_folder_without_articles_says_what_would_be_read(engine: Engine, tmp_path: Path) -> None:
    folder = tmp_path / "pictures"
    (folder / ".hidden").mkdir(parents=True)
    for name in ("photo.jpg", "README.md", ".hidden/article.txt", ".article.txt"):
        (folder / name).write_text(WORDS, encoding="utf-8")

    report = take_in(engine, folder)

    assert [f.problem for f in report.failed] == ["the folder holds no file that can be read"]
    assert ".txt, .md" in report.failed[0].remedy


def test_a_file_of_an_unknown_kind_is_refused_when_it_is_named(
    engine: Engine, tmp_path: Path
) -> None:
    (tmp_path / "photo.jpg").write_text(WORDS, encoding="utf-8")

    report = take_in(engine, tmp_path / "photo.jpg")

    assert report.failed[0].problem == "files of the kind .jpg are not read"


def test_links_that_lead_in_a_circle_end(engine: Engine, folder: Path) -> None:
    (folder / "inner").mkdir()
    (folder / "inner" / "up").symlink_to(folder)
    (folder / "self.txt").symlink_to(folder / "self.txt")

    report = take_in(engine, folder)

    assert report.added == 1
    assert [f.path for f in report.failed] == [str(folder / "self.txt")]


def test_names_that_could_act_on_a_terminal_are_files_like_any_other(
    engine: Engine, folder: Path
) -> None:
    for number, name in enumerate(
        ("two\nlines.txt", "\x1b[31mred.txt", "тёплый мост.txt", "%s#?.txt")
    ):
        (folder / name).write_text(f"{WORDS} Story {number}.", encoding="utf-8")

    first, second = take_in(engine, folder), take_in(engine, folder)

    assert (first.added, first.failed) == (5, ())
    assert second.unchanged == 5


def test_a_name_that_is_no_text_is_reported_and_the_rest_goes_in(
    engine: Engine, folder: Path
) -> None:
    with open(os.fsencode(folder) + b"/caf\xe9.txt", "wb") as opened:  # noqa: PTH123 - a name of bytes
        opened.write(WORDS.encode())

    report = take_in(engine, folder)

    assert [f.problem for f in report.failed] == ["its name is not valid UTF-8"]
    assert report.added == 1


def test_a_date_that_is_none_stops_the_ingest_before_anything_is_read(
    engine: Engine, folder: Path
) -> None:
    for nonsense in ("soon", "2026-02-30", "02.03.2026", ""):
        with pytest.raises(InputUnreadable, match="is not a date") as refused:
            list(engine.ingest([str(folder)], published=nonsense))
        assert "YYYY-MM-DD" in refused.value.remedy
    assert engine.articles() == []
