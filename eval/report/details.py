"""Every case of a run with what was shown for it, the worst first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from eval.reading import Strict
from eval.records import Seen  # noqa: TC001 - pydantic reads it when the class is made
from eval.report.figures import fell_short, worst_cases
from eval.scorers.citation import is_right
from eval.suite import Gold  # noqa: TC001 - pydantic reads it when the class is made

if TYPE_CHECKING:
    from collections.abc import Mapping

    from eval.records import Cited, Recorded, Said
    from eval.report.build import Report
    from eval.report.sources import Source
    from eval.saved import Run
    from eval.suite import Case

AROUND = 240
"""Characters of the article shown on either side of a quotation."""
NEAREST = 2
"""Evidence sentences shown where a question was declined."""
NOWHERE: Mapping[str, Source] = {}


class Quotation(Strict):
    """Words that were cited, with the words around them where the article is at hand."""

    article: str
    outlet: str | None
    title: str | None
    published: str | None
    url: str | None
    before: str
    quote: str
    after: str
    right: bool | None
    """Whether they stand at a gold place, under an accepted outlet; None where there is none."""
    exact: bool
    """Whether the offsets hold these very words."""


class Statement(Strict):
    """One statement, shown or dropped."""

    text: str
    support: str
    score: float
    reason: str
    judged: float | None
    """What a judge gave it against all its quotations; None where nobody was asked."""
    quotations: tuple[Quotation, ...]

    @property
    def verbatim(self) -> bool:
        """Whether it is the very words of what it cites."""
        return any(quotation.quote == self.text for quotation in self.quotations)


class Mark(Strict):
    """What one scorer said of the case."""

    name: str
    value: float
    note: str
    short: bool
    """Whether it is less than the best."""


class Detail(Strict):
    """One case."""

    id: str
    question: str
    before: tuple[str, ...]
    """Questions asked earlier in the same conversation."""
    read_as: str | None
    """The question made to stand alone, where it leaned on earlier ones."""
    tags: tuple[str, ...]
    answerable: bool
    outcome: Literal["answered", "declined", "failed"]
    failure: str | None
    notice: str | None
    statements: tuple[Statement, ...]
    dropped: tuple[Statement, ...]
    nearest: tuple[Seen, ...]
    """The best evidence looked at, where nothing was shown."""
    gold: tuple[Gold, ...]
    outlets: tuple[str, ...]
    key: tuple[tuple[str, ...], ...]
    marks: tuple[Mark, ...]

    @property
    def short(self) -> tuple[Mark, ...]:
        """Where the case fell short."""
        return tuple(mark for mark in self.marks if mark.short)


def build_details(
    run: Run, report: Report, sources: Mapping[str, Source] = NOWHERE
) -> tuple[Detail, ...]:
    """Every case: those named as worst, others that fell short, then the faultless ones.

    Args:
        run: The run.
        report: What it was summed up to.
        sources: Articles by id, to show quotations in their place.
    """
    named = [entries[0].short.case for entries in worst_cases(report.figures)]
    place = {name: number for number, name in enumerate(named)}
    details = [
        _detail(case, run.answers[case.id], _marks(run, case), sources) for case in run.cases
    ]
    return tuple(sorted(details, key=lambda d: (place.get(d.id, len(place)), -len(d.short))))


def _marks(run: Run, case: Case) -> tuple[Mark, ...]:
    return tuple(
        Mark(name=name, value=score.value, note=score.note, short=fell_short(name, score))
        for name in run.manifest.suite.scorers
        if (score := run.scores.get(name, {}).get(case.id)) is not None
    )


def _detail(
    case: Case, answer: Recorded, marks: tuple[Mark, ...], sources: Mapping[str, Source]
) -> Detail:
    return Detail(
        id=case.id,
        question=case.question,
        before=case.before,
        read_as=answer.read_as,
        tags=case.tags,
        answerable=case.answerable,
        outcome=_outcome(answer),
        failure=answer.failure,
        notice=answer.notice,
        statements=tuple(_statement(case, said, sources) for said in answer.statements),
        dropped=tuple(_statement(case, said, sources) for said in answer.dropped),
        nearest=() if answer.statements else answer.seen[:NEAREST],
        gold=case.gold,
        outlets=case.outlets,
        key=case.key,
        marks=marks,
    )


def _outcome(answer: Recorded) -> Literal["answered", "declined", "failed"]:
    if answer.failure is not None:
        return "failed"
    return "declined" if answer.declined else "answered"


def _statement(case: Case, said: Said, sources: Mapping[str, Source]) -> Statement:
    return Statement(
        text=said.text,
        support=said.support,
        score=said.score,
        reason=said.reason,
        judged=said.judged.whole if said.judged else None,
        quotations=tuple(_quotation(case, cited, sources) for cited in said.citations),
    )


def _quotation(case: Case, cited: Cited, sources: Mapping[str, Source]) -> Quotation:
    source = sources.get(cited.article)
    # Words are shown in their place only where that place does hold them.
    is_there = source is not None and source.text[cited.start : cited.end] == cited.quote
    return Quotation(
        article=cited.article,
        outlet=cited.outlet,
        title=source.title if source else None,
        published=source.published if source else None,
        url=source.url if source else None,
        before=_before(source.text, cited.start) if source and is_there else "",
        quote=cited.quote,
        after=_after(source.text, cited.end) if source and is_there else "",
        right=is_right(case, cited) if case.gold else None,
        exact=bool(cited.quote) and cited.found == cited.quote,
    )


def _before(text: str, start: int) -> str:
    """The words before an offset; cut between two of them, with a mark of what is left out."""
    if start <= AROUND:
        return text[:start]
    return "… " + text[start - AROUND : start].partition(" ")[2]


def _after(text: str, end: int) -> str:
    """The words after an offset."""
    if len(text) - end <= AROUND:
        return text[end:]
    return text[end : end + AROUND].rpartition(" ")[0] + " …"
