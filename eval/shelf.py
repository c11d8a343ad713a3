"""The articles that answers are about: their words, their sentences and where both stand."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from eval.corpus import originals
from eval.records import Cited
from rag.ingest.sentences import sentence_spans

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from rag.types import Article, Span


@dataclass(frozen=True)
class Shelved:
    """One article with its text."""

    article: Article
    text: str
    original: str | None
    """The article whose own report this one carries, where the archive holds it."""

    @cached_property
    def spans(self) -> tuple[Span, ...]:
        """Where its sentences stand."""
        return tuple(sentence_spans(self.text, self.article.language))

    @cached_property
    def sentences(self) -> tuple[str, ...]:
        """Its sentences."""
        return tuple(span.of(self.text) for span in self.spans)

    def cited(self, span: Span) -> Cited:
        """A citation of a run of its text."""
        words = span.of(self.text)
        return Cited(
            article=self.article.id,
            outlet=self.article.outlet,
            quote=words,
            start=span.start,
            end=span.end,
            found=words,
            lineage=self.article.lineage,
            origins=self.article.origins,
            original=self.original,
        )


Shelf = dict[str, Shelved]
"""By article id."""


class Holding(Protocol):
    """An archive that hands out its articles."""

    def articles(self) -> list[Article]:
        """All articles."""
        ...

    def text(self, article_id: str, /) -> str:
        """The text that offsets refer to."""
        ...


def shelf_of(archive: Holding) -> Shelf:
    """All that an archive holds."""
    articles = archive.articles()
    return shelved(articles, {article.id: archive.text(article.id) for article in articles})


def shelved(articles: Iterable[Article], texts: Mapping[str, str]) -> Shelf:
    """Articles with their texts."""
    known = list(articles)
    first = originals(known)
    return {a.id: Shelved(a, texts[a.id], first.get(a.id)) for a in known}

