"""Reads the names of a text: what is a name at all, and who is named with it."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from rag.aliases import NATIONS, SEATS, is_same_name, sound, twins
from rag.answer.verifying.checks.clauses import Piece, pieces
from rag.answer.verifying.checks.ordinary import is_proper
from rag.types import Span
from rag.words import Token, fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rag.answer.verifying.side import Side

_UPPER_ONLY = frozenset("us un eu uk uae".split())
_FIRSTS: dict[str, int] = {}
"""First words of the names of countries, with the words of the longest of these names."""
for _phrase in NATIONS:
    _size = len(_phrase.split())
    _FIRSTS[_phrase.split()[0]] = max(_size, _FIRSTS.get(_phrase.split()[0], 0))
_VERBS = frozenset(
    "said says has was is told had will would did does announced denied claimed added confirmed "
    "wrote won lost died arrived left met became warned accused called".split()
)
_COMMON_ENDINGS = ("s", "ing", "ed", "ly", "ion", "ment", "ity", "ness", "ance", "ence", "ism")
_PLACED = frozenset(
    "in at near to from outside around inside across toward towards into via through".split()
)
_HEADLINE_WORDS = 5
_HEADLINE = 0.85
_NAMES = 4
"""Words of one person's name that are read together, and one."""
_LIKE = 200
"""Names that begin alike and are compared letter by letter, at most."""


class Mention(NamedTuple):
    """A name of one word or several that stand together."""

    words: tuple[Token, ...]
    nation: str
    """The key of its country or union, if it is one."""
    is_seat: bool
    """Whether it names the country by a city or a house."""
    is_placed: bool
    """Whether something happens there: `in Moscow`, not `Moscow said`."""

    @property
    def span(self) -> Span:
        """From its first word to its last."""
        return Span(self.words[0].span.start, self.words[-1].span.end)


@lru_cache(maxsize=64)
def lowered(side: Side) -> frozenset[str]:
    """Words that the text writes without a capital somewhere."""
    return frozenset(fold(t.text) for t in side.tokens if t.text[0].islower())


@lru_cache(maxsize=64)
def capitalised(side: Side) -> frozenset[str]:
    """Words that the text writes with a capital where no sentence begins."""
    return frozenset(
        fold(word.text)
        for piece in pieces(side)
        if not _is_headline(piece)
        for place, word in enumerate(piece.words)
        if word.is_name and not _is_begun(side, piece, place)
    )


def mentions(side: Side, other: Side) -> list[Mention]:
    """The names of `side`; how `other` writes a word helps to tell a name from a word."""
    found: list[Mention] = []
    for piece in pieces(side):
        nations = dict(_nations(piece))
        is_headline = _is_headline(piece)
        run: list[Token] = []
        place = 0
        while place < len(piece.words):
            word = piece.words[place]
            if place in nations:
                found += _joined(run)
                run = []
                used = nations[place]
                found.append(_nation(piece, place, used))
                place += used
                continue
            named = not is_headline and _is_named(word, place, piece, side, other)
            if run and not (named and side.text[run[-1].span.end : word.span.start] in " -"):
                found += _joined(run)
                run = []
            if named:
                run.append(word)
            place += 1
        found += _joined(run)
    return found


