"""A model writes in `auto` only after it has shown on this machine that its sentences stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from rag.config import Config
from rag.models.shelf import KNOWN
from rag.models.trial import cases, try_model
from rag.models.trust import is_measured_by_us, record, trusted
from rag.testing import ScriptedModel, archive_engine, word_verifier
from rag.types import Mode, ModelRef

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from rag.ports import Prompt
    from rag.types import Answer

MINE = ModelRef("mine", "1" * 64)


class Copier(ScriptedModel):
    """Answers with the first source, or with what it makes up."""

    def __init__(self, lie: str = "") -> None:
        super().__init__()
        self.lie = lie

    def stream(
        self, prompt: Prompt, *, grammar: str | None, stop: Callable[[], bool]
    ) -> Iterator[str]:
        """The first numbered source of the prompt, word for word."""
        del grammar, stop
        text = prompt.messages[-1].content
        yield self.lie or text.split("[1] ")[1].split("\n")[0]


def test_the_tasks_can_be_answered_from_their_sources_or_not_at_all() -> None:
    known = cases()

    assert len(known) == 16
    for case in known:
        told = " ".join(case.sources)
        assert not case.answer or any(word in told for word in case.answer if word != "No")
    assert sum(not case.answer for case in known) == 4


def test_a_model_that_repeats_its_sources_may_write() -> None:
    trial = try_model(Copier(), word_verifier())

    assert trial.carried == 1.0
    assert trial.in_form == 1.0
    assert trial.right >= 0.75
    assert trial.mode is Mode.WRITE


@pytest.mark.parametrize("lie", ["The moon is made of cheese.", "", "Yes and no and"])
def test_a_model_that_makes_things_up_or_says_nothing_may_not(lie: str) -> None:
    trial = try_model(Copier(lie) if lie else ScriptedModel(), word_verifier())

    assert trial.right == 0.0
    assert trial.mode is Mode.QUOTE


def test_a_record_goes_by_the_hash_of_the_file(tmp_path: Path) -> None:
    record(MINE, try_model(Copier(), word_verifier()), tmp_path)

    assert trusted(MINE, tmp_path).mode is Mode.WRITE
    assert trusted(MINE, tmp_path).checked is not None
    assert trusted(ModelRef("mine", "2" * 64), tmp_path).checked is None


@pytest.mark.parametrize("written", ["{", "[]", '{"%s": {"mode": "root"}}' % ("1" * 64)])
def test_a_record_that_makes_no_sense_trusts_nobody(tmp_path: Path, written: str) -> None:
    (tmp_path / "state").mkdir()
    (tmp_path / "state" / "checked.json").write_text(written, encoding="utf-8")

    assert trusted(MINE, tmp_path).mode is Mode.QUOTE


def test_the_packaged_model_is_measured_and_others_are_not() -> None:
    (known,) = KNOWN.values()

    assert is_measured_by_us(ModelRef("smollm2-135m", known.sha256))
    assert not is_measured_by_us(MINE)


def asked(folder: Path, mode: Mode | None) -> tuple[Answer, ScriptedModel]:
    """What an engine with `auto` in its settings answers."""
    from rag.events import Finished

    model = Copier()
    article = {"text": "The bridge at Orrin was shut on Monday after a crane fell on it."}
    with archive_engine(folder, [article], model=model, config=Config(home=folder / "h")) as engine:
        events = list(engine.answer("When was the bridge at Orrin shut?", mode=mode))
    (answer,) = [event.answer for event in events if isinstance(event, Finished)]
    return answer, model


def test_auto_quotes_with_an_unchecked_model_and_says_how_to_check_it(tmp_path: Path) -> None:
    answer, model = asked(tmp_path, None)

    assert answer.mode is Mode.QUOTE
    assert "byline models check" in str(answer.notice)
    assert model.started == 0


def test_auto_writes_with_a_model_that_passed(tmp_path: Path) -> None:
    record(Copier().identity(), try_model(Copier(), word_verifier()), tmp_path / "h")

    answer, _ = asked(tmp_path, None)

    assert answer.mode is Mode.WRITE
    assert answer.notice is None


def test_a_mode_that_is_asked_for_is_obeyed_without_a_record(tmp_path: Path) -> None:
    answer, _ = asked(tmp_path, Mode.WRITE)

    assert answer.mode is Mode.WRITE
