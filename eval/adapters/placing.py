"""Where the passages of another program stand in the articles of a suite, letter by letter."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from rag.types import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from eval.adapters.foreign import Given
    from eval.shelf import Shelf, Shelved

_BETWEEN = "\0"
"""Between two articles; no cleaned text and no passage that is looked for holds it."""
_KNOWN = 10_000
"""Passages whose place is remembered: the same ones are retrieved again and again."""


class Placed(NamedTuple):
    """A passage found in an article."""

    shelved: Shelved
    span: Span


class Places:
    """Finds passages in articles by their words; only runs of blanks may differ."""

    def __init__(self, shelf: Shelf) -> None:
        self._articles = list(shelf.values())
        self._exact = _Joined([a.text for a in self._articles])
        self._plain = _Joined([_plain(a.text) for a in self._articles])
        self.find: Callable[[Given], Placed | None] = lru_cache(_KNOWN)(self._find)
        """Where a passage stands; None where no article has it.

        Of several articles with the same words, that of its title goes first, then the first one.
        """

    def _find(self, given: Given) -> Placed | None:
        words = given.text.strip()
        if not words or _BETWEEN in words:
            return None
        found = self._exact.holding(words) or self._plain.holding(_plain(words))
        titled = (place for place in found if _is_titled(self._articles[place], given.title))
        place = next(titled, next(iter(found), None))
        if place is None:
            return None
        shelved = self._articles[place]
        return Placed(shelved, _span(shelved.text, words))


class _Joined:
    """Texts as one, so that all are searched at once."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._text = _BETWEEN.join(texts)
        self._starts = [0, *accumulate(len(text) + len(_BETWEEN) for text in texts)]

    def holding(self, words: str) -> list[int]:
        """Which texts hold the words, in order."""
        found: list[int] = []
        at = self._text.find(words)
        while at >= 0:
            found.append(bisect_right(self._starts, at) - 1)
            at = self._text.find(words, self._starts[found[-1] + 1])
        return found


def _span(text: str, words: str) -> Span:
    """Where the words stand in a text that holds them."""
    at = text.find(words)
    if at >= 0:
        return Span(at, at + len(words))
    match = re.search(r"\s+".join(map(re.escape, words.split())), text)
    if match is None:
        raise AssertionError("the words were found before")
    return Span(*match.span())


def _plain(text: str) -> str:
    return " ".join(text.split())


def _is_titled(shelved: Shelved, title: str | None) -> bool:
    return bool(title) and title in (shelved.article.title, shelved.article.id)
