"""What the scripted model promises, so that tests built on it say something of the real one."""

from __future__ import annotations

import pytest

from rag.errors import ModelDied
from rag.ports import ChatMessage, LanguageModel, Prompt
from rag.testing import ScriptedModel
from rag.types import Usage

PROMPT = Prompt((ChatMessage("user", "Which bridge?"),), max_tokens=20, seed=7)


def go_on() -> bool:
    return False


def write(model: LanguageModel) -> list[str]:
    return list(model.stream(PROMPT, grammar=None, stop=go_on))


def test_the_pieces_come_in_order_and_the_prompt_is_kept() -> None:
    model = ScriptedModel(["The Canal ", "Bridge."])

    assert write(model) == ["The Canal ", "Bridge."]
    assert model.prompts == [PROMPT]


def test_it_ends_without_an_error_once_it_is_told_to_stop() -> None:
    heard: list[str] = []
    model = ScriptedModel(["one ", "two ", "three"])

    for piece in model.stream(PROMPT, grammar=None, stop=lambda: len(heard) == 2):
        heard.append(piece)  # noqa: PERF402 - `stop` looks at the list while it grows

    assert heard == ["one ", "two "]


def test_an_error_comes_after_the_pieces_and_the_next_call_writes_again() -> None:
    died = ModelDied("the model's process ended", remedy="Ask again.")
    model = ScriptedModel(["half a"], error=died)
    stream = model.stream(PROMPT, grammar=None, stop=go_on)

    assert next(stream) == "half a"
    with pytest.raises(ModelDied):
        next(stream)

    model.error = None
    assert write(model) == ["half a"]


def test_tokens_are_those_of_the_text_that_was_written_to_its_end() -> None:
    model = ScriptedModel(["The Canal ", "Bridge."])
    assert model.usage() is None

    write(model)

    assert model.usage() == Usage(prompt=2, reused=0, written=3)
    assert list(model.stream(PROMPT, grammar=None, stop=lambda: True)) == []
    assert model.usage() is None


def test_starting_and_closing_may_happen_any_number_of_times() -> None:
    model = ScriptedModel(["words"])
    for _ in range(2):
        model.start()
        model.close()

    assert model.started == 2
    assert write(model) == ["words"]
    assert model.count_tokens("three short words") == 3
    assert len(model.identity().sha256) == 64


def test_it_is_loaded_once_it_was_started() -> None:
    model = ScriptedModel(["words"])
    before = model.is_loaded()
    model.start()

    assert (before, model.is_loaded()) == (False, True)
