"""Reads what a text puts between quotation marks, and whom it has say what."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from rag.answer.verifying.checks.ordinary import is_proper
from rag.types import Span
from rag.words import Token, fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rag.answer.verifying.checks.clauses import Piece
    from rag.answer.verifying.side import Side

_DOUBLE = re.compile(r"\"{1,3}|[“”„‟«»]|``|''|‘‘|’’")
_OPENING = frozenset({"“", "„", "‟", "«", "``", "‘‘"})
_SINGLE_OPEN = re.compile(r"(?<![\w’'])['‘‚‹](?=[\w\[…(])(?!\d0s)")
_SINGLE_CLOSE = re.compile(r"(?<=[\w.,!?…\])])['’›](?!\w)")
_LONGEST = 1_500
"""Characters; a mark that long without its partner was never closed."""

SAYING = frozenset(
    """say says said saying tell tells told add adds added announce announces announced argue
    argues argued assert asserts asserted claim claims claimed comment commented confirm confirms
    confirmed declare declares declared explain explains explained insist insists insisted note
    notes noted observe observed recall recalled remark remarked reply replied report reports
    reported state states stated suggest suggests suggested testify testified tweet tweeted warn
    warns warned wrote writes write posted stressed emphasised emphasized maintained alleged
    alleges acknowledged admitted admits conceded contends contended predicted vowed promised
    urged complained dit déclaré
    affirme affirmé raconte selon""".split()
)
"""Verbs that have somebody say what follows or precedes."""
_NOUNS = frozenset(
    "state states report reports claim claims note notes comment reply replies remark".split()
)
"""Those that are verbs of speech for certain only where `that` follows."""
_BEING = frozenset("is are was were be been being it's".split())
_CALLING = frozenset("call calls called describe describes described labelled branded".split())
CLAIMING = frozenset(
    "claim claims claimed claiming allege alleges alleged insist insists insisted contend "
    "contends contended maintained accuse accuses accused suspects".split()
)
"""Verbs by which a writer keeps a distance from what is said."""


@lru_cache(maxsize=64)
def quoted(side: Side) -> tuple[Span, ...]:
    """Spans of the words between quotation marks of any kind, without marks and outer blanks.

    >>> from rag.answer.verifying.side import Side
    >>> text = "He said ‘don’t go’, “the dockers’ strike” and it's \\"on\\"."
    >>> [span.of(text) for span in quoted(Side(text))]
    ['don’t go', 'the dockers’ strike', 'on']
    """
    double = list(_doubles(side.text))
    found = [*double, *_singles(side.text, double)]
    return tuple(sorted(s for s in (_trimmed(side.text, span) for span in found) if s))


def speaker(piece: Piece, inside: Sequence[Span], *, is_near: bool = False) -> tuple[Token, ...]:
    """The names of who is said to speak in a sentence, its quotations left out; maybe none.

    All names before the verb may be meant, unless only those in its own clause are wanted.
    """
    outside = [
        (n, w) for n, w in enumerate(piece.words) if not any(_within(w.span, s) for s in inside)
    ]
    for place, (number, word) in enumerate(outside):
        if fold(word.text) == "according" and place + 1 < len(outside):
            names = _names(piece, outside[place + 2 :])
        elif is_saying(piece, number) or _is_calling(piece, number):
            clause = piece.clauses[number] if is_near else None
            names = _names(piece, outside[:place], clause=clause)
            if not names and _is_inverted(piece, number, outside[:place]):
                names = _names(piece, outside[place + 1 :], clause=piece.clauses[number])
        else:
            continue
        if names:
            return names
    return ()


def is_spoken(piece: Piece) -> bool:
    """Whether a sentence says that somebody says something."""
    return any(
        fold(w.text) == "according" or is_saying(piece, n) for n, w in enumerate(piece.words)
    )


def is_saying(piece: Piece, place: int) -> bool:
    """Whether a word is a verb by which somebody says something: not the `United States`."""
    word = fold(piece.words[place].text)
    if word not in SAYING or (place and fold(piece.words[place - 1].text) in _BEING):
        return False
    after = fold(piece.words[place + 1].text) if place + 1 < len(piece.words) else ""
    return word not in _NOUNS or after == "that"


def _names(
    piece: Piece, words: Sequence[tuple[int, Token]], *, clause: int | None = -1
) -> tuple[Token, ...]:
    """Names among words: of one clause, or (-1) of the first clause that has any, or of all."""
    found: list[Token] = []
    chosen = clause
    for number, word in words:
        if not (word.is_name and is_proper(word)):
            continue
        if number == 0 and not _is_subject(piece):
            continue
        if chosen == -1:
            chosen = piece.clauses[number]
        if chosen is None or piece.clauses[number] == chosen:
            found.append(word)
    return tuple(found)


def _is_calling(piece: Piece, place: int) -> bool:
    """Whether somebody gives something a name: `Roe called it “a mess”`."""
    is_told = place > 0 and fold(piece.words[place - 1].text) not in _BEING
    return is_told and fold(piece.words[place].text) in _CALLING


def _is_inverted(piece: Piece, verb: int, ahead: Sequence[tuple[int, Token]]) -> bool:
    """Whether who speaks follows the verb: `“No,” said Roe`, not `officials said Roe left`."""
    return not ahead or ahead[-1][0] != verb - 1 or piece.clauses[verb - 1] != piece.clauses[verb]


def _is_subject(piece: Piece) -> bool:
    """Whether the first word of a sentence is a name by what follows it."""
    after = piece.words[1:3]
    return not after or after[0].is_name or any(fold(w.text) in SAYING | _CALLING for w in after)


def _doubles(text: str) -> Iterator[Span]:
    start: int | None = None
    for mark in _DOUBLE.finditer(text):
        if start is not None and mark.start() - start > _LONGEST:
            start = None
        if start is None or mark.group() in _OPENING:
            start = mark.end()
            continue
        yield Span(start, mark.start())
        start = None


def _singles(text: str, double: Sequence[Span]) -> Iterator[Span]:
    covered = iter((*double, Span(len(text) + 1, len(text) + 1)))
    cover = next(covered)
    end = 0
    for mark in _SINGLE_OPEN.finditer(text):
        while cover.end <= mark.start():
            cover = next(covered)
        if mark.start() < end or cover.start <= mark.start():
            continue
        limit = min(mark.end() + _LONGEST, cover.start)
        if closing := _SINGLE_CLOSE.search(text, mark.end(), limit):
            end = closing.end()
            if closing.start() - mark.end() > 1:
                yield Span(mark.end(), closing.start())


def _trimmed(text: str, span: Span) -> Span | None:
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip(" ,.\n\t"))
    end = span.end - (len(words) - len(words.rstrip(" ,.;\n\t")))
    return Span(start, end) if any(c.isalnum() for c in text[start:end]) else None


def _within(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end
