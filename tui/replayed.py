"""A recorded answer as the chat shows one, so that it is read with the same marks and chips."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rag.errors import ArticleUnknown
from rag.types import (
    Answer,
    Article,
    Citation,
    Evidence,
    Form,
    Mode,
    ModelRef,
    Provenance,
    Sentence,
    Span,
    Statement,
    Support,
    Timings,
)
from tui.errors import Trouble
from tui.exchange import Exchange
from tui.wording import line

if TYPE_CHECKING:
    from collections.abc import Mapping

    from eval.records import Cited, Recorded, Said, Seen
    from eval.report.sources import Source
    from eval.saved import Run

_NOT_SAVED = ""
"""Stands for hashes that a record does not repeat."""


class RecordedTexts:
    """The texts of the articles that a run cites, as far as they are at hand."""

    def __init__(self, sources: Mapping[str, Source]) -> None:
        self._sources = sources

    def text(self, article_id: str, /) -> str:
        """The text that offsets refer to.

        Raises:
            ArticleUnknown: The archive of the run is not here, or not what it was.
        """
        source = self._sources.get(article_id)
        if source is None:
            raise ArticleUnknown(
                f"the article {article_id!r} is not at hand",
                detail="A run keeps quotations, not articles; those of its suite are not in this "
                "home, or not what they were.",
                remedy="Run the suite again to have its articles taken in.",
            )
        return source.text


def exchange_of_case(run: Run, case_id: str, sources: Mapping[str, Source]) -> Exchange:
    """The question of a case and what was shown for it."""
    recorded = run.answers[case_id]
    case = next(one for one in run.cases if one.id == case_id)
    exchange = Exchange(case.question)
    if recorded.failure is not None:
        exchange.trouble = Trouble(
            line(recorded.failure), None, "The model ended in the middle; run the suite again."
        )
        return exchange
    answer = _answer(run, recorded, case.question, sources)
    origins = {c.lineage or c.article for said in recorded.statements for c in said.citations}
    exchange.take(answer, len(origins))
    return exchange


def _answer(run: Run, recorded: Recorded, question: str, sources: Mapping[str, Source]) -> Answer:
    used, timing = run.manifest.model, recorded.timing
    return Answer(
        question=question,
        mode=Mode(recorded.mode or Mode.QUOTE),
        statements=tuple(_statement(said, sources) for said in recorded.statements),
        dropped=tuple(_statement(said, sources) for said in recorded.dropped),
        evidence=tuple(_evidence(n, seen, sources) for n, seen in enumerate(recorded.seen, 1)),
        notice=recorded.notice,
        provenance=Provenance(
            ModelRef(used.name, used.sha256) if used else None,
            None,
            run.manifest.embedder or _NOT_SAVED,
            run.manifest.config_sha256,
            run.manifest.corpus.archive_sha256,
            run.manifest.suite.seed,
        ),
        timings=Timings(0.0, 0.0, None, timing.total if timing else 0.0),
        read_as=recorded.read_as,
    )


def _statement(said: Said, sources: Mapping[str, Source]) -> Statement:
    return Statement(
        said.text, Form(said.form), Support(said.support), said.score, said.reason,
        tuple(_citation(cited, sources) for cited in said.citations),
    )  # fmt: skip


def _citation(cited: Cited, sources: Mapping[str, Source]) -> Citation:
    article = _article(cited.article, cited.outlet, sources, cited.origins, cited.lineage)
    return Citation(article, cited.quote, Span(cited.start, cited.end))


def _evidence(number: int, seen: Seen, sources: Mapping[str, Source]) -> Evidence:
    source = sources.get(seen.article)
    # A record has the words of evidence and not their place; it is where they stand first.
    start = max(0, source.text.find(seen.text)) if source else 0
    span = Span(start, start + len(seen.text))
    article = _article(seen.article, seen.outlet, sources)
    return Evidence(number, article, Sentence(seen.article, 0, span, seen.text), seen.score)


def _article(
    article_id: str,
    outlet: str | None,
    sources: Mapping[str, Source],
    origins: tuple[str, ...] = (),
    lineage: str | None = None,
) -> Article:
    source = sources.get(article_id)
    return Article(
        id=article_id,
        outlet=outlet,
        title=source.title if source else None,
        author=None,
        published=source.published if source else None,
        url=source.url if source else None,
        language=None,
        kind=None,
        origins=origins,
        lineage=lineage,
        words=len(source.text.split()) if source else 0,
        sha256=_NOT_SAVED,
        path=None,
    )
