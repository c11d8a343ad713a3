"""Filters in the catalogue's own words, and which passages they admit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rag.index.vectors import unpack

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rag.index.catalog import Catalog
    from rag.ports import Vectors
    from rag.types import Filter

_BATCH = 5000


def article_filter(only: Filter) -> tuple[str, list[object]]:
    """The WHERE clause of a filter over articles under the name `a`, and its arguments."""
    parts, args = _members(only, "a")
    if only.lineages:
        parts.append(f"a.lineage IN ({_marks(only.lineages)})")
        args.extend(only.lineages)
    if only.since:
        parts.append("substr(a.published, 1, 10) >= ?")
        args.append(only.since)
    if only.until:
        parts.append("substr(a.published, 1, 10) <= ?")
        args.append(only.until)
    return " AND ".join(parts) or "1", args


def passage_filter(only: Filter) -> tuple[str, list[object]]:
    """The WHERE clause of a filter over facets under the name `f`, and its arguments."""
    parts, args = _members(only, "f")
    if only.lineages:
        parts.append(
            "f.number IN (SELECT p.number FROM articles a "  # noqa: S608
            "JOIN passages p ON p.article_id = a.id "
            f"WHERE a.lineage IN ({_marks(only.lineages)}))"
        )
        args.extend(only.lineages)
    if only.since:
        parts.append("f.day >= ?")
        args.append(_day(only.since))
    if only.until:
        parts.append("f.day <= ?")
        args.append(_day(only.until))
    return " AND ".join(parts) or "1", args


class Admitted:
    """The passages that a filter admits; asked in SQL, never held all at once."""

    def __init__(self, catalog: Catalog, only: Filter) -> None:
        self._catalog = catalog
        self._where, self._args = passage_filter(only)

    def count(self, most: int) -> int:
        """How many there are; `most` when there are that many or more."""
        sql = f"SELECT count(*) AS n FROM (SELECT 1 FROM facets f WHERE {self._where} LIMIT ?)"  # noqa: S608
        number: int = self._catalog.rows(sql, [*self._args, most])[0]["n"]
        return number

    def days(self) -> tuple[str, str] | None:
        """The first and the last day; None when none of them has a date."""
        sql = f"SELECT min(f.day) AS first, max(f.day) AS last FROM facets f WHERE {self._where}"  # noqa: S608
        row = self._catalog.rows(sql, self._args)[0]
        if row["first"] is None:
            return None
        first, last = (f"{day // 10000:04}-{day // 100 % 100:02}-{day % 100:02}" for day in row)
        return first, last

    def among(self, ids: Sequence[str]) -> set[str]:
        """Those of the given passages that are admitted."""
        found: set[str] = set()
        for start in range(0, len(ids), _BATCH):
            some = ids[start : start + _BATCH]
            sql = (
                # A cross join is done in the order it is written in: from the few that are asked.
                "SELECT p.id FROM passages p CROSS JOIN facets f ON f.number = p.number "  # noqa: S608
                f"WHERE p.id IN ({_marks(some)}) AND {self._where}"
            )
            found.update(row["id"] for row in self._catalog.rows(sql, [*some, *self._args]))
        return found

    def vectors(self) -> Iterator[tuple[list[str], Vectors]]:
        """All of them with their vectors, some thousands at a time."""
        sql = f"SELECT f.number FROM facets f WHERE {self._where}"  # noqa: S608
        numbers = sorted(row["number"] for row in self._catalog.rows(sql, self._args))
        for start in range(0, len(numbers), _BATCH):
            some = numbers[start : start + _BATCH]
            sql = f"SELECT id, vector FROM passages WHERE number IN ({_marks(some)})"  # noqa: S608
            rows = self._catalog.rows(sql, some)
            yield [row["id"] for row in rows], unpack([row["vector"] for row in rows])


def _members(only: Filter, table: str) -> tuple[list[str], list[object]]:
    parts, args = list[str](), list[object]()
    for column, values in (
        ("outlet", only.outlets), ("kind", only.kinds), ("language", only.languages)
    ):  # fmt: skip
        if values:
            parts.append(f"{table}.{column} IN ({_marks(values)})")
            args.extend(values)
    return parts, args


def _marks(values: Sequence[object]) -> str:
    return ",".join("?" * len(values))


def _day(iso: str) -> int:
    return int(iso[:10].replace("-", ""))
