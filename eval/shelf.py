"""The articles that answers are about: their words, their sentences and where both stand."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, Protocol

from eval.corpus import archive_folder, corpus_sha256, originals, require_whole
from eval.records import Cited
from eval.saved import CorpusUsed
from eval.suite import check_gold
from rag.ingest.sentences import sentence_spans

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from eval.runner import Archive
    from eval.suite import Suite
    from rag.config import Config
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


class Stocked(NamedTuple):
    """The articles of a suite, taken in."""

    shelf: Shelf
    corpus: CorpusUsed


def stock(suite: Suite, config: Config, open_archive: Callable[[Config, Path], Archive]) -> Stocked:
    """Take the articles of a suite into the archive that its runs use.

    Raises:
        SuiteInvalid: The corpus or the gold is not what the suite says.
    """
    files_sha256 = corpus_sha256(suite.corpus)
    with open_archive(config, archive_folder(config.home, files_sha256)) as archive:
        require_whole(archive.ingest([str(suite.corpus)], prune=True), suite.corpus)
        shelf = shelf_of(archive)
        corpus = CorpusUsed(
            path=suite.spec.corpus,
            sha256=files_sha256,
            archive_sha256=archive.corpus_sha256(),
            articles=len(shelf),
        )
    texts = {name: shelved.text for name, shelved in shelf.items()}
    check_gold(suite, texts, {name: shelved.article.outlet for name, shelved in shelf.items()})
    return Stocked(shelf, corpus)
