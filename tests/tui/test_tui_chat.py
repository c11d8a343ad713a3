"""Asking, and what a reader sees of the answer."""

from __future__ import annotations

import tempfile
from typing import TYPE_CHECKING

from desk import NARROW, open_desk
from fakes import (
    ARTICLES,
    CITED,
    DROPPED,
    EVIDENCE,
    PARTIAL,
    QUESTION,
    QUOTED,
    WRITTEN,
    FakeEngine,
    Gate,
    answer,
    article,
    cite,
    source,
    statement,
    told,
)
from textual import events

from rag.errors import ModelDied
from rag.events import Finished, Judged, Retrieved, Token
from rag.types import Form, Mode
from tui.messages import AnswerFinished, EngineSpoke, TurnEnded, TurnFailed
from tui.widgets.answer_view import StatementView
from tui.widgets.citation_card import CitationCard
from tui.widgets.stage_bar import Stage

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

FULL = answer(WRITTEN, QUOTED, PARTIAL, DROPPED)


async def test_the_events_of_an_answer_become_messages_in_their_order() -> None:
    async with open_desk(FakeEngine(told(FULL, draft=["Seven ", "people"]))) as desk:
        await desk.ask_and_wait(QUESTION)

    kinds = (EngineSpoke, AnswerFinished, TurnEnded)
    spoken = [m for m in desk.heard if isinstance(m, kinds)]
    events_seen = [type(m.event).__name__ for m in spoken if isinstance(m, EngineSpoke)]
    assert events_seen == ["Retrieved", "Token", "Token", *["Judged"] * 4]
    assert [type(m) for m in spoken[-2:]] == [AnswerFinished, TurnEnded]


async def test_each_statement_shows_its_mark_in_words_and_the_outlet_it_came_from() -> None:
    async with open_desk(FakeEngine(told(FULL))) as desk:
        await desk.ask_and_wait(QUESTION)
        seen = desk.screen_text()

    assert "✓ supported   Seven people were injured, a hospital spokeswoman said." in seen
    assert "1 The Harbour Post · 2026-03-02  “Seven people were injured in the" in seen
    assert "❝ quoted      “Nine people were injured in the collision" in seen
    assert "~ partial     Seven people were hurt before noon, as Coastal Wire reported." in seen
    assert "'before noon' stands in none of the cited words." in seen
    assert "3 Quay Radio · undated" in seen


async def test_a_dropped_statement_is_marked_and_carries_no_citation() -> None:
    """Its words failed the check, so nothing may look as if it stood behind them."""
    async with open_desk(FakeEngine(told(answer(WRITTEN, DROPPED)))) as desk:
        await desk.ask_and_wait(QUESTION)
        seen = desk.screen_text()
        dropped = desk.app.chat.query(StatementView).last()

        assert "✗ dropped     The mayor resigned the next day." in seen
        assert "The cited words say nothing of a mayor." in seen
        assert not dropped.query(CitationCard)


