"""Reading a collection again: what changed is changed, what went is said, nothing is lost."""

from __future__ import annotations

import json
from itertools import chain, cycle
from typing import TYPE_CHECKING

import pytest
from soundness import check_soundness, fake_engine, take_in

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from rag.engine import Engine

BRIDGE = "The Canal Bridge was shut on Monday. Mayor Duarte said 14 people were hurt."
FERRY = "The ferry strike ended on Friday. The union accepted a rise of 6 percent."


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    with fake_engine(tmp_path / "home") as made:
        yield made
    check_soundness(tmp_path / "home")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "articles"
    made.mkdir()
    (made / "a.txt").write_text(BRIDGE, encoding="utf-8")
    return made


def texts(engine: Engine) -> list[str]:
    return sorted(engine.text(article.id) for article in engine.articles())


def test_the_same_words_at_two_paths_are_one_article(engine: Engine, folder: Path) -> None:
    (folder / "b.txt").write_text(BRIDGE, encoding="utf-8")

    first, second = take_in(engine, folder), take_in(engine, folder)

    assert (first.added, first.duplicates) == (1, 1)
    assert second.unchanged == 2
    assert texts(engine) == [BRIDGE]


def test_the_same_words_of_two_outlets_are_two_articles(engine: Engine, tmp_path: Path) -> None:
    for outlet in ("Quay Radio", "Tidewatch"):
        (tmp_path / f"{outlet}.md").write_text(f"---\noutlet: {outlet}\n---\n{BRIDGE}", "utf-8")

    take_in(engine, *sorted(tmp_path.glob("*.md")))

    assert engine.outlets() == {"Quay Radio": 1, "Tidewatch": 1}


def test_an_edited_file_keeps_its_id_and_its_old_words_are_found_no_more(
    engine: Engine, folder: Path
) -> None:
    (before,) = take_in(engine, folder).articles
    (folder / "a.txt").write_text(FERRY, encoding="utf-8")

    report = take_in(engine, folder)

    assert (report.updated, report.added) == (1, 0)
    assert [article.id for article in engine.articles()] == [before.id]
    assert texts(engine) == [FERRY]
    assert all(hit.passage.text == FERRY for hit in engine.search("canal bridge mayor"))


def test_an_edit_of_one_copy_leaves_the_other_as_it_was(engine: Engine, folder: Path) -> None:
    (folder / "b.txt").write_text(BRIDGE, encoding="utf-8")
    take_in(engine, folder)
    (folder / "b.txt").write_text(FERRY, encoding="utf-8")

    report = take_in(engine, folder)

    assert (report.added, report.updated, report.unchanged) == (1, 0, 1)
    assert texts(engine) == [BRIDGE, FERRY]


def test_the_first_words_of_an_edited_file_may_come_back_from_elsewhere(
    engine: Engine, folder: Path
) -> None:
    """An id is made of the first words; who brings them later must not take the id over."""
    take_in(engine, folder)
    (folder / "a.txt").write_text(FERRY, encoding="utf-8")
    take_in(engine, folder)
    (folder / "c.txt").write_text(BRIDGE, encoding="utf-8")

    report = take_in(engine, folder)

    assert (report.added, report.updated) == (1, 0)
    assert texts(engine) == [BRIDGE, FERRY]


def test_an_outlet_named_later_reaches_every_copy_at_once(engine: Engine, folder: Path) -> None:
    (folder / "b.txt").write_text(BRIDGE, encoding="utf-8")
    take_in(engine, folder)

    list(engine.ingest([str(folder)], outlet="Quay Radio"))

    assert engine.outlets() == {"Quay Radio": 1}
    assert texts(engine) == [BRIDGE]


def test_an_article_whose_file_went_is_kept_until_it_is_asked_to_go(
    engine: Engine, folder: Path
) -> None:
    (folder / "b.txt").write_text(FERRY, encoding="utf-8")
    take_in(engine, folder)
    (folder / "a.txt").unlink()

    kept = take_in(engine, folder)
    pruned = take_in(engine, folder, prune=True)
    after = take_in(engine, folder, prune=True)

    assert (len(kept.gone), kept.removed) == (1, 0)
    assert (pruned.gone, pruned.removed) == (kept.gone, 1)
    assert (after.gone, after.removed) == ((), 0)
    assert texts(engine) == [FERRY]


