"""Who took a report from whom, as far as dates and likeness tell."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from rag.types import Article, Kinship, Lineage


class Branch(NamedTuple):
    """One line of the drawing."""

    trunk: str
    """What is drawn before the article: `│  └─ `."""
    article: Article
    tie: Kinship | None
    """What ties it to the article above it; None where it hangs on the origin itself."""


FORK, LAST, THROUGH, BLANK = "├─ ", "└─ ", "│  ", "   "


def drawn(lineage: Lineage) -> list[Branch]:
    """The articles of a lineage as a tree below its origin, each above what was taken from it.

    Likeness has no direction; the date has. An article hangs on the most like of those that
    were published before it, and on the origin where there is none or no date tells.
    """
    dates = {article.id: article.published for article in lineage.articles}
    ties: dict[str, list[Kinship]] = {}
    for tie in lineage.kinships:
        ties.setdefault(tie.one, []).append(tie)
        ties.setdefault(tie.other, []).append(tie)
    below: dict[str | None, list[tuple[Article, Kinship | None]]] = {}
    for article in lineage.articles:
        is_origin = article.outlet == lineage.origin
        tied = None if is_origin else _upward(article, ties.get(article.id, ()), dates)
        above = None if tied is None else _other(tied, article.id)
        below.setdefault(above, []).append((article, tied))
    return list(_branches(below))


def _branches(below: dict[str | None, list[tuple[Article, Kinship | None]]]) -> Iterator[Branch]:
    # No recursion: a chain of reprints may be longer than the interpreter's stack.
    own = below.get(None, [])
    waiting = [("", place, own) for place in reversed(range(len(own)))]
    while waiting:
        trunk, place, siblings = waiting.pop()
        article, tie = siblings[place]
        is_last = place == len(siblings) - 1
        yield Branch(trunk + (LAST if is_last else FORK), article, tie)
        inner = trunk + (BLANK if is_last else THROUGH)
        children = below.get(article.id, [])
        waiting += [(inner, at, children) for at in reversed(range(len(children)))]


def _upward(
    article: Article, ties: Iterable[Kinship], dates: Mapping[str, str | None]
) -> Kinship | None:
    """What ties the article to the earlier one that it is most like."""
    if (day := article.published) is None:
        return None
    upward = (tie for tie in ties if _is_earlier(dates.get(_other(tie, article.id)), day))
    return max(upward, key=lambda tie: tie.score, default=None)


def _is_earlier(one: str | None, other: str) -> bool:
    # Two dates tell of an order only as far as the less precise of them goes.
    return one is not None and one[: len(other)] < other[: len(one)]


def _other(tie: Kinship, name: str) -> str:
    return tie.other if tie.one == name else tie.one
