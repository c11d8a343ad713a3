"""Conversations that are kept: listed, searched, gone on with, exported, deleted; filters too."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from desk import NARROW, WIDE, open_desk
from fakes import ARTICLES, QUESTION, WRITTEN, FakeEngine, Gate, answer, told

from rag.retrieve.conversation import Turn
from rag.sessions.store import open_sessions
from rag.types import Filter
from tui.conversation import Conversation
from tui.messages import (
    AnswerKept,
    AnswerSaved,
    SessionDeleted,
    SessionResumed,
    SessionsFailed,
    SessionsListed,
)
from tui.screens.confirm import ConfirmScreen
from tui.screens.filters import FilterScreen
from tui.widgets.filter_chips import FilterChip, parts_of

if TYPE_CHECKING:
    from desk import Desk

OTHER = "Who won the regatta?"


def engines(*questions: str) -> FakeEngine:
    return FakeEngine(*[told(answer(WRITTEN, question=q)) for q in questions])


def home() -> Path:
    return Path(os.environ["HOME"]) / "archive"


async def keep(*questions: str) -> None:
    """One conversation for each question, the last one used last."""
    for question in questions:
        async with open_desk(engines(question)) as desk:
            await desk.ask_and_wait(question)


async def listed(desk: Desk) -> str:
    """Go to the list and give what it shows."""
    await desk.pilot.press("f7")
    await desk.app.workers.wait_for_complete()
    await desk.pilot.pause()
    return desk.screen_text()


async def test_an_answer_is_kept_before_it_is_shown_and_listed_at_once() -> None:
    async with open_desk(engines(QUESTION, "And then?")) as desk:
        await desk.ask_and_wait(QUESTION)
        await desk.ask_and_wait("And then?")
        seen = await listed(desk)

    kinds = [type(m).__name__ for m in desk.heard]
    (kept,) = open_sessions(home()).sessions()
    assert kinds.index("AnswerKept") < kinds.index("AnswerFinished")
    assert (kept.title, kept.turns) == (QUESTION, 2)
    assert "· 2 questions" in seen


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_a_kept_conversation_is_found_by_its_words_and_gone_on_with(
    size: tuple[int, int],
) -> None:
    await keep(OTHER, QUESTION)
    engine = engines("And then?")

    async with open_desk(engine, size=size) as desk:
        both = await listed(desk)
        await desk.pilot.press(*"regat")
        await desk.app.workers.wait_for_complete()
        await desk.pilot.press("enter", "enter")
        await desk.until(SessionResumed)
        await desk.app.workers.wait_for_complete()
        await desk.pilot.pause()
        resumed = desk.screen_text()
        await desk.ask_and_wait("And then?")

    searched = [m for m in desk.heard if isinstance(m, SessionsListed)]
    assert QUESTION[:20] in both
    assert [s.title for m in searched if m.total == 1 for s in m.sessions][-1] == OTHER
    assert "✓ supported" in resumed
    assert engine.before == [(Turn(OTHER, WRITTEN.text),)]
    assert {s.title: s.turns for s in open_sessions(home()).sessions()} == {OTHER: 2, QUESTION: 1}


async def test_a_source_that_changed_since_says_so_beside_its_citation() -> None:
    await keep(QUESTION)
    edited = {**ARTICLES, "a-post": replace(ARTICLES["a-post"], sha256="f" * 64)}

    async with open_desk(FakeEngine(articles=edited)) as desk:
        await listed(desk)
        await desk.pilot.press("enter", "enter")
        await desk.until(SessionResumed)
        await desk.pilot.pause()

        assert "▲ edited since; here as it read on" in desk.screen_text()


async def test_deleting_asks_first_and_the_open_conversation_goes_too() -> None:
    async with open_desk(engines(QUESTION)) as desk:
        await desk.ask_and_wait(QUESTION)
        await listed(desk)
        await desk.pilot.press("enter", "d")
        await desk.pilot.pause()
        asked = desk.app.screen
        await desk.pilot.press("n")
        await desk.pilot.pause()
        spared = len(open_sessions(home()).sessions())
        await desk.pilot.press("d")
        await desk.pilot.pause()
        await desk.pilot.press("y")
        await desk.until(SessionDeleted)
        await desk.app.workers.wait_for_complete()
        await desk.pilot.pause()

        assert isinstance(asked, ConfirmScreen)
        assert spared == 1
        assert open_sessions(home()).sessions() == []
        assert desk.app.chat.conversation.exchanges == []
        assert "Ask your own news archive." in desk.screen_text()


async def test_a_conversation_is_exported_with_its_references(tmp_path: Path) -> None:
    out = tmp_path / "notes.md"

    async with open_desk(engines(QUESTION)) as desk:
        await desk.ask_and_wait(QUESTION)
        await listed(desk)
        await desk.pilot.press("enter", "x")
        await desk.pilot.pause()
        await desk.pilot.press(*["backspace"] * 40, *str(out), "enter")
        await desk.until(AnswerSaved)

    assert "[^1]: The Harbour Post" in out.read_text(encoding="utf-8")


async def test_nothing_is_kept_once_the_reader_wants_nothing_kept(tmp_path: Path) -> None:
    async with open_desk(engines(QUESTION), home=tmp_path) as desk:
        await desk.pilot.press("f8")
        await desk.pilot.pause()
        told_so = desk.screen_text()
        await desk.ask_and_wait(QUESTION)

    async with open_desk(engines(), home=tmp_path) as desk:
        later = desk.screen_text()

    assert "Question · not kept" in told_so
    assert "Question · not kept" in later
    assert not (home() / "sessions.sqlite").exists()


async def test_an_answer_that_cannot_be_kept_is_shown_all_the_same_and_says_why() -> None:
    """A folder in the place of the file stands for a disk that cannot be written."""
    (home() / "sessions.sqlite").mkdir(parents=True)

    async with open_desk(engines(QUESTION)) as desk:
        await desk.ask_and_wait(QUESTION)
        seen = desk.screen_text()

    (kept,) = [m for m in desk.heard if isinstance(m, AnswerKept)]
    assert kept.trouble is not None
    assert "● grounded" in seen
    assert "▲ not kept:" in seen
    assert f"→ {kept.trouble.remedy[:20]}" in seen


async def test_a_file_of_another_program_is_told_and_the_archive_works_without_it() -> None:
    home().mkdir(parents=True)
    (home() / "sessions.sqlite").write_bytes(b"not a database, in any case " * 40)

    async with open_desk(engines(QUESTION)) as desk:
        await desk.until(SessionsFailed)
        told_so = desk.screen_text()
        await desk.ask_and_wait(QUESTION)

        assert "the kept sessions cannot be read" in told_so
        assert "● grounded" in desk.screen_text()


async def test_another_conversation_waits_until_the_answer_is_there() -> None:
    await keep(OTHER)

    gate = Gate()
    engine = FakeEngine([gate, *told(answer(WRITTEN))])

    async with open_desk(engine) as desk:
        await desk.ask(QUESTION)
        await desk.app.chat.show_conversation(Conversation())
        await desk.pilot.pause()
        there = [e.question for e in desk.app.chat.conversation.exchanges]
        gate.opened.set()
        await desk.until(AnswerKept)

    assert there == [QUESTION]


async def test_a_new_conversation_leans_on_nothing() -> None:
    engine = engines(QUESTION, "And then?")

    async with open_desk(engine) as desk:
        await desk.ask_and_wait(QUESTION)
        await desk.pilot.press("ctrl+n")
        await desk.pilot.pause()
        await desk.ask_and_wait("And then?")

    assert engine.before == [(), ()]
    assert len(open_sessions(home()).sessions()) == 2


async def test_a_filter_is_chosen_shown_as_chips_obeyed_and_kept() -> None:
    engine = engines(QUESTION)

    async with open_desk(engine, size=NARROW) as desk:
        await desk.pilot.press("ctrl+l")
        await desk.pilot.pause()
        assert isinstance(desk.app.screen, FilterScreen)
        await desk.pilot.press("space", "tab", "space", "tab", *"2026-03-01", "ctrl+l")
        await desk.pilot.pause()
        await desk.pilot.pause()
        chips = desk.screen_text()
        await desk.ask_and_wait(QUESTION)

    wanted = Filter(outlets=("The Harbour Post",), since="2026-03-01", kinds=("news",))
    assert engine.narrowed == [wanted]
    assert [p in chips for p in ("outlet The Harbour Post", "kind news", "since 2026-03-01")] == [
        True
    ] * 3
    assert open_sessions(home()).sessions()[0].only == wanted


async def test_a_day_that_is_none_is_refused_where_it_was_typed() -> None:
    async with open_desk(engines()) as desk:
        await desk.pilot.press("ctrl+l")
        await desk.pilot.pause()
        await desk.pilot.press("tab", "tab", *"last week", "enter")
        await desk.pilot.pause()

        assert isinstance(desk.app.screen, FilterScreen)
        assert "'last week' is not a date" in desk.screen_text()


@pytest.mark.parametrize("way", ["key", "click"])
async def test_a_chip_is_taken_away_by_key_or_click(way: str) -> None:
    async with open_desk(engines()) as desk:
        only = Filter(outlets=("The Harbour Post",), kinds=("news",))
        await desk.app.chat._narrow_to(only)
        await desk.pilot.pause()
        chip = desk.app.chat.query(FilterChip).first()
        if way == "key":
            chip.focus()
            await desk.pilot.press("delete")
        else:
            await desk.pilot.click(chip)
        await desk.pilot.pause()
        await desk.pilot.pause()

        assert desk.app.chat.conversation.only == Filter(kinds=("news",))
        assert len(desk.app.chat.query(FilterChip)) == 1


async def test_a_resumed_conversation_stays_on_the_day_that_it_is_seen_from() -> None:
    store = open_sessions(home())
    store.begin(answer(WRITTEN), only=Filter(outlets=("Quay Radio",)), as_of="2026-03-02")
    store.close()
    engine = engines("And then?")

    async with open_desk(engine) as desk:
        await listed(desk)
        await desk.pilot.press("enter", "enter")
        await desk.until(SessionResumed)
        await desk.pilot.pause()
        seen = desk.screen_text()
        await desk.ask_and_wait("And then?")

    assert "as of 2026-03-02" in seen
    assert engine.narrowed == [Filter(outlets=("Quay Radio",), until="2026-03-02")]
    assert str(engine.seen_from[0]) == "2026-03-02"


def test_the_parts_of_a_filter_put_together_are_the_filter() -> None:
    only = Filter(("A", "B"), "2026-01-01", "2026-02-01", ("en",), ("news",), ("l1",))

    parts = list(parts_of(only))

    assert len(parts) == 7
    assert all(left != only for _, _, left in parts)
