"""Released prompts are what they were released as."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from rag.answer import prompting
from rag.answer.prompting import load_prompt, released
from rag.errors import PromptInvalid

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

FRONT = '+++\nid = "p"\nversion = 1\nvariables = ["question"]\nchanged = "First."\n+++\n'
BODY = "# system\nRules.\n# user\n$question\n"


@pytest.fixture
def released_as(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., None]]:
    """Put a prompt file in place of the released ones."""

    def put(text: str, *, locked: str | None = None) -> None:
        digest = hashlib.sha256((text if locked is None else locked).encode()).hexdigest()
        lock = f'[released]\n"p@1" = "{digest}"\n'
        files = {"p/v1.md": text, "LOCK.toml": lock}
        monkeypatch.setattr(prompting, "_resource", files.__getitem__)
        load_prompt.cache_clear()

    yield put
    load_prompt.cache_clear()


def test_the_prompt_in_use_is_filled_with_its_variables() -> None:
    template = load_prompt("answer", 1)

    system, user = template.fill(question="What happened?", sources="[1] It shut.")

    assert (system.role, user.role) == ("system", "user")
    assert "[1] It shut." in user.content
    assert "What happened?" in user.content
    assert template.ref.sha256 == released()["answer@1"]
    assert template.grammar is not None


def test_a_placeholder_in_an_article_is_not_filled() -> None:
    """Else an article could show the reader's question as its own words."""
    _, user = load_prompt("answer", 1).fill(question="Why?", sources="[1] $question ${sources} $$")

    assert "[1] $question ${sources} $$" in user.content


def test_a_released_prompt_that_was_edited_is_refused(released_as: Callable[..., None]) -> None:
    released_as(FRONT + BODY + "One word more.", locked=FRONT + BODY)

    with pytest.raises(PromptInvalid, match="not the one released"):
        load_prompt("p", 1)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (FRONT + BODY.replace("$question", "$other"), "does not use the variables"),
        (FRONT + BODY.replace("$question", "none"), "does not use the variables"),
        (FRONT.replace("changed", "chnaged") + BODY, "front matter"),
        (FRONT.replace("version = 1", "version ="), "front matter"),
    ],
)
def test_a_prompt_that_contradicts_itself_is_refused(
    released_as: Callable[..., None], text: str, words: str
) -> None:
    released_as(text)

    with pytest.raises(PromptInvalid, match=words):
        load_prompt("p", 1)


def test_a_prompt_that_is_not_there_is_told() -> None:
    with pytest.raises(PromptInvalid, match=r"no prompt file answer/v99\.md"):
        load_prompt("answer", 99)
