"""Colours, keys, plain signs and the palette: what every screen of the interface shares."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from desk import NARROW, WIDE, open_desk
from fakes import DROPPED, PARTIAL, QUESTION, QUOTED, WRITTEN, FakeEngine, answer, told
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.command import CommandPalette
from textual.theme import Theme  # noqa: TC002 - the parameters of a test

from rag.errors import ConfigInvalid
from tui.choices import Choices, keep_choices, read_choices
from tui.keys import read_keys
from tui.plain import Plain, plain
from tui.rooms import ROOMS, Room
from tui.theme import CONTRAST, NIGHT, PAPER, THEMES
from tui.widgets.stage_bar import Stage

if TYPE_CHECKING:
    from pathlib import Path

    from pytest import MonkeyPatch  # noqa: PT013

FULL = answer(WRITTEN, QUOTED, PARTIAL, DROPPED)
GRAPHICS = re.compile("[\u2190-\u21ff\u2500-\u28ff\u2700-\u27bf]")


def luminance(colour: str) -> float:
    """Of the WCAG: https://www.w3.org/TR/WCAG21/#dfn-relative-luminance."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


async def test_chosen_colours_are_there_again_the_next_time(tmp_path: Path) -> None:
    async with open_desk(FakeEngine(), home=tmp_path) as desk:
        await desk.pilot.press("f9")
        chosen = desk.app.theme

    async with open_desk(FakeEngine(), home=tmp_path) as desk:
        assert desk.app.theme == chosen == PAPER.name


async def test_colours_that_cannot_be_kept_are_shown_all_the_same(tmp_path: Path) -> None:
    """A file where the folder should be stands for a disk that cannot be written."""
    (tmp_path / "state").write_text("", encoding="utf-8")

    async with open_desk(FakeEngine(), home=tmp_path) as desk:
        await desk.pilot.press("f9")
        await desk.pilot.pause()

        assert desk.app.theme == PAPER.name
        assert "cannot write" in desk.screen_text()


@pytest.mark.parametrize("written", ["", "{", '{"theme": 3}', '{"colour": "red"}', "\udcff"])
def test_choices_that_cannot_be_read_are_as_if_none_were_made(tmp_path: Path, written: str) -> None:
    place = tmp_path / "state" / "interface.json"
    place.parent.mkdir()
    place.write_text(written, encoding="utf-8", errors="surrogateescape")

    assert read_choices(tmp_path) == Choices()


def test_choices_are_read_as_they_were_written(tmp_path: Path) -> None:
    keep_choices(tmp_path, Choices(theme="byline-paper", keeps=False))

    assert read_choices(tmp_path) == Choices(theme="byline-paper", keeps=False)


async def test_a_theme_of_another_version_is_no_obstacle(tmp_path: Path) -> None:
    keep_choices(tmp_path, Choices(theme="byline-dusk"))

    async with open_desk(FakeEngine(), home=tmp_path) as desk:
        assert desk.app.theme == NIGHT.name


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_words_can_be_read_in_every_theme(theme: Theme) -> None:
    """4.5 to one is what the WCAG asks of body text, 7 to one of the enhanced level."""
    least = 7.0 if theme is CONTRAST else 4.5
    colours = [theme.foreground, theme.primary, theme.success, theme.warning, theme.error]

    found = {c: contrast(str(c), str(theme.background)) for c in colours}

    assert {c: ratio for c, ratio in found.items() if ratio < least} == {}


async def test_a_key_that_a_reader_set_works_and_is_shown_in_place_of_the_usual_one() -> None:
    keys = {"chat.mode": "f12", "app.archive": "ctrl+g"}

    async with open_desk(FakeEngine(), keys=keys) as desk:
        seen = desk.screen_text()
        await desk.pilot.press("ctrl+t")
        unmoved = desk.app.chat.prompt.border_subtitle
        await desk.pilot.press("f12")
        moved = desk.app.chat.prompt.border_subtitle
        await desk.pilot.press("ctrl+g")
        await desk.pilot.pause()

        assert "f12 Mode" in seen
        assert "^G Archive" in seen
        assert str(unmoved).startswith("mode auto")
        assert str(moved).startswith("mode quote")
        assert desk.app.current_mode == "archive"


def test_keys_are_read_by_their_ids_in_either_writing(tmp_path: Path) -> None:
    file = tmp_path / "keys.toml"
    file.write_text('"chat.mode" = "f7"\n[app]\nquit = "ctrl+q,ctrl+c"\n', encoding="utf-8")

    assert read_keys(file) == {"chat.mode": "f7", "app.quit": "ctrl+q,ctrl+c"}
    assert read_keys(tmp_path / "absent.toml") == {}


