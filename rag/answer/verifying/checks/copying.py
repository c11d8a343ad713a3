"""What was changed in a claim that is otherwise a copy of one sentence of the evidence.

Other rules ask whether a figure, a date or a name stands in the evidence at all; in a copy it must
stand in the same place. Most sentences of a small writer are copies with a slip in them.
"""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple

from rag.aliases import is_same_name, twins
from rag.answer.verifying.agreeing import Bearing, bearing
from rag.answer.verifying.amounts import amounts
from rag.answer.verifying.checks.clauses import closest, pieces, root
from rag.answer.verifying.checks.ordinary import is_proper
from rag.answer.verifying.side import Finding, Side
from rag.answer.verifying.wording import quoted
from rag.dates import MONTHS, WEEKDAYS
from rag.types import Span
from rag.words import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.answer.verifying.checks.clauses import Piece
    from rag.words import Token

_ALIKE = 0.75
_COPIED = 0.75
"""Share of the claim's words that must stand in the source's order."""
_LONGEST = 250
_MOST = 5
"""Words in which the two differ at one place; more are another clause."""
_TRIED = 3
_NEGATIONS = frozenset("not no never without nor cannot".split())
_HEDGES = frozenset(
    "allegedly reportedly possibly perhaps maybe probably likely apparently purportedly supposedly "
    "presumably potentially seemingly may might could alleged suspected".split()
)
_SHORTENED = {"ca": "can", "wo": "will"}
_CALENDAR = frozenset({*MONTHS, *WEEKDAYS})


class _Word(NamedTuple):
    token: Token
    plain: str


_OPENS_CLAUSE = frozenset("and but or nor while though although which who because".split())
_CLAUSE = 4
"""Words of the shortest clause that stands by itself: "and did not speak"."""


class _Slip(NamedTuple):
    """One place where the two differ."""

    here: list[_Word]
    there: list[_Word]
    at: Span
    """The words of the claim, or the next one where some were left out."""


def altered_copy(claim: Side, evidence: Side) -> list[Finding]:
    """Figures, dates, names, denials and hedges that a copied sentence has changed.

    >>> [f.kind for f in altered_copy(
    ...     Side("Six of the six members were hurt on Monday, the council said."),
    ...     Side("Six of the nine members were hurt on Monday, the council said."))]
    ['number']
    """
    found: list[Finding] = []
    for piece in pieces(claim):
        alike = closest(piece, evidence, least=_ALIKE)[:_TRIED]
        slips = [_slips(piece, one.piece) for one in alike]
        known = [_findings(some, claim, evidence) for some in slips if some is not None]
        # A sentence of the evidence that it copies without a slip is enough.
        if known and all(known):
            found += known[0]
    return found


def _slips(claim: Piece, source: Piece) -> list[_Slip] | None:
    """Where a copy differs from its source; None where it is no copy."""
    here, there = _words(claim), _words(source)
    if not here or max(len(here), len(there)) > _LONGEST:
        return None
    matcher = SequenceMatcher(None, [w.plain for w in there], [w.plain for w in here], False)  # noqa: FBT003
    if sum(block.size for block in matcher.get_matching_blocks()) < _COPIED * len(here):
        return None
    slips = []
    for tag, low, high, first, last in matcher.get_opcodes():
        if tag == "equal" or max(high - low, last - first) > _MOST:
            continue
        begin, end = here[min(first, len(here) - 1)], here[max(last - 1, min(first, len(here) - 1))]
        span = Span(begin.token.span.start, max(begin.token.span.end, end.token.span.end))
        slips.append(_Slip(here[first:last], there[low:high], span))
    return slips


def _words(piece: Piece) -> list[_Word]:
    """The words by their roots; a contracted "not" is a word of its own."""
    found = []
    for token in piece.words:
        plain = fold(token.text)
        if plain.endswith("n't"):
            found.append(_Word(token, root(_SHORTENED.get(plain[:-3], plain[:-3]))))
            found.append(_Word(token, "not"))
        elif plain == "cannot":
            found += [_Word(token, "can"), _Word(token, "not")]
        else:
            found.append(_Word(token, root(token.text)))
    return found


