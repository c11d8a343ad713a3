"""Where the sources of an answer say otherwise: both sides, each with its own words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rag.answer.attribution import cite
from rag.answer.conflicts import Relation, Told, differences
from rag.types import Account, Dispute

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from rag.answer.conflicts import Difference, Position
    from rag.types import Citation, Evidence, Span, Statement

    Places = dict[tuple[str, int], Evidence]

_SHOWN = frozenset({Relation.CONFLICT, Relation.SUPERSEDED})


def disputes(shown: Sequence[Statement], pool: Sequence[Evidence]) -> tuple[Dispute, ...]:
    """The differences among the evidence that touch what an answer shows.

    Args:
        shown: The statements of the answer.
        pool: The evidence that bears on the question, each with its neighbours.
    """
    places = _places(pool)
    cited = {(c.article.id, c.span) for s in shown for c in s.citations}
    found = [d for d in differences(told_of(pool)) if _touches(d, places, cited)]
    return tuple(_joined(as_disputes(found, pool)))


def told_of(pool: Sequence[Evidence]) -> list[Told]:
    """The evidence as a comparison of accounts takes it."""
    return [Told.of(e.article, e.sentence, e.before, e.after) for e in pool]


def as_disputes(
    found: Sequence[Difference],
    pool: Sequence[Evidence],
    citing: Callable[[Evidence], Citation] = cite,
) -> list[Dispute]:
    """Conflicts and what was superseded among differences, in the words of the evidence."""
    places = _places(pool)
    return [
        Dispute(str(one.matter), str(one.relation), _accounts(one.positions, places, citing))
        for one in found
        if one.relation in _SHOWN
    ]


def _places(pool: Sequence[Evidence]) -> Places:
    return {(e.article.id, e.sentence.ordinal): e for e in pool}


def _joined(found: Sequence[Dispute]) -> list[Dispute]:
    """What took the place of one and the same account stands in one row."""
    rows: dict[object, Dispute] = {}
    for number, one in enumerate(found):
        is_row = one.relation == Relation.SUPERSEDED
        first = one.accounts[0]
        spot = (first.citations[0].article.id, first.citations[0].span)
        key: object = (one.matter, first.says, spot) if is_row else number
        known = rows.get(key)
        if known is None:
            rows[key] = one
        else:
            rest = [a for a in one.accounts if a not in known.accounts]
            ordered = sorted((*known.accounts, *rest), key=_published)
            rows[key] = known._replace(accounts=tuple(ordered))
    return list(rows.values())


def _published(account: Account) -> str:
    return account.citations[0].article.published or ""


def _accounts(
    positions: Iterable[Position], places: Places, citing: Callable[[Evidence], Citation]
) -> tuple[Account, ...]:
    return tuple(
        Account(
            position.says,
            tuple(citing(places[v.told.article, v.told.ordinal]) for v in position.voices),
            position.origins,
        )
        for position in positions
    )


def _touches(found: Difference, places: Places, cited: set[tuple[str, Span]]) -> bool:
    """Whether a sentence that the answer cites takes a side."""
    spots = {(v.told.article, v.told.ordinal) for p in found.positions for v in p.voices}
    return any((spot[0], places[spot].sentence.span) in cited for spot in spots)
