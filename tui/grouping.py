"""How the articles of an archive stand in a list: grouped, narrowed by words, groups shut or open.

Fifty thousand articles are listed by reference: a row is the article or the group itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from rag.ingest.lineage import lineages_of
from rag.types import Article
from tui.wording import UNDATED, date_of, line, outlet_of, title_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from rag.types import Lineage

NO_KIN: Final = "No report is shared"


class Grouping(StrEnum):
    """What the articles of a group have in common."""

    OUTLET = "outlet"
    DATE = "date"
    LINEAGE = "lineage"


@dataclass(frozen=True, slots=True)
class Group:
    """Articles under one heading."""

    heading: str
    articles: tuple[Article, ...]


Row = Group | Article


class Titles:
    """The articles with what a word of the search is looked for in: headline and outlet."""

    def __init__(self, articles: Iterable[Article]) -> None:
        self.articles = tuple(articles)
        self._words = tuple(f"{title_of(a)} {outlet_of(a)}".casefold() for a in self.articles)

    def having(self, words: str) -> tuple[Article, ...]:
        """The articles that have every one of the words, each as a part of a word at least."""
        wanted = words.casefold().split()
        if not wanted:
            return self.articles
        pairs = zip(self.articles, self._words, strict=True)
        return tuple(a for a, here in pairs if all(word in here for word in wanted))


def grouped(articles: Iterable[Article], by: Grouping) -> tuple[Group, ...]:
    """The articles under headings.

    By outlet: outlets by name, each from its oldest article to its newest. By date: days, the
    newest first. By lineage: reports that several articles carry, the most carried first, then
    all others.
    """
    match by:
        case Grouping.OUTLET:
            return _by_outlet(articles)
        case Grouping.DATE:
            return _by_date(articles)
        case Grouping.LINEAGE:
            return _by_lineage(articles)


def rows_of(groups: Iterable[Group], shut: Collection[str] = ()) -> list[Row]:
    """Each group followed by its articles; those of the groups shut are left out."""
    rows: list[Row] = []
    for group in groups:
        rows.append(group)
        if group.heading not in shut:
            rows += group.articles
    return rows


def _by_outlet(articles: Iterable[Article]) -> tuple[Group, ...]:
    found: dict[str, list[Article]] = {}
    for article in articles:
        found.setdefault(outlet_of(article), []).append(article)
    ordered = sorted(found.items(), key=lambda one: one[0].casefold())
    return tuple(Group(name, tuple(sorted(own, key=_day))) for name, own in ordered)


def _by_date(articles: Iterable[Article]) -> tuple[Group, ...]:
    found: dict[str, list[Article]] = {}
    for article in articles:
        found.setdefault(date_of(article), []).append(article)
    days = sorted(found.items(), key=lambda one: (one[0] != UNDATED, one[0]), reverse=True)
    return tuple(Group(day, tuple(sorted(own, key=outlet_of))) for day, own in days)


def _by_lineage(articles: Iterable[Article]) -> tuple[Group, ...]:
    shared, alone = list[tuple["Lineage", str]](), list["Article"]()
    for lineage in lineages_of(articles, ()):
        if len(lineage.articles) == 1:
            alone += lineage.articles
        else:
            shared.append((lineage, heading_of(lineage.origin, lineage.articles)))
    shared.sort(key=lambda one: (-len(one[0].articles), one[1]))
    groups = [Group(heading, lineage.articles) for lineage, heading in shared]
    if alone:
        groups.append(Group(NO_KIN, tuple(sorted(alone, key=_day))))
    return tuple(groups)


def heading_of(origin: str | None, articles: Sequence[Article]) -> str:
    """Whose report it is, and the headline of the oldest article that carries it."""
    return f"{line(origin or '') or 'Unknown origin'}: {title_of(articles[0])}"


def _day(article: Article) -> tuple[bool, str, str]:
    return article.published is None, article.published or "", article.id
