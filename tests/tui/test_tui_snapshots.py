"""How the main states look, at the two sizes the interface is made for."""

from __future__ import annotations

import pytest
from desk import NARROW, WIDE, open_desk
from fakes import (
    DROPPED,
    EVIDENCE,
    PARTIAL,
    QUESTION,
    QUOTED,
    WRITTEN,
    FakeEngine,
    Gate,
    answer,
    told,
)
from snapshots import check_snapshot

from rag.errors import ArchiveBusy, ModelDied
from rag.events import Retrieved, Token
from tui.messages import ArchiveFailed, EngineSpoke, TurnEnded

SIZES = [pytest.param(NARROW, id="narrow"), pytest.param(WIDE, id="wide")]


def label(size: tuple[int, int]) -> str:
    return "narrow" if size == NARROW else "wide"


async def test_the_welcome_looks_as_it_was_kept() -> None:
    async with open_desk(FakeEngine(), size=NARROW) as desk:
        check_snapshot(desk, "welcome-narrow")


@pytest.mark.parametrize("size", SIZES)
async def test_an_answer_looks_as_it_was_kept(size: tuple[int, int]) -> None:
    full = answer(WRITTEN, QUOTED, PARTIAL, DROPPED, notice="One sentence of the draft failed.")

    async with open_desk(FakeEngine(told(full), origins=1), size=size) as desk:
        await desk.ask_and_wait(QUESTION)
        await desk.pilot.pause()
        check_snapshot(desk, f"answer-{label(size)}")


@pytest.mark.parametrize("size", SIZES)
async def test_an_opened_citation_looks_as_it_was_kept(size: tuple[int, int]) -> None:
    async with open_desk(FakeEngine(told(answer(WRITTEN))), size=size) as desk:
        await desk.ask_and_wait(QUESTION)
        await desk.open_card()
        check_snapshot(desk, f"article-{label(size)}")


async def test_a_declined_answer_looks_as_it_was_kept() -> None:
    async with open_desk(FakeEngine(told(answer())), size=NARROW) as desk:
        await desk.ask_and_wait("Who won the cup?")
        await desk.pilot.pause()
        check_snapshot(desk, "declined-narrow")


async def test_a_draft_looks_as_it_was_kept() -> None:
    gate = Gate()
    steps = [Retrieved(EVIDENCE), Token("Seven people were hurt, and "), gate]

    async with open_desk(FakeEngine(steps), size=NARROW) as desk:
        await desk.ask(QUESTION)
        await desk.until(EngineSpoke, 2)
        await desk.pilot.pause()
        check_snapshot(desk, "draft-narrow")
        gate.opened.set()
        await desk.until(TurnEnded)


async def test_a_failed_turn_looks_as_it_was_kept() -> None:
    died = ModelDied(
        "the model's process ended in the middle of the answer",
        detail="Signal 9: it was killed, perhaps for want of memory.",
        remedy="Ask again, or press Ctrl+T for mode `quote`, which needs no model.",
    )

    async with open_desk(FakeEngine([Retrieved(EVIDENCE), died]), size=NARROW) as desk:
        await desk.ask_and_wait(QUESTION)
        await desk.pilot.pause()
        check_snapshot(desk, "failed-narrow")


async def test_the_sources_of_a_narrow_terminal_look_as_they_were_kept() -> None:
    async with open_desk(FakeEngine(told(answer(WRITTEN))), size=NARROW) as desk:
        await desk.ask_and_wait(QUESTION)
        await desk.pilot.press("ctrl+o")
        await desk.pilot.pause()
        check_snapshot(desk, "sources-narrow")


async def test_the_help_looks_as_it_was_kept() -> None:
    async with open_desk(FakeEngine(), size=WIDE) as desk:
        await desk.pilot.press("f1")
        await desk.pilot.pause()
        check_snapshot(desk, "help-wide")


async def test_a_failure_of_the_program_looks_as_it_was_kept() -> None:
    busy = ArchiveBusy(
        "another process is writing the archive",
        detail="It holds ~/archive/lock since it began an ingest.",
        remedy="Wait until it is done, then press r.",
    )

    def refuse() -> object:
        raise busy

    async with open_desk(refuse, size=NARROW) as desk:
        await desk.until(ArchiveFailed)
        await desk.pilot.pause()
        check_snapshot(desk, "failure-narrow")
