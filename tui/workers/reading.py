"""Fetching what the archive's screen shows: the list, an article, what a search finds."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from textual.message import Message

from rag.cli.addressed import orders
from rag.ingest.editing import edits

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rag.engine import Engine
    from rag.ingest.editing import Edit
    from rag.types import Article, Hit, Lineage, Removed, Version
    from tui.errors import Trouble
    from tui.grouping import Group, Grouping, Titles


@dataclass(frozen=True, slots=True)
class Reading:
    """An article with its text, where its values came from, and its history."""

    article: Article
    text: str
    provenance: Mapping[str, str]
    """Where the value of each field came from."""
    removed: tuple[Removed, ...]
    versions: tuple[Version, ...]
    edits: tuple[tuple[Edit, ...], ...]
    """From each version to the next."""
    lineage: Lineage
    orders: tuple[str, ...]
    """Sentences addressed to language models; no answer uses them."""


def read(engine: Engine, article_id: str) -> Reading:
    """All that is known of one article.

    Raises:
        ArticleUnknown: It is not there, or not there any more.
    """
    versions = tuple(engine.versions(article_id))
    return Reading(
        article=engine.article(article_id),
        text=engine.text(article_id),
        provenance=engine.provenance(article_id),
        removed=tuple(engine.removed(article_id)),
        versions=versions,
        edits=tuple(tuple(edits(old, new)) for old, new in pairwise(versions)),
        lineage=engine.lineages(article_id)[0],
        orders=tuple(sentence.text for sentence in orders(engine, article_id)),
    )


class ArticlesListed(Message):
    """The articles of the archive were fetched."""

    def __init__(self, titles: Titles, *, outlets: int) -> None:
        super().__init__()
        self.titles, self.outlets = titles, outlets


class ArticlesArranged(Message):
    """The articles that have the words stand in groups."""

    def __init__(self, groups: tuple[Group, ...], by: Grouping, words: str) -> None:
        super().__init__()
        self.groups, self.by, self.words = groups, by, words


class PassagesFound(Message):
    """A search came to its end."""

    def __init__(self, words: str, hits: tuple[Hit, ...]) -> None:
        super().__init__()
        self.words, self.hits = words, hits


class SearchFailed(Message):
    """A search came to nothing, and why."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__()
        self.trouble = trouble


class ReadingFetched(Message):
    """An article with all that is known of it was fetched."""

    def __init__(self, reading: Reading) -> None:
        super().__init__()
        self.reading = reading


class ReadingFailed(Message):
    """An article could not be fetched."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__()
        self.trouble = trouble


class ArticlesRemoved(Message):
    """Articles are out of the archive."""

    def __init__(self, articles: tuple[Article, ...]) -> None:
        super().__init__()
        self.articles = articles


class ArchiveTroubled(Message):
    """The archive could not be listed or changed."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__()
        self.trouble = trouble
