"""After writing: which verbatim sentences stand behind a statement, over all outlets."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING

from rag.answer.sourcing.line import source_line
from rag.answer.sourcing.reading import read_sourcing
from rag.answer.sourcing.values import Around
from rag.ports import Pair
from rag.types import Citation, Form, Sourced, Statement, Support, Verdict
from rag.words import content, stems

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.ports import Verifier
    from rag.types import Evidence

_ALIKE = 0.4
"""Share of the words of a quotation that another sentence has if it may say the same."""
CARRIES = 0.8
"""Score from which a sentence is shown as carried: more than `supported` asks, because here a
quotation can always take its place, and a false sentence costs more than a plain one."""
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
    judged = list(zip(verifier.judge_all([_pair(text, e) for e in pool]), pool, strict=True))
    carrying = [(v, e) for v, e in judged if v.score >= CARRIES]
    if carrying:
        best = max(carrying, key=lambda pair: pair[0].score)[0]
        return Attribution(best, tuple(e for _, e in carrying))
    ranked = sorted(judged, key=lambda pair: -pair[0].score)[:_PAIRED]
    # Sentences of different articles may speak of different things.
    twos = [
        tuple(sorted((one, other), key=lambda e: e.number))
        for (_, one), (_, other) in combinations(ranked, 2)
        if one.article.id == other.article.id
    ]
    for verdict, both in zip(
        verifier.judge_all([_pair(text, *t) for t in twos]), twos, strict=True
    ):
        if verdict.score >= CARRIES:
            return Attribution(verdict, both)
    best = ranked[0][0] if ranked else verifier.judge(text, [])
    if best.support is Support.SUPPORTED:
        best = replace(best, support=Support.PARTIAL)
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
    """What the writer left unfinished or said of the sources; dropped, and told to the reader."""
    return Statement(
        text,
        Form.DROPPED,
        Support.UNSUPPORTED,
        0.0,
        "It states nothing that a source could carry.",
        (),
    )


def quoted(evidence: Evidence, pool: Sequence[Evidence], verifier: Verifier) -> Statement:
    """A verbatim sentence as a statement, with every other sentence that says the same."""
    text = evidence.sentence.text
    alike = [e for e in pool if e.article.id != evidence.article.id and _may_say(e, text)]
    verdicts = verifier.judge_all([_pair(text, e) for e in alike])
    others = [e for v, e in zip(verdicts, alike, strict=True) if v.score >= CARRIES]
    return Statement(
        evidence.sentence.text,
        Form.QUOTED,
        Support.SUPPORTED,
        1.0,
        "These are the words of the source.",
        tuple(cite(e) for e in (evidence, *_one_each(others))),
    )


def _pair(text: str, *evidence: Evidence) -> Pair:
    return Pair(text, [e.sentence.text for e in evidence], evidence[0].article.published)


def _may_say(evidence: Evidence, text: str) -> bool:
    """Whether the sentence has enough of the words to be worth judging."""
    wanted = {t.stem for t in content(text)}
    return len(wanted.intersection(stems(evidence.sentence.text))) >= _ALIKE * len(wanted)


def cite(evidence: Evidence) -> Citation:
    """The evidence as a citation."""
    sentence, article = evidence.sentence, evidence.article
    around = Around((evidence.before,) if evidence.before else (), evidence.after)
    found = read_sourcing(sentence.text, article, around)
    told = Sourced(str(found.voice), str(found.certainty), source_line(found, article))
    return Citation(article, sentence.text, sentence.span, told)


def _one_each(evidence: Sequence[Evidence]) -> list[Evidence]:
    """The first of each article."""
    return list({e.article.id: e for e in reversed(evidence)}.values())[::-1]
