"""In which languages the articles of a topic are; only those of one are compared."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from rag.brief.types import is_reporting

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rag.types import Article


def language(article: Article) -> str:
    """The two letters of its language; English where none is known."""
    return (article.language or "en").casefold()[:2]


def main_language(articles: Iterable[Article]) -> str:
    """The language of most reports."""
    counts = Counter(language(a) for a in articles if is_reporting(a))
    return max(sorted(counts), key=counts.__getitem__, default="en")