@pytest.mark.parametrize(
    ("written", "problem", "remedy"),
    [
        ('"chat.mod" = "f7"', "nothing in the interface is called 'chat.mod'", "`chat.mode`"),
        ('"chat.mode" = "ctrl+nonsense"', "'ctrl+nonsense' is no key", '"ctrl+t"'),
        ('"chat.mode" = ""', "'' is no key", '"ctrl+t"'),
        ('"chat.mode" = 7', "7 is no key", '"ctrl+t"'),
        ("chat.mode = f7", "cannot read", "Mend the file"),
    ],
)
def test_a_wrong_line_in_the_keys_is_named_with_its_remedy(
    tmp_path: Path, written: str, problem: str, remedy: str
) -> None:
    file = tmp_path / "keys.toml"
    file.write_text(written, encoding="utf-8")

    with pytest.raises(ConfigInvalid, match=re.escape(problem)) as caught:
        read_keys(file)

    assert remedy in caught.value.remedy


@pytest.mark.parametrize("key", ["f7", "ctrl+t", "q", "shift+tab", "question_mark", "+", "ctrl+up"])
def test_every_way_of_writing_a_key_is_taken(tmp_path: Path, key: str) -> None:
    file = tmp_path / "keys.toml"
    file.write_text(f'"chat.mode" = "{key}"', encoding="utf-8")

    assert read_keys(file) == {"chat.mode": key}


@given(st.text())
def test_plain_signs_take_as_much_room_as_those_they_stand_for(text: str) -> None:
    redrawn = plain(text)

    assert len(redrawn) == len(text)
    assert cell_len(redrawn) <= cell_len(text)
    assert not re.search("[\u2500-\u25ff]", redrawn)


@given(st.text(st.characters(categories=["L", "N"])))
def test_letters_and_digits_are_no_graphics(text: str) -> None:
    """An outlet's name is data, in whatever script it is written."""
    assert plain(text) == text


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
async def test_with_plain_signs_no_screen_draws_any_other(room: Room) -> None:
    engine = FakeEngine(told(FULL))

    async with open_desk(engine, filters=[Plain()]) as desk:
        await desk.ask_and_wait(QUESTION)
        await desk.pilot.press(room.key)
        await desk.pilot.pause()
        seen = desk.screen_text()

    assert GRAPHICS.findall(seen) == []
    if room.name == "chat":
        assert '" quoted      "Nine people were injured' in seen
        assert "+ supported" in seen


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_without_colour_every_screen_is_drawn(
    size: tuple[int, int], monkeypatch: MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")

    async with open_desk(FakeEngine(told(FULL)), size=size) as desk:
        await desk.ask_and_wait(QUESTION)
        for room in ROOMS:
            await desk.pilot.press(room.key)
            await desk.pilot.pause()
            strips = desk.app.screen._compositor.render_strips()
            colours = {
                segment.style.color.triplet
                for strip in strips
                for segment in strip
                if segment.style and segment.style.color and segment.style.color.triplet
            }

            assert [c for c in colours if len({c.red, c.green, c.blue}) > 1] == []


async def test_the_palette_offers_what_can_be_done_now_and_does_it() -> None:
    async with open_desk(FakeEngine(told(FULL))) as desk:
        await desk.pilot.press("ctrl+p")
        await desk.pilot.pause()
        assert isinstance(desk.app.screen, CommandPalette)
        await desk.pilot.press(*"look: paper")
        await desk.app.workers.wait_for_complete()
        await desk.pilot.press("enter")
        await desk.pilot.pause()

        assert desk.app.theme == PAPER.name


async def test_the_palette_holds_every_binding_that_is_active() -> None:
    async with open_desk(FakeEngine(told(FULL))) as desk:
        await desk.ask_and_wait(QUESTION)
        offered = {c.title for c in desk.app.get_system_commands(desk.app.screen)}
        active = {
            a.binding.description
            for a in desk.app.screen.active_bindings.values()
            if a.enabled and a.binding.id and a.binding.id != "app.palette"
        }

    assert active <= offered
    assert {"Copy the answer", "Archive", "Look: contrast", "Quit"} <= offered


async def test_a_narrow_footer_leaves_out_whole_keys_and_never_the_way_out() -> None:
    async with open_desk(FakeEngine(told(FULL)), size=(50, 24)) as desk:
        await desk.ask_and_wait(QUESTION)
        foot = desk.screen_text().splitlines()[-1]

    assert [k for k in ("Ask", "Quit", "Help", "Actions") if k not in foot] == []
    assert len(foot) <= 50


async def test_a_terminal_that_shrinks_to_twenty_by_five_and_grows_again_loses_nothing() -> None:
    async with open_desk(FakeEngine(told(FULL))) as desk:
        await desk.ask_and_wait(QUESTION)
        for size in ((20, 5), (1, 1), (300, 4), NARROW, WIDE):
            await desk.pilot.resize_terminal(*size)
            await desk.pilot.pause()
            desk.screen_text()  # checks the length of every line

        assert "◐ partly grounded" in desk.screen_text()
        assert desk.app.chat.stage.stage is Stage.IDLE
