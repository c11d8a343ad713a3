"""A sentence as tokens, the quoted parts marked and the rest cut where a comma or dash stands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from rag.answer.verifying.checks.clauses import Piece
from rag.answer.verifying.checks.ordinary import TITLES
from rag.answer.verifying.checks.speech import quoted
from rag.answer.verifying.side import Side
from rag.types import Span
from rag.words import fold

if TYPE_CHECKING:
    from rag.words import Token

_BREAK = re.compile(r"[,;:()\[\]—–*|\n\"“”„«»]|\s-\s|--|\.\.\.|…|[!?]\s")
_STOP = re.compile(r"\.\s")
_OPEN, _CLOSE = frozenset("“„«"), frozenset("”»")
_MARKS = re.compile(r"[\"“”„«»]")


@dataclass(frozen=True)
class Reader:
    """One sentence, read once."""

    text: str
    is_inside: bool = False
    """Whether a quotation that began earlier is still open where the sentence begins."""

    @cached_property
    def words(self) -> tuple[Token, ...]:
        """Its words and figures."""
        return Side(self.text).tokens

    @cached_property
    def folds(self) -> tuple[str, ...]:
        """The words without case, accents and possessive."""
        return tuple(fold(word.text) for word in self.words)

    @cached_property
    def piece(self) -> Piece:
        """The sentence as the rules of the check read one."""
        return Piece(self.words, (0,) * len(self.words))

    @cached_property
    def quotes(self) -> tuple[Span, ...]:
        """What stands between quotation marks, open ends taken in."""
        found = [span for span in quoted(Side(self.text)) if not self.is_inside]
        marks = [mark.start() for mark in _MARKS.finditer(self.text)]
        if self.is_inside:
            first = marks[0] if marks else len(self.text)
            rest = Reader(self.text[first + 1 :]).quotes if marks else ()
            return (Span(0, first), *(span.shift(first + 1) for span in rest))
        if len(marks) % 2 and self.text[marks[-1]] not in _CLOSE:
            last = marks[-1]
            if not any(span.start - 2 <= last <= span.end + 2 for span in found):
                found.append(Span(last + 1, len(self.text)))
        return tuple(found)

    @cached_property
    def is_open(self) -> bool:
        """Whether a quotation is still open where the sentence ends."""
        marks = len(_MARKS.findall(self.text)) + self.is_inside
        return marks % 2 == 1

    @cached_property
    def outside(self) -> tuple[bool, ...]:
        """For every word, whether it stands in no quotation."""
        spans = self.quotes
        return tuple(
            not any(s.start <= word.span.start < s.end for s in spans) for word in self.words
        )

    @cached_property
    def breaks(self) -> tuple[bool, ...]:
        """For every word, whether something parts it from the word before; True for the first."""
        found = []
        for place in range(len(self.words)):
            is_parted = place == 0 or bool(_BREAK.search(self.gap(place)))
            is_parted = is_parted or (bool(_STOP.search(self.gap(place))) and self._ends(place - 1))
            found.append(is_parted or self.outside[place] != self.outside[place - 1])
        return tuple(found)

    def _ends(self, place: int) -> bool:
        """Whether a full stop after a word ends a sentence: not `U.S.`, `J.`, `Gen.`."""
        text = self.words[place].text
        is_short = "." in text or len(text) == 1 or self.folds[place] in TITLES
        return not is_short

    def gap(self, place: int) -> str:
        """What stands between a word and the one before it."""
        start = self.words[place - 1].span.end if place else 0
        return self.text[start : self.words[place].span.start]

    def is_after_quote(self, place: int) -> bool:
        """Whether a quotation ends right before a word."""
        return bool(_MARKS.search(self.gap(place))) or (place > 0 and not self.outside[place - 1])

    def is_before_quote(self, place: int) -> bool:
        """Whether a quotation begins right after a word."""
        return place + 1 < len(self.words) and not self.outside[place + 1]

    def ends_at(self, place: int) -> bool:
        """Whether a break or the end follows a word."""
        return place + 1 >= len(self.words) or self.breaks[place + 1]

    def run_start(self, place: int) -> int:
        """The first word of the run without a break that a word stands in."""
        while place > 0 and not self.breaks[place]:
            place -= 1
        return place

    def run_end(self, place: int) -> int:
        """One past the last word of the run without a break that a word stands in."""
        while not self.ends_at(place):
            place += 1
        return place + 1

    def span(self, first: int, end: int) -> Span:
        """From one word to before another."""
        return Span(self.words[first].span.start, self.words[end - 1].span.end)
