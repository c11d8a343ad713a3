"""What was shown for one case, as it is saved and scored.

Scorers see these records and nothing else, so a saved run scores the same as a live one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from eval.reading import Strict

if TYPE_CHECKING:
    from eval.corpus import Holdings
    from rag.types import Answer, Citation, Evidence, Span, Statement

_DIGITS = 6
"""Kept of a score: the last bits of a float depend on the machine's threads."""


class Score(NamedTuple):
    """What a scorer says of one answer."""

    value: float
    note: str
    """One phrase that explains the value to a person."""


class Cited(Strict):
    """A quotation and what its offsets really hold."""

    article: str
    outlet: str | None
    quote: str
    start: int
    end: int
    found: str
    """`text[start:end]` of the article, looked up when the answer was recorded."""
    lineage: str | None = None
    """Shared by articles that carry the same underlying report."""
    origins: tuple[str, ...] = ()
    """From whom the article says it has its reporting; empty where it is its own."""
    original: str | None = None
    """The article of the same lineage whose own report it is, where the corpus holds it."""


class Judgement(Strict):
    """What a judge says of one statement and its citations; scores 0..1."""

    judge: str
    """Name and version of the judge."""
    supported_from: float
    """The score from which this judge calls something supported."""
    whole: float | None
    """The statement against all its quotations together; None where it cites nothing."""
    alone: tuple[float, ...]
    """Against each quotation by itself, in their order."""
    without: tuple[float | None, ...]
    """Against all but that one; None where no other is left."""


class Said(Strict):
    """One statement."""

    text: str
    form: str
    support: str
    score: float
    reason: str
    citations: tuple[Cited, ...]
    judged: Judgement | None = None
    """None where nobody judged; saved apart, so that another judge can be asked later."""


class Seen(Strict):
    """One evidence sentence that was looked at."""

    article: str
    outlet: str | None
    text: str
    score: float


class Timing(Strict):
    """Seconds, as the engine measured them."""

    load: float
    retrieve: float
    first_token: float | None
    total: float
    first_statement: float | None = None
    """Until the first statement was shown; None where none was, or nobody looked."""


class Usage(Strict):
    """Tokens of the language model."""

    prompt: int
    reused: int
    """Of the prompt, those that the model had read before."""
    written: int


class Recorded(Strict):
    """The answer to one case, or the failure in its place."""

    case: str
    mode: str | None
    statements: tuple[Said, ...]
    dropped: tuple[Said, ...]
    seen: tuple[Seen, ...]
    notice: str | None
    failure: str | None = None
    """Why there is no answer: the model ended in the middle."""
    timing: Timing | None = None
    usage: Usage | None = None
    """None where no model wrote, or nobody counted."""
    read_as: str | None = None
    """The question made to stand alone, where it leaned on earlier turns."""
    answerable: float | None = None
    """0..1: how likely the program found it that the evidence answers; None where unsaid."""

    @property
    def confidence(self) -> float | None:
        """What declining goes by; where the program did not say, the score of the best evidence."""
        if self.answerable is not None or not self.seen:
            return self.answerable
        return self.seen[0].score

    @property
    def text(self) -> str:
        """The answer as a reader sees it."""
        return " ".join(statement.text for statement in self.statements)

    @property
    def declined(self) -> bool:
        """Whether the question was refused; a failure is no refusal."""
        return self.failure is None and not self.statements

    @property
    def citations(self) -> tuple[Cited, ...]:
        """All citations in order."""
        return tuple(cited for said in self.statements for cited in said.citations)

    @property
    def line(self) -> str:
        """What was shown, in one line for a list of cases."""
        if self.failure is not None:
            return f"failed: {self.failure}"
        if self.declined:
            return "declined"
        outlets = dict.fromkeys(cited.outlet or "unknown outlet" for cited in self.citations)
        return f"{self.text} [{'; '.join(outlets)}]"


def record(
    case_id: str, answer: Answer, held: Holdings, *, first_statement: float | None = None
) -> Recorded:
    """The record of an answer.

    Args:
        case_id: The case that was answered.
        answer: What the engine finished with.
        held: What the archive that answered holds.
        first_statement: Seconds until a statement was shown.
    """
    times, usage = answer.timings, answer.usage
    return Recorded(
        case=case_id,
        mode=answer.mode.value,
        statements=tuple(_said(statement, held) for statement in answer.statements),
        dropped=tuple(_said(statement, held) for statement in answer.dropped),
        seen=tuple(_seen(evidence) for evidence in answer.evidence),
        notice=answer.notice,
        timing=Timing(
            load=times.load,
            retrieve=times.retrieve,
            first_token=times.first_token,
            total=times.total,
            first_statement=first_statement,
        ),
        usage=Usage(**usage._asdict()) if usage else None,
        read_as=answer.read_as,
        answerable=None if answer.answerable is None else round(answer.answerable, _DIGITS),
    )


def failed(case_id: str, failure: str) -> Recorded:
    """The record of a case that got no answer."""
    return Recorded(
        case=case_id, mode=None, statements=(), dropped=(), seen=(), notice=None, failure=failure
    )


def _said(statement: Statement, held: Holdings) -> Said:
    return Said(
        text=statement.text,
        form=statement.form.value,
        support=statement.support.value,
        score=round(statement.score, _DIGITS),
        reason=statement.reason,
        citations=tuple(_cited(citation, held) for citation in statement.citations),
    )


def _cited(citation: Citation, held: Holdings) -> Cited:
    article = citation.article
    return Cited(
        article=article.id,
        outlet=article.outlet,
        quote=citation.quote,
        start=citation.span.start,
        end=citation.span.end,
        found=_at(citation.span, held.texts[article.id]),
        lineage=article.lineage,
        origins=article.origins,
        original=held.originals.get(article.id),
    )


def _at(span: Span, text: str) -> str:
    # Python counts negative offsets from the end; a reader of the contract does not.
    return span.of(text) if 0 <= span.start <= span.end <= len(text) else ""


def _seen(evidence: Evidence) -> Seen:
    return Seen(
        article=evidence.article.id,
        outlet=evidence.article.outlet,
        text=evidence.sentence.text,
        score=round(evidence.score, _DIGITS),
    )