def test_a_line_that_went_from_a_file_is_gone_like_a_file(engine: Engine, tmp_path: Path) -> None:
    path = tmp_path / "articles.jsonl"
    rows = [json.dumps({"id": name, "text": f"{name} {BRIDGE}"}) for name in ("one", "two")]
    path.write_text("\n".join(rows), encoding="utf-8")
    take_in(engine, path)
    path.write_text(rows[1], encoding="utf-8")

    assert take_in(engine, path).gone == ("one",)
    assert take_in(engine, path, prune=True).removed == 1
    assert [article.id for article in engine.articles()] == ["two"]


def test_pruning_keeps_an_article_that_another_file_still_holds(
    engine: Engine, folder: Path
) -> None:
    (folder / "b.txt").write_text(BRIDGE, encoding="utf-8")
    take_in(engine, folder)
    (folder / "a.txt").unlink()

    report = take_in(engine, folder, prune=True)

    assert (report.gone, report.removed) == ((), 0)
    assert texts(engine) == [BRIDGE]


def test_pruning_keeps_a_file_that_was_renamed(engine: Engine, folder: Path) -> None:
    (before,) = take_in(engine, folder).articles
    (folder / "a.txt").rename(folder / "renamed.txt")

    report = take_in(engine, folder, prune=True)

    assert (report.duplicates, report.removed) == (1, 0)
    assert [article.id for article in engine.articles()] == [before.id]


@pytest.mark.parametrize("damaged", [b"", b"\0\1\2\3" * 90, b'{"id": "one", "text": "cut'])
def test_pruning_keeps_what_a_file_held_that_cannot_be_read_now(
    engine: Engine, folder: Path, damaged: bytes
) -> None:
    path = folder / "articles.jsonl"
    path.write_text(json.dumps({"id": "one", "text": FERRY}), encoding="utf-8")
    take_in(engine, folder)
    path.write_bytes(damaged)
    (folder / "a.txt").write_bytes(b"\0\1\2\3" * 90)

    report = take_in(engine, folder, prune=True)

    assert len(report.failed) == 2
    assert (report.gone, report.removed) == ((), 0)
    assert texts(engine) == [BRIDGE, FERRY]


def test_pruning_a_folder_that_is_not_there_removes_nothing(engine: Engine, folder: Path) -> None:
    """It may be a disk that is not mounted."""
    take_in(engine, folder)
    folder.rename(folder.with_name("elsewhere"))

    report = take_in(engine, folder, prune=True)

    assert len(report.failed) == 1
    assert (report.gone, report.removed) == ((), 0)
    assert texts(engine) == [BRIDGE]


def test_pruning_does_not_reach_beyond_the_folders_that_were_named(
    engine: Engine, folder: Path, tmp_path: Path
) -> None:
    other = tmp_path / "articles-of-others"
    other.mkdir()
    (other / "b.txt").write_text(FERRY, encoding="utf-8")
    take_in(engine, folder, other)
    (other / "b.txt").unlink()

    assert take_in(engine, folder, prune=True).removed == 0
    assert texts(engine) == [BRIDGE, FERRY]


def test_a_record_that_changed_its_id_leaves_no_second_article(
    engine: Engine, tmp_path: Path
) -> None:
    path = tmp_path / "a.md"
    path.write_text(f"---\nid: old\n---\n{BRIDGE}", encoding="utf-8")
    take_in(engine, path)
    path.write_text(f"---\nid: new\n---\n{BRIDGE}", encoding="utf-8")

    assert take_in(engine, path).gone == ("old",)
    assert take_in(engine, path, prune=True).removed == 1
    assert [article.id for article in engine.articles()] == ["new"]


def test_what_a_stopped_ingest_stored_is_not_read_again(engine: Engine, tmp_path: Path) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(6):
        (folder / f"{number}.txt").write_text(f"{BRIDGE} Number {number}.", encoding="utf-8")
    # Three looks a file: before it, before its article, and after it.
    looks = chain([False] * 6, cycle([True]))

    *_, stopped = engine.ingest([str(folder)], stop=lambda: next(looks))
    report = take_in(engine, folder)

    assert stopped.added == 2  # type: ignore[union-attr]  # the last event is the report
    assert (report.unchanged, report.added) == (2, 4)
