"""Precision and recall of the sections of a briefing. Pure: values in, counts out."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

Spot = tuple[str, int]
"""An article and the place of a sentence in it."""
Pair = frozenset[Spot]
Twosome = frozenset[str]
"""Two articles."""


class Tally(NamedTuple):
    """What the key has, how much of it was found, what else was reported."""

    entries: int
    found: int
    reported: int
    false: int
    missed: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()

    @property
    def precision(self) -> float:
        """Share of what is reported that is true; 1 where nothing is."""
        return 1 - self.false / self.reported if self.reported else 1.0

    @property
    def recall(self) -> float:
        """Share of the key that was found; 1 where it has nothing."""
        return self.found / self.entries if self.entries else 1.0

    def plus(self, other: Tally) -> Tally:
        """Both counted together.

        >>> Tally(2, 1, 1, 0).plus(Tally(1, 1, 2, 1))[:4]
        (3, 2, 3, 1)
        """
        return Tally(
            self.entries + other.entries, self.found + other.found,
            self.reported + other.reported, self.false + other.false,
            self.missed + other.missed, self.wrong + other.wrong,
        )  # fmt: skip


class Dated(NamedTuple):
    """An entry of a key's timeline."""

    name: str
    day: str
    spots: frozenset[Spot]
    """The sentences in which its quote stands; on another day they are wrong."""
    near: frozenset[Spot] = frozenset()
    """Sentences of its articles next to those, or in much the same words; they tell it too."""


def of_pairs(
    reported: Collection[Pair],
    wanted: Mapping[str, Sequence[Collection[Pair]]],
    beside: Collection[Pair] = (),
) -> Tally:
    """Pairs of sentences that differ; `beside` are right by the key without being listed."""
    true = {pair for listed in wanted.values() for each in listed for pair in each}
    counted = set(reported) - (set(beside) - true)
    found = [n for n, listed in wanted.items() if any(set(each) & counted for each in listed)]
    wrong = sorted(counted - true, key=sorted)
    return Tally(
        len(wanted), len(found), len(counted), len(wrong),
        tuple(name for name in wanted if name not in found),
        tuple(" / ".join(f"{a} {n}" for a, n in sorted(pair)) for pair in wrong),
    )  # fmt: skip


def of_lineage(groups: Iterable[Collection[str]], wanted: Iterable[Collection[str]]) -> Tally:
    """Pairs of articles that are said to carry one report."""
    reported, true = set(_twosomes(groups)), set(_twosomes(wanted))
    return Tally(
        len(true), len(true & reported), len(reported), len(reported - true),
        tuple(sorted(" ".join(sorted(pair)) for pair in true - reported)),
        tuple(sorted(" ".join(sorted(pair)) for pair in reported - true)),
    )  # fmt: skip


def of_timeline(told: Iterable[tuple[str | None, Collection[Spot]]], key: Sequence[Dated]) -> Tally:
    """Entries on their day. Only those whose sentence the key dates can be right or wrong.

    Args:
        told: The day and the cited sentences of each entry of the timeline.
        key: What the key dates.
    """
    found: set[str] = set()
    reported = 0
    wrong = []
    for day, spots in told:
        dated = [entry for entry in key if entry.spots & set(spots)]
        right = [entry for entry in dated if entry.day == day]
        found |= {e.name for e in key if e.day == day and (e.spots | e.near) & set(spots)}
        reported += bool(dated)
        if dated and not right:
            wrong.append(f"{dated[0].name}: {day} for {dated[0].day}")
    missed = tuple(entry.name for entry in key if entry.name not in found)
    return Tally(len(key), len(found), reported, len(wrong), missed, tuple(wrong))


def _twosomes(groups: Iterable[Collection[str]]) -> Iterator[Twosome]:
    return (frozenset(pair) for group in groups for pair in combinations(sorted(group), 2))
