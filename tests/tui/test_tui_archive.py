"""The archive's screen over a real archive: whole tasks, by keys and by mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from desk import NARROW, WIDE, open_desk
from textual.widgets import Input

from rag.testing import archive_engine
from tui.messages import ArchiveChanged
from tui.plain import plain
from tui.screens.add import AddScreen
from tui.screens.archive import ArchiveScreen
from tui.screens.confirm import ConfirmScreen
from tui.screens.report import ReportScreen
from tui.widgets.article_list import ArticleList
from tui.widgets.hit_list import HitList
from tui.widgets.read_pane import SheetTab
from tui.workers.ingesting import IngestEnded, IngestFinished
from tui.workers.reading import (
    ArticlesArranged,
    ArticlesRemoved,
    PassagesFound,
    ReadingFetched,
)

if TYPE_CHECKING:
    from pathlib import Path

    from desk import Desk

    from rag.engine import Engine

BRIDGE = "The Sallow Bridge was shut on Monday after a barge struck it. Seven people were hurt."
ARTICLES = [
    {"id": "post", "outlet": "The Harbour Post", "title": "Barge hits bridge", "text": BRIDGE,
     "published": "2026-03-02"},
    {"id": "radio", "outlet": "Quay Radio", "title": "Long detour after collision",
     "published": "2026-03-03", "origins": ["The Harbour Post"], "text": f"{BRIDGE} Expect it."},
    {"id": "star", "outlet": "Evening Star", "title": "Dockers vote to strike",
     "published": "2026-03-06", "text": "The dockers voted. The strike begins on Monday."},
]  # fmt: skip


async def enter(desk: Desk) -> ArchiveScreen:
    """Go to the screen and wait for its list."""
    await desk.pilot.press("f3")
    await desk.until(ArticlesArranged)
    screen = desk.app.screen
    assert isinstance(screen, ArchiveScreen)
    return screen


async def add(desk: Desk, places: str) -> IngestFinished:
    """Add by keys, and wait for the end."""
    times = sum(isinstance(m, IngestEnded) for m in desk.heard) + 1
    await desk.pilot.press("a")
    assert isinstance(desk.app.screen, AddScreen)
    desk.app.screen.places.value = places
    await desk.pilot.press("enter")
    await desk.until(IngestEnded, times)
    await desk.until(ArticlesArranged, times + 1)
    finished = [m for m in desk.heard if isinstance(m, IngestFinished)]
    return finished[-1]


async def open_titled(desk: Desk, screen: ArchiveScreen, name: str) -> None:
    """Put the cursor on an article and press Enter."""
    screen.listed.reveal(name)
    times = sum(isinstance(m, ReadingFetched) for m in desk.heard) + 1
    screen.listed.focus()
    await desk.pilot.press("enter")
    await desk.until(ReadingFetched, times)
    await desk.pilot.pause()
    assert screen.pane.reading is not None
    assert screen.pane.reading.article.id == name


async def search(desk: Desk, screen: ArchiveScreen, keys: str) -> None:
    """Type words; between two keys a slow machine may already have searched for fewer of them."""
    times = sum(isinstance(m, PassagesFound) for m in desk.heard)
    await desk.pilot.press("slash", *keys)
    while screen.hits.border_subtitle is None:
        times += 1
        await desk.until(PassagesFound, times)


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    return archive_engine(tmp_path / "home", ARTICLES)


async def test_a_folder_is_added_searched_read_edited_compared_and_removed(tmp_path: Path) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "bridge.md").write_text(f"---\ntitle: Barge hits bridge\n---\n{BRIDGE}")
    (folder / "strike.md").write_text("---\ntitle: Strike\n---\nThe dockers voted to strike.")

    async with open_desk(archive_engine(tmp_path / "home")) as desk:
        screen = await enter(desk)
        assert "The archive is empty" in desk.screen_text()
        finished = await add(desk, str(folder))
        assert (finished.report.added, finished.stopped) == (2, False)
        assert any(isinstance(m, ArchiveChanged) and m.articles == 2 for m in desk.heard)
        assert "✓ Added 2" in desk.screen_text() or "2 added" in desk.screen_text()

        await search(desk, screen, "barge")
        assert "Barge hits bridge" in desk.screen_text()
        assert "Strike" not in desk.screen_text()
        hits = screen.query_one(HitList)
        hits.focus()
        await desk.pilot.press("home", "enter")
        await desk.until(ReadingFetched)
        await desk.pilot.pause()
        assert screen.pane.text.found_words == ["barge"]
        assert screen.pane.text.has_focus

        (folder / "bridge.md").write_text(
            f"---\ntitle: Barge hits bridge\n---\n{BRIDGE.replace('Seven', 'Nine')}"
        )
        await desk.pilot.press("escape", "escape")
        finished = await add(desk, str(folder))
        assert (finished.report.updated, finished.report.unchanged) == (1, 1)
        article = finished.report.articles[0]
        await open_titled(desk, screen, article.id)
        await desk.pilot.press("4")
        seen = desk.screen_text()
        assert "Version 1 → version 2" in seen
        assert "- Seven people were hurt." in seen
        assert "+ Nine people were hurt." in seen

        await desk.pilot.press("escape", "delete")
        assert isinstance(desk.app.screen, ConfirmScreen)
        await desk.pilot.press("y")
        await desk.until(ArticlesRemoved)
        await desk.app.workers.wait_for_complete()
        await desk.pilot.pause()
        assert "1 article by outlet" in desk.screen_text()


async def test_nothing_is_removed_by_who_presses_enter_at_once(engine: Engine) -> None:
    async with open_desk(engine) as desk:
        screen = await enter(desk)
        screen.listed.reveal("star")
        await desk.pilot.press("delete", "enter")
        await desk.pilot.pause()

        assert desk.app.screen is screen
        assert len(engine.articles()) == 3


async def test_delete_removes_the_article_that_is_read_not_the_one_in_the_list(
    engine: Engine,
) -> None:
    """It was opened from the lineage of another one, on which the cursor still is."""
    async with open_desk(engine) as desk:
        screen = await enter(desk)
        await open_titled(desk, screen, "radio")
        times = sum(isinstance(m, ReadingFetched) for m in desk.heard)
        await desk.pilot.press("5", "up", "enter")
        await desk.until(ReadingFetched, times + 1)
        await desk.pilot.pause()
        assert screen.listed.row is not None
        assert screen.listed.row.id == "radio"  # type: ignore[union-attr]
        await desk.pilot.press("delete")
        asked = desk.screen_text()
        await desk.pilot.press("y")
        await desk.until(ArticlesRemoved)
        await desk.pilot.pause()

        assert "Remove “Barge hits bridge”?" in asked
        assert sorted(one.id for one in engine.articles()) == ["radio", "star"]
        assert screen.listed.has_focus


async def test_delete_reaches_the_screen_from_the_text_of_an_article(engine: Engine) -> None:
    async with open_desk(engine) as desk:
        screen = await enter(desk)
        await open_titled(desk, screen, "post")
        assert screen.pane.text.has_focus
        await desk.pilot.press("delete")
        assert isinstance(desk.app.screen, ConfirmScreen)
        await desk.pilot.press("n")

        assert desk.app.screen is screen
        assert len(engine.articles()) == 3


async def test_the_mouse_alone_reads_an_article_and_its_lineage(engine: Engine) -> None:
    async with open_desk(engine) as desk:
        screen = await enter(desk)
        place = next(i for i, r in enumerate(screen.listed.rows) if getattr(r, "id", "") == "radio")
        await desk.pilot.click(ArticleList, offset=(8, place + 1))
        await desk.until(ReadingFetched)
        await desk.pilot.pause()
        tabs = list(screen.query(SheetTab))
        await desk.pilot.click(tabs[4])
        await desk.pilot.pause()
        seen = desk.screen_text()

        assert screen.pane.reading is not None
        assert "The Harbour Post  2 articles" in seen
        assert "└─ ● Quay Radio" in seen or "├─ ● Quay Radio" in seen


async def test_what_is_known_of_an_article_stands_with_its_source(engine: Engine) -> None:
    async with open_desk(engine) as desk:
        screen = await enter(desk)
        await open_titled(desk, screen, "post")
        await desk.pilot.press("2")
        seen = desk.screen_text()

    assert "outlet       The Harbour Post" in seen
    assert "author       unknown" in seen
    assert "↳" in seen


async def test_g_groups_by_outlet_then_day_then_report(engine: Engine) -> None:
    async with open_desk(engine, size=NARROW) as desk:
        await enter(desk)
        seen = []
        for times in (2, 3, 4):
            await desk.pilot.press("g")
            await desk.until(ArticlesArranged, times)
            seen.append(desk.screen_text())

    assert "▾ 2026-03-06  1" in seen[0]
    assert "The Harbour Post: Barge hits bridge  2" in seen[1]
    assert "No report is shared  1" in seen[1]
    assert "▾ Quay Radio  1" in seen[2]


async def test_in_a_narrow_terminal_the_article_takes_the_place_of_the_list(engine: Engine) -> None:
    async with open_desk(engine, size=NARROW) as desk:
        screen = await enter(desk)
        await open_titled(desk, screen, "star")
        inside, region = desk.screen_text(), screen.search.region
        await desk.pilot.press("escape")
        await desk.pilot.pause()

        assert "The dockers voted." in inside
        assert not region
        assert screen.listed.has_focus
        assert "Dockers vote to strike" in desk.screen_text()


@pytest.mark.parametrize("size", [WIDE, NARROW, (20, 5)], ids=str)
async def test_escape_codes_and_markup_are_text_at_every_size(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    bad = {
        "id": "bad", "outlet": "[red]Evil[/red]\x1b[5m", "title": "\x1b[2J[bold]Loud[/bold] \u202e",
        "text": "A \x1b[31mred\x1b[0m [link=x]line[/link]. \x1b]0;owned\x07Calm.", "author": "[/]",
    }  # fmt: skip
    async with open_desk(archive_engine(tmp_path, [bad]), size=size) as desk:
        screen = await enter(desk)
        listed = desk.screen_text()
        await open_titled(desk, screen, "bad")
        seen = []
        for key in "12345":
            await desk.pilot.press(key)
            seen.append(desk.screen_text())

        assert not {"\x1b", "\u202e", "\x07"} & set("".join([listed, *seen]))
        assert "owned" not in screen.pane.text.text
        if size != (20, 5):
            assert "[bold]Loud[/bold]" in listed
            assert "[red]Evil[/red]" in seen[1]
            assert "red [link=x]line[/link]" in seen[0]


async def test_typing_many_keys_shows_the_passages_of_the_last_words(engine: Engine) -> None:
    async with open_desk(engine) as desk:
        screen = await enter(desk)
        await search(desk, screen, "dockers strike")
        await desk.pilot.press("escape")
        await desk.pilot.pause()

        found = [m for m in desk.heard if isinstance(m, PassagesFound)]
        assert found[-1].words == "dockers strike"
        assert screen.query_one(Input).value == ""
        assert not screen.has_class("-searching")


async def test_what_failed_is_listed_with_its_remedy(engine: Engine, tmp_path: Path) -> None:
    """An address of this machine is refused before anything is sent."""
    async with open_desk(engine) as desk:
        await enter(desk)
        finished = await add(desk, f"{tmp_path}/none.txt http://127.0.0.1:9/feed")
        told = desk.screen_text()
        await desk.pilot.press("f")
        await desk.pilot.pause()
        seen = desk.screen_text()

        assert len(finished.report.failed) == 2
        assert "2 failed" in told
        assert isinstance(desk.app.screen, ReportScreen)
        assert "there is no such file or folder" in seen
        assert "http://127.0.0.1:9/feed" in seen


async def test_without_drawn_signs_no_sheet_needs_any(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What `--ascii` redraws, and nothing else, is drawn."""
    monkeypatch.setenv("NO_COLOR", "1")
    async with open_desk(engine) as desk:
        screen = await enter(desk)
        await open_titled(desk, screen, "radio")
        seen = [desk.screen_text()]
        for key in "2345":
            await desk.pilot.press(key)
            seen.append(desk.screen_text())

    assert all(plain(one).isascii() for one in seen)
