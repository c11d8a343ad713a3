"""Briefings as a person makes them: made, stopped, read, edited, exported, checked."""

from __future__ import annotations

from contextlib import asynccontextmanager
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from briefs import ARTICLES, TEXTS, briefing, declined
from desk import NARROW, WIDE, open_desk
from fakes import QUESTION, WRITTEN, FakeEngine, Gate, answer, told
from textual.widgets import Button, Input

from rag.brief.export.edition import ORDER, Section
from rag.errors import ArchiveDamaged
from rag.events import Briefed, Stage, StageBegun
from rag.types import Filter
from tui.messages import AnswerSaved
from tui.screens.article import ArticleScreen
from tui.screens.briefings import BriefingsScreen
from tui.screens.checked import CheckedScreen
from tui.screens.ordering import OrderScreen
from tui.widgets.citation_card import CitationCard
from tui.workers.briefing import BriefingChecked, BriefingEnded, BriefingFailed, StageReached
from tui.workers.evaluating import LookFailed

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator
    from pathlib import Path

    from desk import Desk

LOUD = "the \x1b[31mdockers[/red] [bold]march"


class BriefingEngine(FakeEngine):
    """Says the given steps for every topic: events, exceptions, gates."""

    def __init__(self, *steps: object) -> None:
        super().__init__(articles=dict(ARTICLES), texts=dict(TEXTS))
        self.steps = steps
        self.topics: list[tuple[str, Filter]] = []
        self.archive = SimpleNamespace(
            catalog=SimpleNamespace(
                articles_by_id=lambda ids: {name: ARTICLES[name] for name in ids},
                text=TEXTS.__getitem__,
            )
        )

    def brief(
        self, topic: str, *, only: Filter, today: object, stop: Callable[[], bool]
    ) -> Iterator[object]:
        """Say the steps; return early once `stop()` is true."""
        del today
        self.topics.append((topic, only))
        for step in self.steps:
            if isinstance(step, Gate):
                step.wait()
            elif isinstance(step, Exception):
                raise step
            elif stop():
                return
            else:
                yield step


@asynccontextmanager
async def briefings(
    *steps: object, size: tuple[int, int] = WIDE
) -> AsyncIterator[tuple[Desk, BriefingsScreen, BriefingEngine]]:
    """The screen over an engine that says the steps."""
    engine = BriefingEngine(*steps)
    async with open_desk(engine, size=size) as desk:
        await desk.pilot.press("f4")
        await desk.pilot.pause()
        screen = desk.app.screen
        assert isinstance(screen, BriefingsScreen)
        yield desk, screen, engine


async def make(desk: Desk, screen: BriefingsScreen, topic: str = "the march") -> None:
    """Type a topic, press Enter and wait for the end."""
    screen.topic.focus()
    screen.topic.value = topic
    await desk.pilot.press("enter")
    await desk.until(BriefingEnded)
    await desk.pilot.pause()


STEPS = (StageBegun(Stage.GATHERING), StageBegun(Stage.WORDING), Briefed(briefing(topic=LOUD)))


async def test_a_briefing_is_made_and_read_with_the_citations_of_the_chat() -> None:
    async with briefings(*STEPS) as (desk, screen, engine):
        await make(desk, screen)
        seen = desk.screen_text()
        cards = len(screen.query(CitationCard))
        screen.query(CitationCard).first().focus()
        await desk.pilot.press("enter")
        await desk.app.workers.wait_for_complete()
        await desk.pilot.pause()
        opened = desk.app.screen

        assert isinstance(opened, ArticleScreen)
        assert opened.text.cited_words == "The bridge was shut on Monday."
        assert [p.article.id for p in opened.passages] == ["post", "radio", "star"]
    assert engine.topics == [("the march", Filter())]
    stages = [m.stage for m in desk.heard if isinstance(m, StageReached)]
    assert stages == [Stage.GATHERING, Stage.WORDING]
    assert "the dockers[/red] [bold]march" in seen
    assert "In short" in seen
    assert "≠ disputed" in seen
    assert "2 independent origins" in seen
    assert cards > 5
    assert "\x1b" not in seen


