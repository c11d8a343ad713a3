"""The dense arm: nearest neighbours by meaning, among the passages that a filter admits."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from rag.index.filtering import Admitted

if TYPE_CHECKING:
    from rag.index.catalog import Catalog
    from rag.ports import Vector, VectorIndex
    from rag.types import Filter

_COUNTED = 40_000
"""How far admitted passages are counted to guess how many neighbours have to be looked at."""
_SPARE = 1.5
"""Neighbours looked at for each that should pass; outlets keep to their own subjects."""
_WIDER = 4
_DEARER = 4
"""What one more neighbour costs in the index, in passages compared one by one."""


class DenseArm:
    """Finds passages by their meaning.

    A filter never applies after a cut-off: either all that it admits is compared, or the
    neighbours of the question are gone through until enough of them have passed.
    """

    def __init__(self, catalog: Catalog, index: VectorIndex) -> None:
        self._catalog = catalog
        self._index = index

    def nearest(self, vector: Vector, *, limit: int, only: Filter) -> list[tuple[str, float]]:
        """(passage id, cosine) pairs, best first."""
        if only.is_empty:
            return self._index.nearest(vector, limit=limit, where=None)
        admitted = Admitted(self._catalog, only)
        count = admitted.count(_COUNTED)
        share = count / max(count, self._catalog.size(), 1)
        looked_at = int(_SPARE * limit / share) if count else 0
        while looked_at * _DEARER < count:
            found = self._index.nearest(vector, limit=looked_at, where=None)
            passed = admitted.among([name for name, _ in found])
            kept = [(name, cosine) for name, cosine in found if name in passed]
            if len(kept) >= limit:
                return kept[:limit]
            looked_at *= _WIDER
        return _best_of(admitted, vector, limit)


def _best_of(admitted: Admitted, vector: Vector, limit: int) -> list[tuple[str, float]]:
    """The best of all that is admitted, compared one by one."""
    best: list[tuple[str, float]] = []
    for names, vectors in admitted.vectors():
        # Not by BLAS: its threads wait for each other longer than the product takes.
        cosines = np.einsum("ij,j->i", vectors, vector)
        first = np.argsort(-cosines, kind="stable")[:limit]
        best += [(names[i], float(cosines[i])) for i in first]
    return sorted(best, key=lambda pair: (-pair[1], pair[0]))[:limit]
