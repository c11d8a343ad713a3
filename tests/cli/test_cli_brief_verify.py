"""`byline brief --verify`: exit codes, what is named, and where articles are looked for."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from rag.brief.export.files import FileForm, exported
from rag.brief.loading import load

if TYPE_CHECKING:
    from pathlib import Path

    from program import Byline


@pytest.fixture(scope="session")
def page(byline: Byline) -> Path:
    """A briefing as the program writes it."""
    file = byline.folder / "bridge.html"
    made = byline("brief", "the Canal Bridge", "--out", file)
    assert made.code == 0, made.err
    return file


@pytest.fixture(scope="session")
def text(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def test_a_file_that_nobody_touched_holds_in_every_form(
    byline: Byline, text: str, tmp_path: Path
) -> None:
    for form, suffix in ((FileForm.MARKDOWN, "md"), (FileForm.JSON, "json")):
        file = tmp_path / f"bridge.{suffix}"
        file.write_text(exported(load(text), form), encoding="utf-8")

        ran = byline("brief", "--verify", file)

        assert ran.code == 0, ran.err
        assert ran.out.startswith("Every line holds: ")


def test_a_figure_that_was_altered_is_named_and_ends_with_four(
    byline: Byline, text: str, tmp_path: Path
) -> None:
    file = tmp_path / "altered.html"
    file.write_text(text.replace("14 people", "40 people", 1), encoding="utf-8")

    ran = byline("brief", "--verify", file, "--json")

    assert ran.code == 4
    assert "do not hold" in ran.err
    assert ran.value["holds"] is False
    assert ran.value["file"] == str(file)
    (line,) = [one for one in ran.value["lines"] if not one["holds"]]
    assert line["kind"] == "altered"
    assert "14 people" in line["problem"]
    assert "40 people" in line["problem"]
    assert line["remedy"]


def test_articles_are_looked_for_in_the_files_that_are_given(
    byline: Byline, fresh: Byline, page: Path, tmp_path: Path
) -> None:
    """Somebody without the archive can check a briefing against the articles themselves."""
    folder = tmp_path / "articles"
    folder.mkdir()
    lines = (byline.folder / "articles.jsonl").read_text(encoding="utf-8").split("\n")
    for line in lines[:2]:
        (folder / f"{json.loads(line)['id']}.json").write_text(line, encoding="utf-8")

    whole = fresh("brief", "--verify", page, "--articles", folder)
    part = fresh("brief", "--verify", page, "--articles", folder / "shut.json")

    assert whole.code == 0, whole.out + whole.err
    assert part.code == 4
    assert "missing: the article radio is missing" in part.out
    assert "article shut is missing" not in part.out


def test_an_archive_without_the_articles_lacks_them_all(fresh: Byline, page: Path) -> None:
    ran = fresh("brief", "--verify", page, "--json")

    assert ran.code == 4
    assert not any(line["holds"] for line in ran.value["lines"])
    assert {line["kind"] for line in ran.value["lines"]} == {"missing"}


@pytest.mark.parametrize("content", [b"", b"# Not one\n", b"\x89PNG\r\n\x00", b'{"a": 1}'])
def test_a_file_of_another_kind_ends_with_one(
    byline: Byline, tmp_path: Path, content: bytes
) -> None:
    file = tmp_path / "other.md"
    file.write_bytes(content)

    ran = byline("brief", "--verify", file)

    assert ran.code == 1
    assert ran.out == ""
    assert "no briefing of Byline" in ran.err


def test_a_file_that_is_not_there_says_so(byline: Byline, tmp_path: Path) -> None:
    ran = byline("brief", "--verify", tmp_path / "gone.md")

    assert ran.code == 1
    assert "gone.md" in ran.err


def test_neither_topic_nor_file_or_both_is_wrong_usage(byline: Byline, page: Path) -> None:
    assert byline("brief").code == 2
    assert byline("brief", "bridge", "--verify", page).code == 2
    assert byline("brief", "bridge", "--articles", page).code == 2
