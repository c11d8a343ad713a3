"""Questions and sentences as the reader takes them in: pieces of words, and whose they are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from rag.ports import Window

LONGEST = 112
"""Pieces of a sentence with what stands around it."""
LONGEST_QUESTION = 64
LONGEST_SENTENCE = 80
LONGEST_TITLE = 16
LONGEST_BEFORE = 40
POINT, OWN, AROUND = 0, 1, 2
"""A piece closes the text, is of the sentence itself, or is of what stands around it."""
_HALF = re.compile("[\ud800-\udfff]")


class Pieces(NamedTuple):
    """A text ready for the network; both lists of one length."""

    ids: list[int]
    whose: list[int]


class Cutter:
    """Cuts texts into pieces.

    Args:
        tokenizer: The encoder's own, without truncation or padding.
    """

    def __init__(self, tokenizer: Any) -> None:
        self._tokenizer = tokenizer
        self._begin = tokenizer.token_to_id("[CLS]")
        self._end = tokenizer.token_to_id("[SEP]")

    def question(self, text: str) -> Pieces:
        """A question by itself."""
        ids = [self._begin, *self._ids(text)[: LONGEST_QUESTION - 2], self._end]
        return Pieces(ids, [OWN] * len(ids))

    def window(self, window: Window) -> Pieces:
        """Title, what stands before, and the sentence; what stands before gives way first."""
        own = self._ids(window.sentence)[:LONGEST_SENTENCE]
        title = self._ids(window.title)[:LONGEST_TITLE]
        head = [*title, self._end] if title else []
        room = max(0, min(LONGEST_BEFORE, LONGEST - 3 - len(own) - len(title)))
        before = self._ids(window.before)
        around = [*head, *before[max(0, len(before) - room) :]]
        return Pieces(
            [self._begin, *around, *own, self._end],
            [AROUND] * (1 + len(around)) + [OWN] * len(own) + [POINT],
        )

    def _ids(self, text: str) -> list[int]:
        # Half a character cannot be encoded.
        encoded = self._tokenizer.encode(_HALF.sub("?", text), add_special_tokens=False)
        ids: list[int] = encoded.ids
        return ids
