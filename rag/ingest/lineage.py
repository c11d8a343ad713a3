"""Independent origins: how many separate reports stand behind a set of articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rag.types import Article


def independent_origins(articles: Iterable[Article]) -> int:
    """Groups of articles that share no lineage and no origin.

    An article without a stated origin is its outlet's own report; reprints that name the same
    agency are one origin, and so is the agency's own report.
    """
    groups: list[set[str]] = []
    for article in articles:
        keys = _keys(article)
        joined = [group for group in groups if group & keys]
        groups = [group for group in groups if not group & keys]
        groups.append(keys.union(*joined))
    return len(groups)


def _keys(article: Article) -> set[str]:
    if article.lineage:
        return {f"lineage {article.lineage}"}
    if article.origins:
        return {f"outlet {name.casefold()}" for name in article.origins}
    return {f"outlet {article.outlet.casefold()}" if article.outlet else f"article {article.id}"}
