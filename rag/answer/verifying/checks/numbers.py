"""Figures: every amount of a claim stands in the evidence, of the same things and as sure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rag.answer.verifying.agreeing import Bearing, bearing, is_comparable
from rag.answer.verifying.amounts import amounts, outside
from rag.answer.verifying.moments import moments
from rag.answer.verifying.side import Finding
from rag.answer.verifying.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from rag.answer.verifying.amounts import Amount
    from rag.answer.verifying.side import Side

_MOST = 64
"""Amounts of a claim that are compared; a sentence has fewer, and a longer text stays linear."""
_ENOUGH = 2
"""Words around both numbers that must be the same, if there are so many."""
_REACH = 60
_DENIAL = re.compile(r"(?:\b(?:not|never|no)\b|n['’]t\b)[^.;!?]*\Z", re.IGNORECASE)
_LONGEST = 2000
"""Words of a claim that are looked at for such figures."""
_SMALL = 3.0
"""A count up to here may be a count of what the source lists, or an article."""


def wrong_numbers(claim: Side, evidence: Side) -> list[Finding]:
    """Amounts of the claim that the evidence does not give, gives otherwise, or hedges.

    >>> from rag.answer.verifying.side import Side
    >>> wrong_numbers(Side("Nearly 800 fled."), Side("792 fled."))
    []
    >>> wrong_numbers(Side("12 dead."), Side("5 dead and 12 injured."))[0].note
    'The source says “5 dead”; its “12 injured” is something else.'
    """
    # Four digits that look like a year may be a count, when the source leaves out of what.
    known = _figures(evidence, but={"year"})
    found = (_compared(asked, known, claim, evidence) for asked in _figures(claim)[:_MOST])
    return [*(finding for finding in found if finding is not None), *_unread(claim, evidence)]


def _unread(claim: Side, evidence: Side) -> list[Finding]:
    """Figures in a form that nothing here reads, such as `1:2,3`; they must stand there as such."""
    read = [a.whole for a in amounts(claim)] + [m.span for m in moments(claim)]
    left = [
        token.span
        for token in claim.tokens[:_LONGEST]
        if token.is_number
        and not token.text.isdigit()
        and token.stem not in evidence.stems
        and not any(span.start < token.span.end and span.end > token.span.start for span in read)
    ]
    return [
        Finding(
            "number", span, f"The figure {quoted(claim.text, span)} is not in the source.",
            is_contradicted=False,
        )
        for span in left[:_MOST]
    ]  # fmt: skip


def _figures(side: Side, but: Collection[str] = ()) -> list[Amount]:
    """Amounts that are no lengths of time and no parts of a date, but of one of these kinds."""
    dates = [moment.span for moment in moments(side) if moment.kind not in but]
    return [amount for amount in outside(amounts(side), dates) if not amount.is_duration]


def _compared(
    asked: Amount, known: Sequence[Amount], claim: Side, evidence: Side
) -> Finding | None:
    found = [(bearing(asked, other), other) for other in known]
    best = max((degree for degree, _ in found), default=Bearing.NONE)
    rival = _rival(asked, [other for degree, other in found if degree == Bearing.NONE])
    chosen = [other for degree, other in found if degree == best]
    here = quoted(claim.text, asked.whole)
    if best is Bearing.SAME:
        if rival is None or not _counts_other(asked, chosen):
            return None
        there = quoted(evidence.text, rival.counted)
        other = quoted(evidence.text, chosen[0].counted)
        note = f"The source says {there}; its {other} is something else."
        return Finding("number", asked.span, note, is_contradicted=True)
    if best is not Bearing.NONE:
        return _unlike(asked, here, quoted(evidence.text, chosen[0].whole), best)
    if rival is not None:
        note = f"The source says {quoted(evidence.text, rival.counted)}, not {here}."
        return Finding("number", asked.span, note, not _is_denied(claim, asked))
    if _goes_without_saying(asked):
        return None
    note = f"The figure {here} is not in the source."
    return Finding("number", asked.span, note, is_contradicted=False)


def _unlike(asked: Amount, here: str, there: str, degree: Bearing) -> Finding:
    """A number that the source gives less surely, or that is not quite the one it gives."""
    if degree is Bearing.UNHEDGED:
        note = f"The source says {there}; the sentence says {here}."
        return Finding("certainty", asked.span, note, is_contradicted=False)
    note = f"The source says {there}, which is not {here}."
    return Finding("number", asked.span, note, is_contradicted=False)


def _is_denied(claim: Side, asked: Amount) -> bool:
    """Whether a "not" stands before it in its sentence; another number is then no contradiction."""
    near = claim.text[max(0, asked.whole.start - _REACH) : asked.whole.start]
    return _DENIAL.search(near) is not None


def _goes_without_saying(asked: Amount) -> bool:
    is_small = not asked.unit and 0 <= asked.value <= _SMALL and asked.is_in_words
    return is_small or asked.kind == "vague" or asked.is_part_of_name


def _rival(asked: Amount, others: Sequence[Amount]) -> Amount | None:
    """The number nearest to it of those that the evidence gives for the same thing."""
    rivals = [other for other in others if _is_rival(asked, other)]
    return min(rivals, key=lambda other: abs(other.value - asked.value), default=None)


def _is_rival(asked: Amount, other: Amount) -> bool:
    if not is_comparable(asked, other) or "vague" in {asked.kind, other.kind}:
        return False
    if asked.after and other.after:
        context = {*asked.after[:2], asked.before} - {""}
        shared = context & {*other.after, other.before}
        is_next = other.after[0] == asked.after[0]
        return is_next and len(shared) >= min(_ENOUGH, len(context))
    return bool(asked.unit and asked.before and asked.before == other.before)


def _counts_other(asked: Amount, same: Sequence[Amount]) -> bool:
    """Whether the same number counts something else wherever it stands."""
    context = {*asked.after, asked.before} - {""}
    return all(
        other.after and not context & {*other.after, other.before} and other.unit == asked.unit
        for other in same
    )