async def test_every_section_of_the_page_is_shown() -> None:
    async with briefings(Briefed(briefing())) as (desk, screen, _):
        await make(desk, screen)
        words = "\n".join(str(part.content) for part in screen.page.query("#page > Static"))  # type: ignore[attr-defined]

    for expected in (
        "Who said what", "We will stay out for good", "2026-03-02 06:42", "“on a Friday”",
        "✗ contradicts Quay Radio", "La Gazette (in another language, not compared)",
        "Coastal Wire", "not in Harbour Star", "Alleged", "press release, not used as reporting",
        "One article speaks to machines",
    ):  # fmt: skip
        assert expected in words


async def test_a_briefing_is_stopped_while_it_is_made() -> None:
    gate = Gate()

    async with briefings(StageBegun(Stage.GATHERING), gate, *STEPS) as (desk, screen, _):
        screen.topic.value = "the march"
        await desk.pilot.press("enter")
        await desk.until(StageReached)
        during = desk.screen_text()
        await desk.pilot.press("escape")
        gate.opened.set()
        await desk.until(BriefingEnded)
        await desk.pilot.pause()
        seen = desk.screen_text()

        assert screen.briefings == []
        assert screen.stopping is None
    assert "Finding and reading articles" in during
    assert "Stopped; nothing was made." in seen


async def test_a_second_topic_waits_for_the_first() -> None:
    gate = Gate()

    async with briefings(gate, *STEPS) as (desk, screen, engine):
        screen.topic.value = "the march"
        await desk.pilot.press("enter", "enter")
        gate.opened.set()
        await desk.until(BriefingEnded)
        await desk.pilot.pause()

        assert "A briefing is being made; Esc stops it." in desk.screen_text()
    assert len(engine.topics) == 1


async def test_a_failure_is_told_with_its_remedy_and_another_can_be_made() -> None:
    broken = ArchiveDamaged("the catalogue cannot be read", remedy="Run `byline doctor`.")

    async with briefings(broken) as (desk, screen, _):
        await make(desk, screen)
        await desk.until(BriefingFailed)
        seen = desk.screen_text()

        assert screen.stopping is None
    assert "✗ the catalogue cannot be read" in seen
    assert "Run `byline doctor`." in seen


async def test_a_topic_that_the_archive_has_nothing_on_shows_what_came_nearest() -> None:
    async with briefings(Briefed(declined())) as (desk, screen, _):
        await make(desk, screen)
        seen = desk.screen_text()

    assert "The archive has nothing on this topic." in seen
    assert "Twelve were hurt, then fifteen." in seen


async def test_title_and_order_are_edited_exported_and_the_file_holds(tmp_path: Path) -> None:
    file = tmp_path / "march.md"

    async with briefings(Briefed(briefing())) as (desk, screen, _):
        await make(desk, screen)
        await desk.pilot.press("e")
        await desk.pilot.pause()
        desk.app.screen.query_one(Input).value = "Dockers, counted"
        await desk.pilot.press("enter")
        await desk.pilot.pause()
        await desk.pilot.press("o")
        await desk.pilot.pause()
        ordering = desk.app.screen
        assert isinstance(ordering, OrderScreen)
        ordering.parts.highlighted = 2
        await desk.pilot.press("minus")
        ordering.parts.highlighted = 0
        await desk.pilot.press("plus", "ctrl+s")
        await desk.pilot.pause()
        assert screen.shown is not None
        edition = screen.shown.edition
        await desk.pilot.press("x")
        await desk.pilot.pause()
        desk.app.screen.query_one(Input).value = str(file)
        await desk.pilot.press("enter")
        await desk.until(AnswerSaved)
        await desk.pilot.press("v")
        await desk.pilot.pause()
        desk.app.screen.query_one(Input).value = str(file)
        await desk.pilot.press("enter")
        await desk.until(BriefingChecked)
        await desk.pilot.pause()
        seen = desk.screen_text()

        assert isinstance(desk.app.screen, CheckedScreen)
    assert edition.title == "Dockers, counted"
    assert edition.order[:2] == (Section.DIFFERENCES, Section.IN_SHORT)
    assert edition.briefing.in_short == tuple(reversed(briefing().in_short))
    assert sorted(edition.order) == sorted(ORDER)
    text = file.read_text(encoding="utf-8")
    assert text.startswith("# Dockers, counted")
    assert "✓ Every line holds" in seen


