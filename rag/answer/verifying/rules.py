"""Rules that name what a claim says and its evidence does not. Each is pure and small."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from rag.answer.verifying.facts import (
    folded,
    hedges,
    names,
    negations,
    quantities,
    quotations,
    same_figure,
    same_name,
)
from rag.types import Problem, Span
from rag.words import Token, content, fold, tokens

if TYPE_CHECKING:
    from collections.abc import Iterator


def wrong_numbers(claim: str, evidence: str) -> Iterator[Problem]:
    """Every figure of the claim stands in the evidence with the same value and kind."""
    known = quantities(evidence)
    for asked in quantities(claim):
        if any(same_figure(asked, k) for k in known):
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
    if denied and known:
        here, there = [_denied(claim, t) for t in denied], [_denied(evidence, t) for t in known]
        if all(here) and all(there) and not set().union(*here) & set().union(*there):
            note = f"The source denies something else than “{denied[0].text}” does here."
            yield Problem("negation", denied[0].span, note)
    elif denied:
        note = f"The sentence says “{denied[0].text}”; the source does not."
        yield Problem("negation", denied[0].span, note)
    elif known:
        note = f"The source says “{known[0].text}”; the sentence leaves it out."
        yield Problem("negation", _whole(claim), note)


def swapped_roles(claim: str, evidence: str) -> Iterator[Problem]:
    """Two names around the same verb have changed places: who does what to whom."""
    known = {t.stem for text in (claim, evidence) for t in names(text)}
    there = list(_deeds(evidence, known))
    for deed in _deeds(claim, known):
        if any(deed.verbs & other.verbs and deed.by & other.to and deed.to & other.by
               for other in there):  # fmt: skip
            note = f"Around {deed.first.text} the sentence swaps who did it and who suffered it."
            yield Problem("name", deed.first.span, note)


def surer_than_source(claim: str, evidence: str) -> Iterator[Problem]:
    """The claim is no surer than its evidence."""
    kept = {fold(t.text) for t in hedges(claim)}
    if kept:
        return
    for hedge in hedges(evidence):
        note = f"The source says “{hedge.text}”; the sentence states it as a fact."
        yield Problem("certainty", _whole(claim), note)
        return


RULES = (
    wrong_numbers,
    altered_quotations,
    turned_round,
    wrong_names,
    swapped_roles,
    surer_than_source,
)
"""In the order in which a reader should be told."""


class _Deed(NamedTuple):
    first: Token
    by: set[str]
    verbs: set[str]
    to: set[str]


def _deeds(text: str, known: set[str]) -> Iterator[_Deed]:
    """Neighbouring names with the verbs between them, turned round where a `by` stands."""
    parts = [
        (is_name, list(part))
        for is_name, part in groupby(tokens(text), lambda t: t.is_name and t.stem in known)
    ]
    for (is_name, left), (_, middle), (_, right) in zip(parts, parts[1:], parts[2:], strict=False):
        verbs = {t.stem for t in middle if t.is_content}
        if is_name and verbs:
            by, to = {t.stem for t in left}, {t.stem for t in right}
            if any(fold(t.text) == "by" for t in middle):
                by, to = to, by
            yield _Deed(left[0], by, verbs, to)


def _denied(text: str, negation: Token) -> set[str]:
    """Stems of the two words of meaning after a negation: what it denies, more or less."""
    after = [t for t in content(text) if t.span.start >= negation.span.end]
    return {t.stem for t in after[:2]}


def _whole(claim: str) -> Span:
    return Span(0, len(claim))