class Register:
    """The names of an evidence, for looking up one in many."""

    def __init__(self, side: Side) -> None:
        self.side = side
        self._like: dict[str, dict[str, None]] = defaultdict(dict)
        self.firsts: dict[str, dict[str, Token]] = defaultdict(dict)
        """For every name, the capitalised words that stand right before it."""
        self.lasts: dict[str, set[str]] = defaultdict(set)
        self.nations: dict[str, bool] = {}
        """Keys of the countries named; whether by more than a city or a house."""
        self.folds = frozenset(fold(token.text) for token in side.tokens)
        self._read()
        capitals = [t for t in side.tokens if t.is_name or not t.is_content]
        self.initials = "".join(t.text[0] if t.is_content else "" for t in capitals).upper()
        self._all_initials = "".join(t.text[0] for t in side.tokens).upper()

    def is_like(self, word: Token) -> bool:
        """Whether the evidence has the name in this or another writing."""
        if word.stem in self.side.stems:
            return True
        return any(is_same_name(word.text, other) for other in self.like(word))

    def like(self, word: Token) -> Iterable[str]:
        """The names of the evidence that may be another writing of it."""
        return (name for key in _keys(word.text) for name in self._like.get(key, ()))

    def is_spelled_out(self, acronym: str) -> bool:
        """Whether words of the evidence begin with the letters of an acronym."""
        letters = acronym.removesuffix("'s").removesuffix("’s").replace(".", "").upper()
        least = len("WHO")
        if len(letters) > least and letters in self._all_initials:
            return True
        return len(letters) > 1 and letters in self.initials

    def _read(self) -> None:
        for piece in pieces(self.side):
            for place, used in _nations(piece):
                mention = _nation(piece, place, used)
                self.nations[mention.nation] = self.nations.get(mention.nation, False) or (
                    not mention.is_seat
                )
            for place, word in enumerate(piece.words):
                if word.is_name:
                    self._enter(piece, place)

    def _enter(self, piece: Piece, place: int) -> None:
        word = piece.words[place]
        name = fold(word.text)
        for key in _keys(name):
            if len(self._like[key]) < _LIKE:
                self._like[key].setdefault(word.text)
        for other in self._run_before(piece, place):
            self.firsts[name].setdefault(fold(other.text), other)
            self.lasts[fold(other.text)].add(name)
        follows = piece.words[place + 1] if place + 1 < len(piece.words) else None
        if follows is None or not follows.is_name:
            self.lasts[name].add("")

    def _run_before(self, piece: Piece, place: int) -> Iterator[Token]:
        """The names right before a word: first and middle names, the nearest first."""
        for number in range(place - 1, max(-1, place - _NAMES), -1):
            before, after = piece.words[number], piece.words[number + 1]
            gap = self.side.text[before.span.end : after.span.start]
            if not before.is_name or gap not in {" ", "-", ". "}:
                return
            if is_proper(before):
                yield before


@lru_cache(maxsize=64)
def register(side: Side) -> Register:
    """The names of an evidence, read once for all its claims."""
    return Register(side)


def _is_named(word: Token, place: int, piece: Piece, side: Side, other: Side) -> bool:
    if not word.is_name or not is_proper(word):
        return False
    plain = fold(word.text)
    if plain in lowered(side) or plain in lowered(other):
        return False
    if not _is_begun(side, piece, place):
        return True
    if plain in capitalised(side) or plain in capitalised(other):
        return True
    after = piece.words[place + 1] if place + 1 < len(piece.words) else None
    if after is None or plain.endswith(_COMMON_ENDINGS):
        return False
    return (after.is_name and is_proper(after)) or after.text in _VERBS


def _is_begun(side: Side, piece: Piece, place: int) -> bool:
    """Whether a capital may be due to the beginning of a sentence, or of a quoted one."""
    if not place:
        return True
    gap = side.text[piece.words[place - 1].span.end : piece.words[place].span.start]
    return any(mark in gap for mark in ":.?!“\"«‘'*•[") and gap != ". "


def _is_headline(piece: Piece) -> bool:
    """Whether capitals say nothing here, because nearly every word has one."""
    long = [w for w in piece.words if not w.is_number and w.is_content]
    return len(long) >= _HEADLINE_WORDS and sum(w.is_name for w in long) >= _HEADLINE * len(long)


def _nations(piece: Piece) -> Iterator[tuple[int, int]]:
    """Where a country or union is named, and in how many words."""
    words = piece.words
    place = 0
    while place < len(words):
        used = _nation_words(words, place) if words[place].is_name else 0
        if used:
            yield place, used
        place += used or 1


def _nation_words(words: tuple[Token, ...], place: int) -> int:
    """Of how many words the name of a country is that begins there; 0 where none does."""
    first = fold(words[place].text)
    longest = min(_FIRSTS.get(first, 0), len(words) - place)
    for used in range(longest, 0, -1):
        phrase = " ".join(fold(w.text) for w in words[place : place + used])
        if phrase in NATIONS:
            return used if first not in _UPPER_ONLY or words[place].text[:2].isupper() else 0
    return 0


def _nation(piece: Piece, place: int, used: int) -> Mention:
    words = piece.words[place : place + used]
    phrase = " ".join(fold(w.text) for w in words)
    before = fold(piece.words[place - 1].text) if place else ""
    if before == "the" and place > 1:
        before = fold(piece.words[place - 2].text)
    return Mention(words, NATIONS[phrase], phrase in SEATS, before in _PLACED)


def _joined(run: list[Token]) -> list[Mention]:
    return [Mention(tuple(run), "", is_seat=False, is_placed=False)] if run else []


def _keys(name: str) -> tuple[str, ...]:
    return (sound(name)[:3], *(str(number) for number in twins(name)))
