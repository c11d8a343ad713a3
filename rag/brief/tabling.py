"""Outlet by claim: who says it, who contradicts it, who is silent, who could not be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rag.brief.languages import language
from rag.brief.types import Cell, ClaimTable, Missing, Row, is_reporting, teller

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rag.brief.claims import Claim
    from rag.brief.differing import Differences, Spot
    from rag.brief.gathering import Gathered
    from rag.brief.types import Line, Stance
    from rag.types import Article, Citation

ROWS = 12
_ALONE = 8
_LEFT_OUT = 6


class Tellers:
    """The outlets of a topic that report, and in which languages."""

    def __init__(self, articles: Iterable[Article]) -> None:
        self._languages: dict[str, set[str]] = {}
        for article in articles:
            if is_reporting(article):
                spoken = self._languages.setdefault(teller(article), set())
                spoken.add(language(article))

    @property
    def names(self) -> tuple[str, ...]:
        """In the order of their first articles."""
        return tuple(self._languages)

    def stance(self, name: str, line: Line, against: Sequence[Citation]) -> Stance:
        """How an outlet stands to a line; `against` are its sentences that say otherwise."""
        if name in line.outlets:
            return "says"
        if against:
            return "contradicts"
        if any(teller(c.article) == name for c in line.partly):
            return "partly"
        spoken = language(line.citations[0].article)
        return "silent" if spoken in self._languages[name] else "unread"


def claim_table(
    found: Sequence[Claim], tellers: Tellers, differences: Differences, gathered: Gathered
) -> ClaimTable | None:
    """The claims that two outlets tell or over which they differ; None where there is none."""
    rows = []
    for claim in found:
        against = _against(claim.place, differences, gathered)
        if len(claim.line.outlets) > 1 or against:
            rows.append(_row(claim.line, tellers, against))
    return ClaimTable(tellers.names, tuple(rows[:ROWS])) if rows else None


def missing(found: Sequence[Claim], tellers: Tellers) -> tuple[Missing, ...]:
    """What only one origin reports, then what several report and others leave out."""
    many = max((c.line.origins for c in found), default=0) > 1 or len(tellers.names) > 1
    if not many:
        return ()
    told = [Missing(c.line, _silent(c.line, tellers)) for c in found]
    # Whoever takes the other side of a conflict does not leave the matter out.
    told = [m for m in told if m.silent and not m.line.disputed]
    alone = [m for m in told if m.line.is_alone][:_ALONE]
    return (*alone, *[m for m in told if m.line.origins > 1][:_LEFT_OUT])


def _silent(line: Line, tellers: Tellers) -> tuple[str, ...]:
    return tuple(name for name in tellers.names if tellers.stance(name, line, ()) == "silent")


def _row(line: Line, tellers: Tellers, against: Sequence[Citation]) -> Row:
    cells = []
    for name in tellers.names:
        said = tuple(c for c in line.citations if teller(c.article) == name)
        other = tuple(c for c in against if teller(c.article) == name)
        some = tuple(c for c in line.partly if teller(c.article) == name)
        stance = tellers.stance(name, line, other)
        behind = {"says": said, "contradicts": other, "partly": some}
        cells.append(Cell(name, stance, behind.get(stance, ())))
    return Row(line, tuple(cells))


def _against(place: int, differences: Differences, gathered: Gathered) -> list[Citation]:
    """The sentences on the other sides of the conflicts in which a sentence takes a side."""
    evidence = gathered.pool[place]
    spot: Spot = (evidence.article.id, evidence.sentence.ordinal)
    other = {
        (s[0], gathered.pool[gathered.places[s]].sentence.span)
        for sides in differences.sides
        if any(spot in side for side in sides)
        for side in sides
        if spot not in side
        for s in side
    }
    accounts = [a for d in differences.shown for a in d.dispute.accounts]
    found = {
        (c.article.id, c.span): c
        for account in accounts
        for c in account.citations
        if (c.article.id, c.span) in other
    }
    return list(found.values())
