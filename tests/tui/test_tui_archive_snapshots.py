"""How the archive and the models look, at the two sizes the interface is made for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from desk import NARROW, WIDE, open_desk
from snapshots import check_snapshot
from test_tui_archive import ARTICLES, enter, open_titled

from rag.config import Config
from rag.opening import open_engine
from rag.testing import HashEmbedder, ScriptedModel, archive_engine
from rag.types import Check
from tui.screens.archive import ArchiveScreen
from tui.workers import shelf
from tui.workers.reading import PassagesFound

if TYPE_CHECKING:
    from pathlib import Path

    from rag.engine import Engine

SIZES = [pytest.param(NARROW, id="narrow"), pytest.param(WIDE, id="wide")]
CHECKS = [
    Check("archive", "ok", "3 articles, 3 passages"),
    Check("model", "problem", "no model file at /models/qwen.gguf", "Name a GGUF file."),
]


def label(size: tuple[int, int]) -> str:
    return "narrow" if size == NARROW else "wide"


@pytest.fixture
def engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Engine:
    """An archive of three articles, one of them edited since."""
    monkeypatch.setattr(ArchiveScreen, "GLANCE", 3600.0)
    edited = [{**ARTICLES[0], "text": str(ARTICLES[0]["text"]).replace("Seven", "Nine")}]
    archive_engine(tmp_path, ARTICLES).close()
    return archive_engine(tmp_path, [*edited, *ARTICLES[1:]])


@pytest.mark.parametrize("size", SIZES)
async def test_a_search_looks_as_it_was_kept(engine: Engine, size: tuple[int, int]) -> None:
    async with open_desk(engine, size=size) as desk:
        screen = await enter(desk)
        screen.search.cursor_blink = False
        screen.PAUSE = 0.01  # type: ignore[misc]
        await desk.pilot.press("slash")
        screen.search.value = "bridge"
        await desk.until(PassagesFound)
        await desk.app.workers.wait_for_complete()
        await desk.pilot.pause()
        check_snapshot(desk, f"archive-search-{label(size)}")


@pytest.mark.parametrize("size", SIZES)
async def test_edits_look_as_they_were_kept(engine: Engine, size: tuple[int, int]) -> None:
    async with open_desk(engine, size=size) as desk:
        screen = await enter(desk)
        await open_titled(desk, screen, "post")
        await desk.pilot.press("4")
        await desk.app.workers.wait_for_complete()
        await desk.pilot.pause()
        check_snapshot(desk, f"archive-versions-{label(size)}")


async def test_a_lineage_looks_as_it_was_kept(engine: Engine) -> None:
    async with open_desk(engine, size=WIDE) as desk:
        screen = await enter(desk)
        await open_titled(desk, screen, "radio")
        await desk.pilot.press("5")
        await desk.app.workers.wait_for_complete()
        await desk.pilot.pause()
        check_snapshot(desk, "archive-lineage-wide")


async def test_an_empty_archive_looks_as_it_was_kept(tmp_path: Path) -> None:
    async with open_desk(archive_engine(tmp_path), size=NARROW) as desk:
        await enter(desk)
        check_snapshot(desk, "archive-empty-narrow")


@pytest.mark.parametrize("size", SIZES)
async def test_models_and_health_look_as_they_were_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    monkeypatch.setattr(shelf, "machine_memory", lambda: 8_000_000_000)
    engine = open_engine(Config(home=tmp_path), model=ScriptedModel(), embedder=HashEmbedder())
    monkeypatch.setattr(engine, "doctor", lambda: CHECKS)
    async with open_desk(engine, size=size) as desk:
        desk.app.theme = "byline-paper"
        await desk.pilot.press("f6")
        await desk.until(shelf.ShelfRead)
        await desk.until(shelf.HealthRead)
        await desk.app.workers.wait_for_complete()
        await desk.pilot.pause()
        check_snapshot(desk, f"models-{label(size)}")
