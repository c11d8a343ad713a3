"""What every vector index promises: Chroma, and the plainest one that can be written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from rag.index.chroma import ChromaIndex

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from rag.ports import Vector, VectorIndex, Vectors

FACETS: list[Mapping[str, str | int]] = [
    {"article": "a", "outlet": "Quay Radio", "day": 20260301},
    {"article": "b", "outlet": "Quay Radio"},
    {"article": "c", "outlet": "Tidewatch", "day": 20260310},
    {"article": "d"},
]
NAMES = ["p0", "p1", "p2", "p3"]


class PlainIndex:
    """Vectors in a table, compared one by one."""

    def __init__(self) -> None:
        self._rows: dict[str, tuple[Vector, Mapping[str, str | int]]] = {}

    def put(
        self, ids: Sequence[str], vectors: Vectors, facets: Sequence[Mapping[str, str | int]]
    ) -> None:
        self._rows.update(zip(ids, zip(vectors, facets, strict=True), strict=True))

    def drop(self, ids: Sequence[str]) -> None:
        for name in ids:
            self._rows.pop(name, None)

    def nearest(
        self, vector: Vector, *, limit: int, where: Mapping[str, object] | None
    ) -> list[tuple[str, float]]:
        found = [(n, float(v @ vector)) for n, (v, f) in self._rows.items() if admits(where, f)]
        return sorted(found, key=lambda pair: -pair[1])[:limit]

    def ids(self) -> set[str]:
        return set(self._rows)


def admits(where: Mapping[str, Any] | None, facets: Mapping[str, str | int]) -> bool:
    if not where:
        return True
    if "$and" in where:
        return all(admits(part, facets) for part in where["$and"])
    ((name, test),) = where.items()
    ((operator, bound),) = test.items()
    value: Any = facets.get(name)
    if value is None:
        return False
    if operator == "$in":
        return value in bound
    return bool(value >= bound if operator == "$gte" else value <= bound)


@pytest.fixture(params=["plain", "chroma"])
def index(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[VectorIndex]:
    if request.param == "plain":
        yield PlainIndex()
        return
    made = ChromaIndex(tmp_path / "chroma", embedder="axes", dimension=4)
    yield made
    made.close()


def axes() -> Vectors:
    """Four vectors at right angles: each is nearest to itself and to nothing else."""
    return np.eye(4, dtype=np.float32)


class TestVectorIndex:
    def test_an_empty_index_finds_nothing(self, index: VectorIndex) -> None:
        assert index.nearest(axes()[0], limit=3, where=None) == []
        assert index.ids() == set()

    def test_the_best_comes_first_with_its_cosine(self, index: VectorIndex) -> None:
        index.put(NAMES, axes(), FACETS)
        wanted = np.array([0.8, 0.6, 0.0, 0.0], dtype=np.float32)

        (first, one), (second, two) = index.nearest(wanted, limit=2, where=None)

        assert (first, second) == ("p0", "p1")
        assert one == pytest.approx(0.8, abs=1e-5)
        assert two == pytest.approx(0.6, abs=1e-5)

    def test_an_id_that_is_there_already_is_replaced(self, index: VectorIndex) -> None:
        index.put(NAMES, axes(), FACETS)

        index.put(["p0"], axes()[3:], FACETS[3:])

        assert index.ids() == set(NAMES)
        assert {n for n, _ in index.nearest(axes()[3], limit=2, where=None)} == {"p0", "p3"}

    def test_what_is_dropped_is_found_no_more_and_unknown_ids_are_ignored(
        self, index: VectorIndex
    ) -> None:
        index.put(NAMES, axes(), FACETS)

        index.drop(["p0", "never-there"])

        assert index.ids() == {"p1", "p2", "p3"}
        assert "p0" not in dict(index.nearest(axes()[0], limit=4, where=None))

    def test_no_more_than_the_limit_come_and_no_more_than_there_are(
        self, index: VectorIndex
    ) -> None:
        index.put(NAMES, axes(), FACETS)

        assert len(index.nearest(axes()[0], limit=2, where=None)) == 2
        assert len(index.nearest(axes()[0], limit=50, where=None)) == 4

    @pytest.mark.parametrize(
        ("where", "expected"),
        [
            ({"outlet": {"$in": ["Quay Radio"]}}, {"p0", "p1"}),
            ({"outlet": {"$in": ["Quay Radio", "Tidewatch"]}}, {"p0", "p1", "p2"}),
            ({"outlet": {"$in": ["Nobody"]}}, set()),
            ({"day": {"$gte": 20260305}}, {"p2"}),
            ({"day": {"$lte": 20260301}}, {"p0"}),
            (
                {"$and": [{"outlet": {"$in": ["Quay Radio"]}}, {"day": {"$gte": 20260301}}]},
                {"p0"},
            ),
        ],
    )
    def test_a_filter_admits_by_outlet_and_day_and_never_what_has_no_day(
        self, index: VectorIndex, where: Mapping[str, object], expected: set[str]
    ) -> None:
        index.put(NAMES, axes(), FACETS)

        found = index.nearest(axes()[0], limit=4, where=where)

        assert {name for name, _ in found} == expected


def test_chroma_keeps_what_was_put_when_it_is_opened_again(tmp_path: Path) -> None:
    first = ChromaIndex(tmp_path / "chroma", embedder="axes", dimension=4)
    first.put(NAMES, axes(), FACETS)
    first.close()

    second = ChromaIndex(tmp_path / "chroma", embedder="axes", dimension=4)

    assert second.nearest(axes()[2], limit=1)[0][0] == "p2"
    second.close()


def test_asking_chroma_makes_no_folder(tmp_path: Path) -> None:
    """Making it is a write, and only the holder of the archive's lock may write."""
    index = ChromaIndex(tmp_path / "chroma", embedder="axes", dimension=4)

    assert (index.count(), index.ids(), index.nearest(axes()[0], limit=1)) == (0, set(), [])
    assert not (tmp_path / "chroma").exists()
