"""Passages: runs of whole sentences, short enough to quote, long enough to mean something."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from rag.types import Passage, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.types import Sentence

LONGEST_WORDS = 90
"""A passage is closed before it grows beyond this, one long sentence excepted."""


def passages_of(text: str, sentences: Sequence[Sentence]) -> list[Passage]:
    """Cut an article into passages that follow each other and hold every sentence once."""
    groups: list[list[Sentence]] = []
    words = 0
    for sentence in sentences:
        size = len(sentence.text.split())
        if not groups or words + size > LONGEST_WORDS:
            groups.append([])
            words = 0
        groups[-1].append(sentence)
        words += size
    return [_passage(text, group) for group in groups]


def words_to_embed(title: str | None, words: str) -> str:
    """What the encoder is given for a passage: its words under the headline."""
    return f"{title}. {words}" if title else words


def _passage(text: str, group: Sequence[Sentence]) -> Passage:
    span = Span(group[0].span.start, group[-1].span.end)
    article_id = group[0].article_id
    words = span.of(text)
    # The id is a hash of place and words, so that an edited article never keeps a stale vector.
    name = hashlib.sha256(f"{article_id}\0{span.start}\0{words}".encode()).hexdigest()[:24]
    return Passage(name, article_id, words, span, group[0].ordinal, group[-1].ordinal)
