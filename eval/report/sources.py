"""The articles that a run cites, where its corpus is still at hand and still the same.

A run keeps quotations, not articles. To show one in its place, the text is taken from the
archive that the run's corpus was read into; from any other it would mislead.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping

    from eval.saved import Run
    from rag.types import Article


class Source(NamedTuple):
    """One article."""

    text: str
    title: str | None
    published: str | None
    url: str | None


class Library(Protocol):
    """The part of the engine that looks articles up."""

    def articles(self) -> list[Article]:
        """All articles."""
        ...

    def text(self, article_id: str, /) -> str:
        """The text that offsets refer to."""
        ...

    def corpus_sha256(self) -> str:
        """Hash of what the archive holds."""
        ...


def sources_in(library: Library, run: Run) -> Mapping[str, Source]:
    """The articles that a run cites, by id; none where the archive is not the run's own."""
    if library.corpus_sha256() != run.manifest.corpus.archive_sha256:
        return {}
    cited = {
        citation.article
        for answer in run.answers.values()
        for said in (*answer.statements, *answer.dropped)
        for citation in said.citations
    }
    return {
        article.id: Source(library.text(article.id), article.title, article.published, article.url)
        for article in library.articles()
        if article.id in cited
    }
