"""What stands around the sentences: who says it, who disputes it, and what can be done with it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from desk import NARROW, open_desk
from fakes import CITED, QUESTION, QUOTED, TEXTS, WRITTEN, FakeEngine, Gate, answer, statement, told

from rag.events import Finished, Judged, Retrieved
from rag.retrieve.conversation import Turn
from rag.types import Account, Dispute, Mode, Sourced
from tui.messages import AnswerSaved, EngineSpoke, TurnEnded
from tui.screens.ask import AskScreen
from tui.widgets.answer_view import AnswerView
from tui.widgets.citation_card import CitationCard
from tui.widgets.statement_view import StatementView
from tui.widgets.transcript import WINDOW
from tui.widgets.voice_tab import VoiceTab

if TYPE_CHECKING:
    import pytest
    from desk import Desk

    from tui.screens.article import ArticleScreen

SAID = replace(
    CITED["a-post"], sourced=Sourced("named", "plain", "The Harbour Post, citing Odile Marsh")
)
OWN = replace(CITED["a-courier"], sourced=Sourced("fact", "plain", "Northbank Courier"))
DISPUTED = replace(
    answer(statement("Seven people were injured.", SAID, CITED["a-radio"])),
    disputes=(
        Dispute(
            "number",
            "conflict",
            (Account("Seven", (SAID,), 2), Account("Nine\x1b[2J [b]", (OWN,), 1)),
        ),
    ),
)


async def test_who_says_it_stands_below_the_citation_unless_the_outlet_says_it_itself() -> None:
    engine = FakeEngine(told(answer(statement("Hurt.", SAID), statement("Hurt too.", OWN))))

    async with open_desk(engine) as desk:
        await desk.ask_and_wait(QUESTION)
        seen = desk.screen_text()

    assert "The Harbour Post, citing Odile Marsh" in seen
    assert seen.count("Northbank Courier") == 2  # the card and the source, no line of its own


async def test_a_dispute_shows_both_sides_with_the_outlets_that_take_them() -> None:
    async with open_desk(FakeEngine(told(DISPUTED))) as desk:
        await desk.ask_and_wait(QUESTION)
        seen = desk.screen_text()

    assert "≠ disputed    The sources differ on the figure:" in seen
    assert "Seven  2 independent reports" in seen
    assert "Nine [b]  1 independent report" in seen
    assert "· 1 dispute" in seen
    assert "\x1b" not in seen


async def test_a_later_report_that_takes_the_place_of_an_earlier_one_is_no_dispute() -> None:
    later = replace(DISPUTED, disputes=(DISPUTED.disputes[0]._replace(relation="superseded"),))

    async with open_desk(FakeEngine(told(later))) as desk:
        await desk.ask_and_wait(QUESTION)

        assert "↻ changed     Later reports change the figure, oldest first:" in desk.screen_text()


async def open_first(desk: Desk) -> ArticleScreen:
    await desk.ask_and_wait(QUESTION)
    return await desk.open_card()


async def settle(desk: Desk) -> None:
    await desk.app.workers.wait_for_complete()
    await desk.pilot.pause()


async def test_the_words_of_every_other_outlet_are_one_key_away() -> None:
    async with open_desk(FakeEngine(told(DISPUTED)), size=NARROW) as desk:
        screen = await open_first(desk)
        outlets = [passage.article.id for passage in screen.passages]
        shown = [screen.text.cited_words]
        for key in ("n", "3", "p"):
            await desk.pilot.press(key)
            await settle(desk)
            shown.append(screen.text.cited_words)

    quotes = [CITED[id_].quote for id_ in ("a-post", "a-radio", "a-courier", "a-radio")]
    assert outlets == ["a-post", "a-radio", "a-courier"]
    assert shown == quotes


async def test_a_click_on_another_outlet_opens_its_words_in_place() -> None:
    async with open_desk(FakeEngine(told(DISPUTED))) as desk:
        screen = await open_first(desk)
        await desk.pilot.click(list(screen.query(VoiceTab))[2])
        await settle(desk)

        assert screen.text.cited_words == CITED["a-courier"].quote
        assert "Ambulance service counts nine hurt at Sallow Bridge" in desk.screen_text()


async def test_an_answer_of_one_outlet_offers_no_other() -> None:
    async with open_desk(FakeEngine(told(answer(WRITTEN)))) as desk:
        screen = await open_first(desk)
        await desk.pilot.press("n", "2", "9")
        await settle(desk)

        assert screen.at == 0
        assert "Next" not in desk.screen_text().splitlines()[-1]


async def test_an_answer_is_copied_with_its_references() -> None:
    async with open_desk(FakeEngine(told(answer(WRITTEN, QUOTED)))) as desk:
        await desk.ask_and_wait(QUESTION)
        await desk.pilot.press("ctrl+y")
        copied = desk.app.clipboard

    assert "Seven people were injured, a hospital spokeswoman said. [^1]" in copied
    assert "[^1]: The Harbour Post, 2026-03-02." in copied
    assert CITED["a-courier"].quote in copied


async def test_the_turn_that_the_reader_is_in_is_the_one_that_is_copied() -> None:
    engine = FakeEngine(told(answer(WRITTEN)), told(answer(QUOTED)))

    async with open_desk(engine) as desk:
        await desk.ask_and_wait("First?")
        await desk.ask_and_wait("Second?")
        desk.app.chat.query(CitationCard).first().focus()
        await desk.pilot.pause()
        await desk.pilot.press("y")
        copied = desk.app.clipboard

    assert "Seven people were injured" in copied
    assert "Nine people were injured" not in copied


async def test_an_answer_is_saved_to_a_file_and_no_file_is_written_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    async with open_desk(FakeEngine(told(answer(WRITTEN)))) as desk:
        await desk.ask_and_wait(QUESTION)
        for times in (1, 2):
            await desk.pilot.press("ctrl+s")
            await desk.pilot.pause()
            assert isinstance(desk.app.screen, AskScreen)
            await desk.pilot.press(*["backspace"] * 40, *"note.md", "enter")
            await desk.until(AnswerSaved, times)
        saved = [m for m in desk.heard if isinstance(m, AnswerSaved)]
        seen = desk.screen_text()

    assert "[^1]: The Harbour Post" in Path("note.md").read_text(encoding="utf-8")  # noqa: ASYNC240
    assert [m.trouble is None for m in saved] == [True, False]
    assert "note.md is there already" in seen


async def test_a_file_that_cannot_be_written_is_told_with_its_remedy() -> None:
    async with open_desk(FakeEngine(told(answer(WRITTEN)))) as desk:
        await desk.ask_and_wait(QUESTION)
        await desk.pilot.press("ctrl+s")
        await desk.pilot.pause()
        await desk.pilot.press(*["backspace"] * 40, *"/dev/null/note.md", "enter")
        await desk.until(AnswerSaved)

        assert "cannot write /dev/null/note.md" in desk.screen_text()


async def test_a_question_is_asked_again_in_the_other_mode_and_leans_on_nothing_new() -> None:
    """The first answer must not become what the second one leans on."""
    first = answer(WRITTEN)
    engine = FakeEngine(
        told(answer(QUOTED)), told(first), told(answer(QUOTED, mode=Mode.QUOTE)), told(first)
    )

    async with open_desk(engine) as desk:
        await desk.ask_and_wait("Before?")
        await desk.ask_and_wait(QUESTION)
        for times in (3, 4):
            await desk.pilot.press("ctrl+r")
            await desk.until(TurnEnded, times)

    before = Turn("Before?", QUOTED.text)
    assert engine.asked[1:] == [
        (QUESTION, Mode.AUTO),
        (QUESTION, Mode.QUOTE),
        (QUESTION, Mode.WRITE),
    ]
    assert engine.before[1:3] == [(before,), (before,)]


async def test_only_a_window_of_a_long_conversation_exists_as_widgets() -> None:
    """The five hundredth turn must not cost more than the tenth."""
    many = WINDOW + 4
    engine = FakeEngine(*[told(answer(WRITTEN)) for _ in range(many)])

    async with open_desk(engine, size=NARROW) as desk:
        for number in range(many):
            await desk.ask_and_wait(f"Question {number}?")
        views = [view.exchange.question for view in desk.app.chat.query(AnswerView)]
        seen = desk.screen_text().splitlines()
        for _ in range(many * 2):
            await desk.pilot.press("pageup")
            await desk.pilot.pause()
            seen += desk.screen_text().splitlines()
        top = desk.screen_text()
        for _ in range(many * 2):
            await desk.pilot.press("pagedown")
            await desk.pilot.pause()

        assert views == [f"Question {n}?" for n in range(many - WINDOW, many)]
        assert [n for n in range(many) if not any(f"Question {n}?" in line for line in seen)] == []
        assert "Question 0?" in top
        assert f"Question {many - 1}?" in "".join(
            view.exchange.question for view in desk.app.chat.query(AnswerView)
        )
        assert len(desk.app.chat.query(AnswerView)) == WINDOW


async def test_an_answer_goes_on_while_the_reader_is_elsewhere_in_the_conversation() -> None:
    gate, many = Gate(), WINDOW + 2
    steps = [Retrieved(()), gate, Judged(QUOTED), Finished(answer(QUOTED))]
    engine = FakeEngine(*[told(answer(WRITTEN)) for _ in range(many)], steps)

    async with open_desk(engine, size=NARROW) as desk:
        for number in range(many):
            await desk.ask_and_wait(f"Question {number}?")
        await desk.ask("Last?")
        await desk.until(EngineSpoke, many * 2 + 1)
        await desk.app.chat.transcript._move_to(0)
        away = [view.exchange.question for view in desk.app.chat.query(AnswerView)]
        gate.opened.set()
        await desk.until(TurnEnded, many + 1)
        await desk.app.chat.transcript._move_to(many)
        await desk.pilot.pause()
        last = desk.app.chat.query(AnswerView).last()

        assert "Last?" not in away
        assert last.exchange.question == "Last?"
        assert [v.statement for v in last.query(StatementView)] == [QUOTED]


async def test_leaving_with_an_article_open_and_an_answer_running_ends_at_once() -> None:
    gate = Gate()
    engine = FakeEngine(told(answer(WRITTEN)), [Retrieved(()), gate], texts=TEXTS)

    async with open_desk(engine) as desk:
        await desk.ask_and_wait(QUESTION)
        await desk.ask("More?")
        await desk.until(EngineSpoke, 3)
        desk.app.chat.query(CitationCard).first().focus()
        await desk.pilot.press("enter", "ctrl+q")
        gate.opened.set()

    assert desk.app.return_value is None
