"""The verifier of words: a claim stands when the evidence says every part of it.

It errs on the side of refusal. A faithful paraphrase that it cannot follow is replaced by a
verbatim sentence, which costs style; a false sentence that it let through would cost trust.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from rag.answer.verifying.facts import folded, quantities, same_figure, same_name
from rag.answer.verifying.rules import RULES, wrong_numbers
from rag.types import Problem, Span, Support, Verdict
from rag.words import Token, content, tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

SUPPORTED = 0.8
"""Score from which a claim counts as supported."""
PARTIAL = 0.4
"""Score from which a claim counts as supported in part."""

_CAPS = {"number": 0.3, "quote": 0.3, "negation": 0.3, "name": 0.35, "certainty": 0.7,
         "date": 0.3, "missing": 0.75}  # fmt: skip
_HEAVY = 2.0
_MOST_SENTENCES = 3


class _Aligned(NamedTuple):
    share: float
    """Of the claim's weight that stands in the evidence, 0..1."""
    order: float
    """Share of the aligned words that stand in the claim's order, 0..1."""
    missing: list[Token]


class WordVerifier:
    """Judges by figures, names, quotations, negation, certainty and the words that remain."""

    def judge(self, claim: str, sentences: Sequence[str]) -> Verdict:
        """Judge `claim` against evidence sentences, taken together.

        `Verdict.quotes` are offsets into `" ".join(sentences)`. An empty claim or empty
        evidence is never supported.
        """
        spans = _spans(sentences)
        wanted = content(claim) or tokens(claim)
        if not wanted or not any(tokens(s) for s in sentences):
            whole = Problem("missing", Span(0, len(claim)), "There is nothing to compare.")
            return Verdict(Support.UNSUPPORTED, 0.0, (), (whole,))
        chosen = _needed(wanted, sentences)
        evidence = " ".join(sentences[i] for i in chosen)
        quotes = tuple(spans[i] for i in chosen)
        same = any(folded(claim) == folded(sentences[i]) for i in chosen)
        # Signs, units and percent are no words: `5%` and `5` fold alike.
        if same and not any(wrong_numbers(claim, evidence)):
            return Verdict(Support.SUPPORTED, 1.0, quotes, ())
        return _weighed(claim, evidence, wanted, quotes)


def _weighed(
    claim: str, evidence: str, wanted: Sequence[Token], quotes: tuple[Span, ...]
) -> Verdict:
    aligned = _align(wanted, claim, evidence)
    problems = [problem for rule in RULES for problem in rule(claim, evidence)]
    named = {problem.span for problem in problems}
    problems += [
        Problem("missing", token.span, f"“{token.text}” is not in the source.")
        for token in aligned.missing
        if not any(span.start <= token.span.start < span.end for span in named)
    ]
    score = aligned.share * (0.6 + 0.4 * aligned.order)
    for problem in problems:
        score = min(score, _CAPS[problem.kind])
    return Verdict(support_of(score), score, quotes, tuple(problems))


def support_of(score: float) -> Support:
    """The word for a score."""
    if score >= SUPPORTED:
        return Support.SUPPORTED
    return Support.PARTIAL if score >= PARTIAL else Support.UNSUPPORTED


def _needed(wanted: Sequence[Token], sentences: Sequence[str]) -> list[int]:
    """Places of the fewest sentences that together say most, in the order they were given."""
    stems = [{t.stem for t in tokens(sentence)} for sentence in sentences]
    missing = {t.stem for t in wanted}
    chosen: list[int] = []
    while missing and len(chosen) < _MOST_SENTENCES:
        best = max(range(len(stems)), key=lambda i: (len(stems[i] & missing), -i))
        if not stems[best] & missing or best in chosen:
            break
        chosen.append(best)
        missing -= stems[best]
    return sorted(chosen) or [0]


def _align(wanted: Sequence[Token], claim: str, evidence: str) -> _Aligned:
    known = tokens(evidence)
    places = {token.stem: token.span.start for token in reversed(known)}
    spelled = [token for token in known if token.is_name]
    figures = _figures(claim, evidence)
    path: list[int] = []
    missing: list[Token] = []
    carried = 0.0
    for token in wanted:
        place = places.get(token.stem)
        if place is None:
            place = _like(token, spelled, figures)
        if place is None:
            missing.append(token)
        else:
            path.append(place)
            carried += _weight(token)
    return _Aligned(carried / sum(map(_weight, wanted)), _ordered(path), missing)


def _weight(token: Token) -> float:
    return _HEAVY if token.is_name or token.is_number else 1.0


def _like(
    token: Token, spelled: Sequence[Token], figures: Sequence[tuple[Span, int]]
) -> int | None:
    """Where the evidence has the same name or figure in another writing."""
    for span, place in figures:
        if span.start <= token.span.start < span.end:
            return place
    alike = (t for t in spelled if token.is_name and same_name(token.text, t.text))
    return next((t.span.start for t in alike), None)


def _figures(claim: str, evidence: str) -> list[tuple[Span, int]]:
    """The figures of the claim that the evidence has too, in whatever writing, and where."""
    known = quantities(evidence)
    return [
        (asked.span, next(k.span.start for k in known if same_figure(asked, k)))
        for asked in quantities(claim)
        if any(same_figure(asked, k) for k in known)
    ]


def _ordered(path: Sequence[int]) -> float:
    """Length of the longest rising run through the places, as a share of them."""
    if not path:
        return 0.0
    ends: list[int] = []
    """The smallest place at which a rising run of each length can end."""
    for place in path:
        at = bisect_right(ends, place)
        ends[at : at + 1] = [place]
    return len(ends) / len(path)


def _spans(sentences: Sequence[str]) -> list[Span]:
    spans: list[Span] = []
    start = 0
    for sentence in sentences:
        spans.append(Span(start, start + len(sentence)))
        start += len(sentence) + 1
    return spans
