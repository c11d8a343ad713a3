"""What can be counted about a claim and its evidence, as numbers a logistic model weighs."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from rag.answer.verifying.checks.certainty import surer_than_source, unattributed
from rag.answer.verifying.checks.copying import altered_copy
from rag.answer.verifying.checks.dates import wrong_dates
from rag.answer.verifying.checks.direction import wrong_direction
from rag.answer.verifying.checks.names import wrong_names
from rag.answer.verifying.checks.negation import turned_round
from rag.answer.verifying.checks.numbers import wrong_numbers
from rag.answer.verifying.checks.quotations import altered_quotations
from rag.answer.verifying.checks.roles import swapped_roles

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rag.answer.verifying.side import Finding, Rule, Side

RULES: Mapping[str, Rule] = {
    "numbers": wrong_numbers,
    "dates": wrong_dates,
    "names": wrong_names,
    "quotations": altered_quotations,
    "negation": turned_round,
    "roles": swapped_roles,
    "direction": wrong_direction,
    "certainty": surer_than_source,
    "copies": altered_copy,
    "unattributed": unattributed,
}
"""In the order in which a reader should be told."""
_MOST = 3.0
"""More findings of one kind say no more."""


class Signs(NamedTuple):
    """Evidence for and against a claim."""

    network: float
    """Logit of the network; 0 where there is none."""
    worst_token: float
    """The highest probability, as the network has it, that a word of the claim is false."""
    missing: float
    """Share of the claim's words of meaning that the evidence does not have."""
    missing_count: float
    """Their number, over five, at most 1."""
    apart: float
    """Share of the claim's neighbouring words that are nowhere neighbours in the evidence."""
    copied: float
    """Longest run of words in common, as a share of the claim."""
    length: float
    """Natural logarithm of one more than the claim's words, over four."""
    numbers: float
    """Findings of each rule: 1 for what is contradicted, 0.5 for what is not stated."""
    dates: float
    names: float
    quotations: float
    negation: float
    roles: float
    direction: float
    certainty: float
    copies: float
    unattributed: float


class Weighed(NamedTuple):
    """The signs and what the rules found."""

    signs: Signs
    findings: list[tuple[str, Finding]]


def signs_of(claim: Side, evidence: Side, *, logit: float, worst: float) -> Weighed:
    """Everything the logistic model weighs, and the findings a reader is shown."""
    findings = [(name, f) for name, rule in RULES.items() for f in rule(claim, evidence)]
    said = [t for t in claim.tokens if t.is_content]
    absent = sum(t.stem not in evidence.stems for t in said)
    words, known = [t.stem for t in claim.tokens], [t.stem for t in evidence.tokens]
    counted = {
        name: min(_MOST, sum(1.0 if f.is_contradicted else 0.5 for n, f in findings if n == name))
        for name in RULES
    }
    signs = Signs(
        network=logit,
        worst_token=worst,
        missing=absent / len(said) if said else 1.0,
        missing_count=min(1.0, absent / 5),
        apart=_apart(words, known),
        copied=_longest_run(words, known) / max(1, len(words)),
        length=math.log(1 + len(words)) / 4,
        **counted,
    )
    return Weighed(signs, findings)


def _apart(words: Sequence[str], known: Sequence[str]) -> float:
    pairs = list(pairwise(words))
    there = set(pairwise(known))
    return sum(pair not in there for pair in pairs) / len(pairs) if pairs else 0.0


def _longest_run(words: Sequence[str], known: Sequence[str]) -> int:
    """Words of the longest run that stands in both."""
    places: dict[str, list[int]] = {}
    for place, word in enumerate(known):
        places.setdefault(word, []).append(place)
    longest = 0
    runs: dict[int, int] = {}
    for word in words:
        runs = {place: runs.get(place - 1, 0) + 1 for place in places.get(word, ())}
        longest = max(longest, max(runs.values(), default=0))
    return longest
