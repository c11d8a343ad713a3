"""Where the accounts of a topic differ, and which sentences take a side."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from rag.answer.conflicts import Matter, Relation, Voice, differences
from rag.answer.conflicts.reading import Line
from rag.answer.conflicts.timing import is_correcting
from rag.answer.disputes import as_disputes, told_of
from rag.brief.types import Difference

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.answer.conflicts import Difference as Differing
    from rag.answer.conflicts import Position
    from rag.brief.gathering import Gathered
    from rag.brief.types import Disputed
    from rag.types import Citation, Dispute, Span

    Place = tuple[str, Span]

SHOWN = 24
"""Conflicts of one briefing, and as many rows of what was superseded."""
Spot = tuple[str, int]
"""An article and the ordinal of a sentence in it."""


class Differences(NamedTuple):
    """What the sentences of a topic say of each other."""

    shown: tuple[Difference, ...]
    """Conflicts, then what was superseded; quotations in other words are not among them."""
    drifted: tuple[Differing, ...]
    """Quotations that are printed in more than one wording."""
    disputed: dict[Spot, Disputed]
    """Sentences that take a side in a conflict or give what was superseded."""
    sides: tuple[tuple[frozenset[Spot], ...], ...]
    """For each conflict, the sentences of each side."""
    corrected: frozenset[Spot]
    """Sentences that give what their own outlet or its source has called wrong."""

    @property
    def backing(self) -> dict[tuple[str, Span], int]:
        """How many independent reports take the side of a sentence in a conflict."""
        return {
            (c.article.id, c.span): account.origins
            for difference in self.shown
            if not difference.is_superseded
            for account in difference.dispute.accounts
            for c in account.citations
        }


def differing(gathered: Gathered) -> Differences:
    """Compare all sentences of a topic with each other."""
    found = _compared(gathered)
    drifted = tuple(d for d in found if d.matter is Matter.QUOTATION)
    rest = [d for d in found if d.matter is not Matter.QUOTATION]
    disputed: dict[Spot, Disputed] = {}
    corrected: set[Spot] = set()
    for one in (d for d in rest if d.relation is Relation.SUPERSEDED):
        older = {s for p in one.positions[:-1] for s in _spots(p)}
        disputed |= dict.fromkeys(older, "superseded")
        if any(is_correcting(Line(v.told, 0)) for v in one.positions[-1].voices):
            corrected |= older
    conflicts = [d for d in rest if d.relation is Relation.CONFLICT]
    for one in conflicts:
        disputed |= {s: "conflict" for p in one.positions for s in _spots(p)}
    sides = tuple(tuple(_spots(p) for p in d.positions) for d in conflicts)
    shown = _shown(rest, gathered)
    return Differences(shown, drifted, disputed, sides, frozenset(corrected))


def _compared(gathered: Gathered) -> list[Differing]:
    """The differences of all sentences, those of the very same words compared as one.

    Reprints of a wire story would otherwise be compared with each other a thousand times over. The
    first and the last print stand for all, because what is told last cannot have been superseded.
    """
    prints: dict[str, list[int]] = defaultdict(list)
    for place, evidence in enumerate(gathered.pool):
        prints[evidence.sentence.text].append(place)
    chosen = sorted({place for places in prints.values() for place in _ends(places, gathered)})
    told = told_of(gathered.pool)
    found = differences([told[n] for n in chosen], gathered.vectors[chosen])

    def whole(position: Position) -> Position:
        spans = {v.told.text: v.spans for v in position.voices}
        places = sorted(n for text in spans for n in prints[text])
        return replace(position, voices=tuple(Voice(told[n], spans[told[n].text]) for n in places))

    return [replace(d, positions=tuple(map(whole, d.positions))) for d in found]


def _ends(places: Sequence[int], gathered: Gathered) -> tuple[int, int]:
    """The first and the last print among sentences of the same words, undated ones first."""
    by = sorted(places, key=lambda n: (gathered.pool[n].article.published or "", n))
    return by[0], by[-1]


def _shown(found: Sequence[Differing], gathered: Gathered) -> tuple[Difference, ...]:
    """Conflicts, then what was superseded: of each those that most independent reports tell of."""
    asides = [(_cited(one, gathered), one.aside) for one in found if one.aside]
    told = [
        dispute
        for dispute in _in_rows(as_disputes(found, gathered.pool, gathered.cited))
        # Nothing is called a difference without a quotation from each side.
        if len(dispute.accounts) > 1 and all(a.citations for a in dispute.accounts)
    ]
    shown: list[Difference] = []
    for relation in (Relation.CONFLICT, Relation.SUPERSEDED):
        some = [d for d in told if d.relation == relation]
        most = sorted(some, key=_weight, reverse=True)[:SHOWN]
        # In the order of the articles, which is that of time.
        kept = [d for d in some if any(d is one for one in most)]
        shown += [Difference(d, _aside(d, asides, gathered)) for d in kept]
    return tuple(shown)


def _weight(dispute: Dispute) -> tuple[int, int]:
    """Reports behind the weaker side, then behind both."""
    counts = [account.origins for account in dispute.accounts]
    return min(counts), sum(counts)


def _in_rows(found: Sequence[Dispute]) -> list[Dispute]:
    """All that one and the same account took the place of stands in one row, oldest first.

    Where "two hurt" was followed by seven and, elsewhere, by nine, those stay two rows: neither
    of the two took the place of the other.
    """
    rows: dict[object, Dispute] = {}
    for number, one in enumerate(found):
        last = one.accounts[-1]
        ends = (one.matter, last.says, *((c.article.id, c.span) for c in last.citations))
        key: object = ends if one.relation == Relation.SUPERSEDED else number
        if key in rows:
            known = [*rows[key].accounts[:-1]]
            known += [a for a in one.accounts[:-1] if a.says not in {k.says for k in known}]
            known.sort(key=lambda account: account.citations[0].article.published or "")
            one = one._replace(accounts=(*known, last))  # noqa: PLW2901 - the row as it grows
        rows[key] = one
    return list(rows.values())


def _aside(
    dispute: Dispute, asides: Sequence[tuple[set[Place], tuple[Voice, ...]]], gathered: Gathered
) -> tuple[Citation, ...]:
    """The opinion and the releases that speak of what is in dispute."""
    cited = {(c.article.id, c.span) for a in dispute.accounts for c in a.citations}
    places = {
        gathered.places[v.told.article, v.told.ordinal]
        for spots, voices in asides
        if spots <= cited
        for v in voices
    }
    return tuple(gathered.cited(gathered.pool[n]) for n in sorted(places))


def _cited(found: Differing, gathered: Gathered) -> set[Place]:
    spots = {spot for position in found.positions for spot in _spots(position)}
    return {(s[0], gathered.pool[gathered.places[s]].sentence.span) for s in spots}


def _spots(position: Position) -> frozenset[Spot]:
    return frozenset((v.told.article, v.told.ordinal) for v in position.voices)
