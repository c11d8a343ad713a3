"""Reads how sure a sentence is of its words: hedges, plans, what is yet to come."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from rag.answer.verifying.checks.clauses import is_irregular
from rag.answer.verifying.checks.speech import CLAIMING, is_spoken
from rag.words import Token, fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.answer.verifying.checks.clauses import Piece

_MODAL = frozenset("may might could peut pourrait pourraient".split())
_WORDS = frozenset(
    "alleged allegedly reportedly possibly perhaps maybe probably likely suspected apparently "
    "purported purportedly supposedly presumably potentially possible potential probable "
    "unconfirmed unverified conceivably rumoured rumored".split()
)
INTENDING = frozenset(
    "expected expects expect plan plans planned planning intends intended intend hopes hoped hope "
    "aims aimed aim seeks sought wants wanted want threatens threatened promised promises vowed "
    "vows pledged pledges agreed ready set scheduled believed thought said understood appears "
    "appeared appear seems seemed seem considering tried attempted offered "
    "offers decided proposes proposed hoping ordered urged asked told supposed poised prepared "
    "preparing want".split()
)
"""Words that take certainty away where `to` follows."""
_DOING = frozenset("considering proposes proposed planning weighing".split())
"""Words that take certainty away from a noun or a form in -ing that follows."""
DOUBTING = frozenset(
    "suspect suspects believe believes fear fears feared think thinks assume assumes assumed "
    "doubt doubts guess guesses".split()
)
"""What somebody holds for true and does not know."""
_OF = frozenset("accused suspected suspicion charged".split())
CONDITIONS = frozenset("if unless whether si".split())
"""Words after which nothing is said to be so."""
_WILL = frozenset("will shall would won't".split())
_ASKED = frozenset("you we i they he she it".split())
_PAST = frozenset("has have had was were been".split())
_UNSURE = (
    ("not", "yet", "confirmed"), ("not", "been", "confirmed"), ("yet", "to", "be"),
    ("could", "not", "verify"), ("not", "be", "verified"), ("not", "immediately", "confirmed"),
    ("not", "independently", "verified"), ("not", "be", "independently"),
    ("be", "independently", "verified"), ("not", "confirmed"), ("to", "be", "confirmed"),
)  # fmt: skip
_UNNAMED = frozenset("unnamed anonymous anonymity".split())
_FOCUS = 3
"""Words of meaning after a hedge that are surely meant by it."""
_FAR = 6


class Hedge(NamedTuple):
    """A word that takes certainty away, and the words it takes it from."""

    by: Token
    at: int
    """Place in the sentence."""
    about: tuple[int, ...]
    """Places of the words it bears on; empty where it bears on the whole sentence."""
    is_future: bool
    """Whether it only says that something is yet to come."""


@lru_cache(maxsize=4_096)
def hedges(piece: Piece) -> tuple[Hedge, ...]:
    """The hedges of a sentence.

    `May` the month, `could not` and `as expected` are none.
    """
    found: list[Hedge] = []
    for place, word in enumerate(piece.words):
        plain = fold(word.text)
        rest = [fold(w.text) for w in piece.words[place + 1 : place + 1 + _FAR]]
        if _is_whole(plain, rest):
            found.append(Hedge(word, place, (), is_future=False))
        elif plain == "would" and not is_spoken(piece):
            continue
        elif _is_hedge(word, plain, rest, place) and (about := _about(piece, place)):
            found.append(Hedge(word, place, about, plain in _WILL))
    return tuple(found)


def is_past(piece: Piece, place: int) -> bool:
    """Whether a verb is written as something that has happened."""
    word = fold(piece.words[place].text)
    if not place:
        return False
    before = [fold(w.text) for w in piece.words[max(0, place - 3) : place]]
    if {"to", "be"} & set(before[-1:]) or _WILL & set(before) or _MODAL & set(before):
        return False
    return word.endswith("ed") or is_irregular(word) or bool(_PAST & set(before[-2:]))


def _is_whole(word: str, rest: Sequence[str]) -> bool:
    """Whether a word begins a phrase by which the whole sentence is not sure."""
    if word in _UNNAMED:
        return True
    return any(phrase[0] == word and tuple(rest[: len(phrase) - 1]) == phrase[1:]
               for phrase in _UNSURE)  # fmt: skip


def _is_hedge(  # noqa: PLR0911
    word: Token, plain: str, rest: Sequence[str], place: int
) -> bool:
    after = rest[0] if rest else ""
    if plain in _MODAL:
        is_month = word.text == "May" and place > 0
        is_inability = plain == "could" and after == "not"
        return not (is_month or is_inability or after in _ASKED or after.isdigit())
    if plain in _WORDS or plain in CONDITIONS or plain in CLAIMING:
        return True
    if plain in DOUBTING:
        return after not in {"in", "to", "of", "for"}
    if plain in _OF:
        return after in {"of", "with"}
    if plain in _DOING and after != "to":
        return bool(rest)
    if plain in INTENDING:
        return after == "to"
    return plain in _WILL


def _about(piece: Piece, place: int) -> tuple[int, ...]:
    """The words of meaning after a hedge: in its clause, or in the one that it opens."""
    found: list[int] = []
    clause = piece.clauses[place]
    for later in range(place + 1, len(piece.words)):
        if piece.clauses[later] != clause or len(found) == _FOCUS:
            break
        if piece.words[later].is_content:
            found.append(later)
    return tuple(found)
