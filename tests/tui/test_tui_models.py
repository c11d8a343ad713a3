"""Models and health: whole tasks against a hub on this machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from desk import NARROW, WIDE, open_desk
from hubs import CONTENT, FILE, NAME, REPOSITORY, Hub, open_hub

from rag.config import Config, ModelSection
from rag.models.removing import plan_removal
from rag.models.trial import Case, Draft, Trial
from rag.opening import open_engine
from rag.testing import HashEmbedder, ScriptedModel
from rag.types import Check
from tui.screens.ask import AskScreen
from tui.screens.confirm import ConfirmScreen
from tui.screens.models import ModelsScreen
from tui.workers import shelf

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desk import Desk

    from rag.engine import Engine

CHECKS = [
    Check("disk", "ok", "77 GB free"),
    Check("model", "problem", "no model file at [bold]x[/bold]\x1b[2J", "Name another one."),
    Check("index", "note", "lacks passages", "byline reindex"),
]
CASES = (
    Case("Is it shut?", ("It is shut.",), ("shut",)),
    Case("Who won?", ("It is shut.",), ("Nobody",)),
)


def answered(_: object, __: object, some: list[Case]) -> Trial:
    """A model that always says the same, and it stands in the sources."""
    return Trial(tuple(Draft(c, "It is shut.", ("It is shut.",), (True,), 0.5, None) for c in some))


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    monkeypatch.setenv("NO_PROXY", "*")
    for name in ("HF_TOKEN", "BYLINE_HUB_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    with open_hub() as opened:
        yield opened


@pytest.fixture
def engine(hub: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Engine:
    config = Config(home=tmp_path / "home", model=ModelSection(hub=hub.address))
    opened = open_engine(config, model=ScriptedModel(), embedder=HashEmbedder())
    monkeypatch.setattr(opened, "doctor", lambda: CHECKS)
    return opened


async def enter(desk: Desk) -> ModelsScreen:
    """Go to the screen and wait for the shelf."""
    await desk.pilot.press("f6")
    await desk.until(shelf.ShelfRead)
    await desk.until(shelf.HealthRead)
    screen = desk.app.screen
    assert isinstance(screen, ModelsScreen)
    return screen


async def ask_for(desk: Desk, wanted: str) -> None:
    """Type what to pull."""
    await desk.pilot.press("o")
    assert isinstance(desk.app.screen, AskScreen)
    desk.app.screen.answer.value = wanted
    await desk.pilot.press("enter")


async def ended(desk: Desk, times: int = 1) -> str:
    """Wait for the end of the work and the new shelf; give what stands on the screen."""
    await desk.until(shelf.WorkEnded, times)
    await desk.until(shelf.ShelfRead, times + 1)
    return desk.screen_text()


def put_cursor_on(screen: ModelsScreen, name: str) -> None:
    rows = screen.listed._rows
    screen.listed.highlighted = next(i for i, row in enumerate(rows) if row and row.name == name)
    screen.listed.focus()


async def test_a_model_is_pulled_read_used_and_removed(engine: Engine) -> None:
    async with open_desk(engine) as desk:
        screen = await enter(desk)
        await ask_for(desk, f"{REPOSITORY}/{FILE}")
        pulled = await ended(desk)
        put_cursor_on(screen, NAME)
        await desk.pilot.press("enter")
        await desk.until(shelf.FactsRead)
        facts = desk.screen_text()
        await desk.pilot.press("escape", "u")
        used = await ended(desk, 2)
        await desk.pilot.press("delete")
        assert isinstance(desk.app.screen, ConfirmScreen)
        await desk.pilot.press("y")
        removed = await ended(desk, 3)

    assert f"✓ {NAME} is here: 600 kB, apache-2.0." in pulled
    assert "yes, and the file is the pinned one" in facts
    assert "chosen for the next start" in used
    assert f"✓ {NAME} is removed; 600 kB are free again." in removed
    assert not (engine.config.home / "models" / f"{NAME}.gguf").exists()


async def test_a_pull_can_be_stopped_and_goes_on_where_it_ended(hub: Hub, engine: Engine) -> None:
    hub.holds_after = 200_000
    async with open_desk(engine) as desk:
        screen = await enter(desk)
        await ask_for(desk, f"{REPOSITORY}/{FILE}")
        while not hub.sent:
            await desk.pilot.pause()
        await desk.pilot.press("s")
        assert "Stopping" in desk.screen_text()
        hub.holds_after = None
        hub.released.set()
        stopped = await ended(desk)
        row = next(r for r in screen.listed._rows if r and r.name == NAME)
        await ask_for(desk, f"{REPOSITORY}/{FILE}")
        pulled = await ended(desk, 2)

    assert "▲ the pull of" in stopped
    assert "What came is kept: the same pull goes on from there." in stopped
    assert (row.kind, row.size) == ("begun", 200_000)
    assert f"✓ {NAME} is here" in pulled
    assert hub.sent[-1] == (200_000, len(CONTENT) - 200_000)


async def test_a_hub_out_of_reach_is_told_with_its_remedy(hub: Hub, engine: Engine) -> None:
    hub.status = 503
    async with open_desk(engine, size=NARROW) as desk:
        await enter(desk)
        await ask_for(desk, f"{REPOSITORY}/{FILE}")
        seen = await ended(desk)

    assert "cannot answer now (status 503)" in seen
    assert "Try again later" in seen


async def test_a_damaged_file_is_marked_and_its_facts_say_why(engine: Engine) -> None:
    folder = engine.config.home / "models"
    folder.mkdir(parents=True)
    (folder / "broken.gguf").write_bytes(b"GGUF\x03")
    async with open_desk(engine) as desk:
        screen = await enter(desk)
        listed = desk.screen_text()
        put_cursor_on(screen, "broken")
        await desk.pilot.press("enter")
        await desk.until(shelf.FactsFailed)
        seen = desk.screen_text()

    assert "damaged" in listed
    assert "✗ " in seen
    assert "Its header ends in the middle." in seen


async def test_a_check_shows_how_far_it_is_and_what_follows(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rag.opening.open_writer", lambda _: ScriptedModel())
    monkeypatch.setattr("rag.opening.open_verifier", lambda _: engine._verifier)
    monkeypatch.setattr("rag.models.trial.cases", lambda: CASES)
    monkeypatch.setattr("rag.models.trial.try_model", answered)
    async with open_desk(engine) as desk:
        screen = await enter(desk)
        put_cursor_on(screen, "smollm2-135m")
        await desk.pilot.press("c")
        seen = await ended(desk)

        told = [(m.share, m.words) for m in desk.heard if isinstance(m, shelf.WorkAdvanced)]

    assert told == [(0.0, "0 of 2 questions"), (0.5, "1 of 2 questions")]
    # Both of two sentences stand in their sources, and one of two questions is answered.
    assert "100% of 2 sentences stand in their sources" in seen
    assert "50% of the questions that can be answered" in seen
    assert "It is not trusted to write" in seen


async def test_the_findings_stand_with_their_remedies_problems_first(engine: Engine) -> None:
    async with open_desk(engine) as desk:
        screen = await enter(desk)
        seen = desk.screen_text()
        checks = sum(isinstance(m, shelf.HealthRead) for m in desk.heard)
        await desk.pilot.press("d")
        await desk.until(shelf.HealthRead, checks + 1)

        assert screen.health.border_subtitle == "✗ 1 wrong"
        assert seen.index("✗ problem") < seen.index("▲ note") < seen.index("✓ ok")
        assert "[bold]x[/bold]" in seen
        assert "↳ Name another one." in seen
        assert "\x1b" not in seen


@pytest.mark.parametrize("size", [WIDE, NARROW, (20, 5)], ids=str)
async def test_the_mouse_alone_confirms_nothing_by_accident(
    engine: Engine, size: tuple[int, int]
) -> None:
    """Packaged models are not removed at all, and the click on Keep keeps."""
    (engine.config.home / "models").mkdir(parents=True)
    kept = engine.config.home / "models" / "kept.gguf"
    kept.write_bytes(CONTENT)
    async with open_desk(engine, size=size) as desk:
        screen = await enter(desk)
        put_cursor_on(screen, "kept")
        await desk.pilot.press("delete")
        await desk.pilot.click("#no")
        await desk.pilot.pause()

        assert desk.app.screen is screen
        assert plan_removal(engine.config, "kept").model == kept
