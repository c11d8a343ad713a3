"""After writing: which verbatim sentences stand behind a statement, over all outlets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rag.types import Citation, Form, Statement, Support, Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.ports import Verifier
    from rag.types import Evidence

_PAIRED = 4
"""Best single sentences that are tried two by two when none carries a statement alone."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """A verdict with the evidence it rests on; none when nothing carries the statement."""

    verdict: Verdict
    evidence: tuple[Evidence, ...]


def attribute(text: str, pool: Sequence[Evidence], verifier: Verifier) -> Attribution:
    """All evidence that carries `text` by itself; else the two sentences that do together.

    When nothing carries it, the verdict is the best one found and there is no evidence.
    """
    judged = [(verifier.judge(text, [e.sentence.text]), e) for e in pool]
    carrying = [(v, e) for v, e in judged if v.support is Support.SUPPORTED]
    if carrying:
        best = max(carrying, key=lambda pair: pair[0].score)[0]
        return Attribution(best, tuple(e for _, e in carrying))
    ranked = sorted(judged, key=lambda pair: -pair[0].score)[:_PAIRED]
    for i, (_, one) in enumerate(ranked):
        for _, other in ranked[i + 1 :]:
            both = sorted((one, other), key=lambda e: e.number)
            verdict = verifier.judge(text, [e.sentence.text for e in both])
            # Sentences of different articles may speak of different things.
            same_article = one.article.id == other.article.id
            if same_article and verdict.support is Support.SUPPORTED:
                return Attribution(verdict, tuple(both))
    best = ranked[0][0] if ranked else verifier.judge(text, [])
    return Attribution(best, ())


def written(text: str, found: Attribution) -> Statement:
    """The writer's sentence as a statement; dropped when nothing carries it."""
    verdict = found.verdict
    form = Form.WRITTEN if verdict.support is Support.SUPPORTED else Form.DROPPED
    return Statement(
        text, form, verdict.support, verdict.score, verdict.reason,
        tuple(cite(e) for e in found.evidence),
    )  # fmt: skip


def fragment(text: str) -> Statement:
    """What the writer left unfinished; dropped, and told to the reader like all that is."""
    return Statement(
        text, Form.DROPPED, Support.UNSUPPORTED, 0.0, "It is a fragment and not a sentence.", ()
    )


def quoted(evidence: Evidence, pool: Sequence[Evidence], verifier: Verifier) -> Statement:
    """A verbatim sentence as a statement, with every other sentence that says the same."""
    others = [
        e
        for e in pool
        if e.article.id != evidence.article.id
        and verifier.judge(evidence.sentence.text, [e.sentence.text]).support is Support.SUPPORTED
    ]
    return Statement(
        evidence.sentence.text,
        Form.QUOTED,
        Support.SUPPORTED,
        1.0,
        "These are the words of the source.",
        tuple(cite(e) for e in (evidence, *_one_each(others))),
    )


def cite(evidence: Evidence) -> Citation:
    """The evidence as a citation."""
    sentence = evidence.sentence
    return Citation(evidence.article, sentence.text, sentence.span)


def _one_each(evidence: Sequence[Evidence]) -> list[Evidence]:
    """The first of each article."""
    return list({e.article.id: e for e in reversed(evidence)}.values())[::-1]
