"""Rules that name what a claim says and its evidence does not. Each is pure and small."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from rag.answer.verifying.facts import (
    folded,
    hedges,
    names,
    negations,
    quantities,
    quotations,
    same_name,
)
from rag.types import Problem, Span
from rag.words import fold, tokens

if TYPE_CHECKING:
    from collections.abc import Iterator


def wrong_numbers(claim: str, evidence: str) -> Iterator[Problem]:
    """Every figure of the claim stands in the evidence with the same value and kind."""
    known = quantities(evidence)
    for asked in quantities(claim):
        if any(asked.percent == k.percent and math.isclose(asked.value, k.value) for k in known):
            continue
        words = asked.span.of(claim)
        yield Problem("number", asked.span, f"The figure {words} is not in the source.")


def wrong_names(claim: str, evidence: str) -> Iterator[Problem]:
    """Every name of the claim stands in the evidence, in this or a like spelling."""
    words = tokens(evidence)
    stems = {t.stem for t in words}
    spelled = [t.text for t in words if t.is_name]
    for name in names(claim):
        if name.stem in stems or any(same_name(name.text, other) for other in spelled):
            continue
        yield Problem("name", name.span, f"The name {name.text} is not in the source.")


def altered_quotations(claim: str, evidence: str) -> Iterator[Problem]:
    """Words between quotation marks stand in the evidence, word for word and in that order."""
    whole = f" {folded(evidence)} "
    for span in quotations(claim):
        if f" {folded(span.of(claim))} " not in whole:
            yield Problem("quote", span, "The quoted words are not the words of the source.")


def turned_round(claim: str, evidence: str) -> Iterator[Problem]:
    """Claim and evidence deny alike."""
    denied, known = negations(claim), negations(evidence)
    if bool(denied) == bool(known):
        return
    if denied:
        note = f"The sentence says “{denied[0].text}”; the source does not."
        yield Problem("negation", denied[0].span, note)
    else:
        note = f"The source says “{known[0].text}”; the sentence leaves it out."
        yield Problem("negation", _whole(claim), note)


def surer_than_source(claim: str, evidence: str) -> Iterator[Problem]:
    """The claim is no surer than its evidence."""
    kept = {fold(t.text) for t in hedges(claim)}
    if kept:
        return
    for hedge in hedges(evidence):
        note = f"The source says “{hedge.text}”; the sentence states it as a fact."
        yield Problem("certainty", _whole(claim), note)
        return


RULES = (wrong_numbers, altered_quotations, turned_round, wrong_names, surer_than_source)
"""In the order in which a reader should be told."""


def _whole(claim: str) -> Span:

    return Span(0, len(claim))
