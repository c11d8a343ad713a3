"""Lineage over the archive: which articles carry the same underlying report.

Candidates come from three indexes, so that the work for one article does not grow with the
archive: prints of equal sentences, bands of a MinHash signature (Broder 1997; datasketch), and
the nearest passages of the vector index. Only candidates are compared.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from rag.index.vectors import unpack
from rag.ingest.likeness import (
    CORRECTS,
    Likeness,
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
    import sqlite3
    from collections.abc import Iterable, Sequence

    from rag.index.archive import Archive
    from rag.ingest.likeness import Runs
    from rag.ports import Vectors
    from rag.types import Article

PERMUTATIONS = 64
BANDS = 16
"""Bands of four: two articles with three tenths of their runs in common meet in one of them
with a probability of 12 %, with half in common 64 %, with seven tenths 99 %."""
_PROBES = 2
_NEIGHBOURS = 8
_MOST_SHARERS = 60
"""Articles looked up for one key: a wire story has more prints than need be compared."""
_MOST_COMPARED = 12
_FEW_PRINTS = 3
_MAY_BE_COPIED = 0.35
"""Share of sentences said again below which half of the words cannot be the same."""
_MOST_KEPT = 2000


class Relating:
    """Finds the relations of new articles and keeps every article's lineage up to date."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._catalog = archive.catalog
        self._kept: dict[str, Runs] = {}

    def run(self) -> int:
        """Relate every article that has no lineage yet; gives their number."""
        rows = self._catalog.rows("SELECT id FROM articles WHERE lineage IS NULL ORDER BY rowid")
        for row in rows:
            self._relate(row["id"])
        return len(rows)

    def _relate(self, article_id: str) -> None:
        article, text = self._catalog.article(article_id), self._catalog.text(article_id)
        runs = self._runs(article_id, article.sha256)
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
            likeness = Likeness(0.0, 0.0, again)
            if again >= _MAY_BE_COPIED:
                likeness = compare(runs, self._runs(other.id, other.sha256), again)
            relation = relate(likeness, self._ties(article, text, other))
            if relation is not Relation.INDEPENDENT:
                found.append((other.id, relation, max(likeness.whole, likeness.reworded)))
        self._store(article_id, prints, bands, found)

    def _prints(self, article_id: str) -> list[int]:
        found = (sentence_print(s.text) for s in self._catalog.sentences(article_id))
        return [number for number in dict.fromkeys(found) if number is not None]

    def _alike(self, prints: Sequence[int], bands: Sequence[int]) -> set[str]:
        """Articles with which most keys are shared; one of a group is enough to join it."""
        shared: Counter[str] = Counter()
        for table, keys in (("prints", prints), ("bands", bands)):
            for key in keys:
                rows = self._catalog.rows(
                    f"SELECT article_id FROM {table} WHERE key = ? LIMIT ?",  # noqa: S608
                    [key, _MOST_SHARERS],
                )
                shared.update(row["article_id"] for row in rows)
        # One sentence in common is a phrase of the trade, unless there is little else.
        enough = 2 if len(prints) > _FEW_PRINTS else 1
        best = shared.most_common(_MOST_COMPARED)
        return {article_id for article_id, keys in best if keys >= enough}

    def _runs(self, article_id: str, sha256: str) -> Runs:
        """The shingles of an article; reprints come close together, so a few are kept."""
        name = f"{article_id} {sha256}"
        if name not in self._kept:
            while len(self._kept) >= _MOST_KEPT:
                del self._kept[next(iter(self._kept))]
            self._kept[name] = shingles(self._catalog.text(article_id))
        return self._kept[name]

    def _ties(self, one: Article, one_text: str, other: Article) -> Ties:
        ours, theirs = _origins(one), _origins(other)
        credit = bool(ours & theirs) or _outlet(one) in theirs or _outlet(other) in ours
        same = one.outlet is not None and one.outlet == other.outlet
        headline = same and (
            _names(one_text, other.title) or _names(self._catalog.text(other.id), one.title)
        )
        return Ties(credit, headline)

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
            _join(db, article_id, [other for other, _, _ in found])


def _join(db: sqlite3.Connection, article_id: str, kin: Sequence[str]) -> None:
    """Give an article the lineage of its kin; groups that it ties together become one.

    A lineage is named after the article of it that was stored first.
    """
    marks = ",".join("?" * len(kin))
    rows = db.execute(
        f"SELECT DISTINCT lineage FROM articles WHERE id IN ({marks}) AND lineage NOTNULL",  # noqa: S608
        list(kin),
    )
    names = [article_id, *(row["lineage"] for row in rows if row["lineage"] != article_id)]
    marks = ",".join("?" * len(names))
    first: str = db.execute(
        f"SELECT id FROM articles WHERE id IN ({marks}) ORDER BY rowid LIMIT 1",  # noqa: S608
        names,
    ).fetchone()["id"]
    db.execute("UPDATE articles SET lineage = ? WHERE id = ?", (first, article_id))
    db.executemany(
        "UPDATE articles SET lineage = ? WHERE lineage = ?",
        [(first, name) for name in names if name != first],
    )


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
