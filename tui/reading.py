"""All that is known of one article, fetched at once for the read view."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rag.engine import Engine
    from rag.types import Article, Lineage, Removed, Version


@dataclass(frozen=True, slots=True)
class Reading:
    """An article with its text, where its values came from, and its history."""

    article: Article
    text: str
    provenance: Mapping[str, str]
    """Where the value of each field came from."""
    removed: tuple[Removed, ...]
    versions: tuple[Version, ...]
    lineage: Lineage
    orders: tuple[str, ...]
    """Sentences addressed to language models; no answer uses them."""


def read(engine: Engine, article_id: str) -> Reading:
    """Fetch an article.

    Raises:
        ArticleUnknown: It is not there, or not there any more.
    """
    from rag.orders import orders_of

    text = engine.text(article_id)
    sentences = engine.sentences(article_id)
    found = orders_of(text, sentences)
    return Reading(
        article=engine.article(article_id),
        text=text,
        provenance=engine.provenance(article_id),
        removed=tuple(engine.removed(article_id)),
        versions=tuple(engine.versions(article_id)),
        lineage=engine.lineages(article_id)[0],
        orders=tuple(s.text for s in sentences if s.ordinal in found),
    )
