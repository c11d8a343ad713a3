"""How sure a sentence is of what it says, by the words that the check reads too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rag.answer.sourcing.values import Certainty
from rag.answer.verifying.checks.clauses import pieces
from rag.answer.verifying.checks.hedging import CONDITIONS, DOUBTING, INTENDING, hedges
from rag.answer.verifying.checks.speech import CLAIMING
from rag.answer.verifying.side import Side
from rag.words import fold

if TYPE_CHECKING:
    from rag.answer.sourcing.reader import Reader
    from rag.answer.verifying.checks.clauses import Piece
    from rag.answer.verifying.checks.hedging import Hedge
    from rag.types import Span

_HELD = frozenset("insist insists insisted maintained contend contends contended".split())
"""Said firmly by somebody, which casts no doubt by itself."""
_ALLEGED = (CLAIMING - _HELD) | {"allegedly", "purported", "purportedly", "supposedly"}
_UNCONFIRMED = frozenset("unconfirmed unverified reportedly rumoured rumored".split())
_POSSIBLE = frozenset("believed thought said understood appears appeared appear seems seemed seem "
                      "supposed told tried attempted".split())  # fmt: skip
_DENYING = frozenset("denied denies denying disputed disputes".split())
_BEING = frozenset("is are was were".split())
_CONFIRMING = frozenset("confirmed confirms confirm".split())
_NOT_SURE = frozenset("not yet no never cannot neither nor isn't wasn't".split())
_SURENESS = (
    (_ALLEGED, Certainty.ALLEGED),
    (_HELD | {"whether"}, Certainty.PLAIN),
    (_UNCONFIRMED, Certainty.UNCONFIRMED),
    (CONDITIONS, Certainty.CONDITIONAL),
)
_RANK = list(Certainty)


def certainty(reader: Reader) -> tuple[Certainty, Span | None]:
    """The strongest that a sentence says of how sure it is, and the word that says so."""
    found: list[tuple[Certainty, Span | None]] = [(Certainty.PLAIN, None)]
    side = Side(reader.text)
    for piece in pieces(side):
        found += [(_of(hedge), hedge.by.span) for hedge in hedges(piece) if _counts(hedge, piece)]
    found += _outright(reader)
    return min(found, key=lambda one: _RANK.index(one[0]))


def _of(hedge: Hedge) -> Certainty:
    word = fold(hedge.by.text)
    if not hedge.about:
        is_unnamed = word in {"unnamed", "anonymous", "anonymity"}
        return Certainty.PLAIN if is_unnamed else Certainty.UNCONFIRMED
    for words, sure in _SURENESS:
        if word in words:
            return sure
    is_meant = word in INTENDING and word not in _POSSIBLE
    return Certainty.EXPECTED if hedge.is_future or is_meant else Certainty.POSSIBLE


def _counts(hedge: Hedge, piece: Piece) -> bool:
    """Not `as if`, `asked if` and `claims Crimea`, which take nothing away, and no belief.

    `Putin believes` says whose view it is, and how sure the outlet is of that view stands.
    """
    word = fold(hedge.by.text)
    if word in DOUBTING:
        return False
    before = [fold(w.text) for w in piece.words[max(0, hedge.at - 3) : hedge.at]]
    if word == "if":
        return before[-1:] != ["as"] and not any(w.startswith("ask") for w in before)
    if not word.startswith("claim"):
        return True
    after = fold(piece.words[hedge.at + 1].text) if hedge.at + 1 < len(piece.words) else ""
    return before[-1:] != ["to"] and after in _CLAIMED


_CLAIMED = frozenset("that to he she it they his her their its there responsibility".split())


def _outright(reader: Reader) -> list[tuple[Certainty, Span | None]]:
    """Denied and confirmed outright: words that take nothing away and still say how sure."""
    found: list[tuple[Certainty, Span | None]] = []
    for place, word in enumerate(reader.folds):
        before = set(reader.folds[max(0, place - 3) : place])
        if not reader.outside[place]:
            continue
        span = reader.words[place].span
        if word == "expected" and before & _BEING:
            found.append((Certainty.EXPECTED, span))
        if word in _DENYING and not before & _NOT_SURE:
            found.append((Certainty.DENIED, span))
        if word in _CONFIRMING:
            is_not = bool(before & (_NOT_SURE | {"would", "could", "declined", "refused"}))
            found.append((Certainty.UNCONFIRMED if is_not else Certainty.CONFIRMED, span))
    return found