async def test_without_colour_the_marks_can_still_be_told_apart(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")

    async with open_desk(FakeEngine(told(FULL))) as desk:
        await desk.ask_and_wait(QUESTION)
        seen = desk.screen_text()

    marks = ("✓ supported", "❝ quoted", "~ partial", "✗ dropped", "◐ partly grounded")
    assert [mark for mark in marks if mark not in seen] == []


async def test_the_header_says_how_the_answer_stands_and_counts_voices() -> None:
    async with open_desk(FakeEngine(told(answer(WRITTEN, QUOTED)), origins=2)) as desk:
        await desk.ask_and_wait(QUESTION)
        seen = desk.screen_text()

    assert "● grounded   2 outlets · 2 independent origins" in seen
    assert "One origin only" not in seen
    assert "drafted by smollm2-135m, each sentence checked · 1.4 s" in seen


async def test_several_outlets_with_one_origin_are_shown_as_one_voice() -> None:
    async with open_desk(FakeEngine(told(answer(WRITTEN, QUOTED)), origins=1)) as desk:
        await desk.ask_and_wait(QUESTION)
        seen = desk.screen_text()

    assert "2 outlets · 1 independent origin" in seen
    assert "▲ One origin only: these 2 outlets carry the same underlying report." in seen


async def test_what_is_not_known_of_an_article_is_said_in_words() -> None:
    bare = article("a-bare", "It rained.")
    cited = cite(bare, "It rained.", "It rained.")
    told_bare = told(answer(statement("It rained.", cited), evidence=(source(1, cited),)))

    async with open_desk(FakeEngine(told_bare)) as desk:
        await desk.ask_and_wait("Did it rain?")
        seen = desk.screen_text()

    assert "1 unnamed outlet · undated" in seen
    assert "1 outlet · 2 independent origins" in seen


async def test_a_declined_answer_shows_the_nearest_evidence_with_its_outlets() -> None:
    async with open_desk(FakeEngine(told(answer()))) as desk:
        await desk.ask_and_wait("Who won the cup?")
        seen = desk.screen_text()
        nearest = [card.passage.article.outlet for card in desk.app.chat.query(CitationCard)]

    assert "○ declined   the archive does not answer this well enough" in seen
    assert nearest == ["The Harbour Post", "Northbank Courier", "Quay Radio"]


async def test_a_draft_is_called_unchecked_until_its_sentences_are_judged() -> None:
    checked, end = Gate(), Gate()
    steps = [
        Retrieved(EVIDENCE),
        *(Token("Seven people "), Token("were hurt in outer space.")),
        *(checked, Judged(WRITTEN), end, Finished(answer(WRITTEN))),
    ]

    async with open_desk(FakeEngine(steps)) as desk:
        await desk.ask(QUESTION)
        await desk.until(EngineSpoke, 3)
        await desk.until_shown("Seven people were hurt in outer space.")
        drafted, drafting = desk.screen_text(), desk.app.chat.stage.stage
        checked.opened.set()
        await desk.until(EngineSpoke, 4)
        judged, checking = desk.screen_text(), desk.app.chat.stage.stage
        end.opened.set()
        await desk.until(TurnEnded)

        assert "draft, unchecked" in drafted
        assert drafting is Stage.WRITING
        assert "outer space" not in judged
        assert checking is Stage.CHECKING
        assert desk.app.chat.stage.stage is Stage.IDLE


async def test_a_model_that_dies_is_written_into_the_turn_and_the_next_question_works() -> None:
    died = ModelDied("the model's process ended", detail="Signal 9.", remedy="Ask again.")
    engine = FakeEngine([Retrieved(EVIDENCE), Token("Sev"), died], told(answer(WRITTEN)))

    async with open_desk(engine) as desk:
        await desk.ask_and_wait(QUESTION)
        failed = desk.screen_text()
        await desk.ask_and_wait(QUESTION)
        after = desk.screen_text()

    assert any(isinstance(m, TurnFailed) for m in desk.heard)
    assert "✗ the model's process ended" in failed
    assert "Signal 9." in failed
    assert "→ Ask again." in failed
    assert "draft, unchecked" not in failed
    assert "● grounded" in after


async def test_a_fault_of_the_program_is_shown_in_the_turn_with_a_saved_report(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    async with open_desk(FakeEngine([ValueError("[bold]odd\x1b[2J")])) as desk:
        await desk.ask_and_wait(QUESTION)
        seen = desk.screen_text()

    (report,) = tuple(tmp_path.glob("byline-fault-*"))  # noqa: ASYNC240 - one small folder
    assert "a fault in the program: ValueError: [bold]odd" in seen
    assert "Traceback" not in seen
    assert "ValueError" in report.read_text(encoding="utf-8")


async def test_escape_stops_an_answer_and_keeps_what_was_checked() -> None:
    gate = Gate()
    engine = FakeEngine(
        [Retrieved(EVIDENCE), Judged(WRITTEN), gate, Judged(QUOTED), Finished(answer(WRITTEN))],
        told(answer(QUOTED)),
    )

    async with open_desk(engine) as desk:
        await desk.ask(QUESTION)
        await desk.until(EngineSpoke, 2)
        await desk.pilot.press("escape")
        stopping = desk.app.chat.stage.stage
        gate.opened.set()
        await desk.until(TurnEnded)
        seen = desk.screen_text()
        await desk.ask_and_wait("And now?")

        assert stopping is Stage.STOPPING
        assert "✓ supported" in seen
        assert "❝ quoted" not in seen
        assert "■ stopped" in seen
        assert engine.asked[-1][0] == "And now?"


async def test_leaving_while_an_answer_runs_ends_its_worker() -> None:
    """A worker that nobody stops would keep the program from ending."""
    gate = Gate()
    engine = FakeEngine([Retrieved(EVIDENCE), gate, Judged(QUOTED), Judged(WRITTEN)])

    async with open_desk(engine) as desk:
        await desk.ask(QUESTION)
        await desk.until(EngineSpoke, 1)
        await desk.pilot.press("ctrl+q")
        gate.opened.set()

    judged = [m for m in desk.heard if isinstance(m, EngineSpoke) and isinstance(m.event, Judged)]
    assert judged == []


async def test_a_second_question_waits_until_the_first_is_answered() -> None:
    gate = Gate()
    engine = FakeEngine([Retrieved(EVIDENCE), gate, Finished(answer(WRITTEN))])

    async with open_desk(engine) as desk:
        await desk.ask(QUESTION)
        await desk.until(EngineSpoke, 1)
        await desk.ask("Impatient?")
        kept = desk.app.chat.prompt.value
        gate.opened.set()
        await desk.until(TurnEnded)

    assert kept == "Impatient?"
    assert [question for question, _ in engine.asked] == [QUESTION]


async def test_the_chosen_mode_is_shown_and_handed_to_the_engine() -> None:
    engine = FakeEngine(told(answer(QUOTED, mode=Mode.QUOTE)))

    async with open_desk(engine) as desk:
        at_first = desk.screen_text()
        await desk.pilot.press("ctrl+t")
        await desk.ask_and_wait(QUESTION)
        seen = desk.screen_text()

    assert "mode auto" in at_first
    assert "mode quote · verbatim sentences, no model" in seen
    assert engine.asked == [(QUESTION, Mode.QUOTE)]
    assert "verbatim sentences, no model · 1.4 s" in seen


async def test_the_finished_answer_has_the_last_word_on_its_statements() -> None:
    """What stays on the screen must be the answer, even if the stream said something else."""
    steps = [Retrieved(EVIDENCE), Judged(WRITTEN), Finished(answer(QUOTED))]

    async with open_desk(FakeEngine(steps)) as desk:
        await desk.ask_and_wait(QUESTION)
        shown = [view.statement for view in desk.app.chat.query(StatementView)]

    assert shown == [QUOTED]


async def test_the_arrow_keys_recall_earlier_questions() -> None:
    engine = FakeEngine(told(answer(WRITTEN)), told(answer(WRITTEN)))

    async with open_desk(engine) as desk:
        await desk.ask_and_wait("First?")
        await desk.ask_and_wait("Second?")
        recalled = []
        for key in ("up", "up", "up", "down", "down"):
            await desk.pilot.press(key)
            recalled.append(desk.app.chat.prompt.value)

    assert recalled == ["Second?", "First?", "First?", "Second?", ""]


async def test_a_pasted_question_of_several_lines_is_kept_whole() -> None:
    async with open_desk(FakeEngine()) as desk:
        desk.app.chat.prompt.post_message(events.Paste("How many\n  were\x1b[31m hurt?\n"))
        await desk.pilot.pause()

        assert desk.app.chat.prompt.value == "How many were hurt?"


async def test_an_empty_question_asks_nothing() -> None:
    engine = FakeEngine()

    async with open_desk(engine) as desk:
        await desk.ask("   ")

    assert engine.asked == []


async def test_a_turn_that_is_entered_shows_its_own_evidence() -> None:
    rain = article("a-rain", "It rained.", outlet="Weather Post")
    cited = cite(rain, "It rained.", "It rained.")
    second = answer(statement("It rained.", cited), evidence=(source(1, cited),))
    engine = FakeEngine(told(answer(WRITTEN)), told(second))

    async with open_desk(engine) as desk:
        await desk.ask_and_wait(QUESTION)
        await desk.ask_and_wait("Did it rain?")
        latest = desk.app.chat.sources.option_count
        desk.app.chat.query(CitationCard).first().focus()
        await desk.pilot.pause()

        assert latest == 1
        assert desk.app.chat.sources.option_count == len(EVIDENCE)


async def test_a_tall_answer_is_shown_from_its_head() -> None:
    long = [
        statement(f"Statement {n} of many.", CITED["a-post"], form=Form.WRITTEN) for n in range(20)
    ]

    async with open_desk(FakeEngine(told(answer(*long))), size=NARROW) as desk:
        await desk.ask_and_wait(QUESTION)
        await desk.pilot.pause()
        seen = desk.screen_text()
        await desk.pilot.press(*["pagedown"] * 9)
        await desk.pilot.pause()
        foot = desk.screen_text()

    assert QUESTION in seen
    assert "● grounded" in seen
    assert "Statement 19 of many." not in seen
    assert "Statement 19 of many." in foot


async def test_markup_and_escape_codes_from_articles_and_models_are_inert() -> None:
    """Text of unknown origin may neither act on the terminal nor change how things look."""
    evil = "[bold red]Free[/] \x1b]0;owned\x07\x1b[2J[link=http://x]money[/link]"
    bad = article("a-bad", evil, outlet=evil, title=evil, published=evil)
    cited = cite(bad, evil, evil)
    spoken = statement(evil, cited, reason=evil)
    finished = answer(spoken, evidence=(source(1, cited),), notice=evil)
    engine = FakeEngine(told(finished, draft=["\x1b", "[2J[bold]"]), texts={"a-bad": evil})

    async with open_desk(engine) as desk:
        await desk.ask_and_wait(evil)
        seen = desk.screen_text()

    assert "\x1b" not in seen
    assert "owned" not in seen
    assert "[bold red]Free[/] [link=http://x]money[/link]" in seen
    assert ARTICLES["a-post"].outlet not in seen
