"""What an answer needs is loaded side by side, once, and a fault in it meets the question."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from rag.config import AnswerSection, Config, JudgeSection
from rag.errors import ModelFileMissing
from rag.index.archive import Archive
from rag.opening import open_engine
from rag.testing import HashEmbedder, ScriptedModel
from rag.types import Mode

if TYPE_CHECKING:
    from pathlib import Path

    from rag.ports import Vector

PATIENCE = 20


class MeetingEmbedder(HashEmbedder):
    """Is not loaded before somebody else has come; keeps what it was asked."""

    def __init__(self, meeting: threading.Barrier) -> None:
        self.meeting = meeting
        self.asked: list[str] = []

    def question(self, text: str) -> Vector:
        self.asked.append(text)
        if text == "warm up":
            self.meeting.wait(PATIENCE)
        return super().question(text)


def test_encoder_and_store_are_loaded_side_by_side(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each waits for the other here: one after the other, neither would ever be there."""
    meeting = threading.Barrier(2)
    model = ScriptedModel()
    open_store = Archive.reconcile

    def meet(self: Archive, *arguments: object) -> None:
        assert model.started == 1, "the model's process needs longest, so it comes first"
        meeting.wait(PATIENCE)
        open_store(self, *arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(Archive, "reconcile", meet)
    config = Config(home=tmp_path, answer=AnswerSection(mode=Mode.WRITE))
    with open_engine(config, model=model, embedder=MeetingEmbedder(meeting)) as engine:
        list(engine.answer("Which bridge is shut?"))

    assert not meeting.broken


def test_a_second_question_loads_nothing_again(tmp_path: Path) -> None:
    embedder = MeetingEmbedder(threading.Barrier(1))
    with open_engine(Config(home=tmp_path), model=ScriptedModel(), embedder=embedder) as engine:
        for question in ("Which bridge is shut?", "Which ferry sails?"):
            list(engine.answer(question, mode=Mode.QUOTE))

    assert embedder.asked.count("warm up") == 1


def test_a_fault_met_while_loading_is_told_to_who_asks(tmp_path: Path) -> None:
    class Missing(HashEmbedder):
        def question(self, text: str) -> Vector:
            raise ModelFileMissing("no encoder", remedy=f"Install it to read {text!r}.")

    with (
        open_engine(Config(home=tmp_path), model=ScriptedModel(), embedder=Missing()) as engine,
        pytest.raises(ModelFileMissing, match="no encoder"),
    ):
        list(engine.answer("Which bridge is shut?", mode=Mode.QUOTE))


def test_loading_the_judge_asks_no_language_model_for_its_opinion(tmp_path: Path) -> None:
    model = ScriptedModel(["yes"])
    config = Config(home=tmp_path, judge=JudgeSection(second_opinion=True))

    with open_engine(config, model=model, embedder=HashEmbedder()) as engine:
        engine.warm_up()

    assert model.prompts == []
