"""Lines that one types into lose nothing when the focus comes to them late."""

from __future__ import annotations

import pytest
from desk import open_desk
from fakes import FakeEngine
from textual.widgets import Input

from tui.screens.ask import AskScreen


@pytest.mark.parametrize(
    ("key", "line"), [("f2", "PromptBox"), ("f3", "SearchBox"), ("f4", "#topic")]
)
async def test_what_was_typed_stays_when_the_focus_comes_back(key: str, line: str) -> None:
    async with open_desk(FakeEngine([])) as desk:
        await desk.pilot.press(key)
        await desk.pilot.pause()
        typed = desk.app.screen.query_one(line, Input)
        typed.value = "a bri"
        typed.blur()
        await desk.pilot.pause()
        typed.focus()
        await desk.pilot.pause()
        await desk.pilot.press("d")

        assert typed.value == "a brid"


async def test_a_dialog_offers_a_value_that_goes_when_one_types_at_once() -> None:
    async with open_desk(FakeEngine([])) as desk:
        desk.app.push_screen(AskScreen("Save", "Where to.", yes="Save", value="page.html"))
        await desk.pilot.press("b", "r")

        assert desk.app.screen.query_one(Input).value == "br"
        assert "⏎ OK" in desk.screen_text()


async def test_a_dialog_can_be_ended_with_the_mouse() -> None:
    given: list[str | None] = []
    async with open_desk(FakeEngine([])) as desk:
        desk.app.push_screen(
            AskScreen("Save", "Where to.", yes="Save", value="page.html"), given.append
        )
        await desk.pilot.pause()
        await desk.pilot.click("#give")
        await desk.pilot.pause()

    assert given == ["page.html"]
