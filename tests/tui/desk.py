"""Helpers that drive the interface as a reader would, without ever sleeping."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tui.app import BylineApp
from tui.messages import ArchiveOpened, TurnEnded
from tui.screens.article import ArticleScreen
from tui.widgets.citation_card import CitationCard
from tui.workers.reading import PassagesFound

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Mapping, Sequence
    from pathlib import Path

    from fakes import FakeEngine
    from textual.filter import LineFilter
    from textual.message import Message
    from textual.pilot import Pilot

WIDE, NARROW = (160, 50), (80, 24)


@dataclass
class Desk:
    """A running interface and every message that went through it."""

    app: BylineApp
    pilot: Pilot[None]
    heard: list[Message] = field(default_factory=list)
    news: asyncio.Event = field(default_factory=asyncio.Event)

    async def until(self, kind: type[Message], times: int = 1) -> None:
        """Wait until messages of a kind went through, and were dealt with."""
        await self.until_heard(lambda message: isinstance(message, kind), times)

    async def until_heard(self, is_wanted: Callable[[Message], bool], times: int = 1) -> None:
        """Wait until such messages went through, and were dealt with."""
        async with asyncio.timeout(20):
            while sum(map(is_wanted, self.heard)) < times:
                self.news.clear()
                await self.news.wait()
        await self.pilot.pause()

    async def until_shown(self, words: str) -> None:
        """Wait until the screen has the words, which come with a timer and no message."""
        async with asyncio.timeout(20):
            while words not in self.screen_text():
                await self.pilot.pause()

    async def until_found(self, words: str) -> None:
        """Wait for the passages of these words; a slow typist is shown those of the first too."""
        await self.until_heard(lambda m: isinstance(m, PassagesFound) and m.words == words)

    async def ask(self, question: str) -> None:
        """Type a question and press Enter."""
        self.app.chat.prompt.focus()
        self.app.chat.prompt.value = question
        await self.pilot.press("enter")

    async def ask_and_wait(self, question: str) -> None:
        """Ask, and wait until the turn has ended."""
        times = sum(isinstance(m, TurnEnded) for m in self.heard) + 1
        await self.ask(question)
        await self.until(TurnEnded, times)

    async def open_card(self, index: int = 0) -> ArticleScreen:
        """Press Enter on a citation and wait for its article."""
        cards = list(self.app.chat.query(CitationCard))
        cards[index].focus()
        await self.pilot.press("enter")
        await self.app.workers.wait_for_complete()
        await self.pilot.pause()
        screen = self.app.screen
        assert isinstance(screen, ArticleScreen)
        return screen

    def screen_text(self) -> str:
        """What stands on the screen, line by line."""
        width, height = self.app.size
        lines = self.app.screen._compositor.render_strips()
        assert len(lines) == height
        assert all(strip.cell_length == width for strip in lines)
        return "\n".join(strip.text.rstrip() for strip in lines)


@asynccontextmanager
async def open_desk(
    engine: FakeEngine | Callable[[], object],
    *,
    size: tuple[int, int] = WIDE,
    home: Path | None = None,
    keys: Mapping[str, str] | None = None,
    filters: Sequence[LineFilter] = (),
) -> AsyncIterator[Desk]:
    """Run the interface over an engine until it has opened the archive."""
    opener = engine if callable(engine) else lambda: engine
    app = BylineApp(opener, home=home, keys=keys, filters=filters)  # type: ignore[arg-type]
    heard: list[Message] = []
    news = asyncio.Event()

    def hear(message: Message) -> None:
        # A message that bubbles goes through the hook once for each node.
        if not any(message is known for known in heard):
            heard.append(message)
            news.set()

    app.animation_level = "none"
    async with app.run_test(size=size, message_hook=hear, notifications=True) as pilot:
        desk = Desk(app, pilot, heard, news)
        app.chat.prompt.cursor_blink = False
        if not callable(engine):
            await desk.until(ArchiveOpened)
            await app.workers.wait_for_complete()
            await pilot.pause()
        yield desk
