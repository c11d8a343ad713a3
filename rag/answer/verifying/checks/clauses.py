"""Sentences and clauses of a text, as far as tokens show them, and which of them say the same."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from rag.types import Span
from rag.words import Token, fold, stem

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rag.answer.verifying.side import Side

_END = re.compile(r"[.!?…][\"”’»')\]*]*\s|\n")
_BREAK = re.compile(r"[,;:()\[\]\"“”«»—–]|\s-\s|--|``|''|\.\.\.|…")
_ABBREVIATED = frozenset(
    "mr mrs ms dr st gen sen rep gov lt col sgt capt prof rev hon jr sr vs etc inc ltd co corp no "
    "jan feb mar apr jun jul aug sep sept oct nov dec u.s u.k u.n e.u a.m p.m d.c".split()
)
_OPENERS = frozenset(
    "but although though while whereas because which who whose whom when after before until "
    "unless if since despite whether where and or".split()
)
_COMMON = 400
"""Sentences from which a word is too common to lead to the one that is meant."""
_TRIED = 12
_LONGEST = 250
"""Words; what goes on longer without an end is no sentence and is cut."""
_IRREGULAR = dict(
    pair.split("=")
    for pair in """slept=sleep rose=rise risen=rise fell=fall fallen=fall shot=shoot won=win
    lost=lose sold=sell bought=buy paid=pay said=say told=tell gave=give given=give took=take
    taken=take went=go gone=go came=come left=leave led=lead met=meet made=make held=hold
    kept=keep found=find sent=send spent=spend built=build broke=break broken=break began=begin
    begun=begin chose=choose chosen=choose drove=drive driven=drive flew=fly flown=fly grew=grow
    grown=grow knew=know known=know ran=run saw=see seen=see struck=strike stricken=strike
    stood=stand spoke=speak spoken=speak stole=steal stolen=steal thought=think threw=throw
    thrown=throw understood=understand withdrew=withdraw withdrawn=withdraw wrote=write
    written=write fought=fight caught=catch brought=bring taught=teach sought=seek felt=feel
    dealt=deal meant=mean lent=lend sank=sink sunk=sink swore=swear sworn=swear wore=wear
    forgot=forget forgave=forgive froze=freeze frozen=freeze hid=hide hidden=hide
    rode=ride ridden=ride shook=shake shaken=shake sang=sing sat=sit swam=swim woke=wake
    died=die dead=die dying=die fled=flee fed=feed bit=bite bitten=bite ate=eat eaten=eat
    drew=draw drawn=draw became=become overcame=overcome""".split()
)
_NEVER_ALONE = frozenset(
    """risen given taken gone broken begun chosen driven flown fallen grown known seen stricken
    spoken stolen thrown understood withdrawn written sunk sworn frozen hidden ridden shaken eaten
    drawn dead dying slept bitten""".split()
)
"""Forms that need a helping verb, or are no verbs."""


@dataclass(frozen=True)
class Piece:
    """A sentence."""

    words: tuple[Token, ...]
    clauses: tuple[int, ...]
    """For every word, which clause of the sentence it stands in."""

    @property
    def span(self) -> Span:
        """From its first word to its last."""
        return Span(self.words[0].span.start, self.words[-1].span.end)

    @cached_property
    def roots(self) -> tuple[str, ...]:
        """For every word, the form it shares with its other forms."""
        return tuple(root(word.text) for word in self.words)

    @cached_property
    def content(self) -> frozenset[str]:
        """Roots of the words that carry meaning."""
        return frozenset(r for r, w in zip(self.roots, self.words, strict=True) if w.is_content)


def part(piece: Piece, clause: int) -> Piece:
    """One clause of a sentence as a sentence of its own."""
    words = tuple(w for w, c in zip(piece.words, piece.clauses, strict=True) if c == clause)
    return Piece(words, (0,) * len(words))


class Alike(NamedTuple):
    """A sentence that speaks of what another one speaks of."""

    share: float
    """Of the other's words of meaning that it has too, 0..1."""
    piece: Piece


@lru_cache(maxsize=65_536)
def root(word: str) -> str:
    """The stem of a word, irregular forms brought home first.

    >>> root("slept") == root("sleeping")
    True
    """
    return stem(_IRREGULAR.get(fold(word), word))


def infinitive(word: str) -> str | None:
    """The form after `did` of an irregular verb in the past; None for any other word.

    >>> infinitive("withdrew"), infinitive("closed"), infinitive("dead")
    ('withdraw', None, None)
    """
    plain = fold(word)
    return None if plain in _NEVER_ALONE else _IRREGULAR.get(plain)


def is_irregular(word: str) -> bool:
    """Whether a word is a past form that does not end like one."""
    return fold(word) in _IRREGULAR


@lru_cache(maxsize=64)
def pieces(side: Side) -> tuple[Piece, ...]:
    """The sentences of a text in order; abbreviations and initials end none.

    >>> from rag.answer.verifying.side import Side
    >>> [len(piece.words) for piece in pieces(Side("Dr. Lee left. She, however, ran."))]
    [3, 3]
    """
    found: list[Piece] = []
    words: list[Token] = []
    clauses: list[int] = []
    clause = 0
    before: Token | None = None
    for word in side.tokens:
        gap = side.text[before.span.end : word.span.start] if before else ""
        if before and (len(words) >= _LONGEST or _ends(before, gap)):
            found.append(Piece(tuple(words), tuple(clauses)))
            words, clauses, clause = [], [], 0
        elif words and (_BREAK.search(gap) or fold(word.text) in _OPENERS):
            clause += 1
        words.append(word)
        clauses.append(clause)
        before = word
    return (*found, Piece(tuple(words), tuple(clauses))) if words else ()


def closest(piece: Piece, evidence: Side, *, least: float = 0.5) -> list[Alike]:
    """The sentences of the evidence that have at least that share of the words, best first."""
    if not piece.content:
        return []
    known, places = pieces(evidence), _places(evidence)
    hits = Counter(
        n for r in piece.content if len(where := places.get(r, ())) <= _COMMON for n in where
    )
    ranked = sorted(hits.items(), key=lambda hit: (-hit[1], hit[0]))[:_TRIED]
    alike = [
        Alike(len(piece.content & known[n].content) / len(piece.content), known[n])
        for n, _ in ranked
    ]
    return sorted((a for a in alike if a.share >= least), key=lambda a: -a.share)


@lru_cache(maxsize=64)
def _places(side: Side) -> Mapping[str, list[int]]:
    places: dict[str, list[int]] = defaultdict(list)
    for number, piece in enumerate(pieces(side)):
        for found in piece.content:
            places[found].append(number)
    return dict(places)


def _ends(before: Token, gap: str) -> bool:
    if "\n" in gap:
        return True
    if len(before.text) == 1 and before.text.isupper() and gap.startswith("."):
        return False
    return fold(before.text) not in _ABBREVIATED and _END.search(gap) is not None
