"""What a corruption or a rewrite is given and what it gives back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple, Protocol

from rag.types import Span

if TYPE_CHECKING:
    from random import Random

_QUOTE = re.compile(r"[\"“«][^\"“”«»]*(?:[\"”»]|\Z)")

_USABLE = re.compile(r"[A-Z0-9\"“‘'(][ -~À-ÿ‘’“”–—…€£]{28,330}[.!?][\"”’')]?")
_CUT_OFF = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|St|No|Jr|Sr|Inc|Ltd|Co|Corp|Gen|Col|Sen|Rep|Gov|vs|v|[A-Z])\.\Z|\.\.\.?\Z"
)
_ENGLISH = re.compile(r"\b(?:the|of|and|to|in|is|was|a|for|on|that|with|said|by)\b")
_LENGTHS = range(6, 46)


class Change(NamedTuple):
    """A sentence after one change."""

    text: str
    kind: str
    span: Span
    """The changed words in `text`; empty where words were only taken out."""


@dataclass(frozen=True)
class Setting:
    """Where a sentence stands."""

    evidence: tuple[str, ...] = ()
    """The sentences it will be held against, in order."""
    document: tuple[str, ...] = ()
    """All sentences of its document."""


class Corruption(Protocol):
    """Makes a sentence say something that its source does not say."""

    def __call__(self, text: str, setting: Setting, random: Random) -> Change | None:
        """The changed sentence, or None where this does not apply."""
        ...


class Rewrite(Protocol):
    """Says the same, or less, in other words."""

    def __call__(self, text: str, random: Random) -> str | None:
        """The rewritten sentence, or None where this does not apply."""
        ...


@lru_cache(maxsize=65_536)
def is_usable(sentence: str) -> bool:
    """Whether this is one whole sentence of English prose of a common length."""
    return (
        bool(_USABLE.fullmatch(sentence))
        and not _CUT_OFF.search(sentence)
        and len(sentence.split()) in _LENGTHS
        and len(_ENGLISH.findall(sentence)) > 1
    )


def swap(text: str, span: tuple[int, int], new: str, kind: str) -> Change:
    """Put `new` in the place of `span`."""
    start, end = span
    return Change(text[:start] + new + text[end:], kind, Span(start, start + len(new)))


def like(model: str, word: str) -> str:
    """`word` with the capital of `model`."""
    return word[:1].upper() + word[1:] if model[:1].isupper() else word


def is_quoted(text: str, at: int) -> bool:
    """Whether a place lies between quotation marks."""
    return any(match.start() <= at < match.end() for match in _QUOTE.finditer(text))


def outside(pattern: re.Pattern[str], text: str) -> list[re.Match[str]]:
    """The matches that begin outside quotation marks."""
    return [match for match in pattern.finditer(text) if not is_quoted(text, match.start())]


def with_article(text: str) -> str:
    """`a` or `an`, as the next letter asks.

    An article before a letter that is spelled out is left alone.
    """

    def right(match: re.Match[str]) -> str:
        article = "an" if match[2][0].casefold() in "aeiou" else "a"
        return like(match[1], article) + " " + match[2]

    silent = r"(?!hour|honest|heir|honou?r|uni|use|usu|euro|one\b|once|ur|[A-Z]{2}|[A-Z]\.|\d)"
    return re.sub(rf"\b([Aa]n?) ({silent}[A-Za-z]\w)", right, text)