def _is_clause(slip: _Slip) -> bool:
    """Whether all that happened is that a clause with its own denial was left out."""
    opens = fold(slip.there[0].token.text) in _OPENS_CLAUSE if slip.there else False
    return opens and not slip.here and len(slip.there) >= _CLAUSE


def _findings(slips: Sequence[_Slip], claim: Side, evidence: Side) -> list[Finding]:
    found = []
    for slip in slips:
        found += _changed(slip, claim, evidence)
    lost = [s for s in slips if _has(s.there, _NEGATIONS) and not _has(s.here, _NEGATIONS)
            and not _is_clause(s)]  # fmt: skip
    added = [s for s in slips if _has(s.here, _NEGATIONS) and not _has(s.there, _NEGATIONS)]
    # One denial moved within the sentence is no change.
    if len(lost) != len(added):
        at = (lost or added)[0].at
        what = "leaves a denial out" if len(lost) > len(added) else "denies it"
        note = f"The sentence is the source's, but it {what}."
        found.append(Finding("negation", at, note, is_contradicted=True))
    for slip in slips:
        if _has(slip.there, _HEDGES) and not any(_has(s.here, _HEDGES) for s in slips):
            hedge = next(w.token.text for w in slip.there if _has([w], _HEDGES))
            note = f"The source says “{hedge}”; the sentence leaves it out."
            found.append(Finding("certainty", slip.at, note, is_contradicted=False))
    return found


def _changed(slip: _Slip, claim: Side, evidence: Side) -> list[Finding]:
    """A figure, a day or a name in the place of another."""
    if not slip.here or not slip.there:
        return []
    there = _span(slip.there)
    here_text, there_text = _span(slip.here).of(claim.text), there.of(evidence.text)
    note = f"The source says {quoted(evidence.text, there)} in this place."
    asked, known = amounts(Side(here_text)), amounts(Side(there_text))
    days, others = _days(slip.here), _days(slip.there)
    if days and others and not days & others:
        return [Finding("date", slip.at, note, is_contradicted=True)]
    if asked and known and all(bearing(a, k) is Bearing.NONE for a in asked for k in known):
        return [Finding("number", slip.at, note, is_contradicted=True)]
    names, given = _names(slip.here, claim), _names(slip.there, evidence)
    if names and given and not _is_one_name(names, given):
        return [Finding("name", slip.at, note, is_contradicted=True)]
    return []


def _names(words: Sequence[_Word], side: Side) -> list[str]:
    """Words that name something; the first of a sentence has its capital from its place."""
    return [
        w.token.text
        for w in words
        if w.token.is_name and is_proper(w.token) and not _is_first(w.token, side)
    ]


def _is_first(token: Token, side: Side) -> bool:
    before = side.text[: token.span.start].rstrip(" \"'“‘«(")
    return not before or before[-1] in ".!?:\n"


def _is_one_name(names: Sequence[str], given: Sequence[str]) -> bool:
    """Whether any two are one, or all of one side are the initials of the other."""
    if any(is_same_name(a, b) for a in names for b in given):
        return True
    here, there = (_initials(some) for some in (names, given))
    letters = {fold(name).replace(".", "") for name in (*names, *given)}
    return (
        here in letters
        or there in letters
        or bool(twins(" ".join(names)) & {n for b in given for n in twins(b)})
    )


def _initials(names: Sequence[str]) -> str:
    return "".join(fold(name)[:1] for name in names)


def _days(words: Sequence[_Word]) -> set[str]:
    return {fold(w.token.text) for w in words if w.token.is_name} & _CALENDAR


def _has(words: Sequence[_Word], some: frozenset[str]) -> bool:
    # The month has a capital, the verb has none.
    return any(
        (w.plain in some or fold(w.token.text) in some) and w.token.text != "May" for w in words
    )


def _span(words: Sequence[_Word]) -> Span:
    return Span(words[0].token.span.start, words[-1].token.span.end)
