"""The interface over a real engine: its archive, threads and offsets, with a scripted model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk import open_desk
from fakes import COURIER, POST

from rag.testing import ScriptedModel, archive_engine
from rag.types import Mode, Standing
from tui.messages import AnswerFinished
from tui.screens.article import ArticleScreen
from tui.widgets.citation_card import CitationCard

if TYPE_CHECKING:
    from pathlib import Path

ARCHIVE = [
    {"id": "post", "outlet": "The Harbour Post", "published": "2026-03-02", "text": POST},
    {"id": "courier", "outlet": "Northbank Courier", "text": COURIER},
]


async def test_a_real_archive_is_asked_and_its_cited_words_are_opened(tmp_path: Path) -> None:
    model = ScriptedModel(["Seven people were injured ", "in the collision at the Sallow Bridge."])
    question = "How many people were injured in the collision at the Sallow Bridge?"

    with archive_engine(tmp_path, ARCHIVE, model=model) as engine:
        async with open_desk(lambda: engine) as desk:  # type: ignore[arg-type,return-value]
            await desk.ask_and_wait(question)
            (finished,) = [m for m in desk.heard if isinstance(m, AnswerFinished)]
            screen = await desk.open_card()
            quote = screen.passage.quote

            assert finished.answer.standing is not Standing.DECLINED
            assert isinstance(screen, ArticleScreen)
            assert screen.text.cited_words == quote
            assert quote in {"post": POST, "courier": COURIER}[screen.passage.article.id]


async def test_a_real_archive_that_holds_no_answer_shows_what_was_looked_at(
    tmp_path: Path,
) -> None:
    with archive_engine(tmp_path, ARCHIVE) as engine:
        async with open_desk(lambda: engine) as desk:  # type: ignore[arg-type,return-value]
            desk.app.chat.prompt.mode = Mode.QUOTE
            await desk.ask_and_wait("Which team won the chess olympiad in Reykjavik?")

            assert "○ declined" in desk.screen_text()
            assert desk.app.chat.query(CitationCard)
