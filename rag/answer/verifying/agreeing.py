"""Whether one amount bears out another: equal, rounded as its hedge allows, or not."""

from __future__ import annotations

import math
from enum import IntEnum
from typing import TYPE_CHECKING

from rag.answer.verifying.measures import MONEY, PERCENT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rag.answer.verifying.amounts import Amount

_ABOUT = 0.05
"""How far from the number, as a share of it, "about" reaches."""
_NEARLY = 0.9
"""The share of the number from which "nearly" holds."""
_FAR = 1.5
"""How many times the number "more than" may fall short before it must count the same thing."""
_SHARE = 0.7
"""Percentage points by which a spoken fraction may miss: a third is 33 per cent."""
_CROWD = 100
"""How many times "hundreds" may be a hundred."""


class Bearing(IntEnum):
    """What one amount of the evidence says about one of the claim, from nothing to all."""

    NONE = 0
    NEAR = 1
    """Another number, of which the claim's may be a rounding that it does not admit."""
    UNHEDGED = 2
    """The same number, but the evidence is less sure of it."""
    SAME = 3


def bearing(claim: Amount, evidence: Amount) -> Bearing:
    """How far an amount of the evidence bears out one of the claim."""
    return max(
        _bearing(asked, known) for asked in _readings(claim) for known in _readings(evidence)
    )


def is_comparable(claim: Amount, evidence: Amount) -> bool:
    """Whether both are written in the same unit, or one leaves its unit to the reader."""
    if claim.unit == evidence.unit:
        return (claim.kind == "ordinal") == (evidence.kind == "ordinal")
    if {claim.kind, evidence.kind} & {"ordinal", "share"} or claim.is_duration:
        return False
    if not claim.unit:
        return evidence.unit in MONEY or (evidence.unit != PERCENT and not claim.after)
    if claim.unit == PERCENT:
        return False
    return not evidence.unit and not evidence.after and not evidence.is_part_of_name


def _readings(amount: Amount) -> Iterator[Amount]:
    yield amount
    if amount.or_million:
        metres = amount.value / 1e6
        yield amount._replace(value=metres, top=metres, unit="metre")


def _bearing(claim: Amount, evidence: Amount) -> Bearing:
    if not is_comparable(claim, evidence):
        return Bearing.NONE
    if "vague" in {claim.kind, evidence.kind}:
        return Bearing.SAME if _is_crowd(claim, evidence) else Bearing.NONE
    if claim.top != claim.value or evidence.top != evidence.value:
        return Bearing.SAME if _is_in_range(claim, evidence) else Bearing.NONE
    if _equal(claim, evidence.value) or (_is_share(claim, evidence) and _is_third(claim, evidence)):
        return _equal_number(claim, evidence)
    if _is_rounded(claim, evidence):
        return Bearing.SAME
    near = abs(claim.value - evidence.value) <= _ABOUT * abs(evidence.value)
    return Bearing.NEAR if near and _is_rounder(claim, evidence) else Bearing.NONE


def _is_in_range(claim: Amount, evidence: Amount) -> bool:
    """Whether "between ten and fifteen" takes the other number in, or begins or ends with it."""
    if claim.top != claim.value:
        return claim.value <= evidence.value and evidence.top <= claim.top
    is_edge = _equal(claim, evidence.value) or _equal(claim, evidence.top)
    return (is_edge and bool(claim.bound)) or _is_rounded(claim, evidence)


def _equal(claim: Amount, value: float) -> bool:
    return math.isclose(claim.value, value, rel_tol=1e-6)


def _is_share(claim: Amount, evidence: Amount) -> bool:
    return "share" in {claim.kind, evidence.kind}


def _is_third(claim: Amount, evidence: Amount) -> bool:
    """Whether a fraction in words and a percentage are as near as words can say."""
    return abs(claim.value - evidence.value) <= _SHARE and claim.value % 10 != 0


def _equal_number(claim: Amount, evidence: Amount) -> Bearing:
    """The same number on both sides, each with its own hedge."""
    if claim.bound in {evidence.bound, "about"}:
        return Bearing.SAME
    if not claim.bound:
        return Bearing.UNHEDGED
    allowed = {
        "above": {"from"},
        "from": {"", "above"},
        "below": {"nearly", "to"},
        "to": {"", "below", "nearly"},
        "nearly": {"about", "below", "to"},
    }
    return Bearing.SAME if evidence.bound in allowed[claim.bound] else Bearing.NEAR


def _is_rounded(claim: Amount, evidence: Amount) -> bool:
    """Whether another number is one that the claim's hedge takes in."""
    said, known = abs(claim.value), abs(evidence.value)
    if (claim.value < 0) != (evidence.value < 0) and evidence.value:
        return False
    is_near = known <= said * _FAR or _counts_same(claim, evidence)
    match claim.bound:
        case "about":
            return abs(said - known) <= _slack(said)
        case "nearly":
            return said * _NEARLY <= known < said
        case "above" | "from":
            is_more = known > said and evidence.bound not in {"below", "to"}
            return is_more and is_near
        case "below" | "to":
            is_less = known < said and evidence.bound not in {"above", "from"}
            return is_less and (known * _FAR >= said or _counts_same(claim, evidence))
        case _:
            return False


def _slack(said: float) -> float:
    """How far "about" reaches: five per cent, or half the last digit that is written."""
    if said < 1:
        return _ABOUT * said
    place = 10.0 ** int(math.log10(said))
    while place > 1 and said % place:
        place /= 10
    return min(max(_ABOUT * said, place / 2), 2 * _ABOUT * said)


def _is_rounder(claim: Amount, evidence: Amount) -> bool:
    return _figures(claim.value) < _figures(evidence.value)


def _figures(value: float) -> int:
    """Digits that a number is written with, the zeros at its end left out."""
    return len(f"{abs(value):.6g}".partition("e")[0].replace(".", "").strip("0"))


def _counts_same(claim: Amount, evidence: Amount) -> bool:
    return bool(claim.after and evidence.after and claim.after[0] in evidence.after)


def _is_crowd(claim: Amount, evidence: Amount) -> bool:
    """Hundreds and dozens, on either side."""
    if claim.kind == evidence.kind:
        return claim.value == evidence.value
    if claim.kind == "vague":
        return claim.value * _FAR <= evidence.value <= claim.value * _CROWD
    return claim.bound in {"above", "from"} and claim.value <= evidence.value
