"""The claim is no surer than its source, and says whose words it repeats."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rag.answer.verifying.checks.clauses import closest, pieces
from rag.answer.verifying.checks.hedging import CONDITIONS, Hedge, hedges, is_past
from rag.answer.verifying.checks.speech import CLAIMING, is_saying, is_spoken, quoted, speaker
from rag.answer.verifying.side import Finding
from rag.types import Span
from rag.words import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.answer.verifying.checks.clauses import Alike, Piece
    from rag.answer.verifying.side import Side

_ALIKE = 0.6
"""Share of the claim's words from which a sentence says the same."""
_NEAR = 0.1
_SPOKEN = 0.7
"""Share from which the claim is what somebody is said to have said."""


def surer_than_source(claim: Side, evidence: Side) -> list[Finding]:
    """What the source only alleges, expects or makes depend on an `if` is not stated as fact.

    Being less sure than the source is no fault. One sentence that is as sure is enough.
    """
    found: list[Finding] = []
    for piece in pieces(claim):
        alike = _alike(piece, evidence, _ALIKE)
        if not alike:
            continue
        firsts = [_hedged(piece, other.piece) for other in alike]
        if all(firsts) and (first := firsts[0]):
            found.append(first)
    return found


def unattributed(claim: Side, evidence: Side) -> list[Finding]:
    """What the source gives as somebody's words the claim does not state in its own voice."""
    found: list[Finding] = []
    for piece in pieces(claim):
        if is_spoken(piece) or hedges(piece) or _quotes(piece, claim):
            continue
        alike = _alike(piece, evidence, _SPOKEN)
        if not alike or not all(_said(piece, other.piece, evidence) for other in alike):
            continue
        there = alike[0].piece
        who = " ".join(w.text for w in speaker(there, _quotes(there, evidence), is_near=True))
        whose = f"the words of {who}" if who else "somebody's words"
        note = f"The source gives this as {whose}; the sentence states it as a fact."
        found.append(Finding("certainty", piece.span, note, is_contradicted=False))
    return found


def _alike(piece: Piece, evidence: Side, least: float) -> list[Alike]:
    """The sentences that say nearly as much of the claim as the one that says most."""
    alike = closest(piece, evidence, least=least)
    return [other for other in alike if other.share >= alike[0].share - _NEAR]


def _hedged(here: Piece, there: Piece) -> Finding | None:
    """What the evidence's sentence takes certainty from and the claim's does not."""
    ours = hedges(here)
    if any(not hedge.is_future for hedge in ours):
        return None
    places = {root: place for place, root in reversed(list(enumerate(here.roots)))}
    if is_spoken(here) and is_spoken(there):
        places = {root: place for root, place in places.items() if fold(root) != "sai"}
    future = {place for hedge in ours for place in hedge.about}
    for hedge in hedges(there):
        if finding := _dropped(hedge, here, there, places, future):
            return finding
    return None


def _dropped(
    hedge: Hedge, here: Piece, there: Piece, places: dict[str, int], future: set[int]
) -> Finding | None:
    by = hedge.by.text
    if not hedge.about:
        note = f"The source is not sure (“{by}”); the sentence states it as a fact."
        return Finding("certainty", here.span, note, is_contradicted=False)
    at = places.get(there.roots[hedge.about[0]])
    if at is None or _has(here, hedge) or not _is_meant(hedge, here, there):
        return None
    if hedge.is_future:
        if at in future or not is_past(here, at):
            return None
        note = f"In the source it is yet to come (“{by}”); in the sentence it has happened."
        return Finding("certainty", _span(here, at), note, is_contradicted=True)
    note = f"The source says “{by}”; the sentence states it as a fact."
    return Finding("certainty", _span(here, at), note, is_contradicted=False)


def _is_meant(hedge: Hedge, here: Piece, there: Piece) -> bool:
    """Whether a hedge that bears on a whole sentence bears on what the claim says of it."""
    if fold(hedge.by.text) == "suspected" and there.words[hedge.about[0]].is_name:
        return False
    is_condition = fold(hedge.by.text) in CONDITIONS
    if fold(hedge.by.text) not in CLAIMING and not is_condition:
        return True
    clause = there.clauses[hedge.at]
    after = {
        there.roots[n]
        for n in range(hedge.at + 1, len(there.words))
        if not is_condition or there.clauses[n] == clause
    }
    return len(here.content & after) >= _ALIKE * len(here.content)


def _has(here: Piece, hedge: Hedge) -> bool:
    """Whether the claim's sentence has the same word, whatever it bears on."""
    return any(fold(w.text) == fold(hedge.by.text) for w in here.words)


def _said(here: Piece, there: Piece, evidence: Side) -> bool:
    """Whether the words of the claim stand in a part of the sentence that somebody says."""
    if not is_spoken(there):
        inside = _quotes(there, evidence)
        return any(_holds(here, there, span) for span in inside)
    # A sentence that says who spoke may say more: "Roe, who lost the vote, said she would stay".
    return _holds(here, there, _reported(there))


def _reported(there: Piece) -> Span:
    """What follows the verb of speech, or what stands ahead of it where nothing much follows."""
    words = there.words
    verb = next((n for n in range(len(words)) if is_saying(there, n)), None)
    if verb is None:
        return there.span
    after = sum(w.is_content for w in words[verb + 1 :])
    ahead = sum(w.is_content for w in words[:verb])
    if after >= ahead:
        return Span(words[min(verb + 1, len(words) - 1)].span.start, there.span.end)
    return Span(there.span.start, words[verb].span.start)


def _holds(here: Piece, there: Piece, span: Span) -> bool:
    """Whether a part of a sentence alone has most of what the claim says."""
    inside = {
        root
        for root, word in zip(there.roots, there.words, strict=True)
        if span.start <= word.span.start < span.end
    }
    return len(here.content & inside) >= _SPOKEN * len(here.content)


def _quotes(piece: Piece, side: Side) -> Sequence[Span]:
    start, end = piece.span
    return [s for s in quoted(side) if s.end > start - 1 and s.start < end + 1]


def _span(piece: Piece, place: int) -> Span:
    return piece.words[place].span
