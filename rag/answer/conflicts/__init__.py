"""Where accounts differ: figures, dates, names, who did it, whether it was so, what was quoted.

Pure: sentences in, differences out. Words decide what is the same thing; vectors, where the
caller has them, can only rule a pair out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rag.answer.conflicts.denials import denials
from rag.answer.conflicts.figures import differing_figures
from rag.answer.conflicts.quoting import differing_quotations
from rag.answer.conflicts.reading import lines_of
from rag.answer.conflicts.types import Difference, Matter, Position, Relation, Told, Voice
from rag.answer.conflicts.wordings import differing_wordings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.answer.conflicts.reading import Line
    from rag.ports import Vectors

__all__ = ["Difference", "Matter", "Position", "Relation", "Told", "Voice", "differences"]

_FAR = 0.2
"""Cosine below which two sentences cannot speak of one thing, whatever their words."""


def differences(told: Sequence[Told], vectors: Vectors | None = None) -> list[Difference]:
    """Where the sentences differ, in the order of the first sentence of each difference.

    `vectors` are the unit vectors of the sentences, row by row, in the same order. The answer does
    not depend on the order of the sentences but for the order within it.
    """
    lines = lines_of(told)

    def may_meet(one: Line, other: Line) -> bool:
        if vectors is None:
            return True
        return float(vectors[one.number] @ vectors[other.number]) >= _FAR

    quoted = differing_quotations(lines, may_meet)
    drifted = {_spot(v.told) for d in quoted for p in d.positions for v in p.voices}
    figures = differing_figures(lines, may_meet)
    wordings = differing_wordings(lines, may_meet)
    denied = denials(lines, may_meet)
    disputed = [_spots(d) for d in denied]
    found = [
        # Words that drifted between quotation marks are told once, as a quotation.
        *(d for d in (*figures, *wordings) if not _spots(d) <= drifted),
        *denied,
        *quoted,
    ]
    # "He denied that he paid" is told once too.
    found = [
        d
        for d in found
        if d.matter is not Matter.POLARITY or not any(_spots(d) <= spots for spots in disputed)
    ]
    places = {_spot(t): n for n, t in reversed(list(enumerate(told)))}
    return sorted(found, key=lambda d: min(places[spot] for spot in _spots(d)))


def _spot(told: Told) -> tuple[str, int]:
    return told.article, told.ordinal


def _spots(difference: Difference) -> set[tuple[str, int]]:
    return {_spot(v.told) for p in difference.positions for v in p.voices}