async def test_a_file_that_was_altered_says_which_line_and_what_to_do(tmp_path: Path) -> None:
    file = tmp_path / "march.md"

    async with briefings(Briefed(briefing())) as (desk, screen, _):
        await make(desk, screen)
        await desk.pilot.press("x")
        await desk.pilot.pause()
        desk.app.screen.query_one(Input).value = str(file)
        await desk.pilot.press("enter")
        await desk.until(AnswerSaved)
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace("1,200 people marched", "9,200 people marched", 1))
        await desk.pilot.press("v")
        await desk.pilot.pause()
        desk.app.screen.query_one(Input).value = str(file)
        await desk.pilot.press("enter")
        await desk.until(BriefingChecked)
        await desk.pilot.pause()
        seen = desk.screen_text()

    assert "do not hold" in seen
    assert "9,200 people marched" in seen
    assert "✗ altered" in seen


@pytest.mark.parametrize("name", ["march.docx", "no/such/file.md"])
async def test_a_file_that_cannot_be_written_or_read_is_told(tmp_path: Path, name: str) -> None:
    async with briefings(Briefed(briefing())) as (desk, screen, _):
        await make(desk, screen)
        key, heard = ("x", AnswerSaved) if name.endswith("docx") else ("v", LookFailed)
        await desk.pilot.press(key)
        await desk.pilot.pause()
        desk.app.screen.query_one(Input).value = str(tmp_path / name)
        await desk.pilot.press("enter")
        await desk.until(heard)  # type: ignore[type-abstract]
        await desk.pilot.pause()

        assert desk.app.screen is screen
        assert "Not " in desk.screen_text()


async def test_the_keys_of_the_page_are_letters_where_one_types() -> None:
    async with briefings(Briefed(briefing())) as (desk, screen, _):
        await make(desk, screen)
        screen.topic.focus()
        screen.topic.value = ""
        await desk.pilot.press(*"export")
        await desk.pilot.pause()

        assert screen.topic.value == "export"
        assert desk.app.screen is screen
        assert "Export" not in desk.screen_text().splitlines()[-1]


async def test_a_click_does_what_a_key_does() -> None:
    async with briefings(Briefed(briefing())) as (desk, screen, _):
        await make(desk, screen)
        await desk.pilot.press("e")
        await desk.pilot.pause()
        desk.app.screen.query_one(Input).value = "By mouse"
        await desk.pilot.click(desk.app.screen.query(Button).last())
        await desk.pilot.pause()

        assert screen.shown is not None
        assert screen.shown.edition.title == "By mouse"


@pytest.mark.parametrize("size", [WIDE, NARROW, (20, 5)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_a_briefing_fits_the_terminal(size: tuple[int, int]) -> None:
    """`screen_text` itself checks the lines of whatever is shown."""
    async with briefings(Briefed(briefing()), size=size) as (desk, screen, _):
        await make(desk, screen)

        assert "dockers" in desk.screen_text()
        assert screen.max_scroll_x == 0


async def test_a_turn_of_the_chat_becomes_the_topic_of_a_briefing_under_its_filter() -> None:
    """The answer itself is not pasted in: every line of a briefing is checked by itself."""
    engine = BriefingEngine(Briefed(briefing()))
    engine.turns = [told(answer(WRITTEN))]

    async with open_desk(engine) as desk:
        await desk.app.chat._narrow_to(Filter(kinds=("news",)))
        await desk.ask_and_wait(QUESTION)
        await desk.pilot.press("ctrl+g")
        await desk.until(BriefingEnded)

        assert desk.app.current_mode == "briefings"
        assert engine.topics == [(QUESTION, Filter(kinds=("news",)))]
