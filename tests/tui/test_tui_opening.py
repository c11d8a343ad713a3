"""Opening: what the bar says of archive and models is what they are."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from desk import open_desk
from fakes import COURIER, QUESTION, WRITTEN, FakeEngine, answer, told

from rag.errors import ModelDied
from rag.testing import ScriptedModel, archive_engine
from tui.messages import ArchiveFailed, ArchiveOpened, ModelsChanged
from tui.opening import open_and_warm

if TYPE_CHECKING:
    from pathlib import Path

    from textual.message import Message


class SlowEngine(FakeEngine):
    """Its models are loaded when the test says so."""

    def __init__(self, *turns: list[object]) -> None:
        super().__init__(*turns)
        self.loaded = threading.Event()

    def is_warm(self) -> bool:
        return self.loaded.is_set()


async def test_models_that_are_loading_are_said_to_be_until_they_are_there() -> None:
    engine = SlowEngine(told(answer(WRITTEN)))

    async with open_desk(lambda: engine) as desk:
        await desk.until(ModelsChanged)
        await desk.ask_and_wait(QUESTION)  # an answer says nothing of the models
        loading = desk.screen_text()
        engine.loaded.set()
        await desk.until(ModelsChanged, 2)
        ready = desk.screen_text()

    assert "◌ models loading" in loading
    assert "● models ready" in ready


async def test_leaving_while_the_models_load_does_not_wait_for_them() -> None:
    engine = SlowEngine()

    async with open_desk(lambda: engine) as desk:
        await desk.until(ModelsChanged)
        await desk.pilot.press("ctrl+q")

    assert not engine.loaded.is_set()


def said(model: ScriptedModel, folder: Path) -> list[str]:
    """What is posted over a real engine with that model."""
    heard: list[Message] = []
    article = {"id": "courier", "outlet": "Northbank Courier", "text": COURIER}

    with archive_engine(folder, [article], model=model) as engine:
        open_and_warm(lambda: engine, heard.append, lambda: False)

    return [m.models if isinstance(m, ModelsChanged) else type(m).__name__ for m in heard]


def test_a_real_engine_is_warm_once_encoder_and_model_are_loaded(tmp_path: Path) -> None:
    assert said(ScriptedModel(), tmp_path) == ["ArchiveOpened", "loading", "ready"]


def test_a_model_that_cannot_be_loaded_is_said_to_be_unusable(tmp_path: Path) -> None:
    class Broken(ScriptedModel):
        def is_loaded(self) -> bool:
            raise ModelDied("it died while it was loading", remedy="Use another.")

    assert said(Broken(), tmp_path) == ["ArchiveOpened", "loading", "unusable"]


def test_an_engine_that_nobody_warmed_up_is_not_warm(tmp_path: Path) -> None:
    with archive_engine(tmp_path) as engine:
        assert not engine.is_warm()


def test_an_archive_that_cannot_be_opened_is_one_message() -> None:
    heard: list[Message] = []

    def refuse() -> object:
        raise ModelDied("no", remedy="Try again.")

    open_and_warm(refuse, heard.append, lambda: False)  # type: ignore[arg-type]

    assert [type(m) for m in heard] == [ArchiveFailed]
    assert ArchiveOpened not in map(type, heard)
