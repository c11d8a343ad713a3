"""Counts over the archive that grow dear with it, kept until it changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.index.catalog import Catalog

_MOST_STEMS = 100_000
_BATCH = 500


class _Kept(NamedTuple):
    generation: str | None
    passages: int
    frequencies: dict[str, int]


class Figures:
    """How many passages there are, and in how many of them a stem occurs."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._kept: _Kept | None = None

    def passages(self) -> int:
        """How many passages there are."""
        return self._now().passages

    def frequencies(self, stems: Sequence[str]) -> dict[str, int]:
        """In how many passages each stem occurs; stems that occur nowhere are left out."""
        known = self._now().frequencies
        if len(known) > _MOST_STEMS:
            known.clear()
        unknown = [stem for stem in dict.fromkeys(stems) if stem not in known]
        for start in range(0, len(unknown), _BATCH):
            some = unknown[start : start + _BATCH]
            marks = ",".join("?" * len(some))
            sql = f"SELECT term, doc FROM passages_vocab WHERE term IN ({marks})"  # noqa: S608
            counts = {row["term"]: row["doc"] for row in self._catalog.rows(sql, some)}
            known.update((stem, counts.get(stem, 0)) for stem in some)
        return {stem: count for stem in stems if (count := known.get(stem, 0))}

    def _now(self) -> _Kept:
        generation = self._catalog.meta("generation")
        kept = self._kept
        if kept is None or kept.generation != generation:
            kept = self._kept = _Kept(generation, self._catalog.count("passages"), {})
        return kept
