"""Who did what to whom: two that stand on either side of a verb have not changed places."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from rag.answer.verifying.checks.clauses import closest, is_irregular, pieces
from rag.answer.verifying.checks.crossing import crossed
from rag.answer.verifying.checks.ordinary import is_proper
from rag.answer.verifying.side import Finding
from rag.types import Span
from rag.words import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rag.answer.verifying.checks.clauses import Piece
    from rag.answer.verifying.side import Side

_ALIKE = 0.6
_SAME = 0.85
"""Share of the words of a claim in a sentence of which it may be a copy with two names swapped."""
_NEAR = 0.1
_WIDE = 4
"""Words, at most, between a verb and the end of the one it binds."""
_MUTUAL = frozenset(
    "meet met meets meeting marry married marries discuss discussed talk talked talks spoke speak "
    "speaks agreed agree agrees join joined joins play played plays draw drew border borders "
    "differ differs clashed clash merge merged divorced split equal equals resembled include "
    "includes included including mean means meant become became remained called named known "
    "versus related compared based used told said says say faced face faces linked".split()
)
"""Verbs that bind both sides alike, or that order says little about."""
_AUX = frozenset(
    "was were is are been being be got has have had will would may might could".split()
)
_SMALL = frozenset("the a an his her its their this that these those very more".split())
_NOUNS = frozenset(
    "attack attacks invasion strike victory win defeat criticism support purchase acquisition "
    "takeover loan letter visit response warning threat accusation lawsuit raid assault triumph "
    "aid payment apology".split()
)
_ONTO = frozenset("on of against over to at".split())


class _Deed(NamedTuple):
    first: Span
    by: frozenset[str]
    verb: str
    to: frozenset[str]


def swapped_roles(claim: Side, evidence: Side) -> list[Finding]:
    """Who does it and whom it is done to have not changed places around the same verb.

    Read from patterns: `A beat B`, `B was beaten by A`, `A's attack on B`, `from A to B`.
    What fits no pattern is not judged.
    """
    found: list[Finding] = []
    for piece in pieces(claim):
        deeds = _deeds(piece)
        alike = closest(piece, evidence, least=_ALIKE) if deeds else []
        near = [a.piece for a in alike if a.share >= alike[0].share - _NEAR]
        known = [deed for other in near for deed in _deeds(other)]
        found += [
            _finding(deed, claim)
            for deed in deeds
            if any(_is_swapped(deed, k) for k in known)
            and not any(_is_same(deed, k) for k in known)
        ]
        found += _crossed(piece, claim, evidence) if not found else []
    return found


def _crossed(piece: Piece, claim: Side, evidence: Side) -> list[Finding]:
    """Two names that changed places in a sentence that is otherwise the source's."""
    alike = closest(piece, evidence, least=_SAME)
    spans = [crossed(piece, one.piece, _MUTUAL) for one in alike]
    # One sentence of the evidence that has the two in this order is enough.
    return [_swap(spans[0], claim)] if spans and all(spans) and spans[0] else []


def _finding(deed: _Deed, claim: Side) -> Finding:
    return _swap(deed.first, claim)


def _swap(span: Span, claim: Side) -> Finding:
    words = span.of(claim.text)
    note = f"In “{words}” two have changed places: the source has them the other way round."
    return Finding("name", span, note, is_contradicted=True)


def _is_swapped(one: _Deed, other: _Deed) -> bool:
    if one.verb != other.verb or one.by & other.by or one.to & other.to:
        return False
    return bool(one.by & other.to and one.to & other.by)


def _is_same(one: _Deed, other: _Deed) -> bool:
    return one.verb == other.verb and bool(one.by & other.by and one.to & other.to)


@lru_cache(maxsize=4_096)
def _deeds(piece: Piece) -> tuple[_Deed, ...]:
    return (*_acts(piece), *_ways(piece))


