"""Lineage over the archive: which articles carry the same underlying report.

Candidates come from three indexes, so that the work for one article does not grow with the
archive: prints of equal sentences, bands of a MinHash signature (Broder 1997; datasketch), and
the nearest passages of the vector index. Only candidates are compared.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from rag.index.catalog import unpack
from rag.ingest.likeness import (
    CORRECTS,
    Relation,
    Ties,
    compare,
    number_of,
    relate,
    said_again,
    sentence_print,
    shingles,
)
from rag.words import fold, tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rag.index.archive import Archive
    from rag.ingest.likeness import Runs
    from rag.ports import Vectors
    from rag.types import Article

PERMUTATIONS = 64
BANDS = 16
"""Bands of four: two articles with three tenths of their runs in common meet in one of them
with a probability of 12 %, with half in common 64 %, with seven tenths 99 %."""
_PROBES = 3
_NEIGHBOURS = 12
_MOST_SHARERS = 200
"""A sentence that more articles share is boilerplate and says nothing about lineage."""


class Relating:
    """Finds the relations of new articles and keeps every article's lineage up to date."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._catalog = archive.catalog

    def run(self) -> int:
        """Relate every article that has no lineage yet; gives their number."""
        rows = self._catalog.rows("SELECT id FROM articles WHERE lineage IS NULL ORDER BY rowid")
        for row in rows:
            self._relate(row["id"])
        return len(rows)

    def _relate(self, article_id: str) -> None:
        article, text = self._catalog.article(article_id), self._catalog.text(article_id)
        runs = shingles(text)
        prints = self._prints(article_id)
        bands = _bands(runs)
        candidates = self._alike(prints, bands) | self._near(article_id)
        found: list[tuple[str, Relation, float]] = []
        vectors = self._vectors(article_id)
        for other in self._catalog.articles_by_id(sorted(candidates - {article_id})).values():
            again = said_again(vectors, self._vectors(other.id))
            if again < CORRECTS:
                # A copy says everything again; below this nothing can be a relation.
                continue
            other_text = self._catalog.text(other.id)
            likeness = compare(runs, shingles(other_text), again)
            relation = relate(likeness, _ties(article, text, other, other_text))
            if relation is not Relation.INDEPENDENT:
                found.append((other.id, relation, max(likeness.whole, likeness.reworded)))
        self._store(article_id, prints, bands, found)

    def _prints(self, article_id: str) -> list[int]:
        found = (sentence_print(s.text) for s in self._catalog.sentences(article_id))
        return [number for number in dict.fromkeys(found) if number is not None]

    def _alike(self, prints: Sequence[int], bands: Sequence[int]) -> set[str]:
        found: set[str] = set()
        for table, keys in (("prints", prints), ("bands", bands)):
            for key in keys:
                rows = self._catalog.rows(
                    f"SELECT article_id FROM {table} WHERE key = ? LIMIT ?",  # noqa: S608
                    [key, _MOST_SHARERS + 1],
                )
                if len(rows) <= _MOST_SHARERS:
                    found.update(row["article_id"] for row in rows)
        return found

    def _near(self, article_id: str) -> set[str]:
        rows = self._catalog.rows(
            "SELECT vector FROM passages WHERE article_id = ? ORDER BY first LIMIT ?",
            [article_id, _PROBES],
        )
        names: list[str] = []
        for vector in unpack([row["vector"] for row in rows]):
            names += [name for name, _ in self._archive.index.nearest(vector, limit=_NEIGHBOURS)]
        return {p.article_id for p in self._catalog.passages_by_id(names).values()}

    def _vectors(self, article_id: str) -> Vectors:
        rows = self._catalog.rows(
            "SELECT vector FROM sentences WHERE article_id = ? ORDER BY ordinal", [article_id]
        )
        return unpack([row["vector"] for row in rows])

    def _store(
        self,
        article_id: str,
        prints: Iterable[int],
        bands: Iterable[int],
        found: Sequence[tuple[str, Relation, float]],
    ) -> None:
        with self._catalog.transaction() as db:
            for table, keys in (("prints", prints), ("bands", bands)):
                db.executemany(
                    f"INSERT OR IGNORE INTO {table} VALUES (?, ?)",  # noqa: S608
                    [(key, article_id) for key in keys],
                )
            db.executemany(
                "INSERT OR REPLACE INTO relations VALUES (?, ?, ?, ?)",
                [(*sorted((article_id, other)), str(kind), score) for other, kind, score in found],
            )
            group = self._group(article_id)
            first = min(group, key=lambda pair: pair[1])[0]
            db.executemany(
                "UPDATE articles SET lineage = ? WHERE id = ?", [(first, name) for name, _ in group]
            )

    def _group(self, article_id: str) -> list[tuple[str, int]]:
        """All articles that relations lead to, with the order in which they were stored."""
        rows = self._catalog.rows(
            "WITH RECURSIVE kin (id) AS (SELECT ? UNION SELECT "
            "CASE WHEN one = kin.id THEN other ELSE one END FROM relations, kin "
            "WHERE kin.id IN (one, other)) "
            "SELECT a.id, a.rowid AS place FROM kin JOIN articles a ON a.id = kin.id",
            [article_id],
        )
        return [(row["id"], row["place"]) for row in rows]


def _ties(one: Article, one_text: str, other: Article, other_text: str) -> Ties:
    ours, theirs = _origins(one), _origins(other)
    credit = bool(ours & theirs) or _outlet(one) in theirs or _outlet(other) in ours
    same = one.outlet is not None and one.outlet == other.outlet
    headline = same and (_names(one_text, other.title) or _names(other_text, one.title))
    return Ties(credit, headline)


def _origins(article: Article) -> set[str]:
    return {fold(name) for name in article.origins}


def _outlet(article: Article) -> str:
    return fold(article.outlet) if article.outlet else "-"


_FEWEST_IN_A_HEADLINE = 4


def _names(text: str, headline: str | None) -> bool:
    words = [t.stem for t in tokens(headline or "")]
    whole = " ".join(t.stem for t in tokens(text))
    return len(words) >= _FEWEST_IN_A_HEADLINE and " ".join(words) in whole


def _bands(runs: Runs) -> list[int]:
    from datasketch import MinHash

    signature = MinHash(num_perm=PERMUTATIONS, hashfunc=_low_bits)
    signature.update_batch(runs.tolist())
    rows = np.asarray(signature.hashvalues, dtype=np.uint64).reshape(BANDS, -1)
    return [number_of(f"{band} {row.tobytes().hex()}") for band, row in enumerate(rows)]


def _low_bits(number: int) -> int:
    return number & 0xFFFFFFFF
