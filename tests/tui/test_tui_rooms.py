"""The frame around the screens: how one goes from one to another, and what all of them have."""

from __future__ import annotations

import pytest
from desk import NARROW, WIDE, open_desk
from fakes import FakeEngine

from tui.rooms import ROOMS, Room
from tui.screens.help import HelpScreen
from tui.screens.room import RoomScreen
from tui.widgets.desk_bar import RoomTab

SIZES = [WIDE, NARROW, (20, 5)]


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
async def test_each_screen_is_reached_by_its_key_and_says_what_it_is_for(room: Room) -> None:
    async with open_desk(FakeEngine()) as desk:
        await desk.pilot.press(room.key)
        await desk.pilot.pause()
        here = desk.app.screen
        await desk.pilot.press("f1")
        await desk.pilot.pause()

        assert isinstance(here, RoomScreen)
        assert here.ROOM == desk.app.current_mode == room.name
        assert here.HELP
        assert here.engine is not None
        assert isinstance(desk.app.screen, HelpScreen)


async def test_a_click_on_a_tab_is_the_same_as_its_key() -> None:
    async with open_desk(FakeEngine(), size=NARROW) as desk:
        tabs = list(desk.app.screen.query(RoomTab))
        await desk.pilot.click(tabs[1])
        await desk.pilot.pause()

        assert desk.app.current_mode == ROOMS[1].name


async def test_a_screen_is_as_it_was_left() -> None:
    async with open_desk(FakeEngine()) as desk:
        await desk.pilot.press(*"half a question", "f3", "f2")
        await desk.pilot.pause()

        assert desk.app.chat.prompt.value == "half a question"


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_each_screen_shows_something_at_each_size(room: Room, size: tuple[int, int]) -> None:
    """`screen_text` itself checks that no line is longer than the terminal."""
    async with open_desk(FakeEngine(), size=size) as desk:
        await desk.pilot.press(room.key)
        await desk.pilot.pause()

        assert desk.screen_text().strip()
        assert desk.app.screen.max_scroll_x == 0
