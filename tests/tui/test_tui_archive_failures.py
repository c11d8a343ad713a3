"""What goes wrong while an archive is changed, as a person meets it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from desk import open_desk
from fakes import Gate
from filelock import FileLock
from test_tui_archive import ARTICLES, enter

from rag.errors import ArticleUnknown, DiskProblem
from rag.testing import archive_engine
from tui.screens.add import AddScreen
from tui.workers.ingesting import IngestEnded, IngestFailed, IngestFinished
from tui.workers.reading import ArchiveTroubled, ReadingFailed, SearchFailed

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
    from desk import Desk


async def begin(desk: Desk, place: Path) -> None:
    """Begin to add."""
    await desk.pilot.press("a")
    assert isinstance(desk.app.screen, AddScreen)
    desk.app.screen.places.value = str(place)
    await desk.pilot.press("enter")


async def test_an_archive_locked_by_another_process_says_so_below_the_list(tmp_path: Path) -> None:
    engine = archive_engine(tmp_path / "home", ARTICLES)
    source = tmp_path / "more.txt"
    source.write_text("A crane fell.")

    async with open_desk(engine) as desk:
        screen = await enter(desk)
        with FileLock(engine.archive.home / "archive.lock"):
            await begin(desk, source)
            await desk.until(IngestEnded)
            adding = desk.screen_text()
            screen.listed.reveal("star")
            await desk.pilot.press("delete", "y")
            await desk.until(ArchiveTroubled)
            removing = desk.screen_text()

        assert any(isinstance(m, IngestFailed) for m in desk.heard)
        for seen in (adding, removing):
            assert "✗ another Byline is writing this archive" in seen
            assert "Wait until it has finished" in seen
        assert len(engine.articles()) == 3


async def test_a_full_disk_is_told_and_what_was_there_is_still_listed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = archive_engine(tmp_path / "home", ARTICLES)
    source = tmp_path / "more.txt"
    source.write_text("A crane fell.")

    def refuse(*_: object) -> None:
        raise DiskProblem("cannot write the archive: disk is full", remedy="Free some room.")

    monkeypatch.setattr(engine.archive, "store", refuse)
    async with open_desk(engine) as desk:
        await enter(desk)
        await begin(desk, source)
        await desk.until(IngestEnded)
        await desk.app.workers.wait_for_complete()
        await desk.pilot.pause()
        seen = desk.screen_text()

    assert "✗ cannot write the archive: disk is full" in seen
    assert "Free some room." in seen
    assert "Dockers vote to strike" in seen


async def test_adding_can_be_stopped_within_a_long_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was stored stays; the rest of the file is not read."""
    engine = archive_engine(tmp_path / "home")
    source, gate = tmp_path / "long.jsonl", Gate()
    records = [
        {"id": f"a{n}", "outlet": f"Post {n}", "text": f"Story {n} ends."} for n in range(300)
    ]
    source.write_text("\n".join(map(json.dumps, records)))
    embed = engine._embedder.passages

    def slowly(texts: list[str]) -> object:
        gate.wait()
        return embed(texts)

    monkeypatch.setattr(engine._embedder, "passages", slowly)
    async with open_desk(engine) as desk:
        await enter(desk)
        await begin(desk, source)
        await desk.pilot.press("s")
        stopping = desk.screen_text()
        gate.opened.set()
        await desk.until(IngestEnded)
        await desk.pilot.pause()
        seen = desk.screen_text()

        (finished,) = [m for m in desk.heard if isinstance(m, IngestFinished)]
        assert finished.stopped
        assert 0 < finished.report.added < 300
        assert finished.report.gone == ()
        assert len(engine.articles()) == finished.report.added
        assert "Stopping" in stopping
        assert "▲ Stopped: " in seen


async def test_closing_while_articles_are_added_ends_the_ingest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = archive_engine(tmp_path / "home")
    source, begun, gate = tmp_path / "long.jsonl", Gate(), Gate()
    records = [
        {"id": f"a{n}", "outlet": f"Post {n}", "text": f"Story {n} ends."} for n in range(300)
    ]
    source.write_text("\n".join(map(json.dumps, records)))
    embed = engine._embedder.passages

    def slowly(texts: list[str]) -> object:
        begun.opened.set()
        gate.wait()
        return embed(texts)

    monkeypatch.setattr(engine._embedder, "passages", slowly)
    async with open_desk(engine) as desk:
        screen = await enter(desk)
        await begin(desk, source)
        begun.wait()
        desk.app.exit()
        assert screen.workers
        screen.workers.cancel_all()
        gate.opened.set()

    assert len(engine.articles()) < 300


async def test_an_article_that_is_gone_meanwhile_says_so_in_its_place(tmp_path: Path) -> None:
    engine = archive_engine(tmp_path / "home", ARTICLES)
    async with open_desk(engine) as desk:
        screen = await enter(desk)
        screen.listed.reveal("star")
        await desk.app.workers.wait_for_complete()
        engine.remove(ids=["star"])
        await desk.pilot.press("enter")
        await desk.until(ReadingFailed)
        seen = desk.screen_text()

    assert "✗ no article 'star'" in seen
    assert "`byline articles` lists what there is." in seen


async def test_a_search_that_fails_leaves_the_headlines(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = archive_engine(tmp_path / "home", ARTICLES)

    def refuse(*_: object, **__: object) -> None:
        raise ArticleUnknown("the index cannot be read", remedy="byline reindex")

    monkeypatch.setattr(engine, "search", refuse)
    async with open_desk(engine) as desk:
        screen = await enter(desk)
        await desk.pilot.press("slash")
        screen.search.value = "strike"
        await desk.until(SearchFailed)

        assert screen.listed.rows
        assert "byline reindex" in desk.screen_text()
        assert "Dockers vote to strike" in desk.screen_text()
