"""Citation marks in a text: `[1]`, `[1, 2]`, `[1][2]`, and which sentence each belongs to."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from rag.ingest.sentences import sentence_spans
from rag.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_MARK = re.compile(r"\[[ \t]*([0-9]+(?:[ \t]*[,;][ \t]*[0-9]+)*)[ \t]*\]")
_LONGEST = 9
"""Digits of a number that can count passages; a longer one is kept, and names none."""


class Mark(NamedTuple):
    """One number between brackets."""

    written: str
    span: Span
    """Of its brackets."""

    @property
    def number(self) -> int | None:
        """The passage it names; None where no count goes that far."""
        return int(self.written) if len(self.written) <= _LONGEST else None


class Sentence(NamedTuple):
    """A sentence without its marks."""

    text: str
    marks: tuple[Mark, ...]


def marks_in(text: str) -> list[Mark]:
    """All marks in their order; brackets that hold anything but numbers are none.

    >>> [(m.written, m.span.of("So [1, 2] [x].")) for m in marks_in("So [1, 2] [x].")]
    [('1', '[1, 2]'), ('2', '[1, 2]')]
    """
    return [
        Mark(written, Span(*match.span()))
        for match in _MARK.finditer(text)
        for written in re.findall(r"[0-9]+", match[1])
    ]


def cited_sentences(text: str) -> list[Sentence]:
    """The sentences of a text, each with the marks in it or right after it.

    A mark that begins a line belongs to what follows on that line. A text of nothing but marks
    is one sentence, so that none of them is lost.

    >>> [(s.text, [m.written for m in s.marks]) for s in cited_sentences("A ran [1]. B sat. [2]")]
    [('A ran.', ['1']), ('B sat.', ['2'])]
    """
    bare, marks = _bared(text)
    spans = sentence_spans(bare)
    if not spans:
        return [Sentence(text.strip(), tuple(mark for mark, _ in marks))] if marks else []
    by_span: dict[Span, list[Mark]] = {span: [] for span in spans}
    for mark, place in marks:
        by_span[_owner(place, bare, spans)].append(mark)
    return [Sentence(span.of(bare), tuple(found)) for span, found in by_span.items()]


def _bared(text: str) -> tuple[str, list[tuple[Mark, int]]]:
    """The text without its marks and the blanks before them, and where in it each stood."""
    pieces: list[str] = []
    length = begun = 0
    places: list[tuple[Mark, int]] = []
    for mark in _first_of_brackets(text):
        piece = text[begun : mark[0].span.start].rstrip(" \t")
        pieces.append(piece)
        length += len(piece)
        places += [(one, length) for one in mark]
        begun = mark[0].span.end
    return "".join(pieces) + text[begun:], places


def _first_of_brackets(text: str) -> Iterator[list[Mark]]:
    """The marks, those of one pair of brackets together."""
    together: list[Mark] = []
    for mark in marks_in(text):
        if together and mark.span != together[0].span:
            yield together
            together = []
        together.append(mark)
    if together:
        yield together


def _owner(place: int, bare: str, spans: list[Span]) -> Span:
    """The sentence that a mark belongs to, by where it stood in the text without marks."""
    after = bisect_left(spans, place, key=lambda span: span.start)
    if after == 0:
        return spans[0]
    before = spans[after - 1]
    if after == len(spans):
        return before
    begins_line = bare.find("\n", before.end, place) >= 0
    is_alone = bare.find("\n", place, spans[after].start) >= 0
    return spans[after] if begins_line and not is_alone else before