def _acts(piece: Piece) -> Iterator[_Deed]:
    """Verbs and nouns of doing with who stands before and after them."""
    words = piece.words
    for place, word in enumerate(words):
        plain = fold(word.text)
        is_noun = plain in _NOUNS and _is_owned(piece, place)
        if not is_noun and not _is_verb(piece, place):
            continue
        after = place + 1
        is_passive = not is_noun and _is_passive(piece, place)
        if is_noun:
            is_passive = after < len(words) and fold(words[after].text) == "by"
            if not is_passive and (after == len(words) or fold(words[after].text) not in _ONTO):
                continue
            after += 1
        elif is_passive:
            after += 1
        left, right = _before(piece, place), _after(piece, after)
        if left and right:
            by, to = (right[0], left[0]) if is_passive else (left[0], right[0])
            span = Span(words[left[1]].span.start, words[right[1]].span.end)
            yield _Deed(span, by - to, piece.roots[place], to - by)


def _ways(piece: Piece) -> Iterator[_Deed]:
    """`From A to B`, and `A than B` after the same word."""
    words = piece.words
    start: int | None = None
    for place, word in enumerate(words):
        plain = fold(word.text)
        if plain == "from":
            start = place
        elif plain == "to" and start is not None and 1 < place - start <= _WIDE:
            left, right = _after(piece, start + 1, place), _after(piece, place + 1)
            if left and right:
                span = Span(words[start].span.start, words[right[1]].span.end)
                yield _Deed(span, left[0] - right[0], "from to", right[0] - left[0])
            start = None
        elif plain == "than" and place > 1:
            left, right = _before(piece, place - 1), _after(piece, place + 1)
            if left and right:
                span = Span(words[left[1]].span.start, words[right[1]].span.end)
                than = f"{piece.roots[place - 1]} than"
                yield _Deed(span, left[0] - right[0], than, right[0] - left[0])


def _is_verb(piece: Piece, place: int) -> bool:
    """Whether a word looks like a verb that binds two: by its ending or by what stands ahead."""
    word = piece.words[place]
    plain = fold(word.text)
    if not place or word.is_name or not word.is_content or plain in _MUTUAL:
        return False
    before = fold(piece.words[place - 1].text)
    if before in {"the", "a", "an", "of", "and"}:
        return False
    is_past = plain.endswith("ed") or is_irregular(plain) or plain in {"beat", "hit", "cut"}
    is_present = plain.endswith("s") and piece.words[place - 1].is_name
    return is_past or is_present or before in _AUX


def _is_passive(piece: Piece, place: int) -> bool:
    after = place + 1
    return after < len(piece.words) and fold(piece.words[after].text) == "by"


def _is_owned(piece: Piece, place: int) -> bool:
    owner = piece.words[place - 1].text if place else ""
    return owner.endswith(("'s", "’s", "s'", "s’"))


def _before(piece: Piece, place: int) -> tuple[frozenset[str], int] | None:
    """What ends right before a verb: its words of meaning, and where it begins."""
    found: list[int] = []
    clause = piece.clauses[place]
    for number in range(place - 1, max(-1, place - 1 - _WIDE), -1):
        word = piece.words[number]
        plain = fold(word.text)
        if piece.clauses[number] != clause:
            break
        if plain in _AUX and not found:
            continue
        if not word.is_content:
            if plain in _SMALL and not found:
                break
            if plain not in _SMALL:
                break
            continue
        found.append(number)
    return (_telling(piece, found), found[-1]) if found else None


def _after(piece: Piece, place: int, end: int | None = None) -> tuple[frozenset[str], int] | None:
    """What begins there: its words of meaning up to the next small word, and where it ends."""
    found: list[int] = []
    if place >= len(piece.words):
        return None
    clause = piece.clauses[place]
    for number in range(place, min(len(piece.words), place + _WIDE, end or len(piece.words))):
        word = piece.words[number]
        if piece.clauses[number] != clause:
            break
        if word.is_content:
            found.append(number)
        elif found or fold(word.text) not in _SMALL:
            break
    return (_telling(piece, found), found[-1]) if found else None


def _telling(piece: Piece, places: list[int]) -> frozenset[str]:
    """Of some words those that say most clearly who or what: names, or figures, or all."""
    names = [n for n in places if piece.words[n].is_name and is_proper(piece.words[n])]
    figures = [n for n in places if piece.words[n].is_number]
    return frozenset(piece.roots[n] for n in names or figures or places)
