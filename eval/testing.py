"""Public fakes: an archive whose answers are scripted, so that a run can be known beforehand."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from rag.events import Finished, IngestReport, InputFailed, Judged, Retrieved
from rag.types import (
    Answer,
    Article,
    Citation,
    Form,
    Mode,
    ModelRef,
    Provenance,
    Span,
    Statement,
    Support,
    Timings,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from rag.events import AnswerEvent, IngestEvent
    from rag.retrieve.conversation import Turn
    from rag.types import Failure


@dataclass(frozen=True, slots=True)
class Line:
    """One statement of a scripted answer, quoted unless `text` words it otherwise."""

    article: str
    quote: str
    text: str | None = None
    support: Support = Support.SUPPORTED
    shift: int = 0
    """Characters by which the citation's offsets are off."""


Script = tuple[Line, ...] | BaseException
"""No lines: the question is declined. An exception: it is raised."""


class ScriptedArchive:
    """The part of the engine that a run needs; it answers by the script."""

    def __init__(
        self,
        articles: Sequence[tuple[str, str, str]],
        script: Mapping[str, Script],
        *,
        seconds: float = 0.5,
        failures: Sequence[Failure] = (),
    ) -> None:
        self._texts = {name: text for name, _, text in articles}
        self._articles = {name: _article(name, outlet, text) for name, outlet, text in articles}
        self._script = script
        self._seconds = seconds
        self._failures = failures
        self.asked: list[tuple[str, Mode | None]] = []
        self.told: list[tuple[Turn, ...]] = []
        """The earlier turns that came with each question."""
        self.ingested: list[str] = []
        self.is_closed = False

    def __enter__(self) -> Self:
        """Hand itself over."""
        return self

    def __exit__(self, *exc: object) -> None:
        """Remember that it was closed."""
        self.is_closed = True

    def ingest(self, paths: Sequence[str], *, prune: bool = False) -> Iterator[IngestEvent]:  # noqa: ARG002
        """Note the paths; the articles are scripted."""
        self.ingested += paths
        yield from (InputFailed(failure) for failure in self._failures)
        stored = tuple(self._articles.values())
        yield IngestReport(
            len(stored), 0, 0, 0, 0, (), tuple(self._failures), len(stored), 0.0, stored
        )

    def articles(self) -> list[Article]:
        """The scripted articles."""
        return list(self._articles.values())

    def text(self, article_id: str, /) -> str:
        """A scripted article's text."""
        return self._texts[article_id]

    def corpus_sha256(self) -> str:
        """Hash of the scripted texts."""
        return _sha256("\n".join(self._texts.values()))

    def traced(self, mode: Mode | None = None) -> tuple[Mode, Provenance]:
        """Quotations unless something else is asked for; a model of its own writes."""
        settled = mode if mode and mode is not Mode.AUTO else Mode.QUOTE
        return settled, Provenance(
            model=None if settled is Mode.QUOTE else ModelRef("scripted", _sha256("scripted")),
            prompt=None,
            embedder="scripted",
            config_sha256="",
            corpus_sha256=self.corpus_sha256(),
            seed=7,
        )

    def answer(
        self, question: str, *, mode: Mode | None = None, before: Sequence[Turn] = ()
    ) -> Iterator[AnswerEvent]:
        """Give the scripted answer."""
        self.asked.append((question, mode))
        self.told.append(tuple(before))
        scripted = self._script[question]
        if isinstance(scripted, BaseException):
            raise scripted
        yield Retrieved(())
        statements = tuple(map(self._statement, scripted))
        yield from map(Judged, statements)
        yield Finished(self._answer(question, statements, *self.traced(mode)))

    def _answer(
        self, question: str, statements: tuple[Statement, ...], mode: Mode, traced: Provenance
    ) -> Answer:
        return Answer(
            question=question,
            mode=mode,
            statements=statements,
            dropped=(),
            evidence=(),
            notice=None,
            provenance=traced,
            timings=Timings(0.0, self._seconds / 2, None, self._seconds),
        )

    def _statement(self, line: Line) -> Statement:
        start = self._texts[line.article].index(line.quote) + line.shift
        span = Span(start, start + len(line.quote))
        return Statement(
            text=line.quote if line.text is None else line.text,
            form=Form.QUOTED if line.text is None else Form.WRITTEN,
            support=line.support,
            score=1.0 if line.support is Support.SUPPORTED else 0.25,
            reason=f"It was scripted as {line.support}.",
            citations=(Citation(self._articles[line.article], line.quote, span),),
        )


def _article(name: str, outlet: str, text: str) -> Article:
    return Article(
        id=name,
        outlet=outlet,
        title=None,
        author=None,
        published=None,
        url=None,
        language="en",
        kind="news",
        origins=(),
        lineage=None,
        words=len(text.split()),
        sha256=_sha256(text),
        path=None,
    )


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
