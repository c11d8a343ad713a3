"""Independent origins: how many separate reports stand behind a set of articles."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from rag.types import Lineage

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rag.types import Article, Kinship


def independent_origins(articles: Iterable[Article]) -> int:
    """How many of the articles share neither report nor origin with any other that counts.

    An article without a stated origin is its outlet's own report; reprints that name the same
    agency are one origin, and so is the agency's own report. Two reports of one outlet are one
    origin too: an outlet does not confirm itself. An article of two agencies adds none where
    both speak for themselves, and is one where neither does.
    """
    counted: set[str] = set()
    origins = 0
    # Those with the fewest ties first, so that the order of the articles does not matter.
    for keys in sorted(map(origin_keys, articles), key=lambda keys: (len(keys), sorted(keys))):
        if not keys & counted:
            origins += 1
            counted |= keys
    return origins


def origin_keys(article: Article) -> set[str]:
    """What ties an article to others: its report, and whose report it is."""
    named = article.origins or ((article.outlet,) if article.outlet else ())
    keys = {f"outlet {name.casefold()}" for name in named}
    if article.lineage:
        keys.add(f"lineage {article.lineage}")
    return keys or {f"article {article.id}"}


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
