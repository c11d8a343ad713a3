"""Reads which words of a sentence are denied, and by what."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from rag.words import Token, fold

if TYPE_CHECKING:
    from rag.answer.verifying.checks.clauses import Piece

_NOT = frozenset(
    "not no never none nobody nothing neither nor without cannot hardly scarcely barely nowhere "
    "pas aucun aucune jamais sans".split()
)
_LEXICAL = frozenset(
    "deny denies denied denying refuse refuses refused refusing decline declined declines "
    "declining reject rejects rejected rejecting fail fails failed failing unable dismiss "
    "dismisses dismissed lack lacks lacked lacking unlikely prevent prevents "
    "prevented impossible stop stopping stops stopped cease ceases ceased quit ruled rule rules "
    "ruling ban "
    "bans banned forbidden prohibits prohibited".split()
)
_ONLY_TO = frozenset("decline declined declines declining fail fails failed failing".split())
_ONLY_OUT = frozenset("ruled rule rules ruling".split())
_FROM = frozenset("stopped stops prevent prevents prevented ban bans banned prohibited".split())
_NEUTRAL = {
    "not": frozenset("only just merely simply least until solely so all as".split()),
    "no": frozenset("doubt matter less more fewer sooner later wonder".split()),
    "nothing": frozenset({"but", "less", "short"}),
    "none": frozenset({"other"}),
    "never": frozenset({"mind"}),
    "hardly": frozenset({"any"}),
}
_SOFT = frozenset(
    "little few fewer rarely seldom rather instead except stop stops stopped cease ceases ceased "
    "if whether unless too less least difficult hard doubt doubts doubted avoid avoids".split()
)
_PREFIXES = ("un", "dis", "non", "il", "ir")
_REVERSED = frozenset(
    "inaccurate incorrect incomplete inadequate inactive ineffective insufficient impossible "
    "improbable impractical inability inconsistent independent immobile immature insecure invalid "
    "informal indirect infrequent inefficient immoral impatient".split()
)
_NOT_REVERSED = frozenset(
    "under until union unions unit units unite united unites unity until unto uncle unique unless "
    "discover discovers discovered discovery display displays displayed dispatch discount "
    "discounts discharge disease diseases distance district dispose disposed discuss discussed "
    "discussion dismiss dispute disputed discipline distress discern dissent iron irony ill "
    "illuminate illustrate uncover uncovered undertake disarm none nonetheless unpack unveil "
    "unveiled unleash unfold unfolded disclose disclosed discourse discoursed dispense "
    "distill distinct disperse dismay".split()
)
_STOPPING = frozenset("stop stops stopped stopping cease ceases ceased quit".split())
_LIGHT = frozenset(
    "longer yet any ever even able have has had get got make made take took currently immediately "
    "really actually still already fully directly formally".split()
)
_PAIR = 4
"""Words between two denials that make none together."""
_FOCUS = 3
"""Words of meaning after a negation that it denies for certain."""


class Denial(NamedTuple):
    """A word that denies, and the words that it denies."""

    by: Token
    at: int
    """Place in the sentence."""
    denied: tuple[int, ...]
    """Places of words of meaning, the nearest first."""


class Polarity(NamedTuple):
    """What a sentence denies."""

    denials: tuple[Denial, ...]
    signs: tuple[int, ...]
    """For every word how many denials bear on it."""
    cues: frozenset[int]
    """Places of the words that deny."""


def is_lexical(word: str) -> bool:
    """Whether a word denies by what it means, as `refused` does, and not as `not` does."""
    return fold(word) in _LEXICAL


@lru_cache(maxsize=4_096)
def polarity(piece: Piece) -> Polarity:
    """The denials of a sentence; `not only`, `no doubt` and their like are none."""
    denials = tuple(
        Denial(word, place, denied)
        for place, word in enumerate(piece.words)
        if _denies(piece, place) and (denied := _denied(piece, place))
    )
    signs = [0] * len(piece.words)
    for by_sense in (False, True):
        group = [d for d in denials if is_lexical(d.by.text) is by_sense]
        # Two small words in one clause deny once: neither ... nor, no ... nor.
        once = {place for d in group for place in d.denied}
        for place in once:
            signs[place] += 1
    return Polarity(denials, tuple(signs), frozenset(d.at for d in denials))


def is_softened(piece: Piece, clause: int) -> bool:
    """Whether a clause says something less than a plain yes or no."""
    return any(
        number == clause and fold(word.text) in _SOFT
        for number, word in zip(piece.clauses, piece.words, strict=True)
    )


def reverses(word: str, others: frozenset[str]) -> str:
    """The one of `others` that is the word without (or with) a prefix that turns it round.

    >>> reverses("unable", frozenset({"able"})), reverses("discover", frozenset({"cover"}))
    ('able', '')
    """
    plain = fold(word)
    for prefix in (*_PREFIXES, "in", "im"):
        bare = plain.removeprefix(prefix).removeprefix("-")
        if bare != plain and bare in others and _is_reversed(plain, prefix):
            return bare
        more = prefix + plain
        if more in others and _is_reversed(more, prefix):
            return more
    return ""


def _is_reversed(word: str, prefix: str) -> bool:
    if prefix in _PREFIXES:
        return word not in _NOT_REVERSED and len(word) - len(prefix) >= len("able")
    return word in _REVERSED


def _denies(piece: Piece, place: int) -> bool:
    word = fold(piece.words[place].text)
    if word in _LEXICAL:
        return _denies_by_sense(piece, place, word)
    is_contracted = word.endswith("n't")
    if not (word in _NOT or is_contracted):
        return False
    after = fold(piece.words[place + 1].text) if place + 1 < len(piece.words) else ""
    neutral = _NEUTRAL.get("not" if is_contracted else word, frozenset())
    if after in neutral or _is_paired(piece, place, word):
        return False
    return not _is_until(piece, place)


def _denies_by_sense(piece: Piece, place: int, word: str) -> bool:
    """Whether a word that may deny does so here: `failed to`, `ruled out`, `banned from`."""
    rest = [fold(w.text) for w in piece.words[place + 1 : place + 6]]
    if word in _ONLY_TO:
        return rest[:1] in (["to"], ["comment"])
    if word in _ONLY_OUT:
        return rest[:1] == ["out"]
    if word in _STOPPING and rest and rest[0].endswith("ing"):
        return True
    return "from" in rest if word in _FROM or word in _STOPPING else True


def _is_until(piece: Piece, place: int) -> bool:
    """`Not open until May` says that it opens, and when."""
    clause = piece.clauses[place]
    after = (n for n in range(place + 1, len(piece.words)) if piece.clauses[n] != clause)
    opener = next(after, None)
    return opener is not None and fold(piece.words[opener].text) == "until"


def _is_paired(piece: Piece, place: int, word: str) -> bool:
    """`Not without`, `never left without`: two denials that make none."""
    near = range(max(0, place - _PAIR), min(len(piece.words), place + _PAIR + 1))
    others = {
        fold(piece.words[n].text)
        for n in near
        if piece.clauses[n] == piece.clauses[place] and (n < place) is (word == "without")
    }
    if word == "without":
        return any(other in _NOT or other.endswith("n't") for other in others)
    return "without" in others


def _denied(piece: Piece, place: int) -> tuple[int, ...]:
    """Words of meaning after a denial, in its clause and up to the third."""
    found: list[int] = []
    clause = piece.clauses[place]
    start = place + 1
    if fold(piece.words[place].text) in _FROM | _STOPPING:
        rest = [fold(w.text) for w in piece.words[start : start + 5]]
        start += rest.index("from") + 1 if "from" in rest else 0
    for later in range(start, len(piece.words)):
        if piece.clauses[later] != clause or len(found) == _FOCUS:
            break
        word = piece.words[later]
        if word.is_content and fold(word.text) not in _LIGHT and piece.roots[later] != "out":
            found.append(later)
    return tuple(found)
