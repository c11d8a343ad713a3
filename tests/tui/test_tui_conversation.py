"""A chat is a conversation: each question may lean on the turns before it."""

from __future__ import annotations

from datetime import date

from desk import open_desk
from fakes import QUESTION, WRITTEN, FakeEngine, answer, told

from rag.retrieve.conversation import Turn


async def test_a_question_is_asked_with_the_turns_before_it_and_the_day() -> None:
    engine = FakeEngine(told(answer(WRITTEN)), told(answer(WRITTEN, question="why?")))
    async with open_desk(engine) as desk:
        await desk.ask_and_wait(QUESTION)
        await desk.ask_and_wait("why?")

    assert engine.before == [(), (Turn(QUESTION, WRITTEN.text),)]
    assert engine.seen_from == [date(2026, 3, 4)] * 2


async def test_the_reader_sees_how_a_question_was_read() -> None:
    read = answer(WRITTEN, question="why?", read_as="Why? (people, Sallow\x1b[31m Bridge)")
    async with open_desk(FakeEngine(told(read))) as desk:
        await desk.ask_and_wait("why?")
        seen = desk.screen_text()

    assert "Read as: Why? (people, Sallow Bridge)" in seen
