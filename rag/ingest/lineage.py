"""Independent origins: how many separate reports stand behind a set of articles."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from rag.types import Lineage

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rag.types import Article, Kinship


def independent_origins(articles: Iterable[Article]) -> int:
    """Groups of articles that share no report and no origin.

    An article without a stated origin is its outlet's own report; reprints that name the same
    agency are one origin, and so is the agency's own report. Two reports of one outlet are one
    origin too: an outlet does not confirm itself.
    """
    groups: list[set[str]] = []
    for article in articles:
        keys = _keys(article)
        joined = [group for group in groups if group & keys]
        groups = [group for group in groups if not group & keys]
        groups.append(keys.union(*joined))
    return len(groups)


def lineages_of(articles: Iterable[Article], kinships: Iterable[Kinship]) -> list[Lineage]:
    """Articles grouped by lineage, each group with its origin, the oldest article first.

    The origin is what most articles of the group name; an article of that outlet itself, or
    one that names none, may be the report.
    """
    groups: dict[str, list[Article]] = {}
    for article in articles:
        groups.setdefault(article.lineage or article.id, []).append(article)
    ties = list(kinships)
    found = []
    for name, members in groups.items():
        ids = {article.id for article in members}
        own = tuple(tie for tie in ties if tie.one in ids and tie.other in ids)
        ordered = sorted(members, key=lambda a: (a.published is None, a.published or "", a.id))
        found.append(Lineage(name, _origin(ordered), tuple(ordered), own))
    return found


def _origin(articles: Sequence[Article]) -> str | None:
    named = Counter(name for article in articles for name in article.origins)
    if named:
        return named.most_common(1)[0][0]
    outlets = {article.outlet for article in articles}
    return outlets.pop() if len(outlets) == 1 else None


def _keys(article: Article) -> set[str]:
    """What ties an article to others of one origin: its report, and whose report it is.

    The first origin counts alone: a digest of two agencies does not make them one.
    """
    named = article.origins[0] if article.origins else article.outlet
    keys = {f"outlet {named.casefold()}"} if named else set()
    if article.lineage:
        keys.add(f"lineage {article.lineage}")
    return keys or {f"article {article.id}"}
