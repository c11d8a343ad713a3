"""Articles that a check looks for in files: by their text first, then by their id."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from rag.brief.holdings import InArchive, InFiles
from rag.files import sha256_text
from rag.testing import archive_engine

if TYPE_CHECKING:
    from pathlib import Path

    from rag.types import Failure

TEXT = "The bridge was shut on Monday. Repairs will take weeks."


def in_files(folder: Path, *paths: Path) -> tuple[InFiles, list[Failure]]:
    told: list[Failure] = []
    return InFiles([str(path) for path in paths], folder, told.append), told


def test_an_article_is_found_by_its_text_whatever_the_file_is_called(tmp_path: Path) -> None:
    (tmp_path / "copy.txt").write_text(TEXT, encoding="utf-8")

    held = in_files(tmp_path, tmp_path)[0].find("another-id", sha256_text(TEXT))

    assert held is not None
    assert held.text == TEXT
    assert not held.is_told


def test_an_edited_article_is_found_by_its_id(tmp_path: Path) -> None:
    told = {"id": "shut", "text": f"{TEXT} More."}
    (tmp_path / "a.json").write_text(json.dumps(told), encoding="utf-8")

    held = in_files(tmp_path, tmp_path)[0].find("shut", sha256_text(TEXT))

    assert held is not None
    assert held.text.endswith("More.")


def test_of_two_articles_with_one_text_the_one_of_that_id_is_found(tmp_path: Path) -> None:
    """A reprint word for word has another outlet, and must not be taken for the report."""
    told = [{"id": name, "outlet": name, "text": TEXT} for name in ("wire", "star")]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, told)), encoding="utf-8")

    found, _ = in_files(tmp_path, tmp_path)

    outlets = [held.article.outlet for name in ("star", "wire", "other")
               if (held := found.find(name, sha256_text(TEXT)))]  # fmt: skip
    assert outlets == ["star", "wire", "wire"]


def test_an_article_that_no_file_holds_is_not_found(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Something else.", encoding="utf-8")

    assert in_files(tmp_path, tmp_path)[0].find("shut", sha256_text(TEXT)) is None


def test_what_cannot_be_read_is_told_and_the_rest_goes_in(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")

    found, told = in_files(tmp_path, tmp_path, tmp_path / "gone")

    assert found.find("x", sha256_text(TEXT)) is not None
    assert {failure.problem for failure in told} == {
        "the file is empty", "there is no such file or folder"
    }  # fmt: skip


def test_text_as_the_archive_keeps_it_is_found_though_reading_would_change_it(
    tmp_path: Path,
) -> None:
    """`byline show --json` gives the cleaned text; a file of it must count."""
    kept = "Bridge shut\n\nAdvertisement\n\nThe bridge was shut."
    (tmp_path / "a.txt").write_text(kept, encoding="utf-8")

    held = in_files(tmp_path, tmp_path)[0].find("x", sha256_text(kept))

    assert held is not None
    assert held.text == kept


def test_an_archive_holds_an_article_as_it_is_now(tmp_path: Path) -> None:
    with archive_engine(tmp_path, [{"id": "shut", "text": TEXT, "outlet": "Post"}]) as engine:
        holdings = InArchive(engine.archive.catalog)

        held = holdings.find("shut", "0" * 64)

        assert held is not None
        assert (held.text, held.article.outlet, held.is_told) == (TEXT, "Post", True)
        assert holdings.find("gone", "0" * 64) is None
