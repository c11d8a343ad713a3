"""As many sources as the model's context has room for, the best ones first."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rag.ports import ChatMessage, LanguageModel

_FRAME = 16
"""Tokens that a chat template puts around each message, at most."""


def fitted(
    filled: Callable[[int], Sequence[ChatMessage]],
    most: int,
    model: LanguageModel,
    max_tokens: int,
) -> tuple[ChatMessage, ...]:
    """The prompt with as many sources as fit beside an answer of `max_tokens`; one at least.

    Args:
        filled: The messages with that many of the best sources.
        most: Sources that there are.
        model: Whose context and vocabulary count.
        max_tokens: The longest answer, in tokens.

    Raises:
        ModelProblem: The model cannot be loaded to count with.
    """
    room = model.context() - max_tokens
    for count in range(most, 1, -1):
        messages = tuple(filled(count))
        if _fits(messages, model, room):
            return messages
    return tuple(filled(min(most, 1)))


def _fits(messages: Sequence[ChatMessage], model: LanguageModel, room: int) -> bool:
    text = "\n".join(message.content for message in messages)
    frame = _FRAME * len(messages)
    # No vocabulary takes more tokens than bytes, so most prompts need not be counted.
    return len(text.encode()) + frame <= room or model.count_tokens(text) + frame <= room
