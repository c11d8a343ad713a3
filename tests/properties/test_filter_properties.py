"""Filters apply before any cut-off: what passes is all that comes, and as much as was asked for."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.index.catalog import Catalog
from rag.index.storing import Entry, store_entry
from rag.retrieve import lexical
from rag.retrieve.dense import DenseArm
from rag.retrieve.lexical import LexicalArm
from rag.types import KINDS, Article, Filter, Passage, Sentence, Span
from rag.words import content

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from rag.ports import Vector, Vectors

OUTLETS = ("Quay Radio", "Tidewatch", "The Harbour Post", None)
LANGUAGES = ("en", "de", None)
WORDS = "bridge ferry sluice dredger crane mayor strike budget barge tide".split()
ARTICLES = 240
EACH = 2
"""Passages of an article."""


class Exact:
    """An index that compares everything, and counts what it is asked for."""

    def __init__(self, names: Sequence[str], vectors: Vectors) -> None:
        self.names, self.vectors = list(names), vectors
        self.asked: list[int] = []

    def nearest(
        self, vector: Vector, *, limit: int, where: Mapping[str, object] | None
    ) -> list[tuple[str, float]]:
        assert where is None
        self.asked.append(limit)
        cosines = self.vectors @ vector
        return [(self.names[i], float(cosines[i])) for i in np.argsort(-cosines)[:limit]]

    def put(
        self, ids: Sequence[str], vectors: Vectors, facets: Sequence[Mapping[str, str | int]]
    ) -> None:
        raise NotImplementedError

    def drop(self, ids: Sequence[str]) -> None:
        raise NotImplementedError

    def ids(self) -> set[str]:
        return set(self.names)


def unit(rng: np.random.Generator, count: int) -> Vectors:
    vectors = rng.standard_normal((count, 8)).astype(np.float16).astype(np.float32)
    found: Vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return found


def store(catalog: Catalog, article: Article, texts: Sequence[str], vectors: Vectors) -> list[str]:
    """Store an article with a passage for each text; gives the passages' ids."""
    sentences, passages, at = [], [], 0
    for number, text in enumerate(texts):
        span = Span(at, at + len(text))
        sentences.append(Sentence(article.id, number, span, text))
        passages.append(Passage(f"{article.id}/{number}", article.id, text, span, number, number))
        at += len(text) + 1
    entry = Entry(
        article, " ".join(texts), sentences, vectors, passages, vectors, article.id, "x", "1"
    )
    with catalog.transaction() as db:
        store_entry(db, entry)
    return [passage.id for passage in passages]


def article(name: str, outlet: str | None, **known: object) -> Article:
    values: dict[str, object] = {
        "title": None, "author": None, "published": None, "url": None, "language": None,
        "kind": None, "origins": (), "lineage": None, "words": 1, "sha256": name, "path": None,
    }  # fmt: skip
    return Article(name, outlet, **values | known)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def archive(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[Catalog, Exact, dict[str, Article]]]:
    """Articles with every mixture of facets, and the article of each passage."""
    rng = np.random.default_rng(3)
    catalog = Catalog(tmp_path_factory.mktemp("archive") / "catalog.sqlite")
    owners: dict[str, Article] = {}
    rows = []
    for number in range(ARTICLES):
        day = (date(2026, 1, 1) + timedelta(days=int(rng.integers(90)))).isoformat()
        made = article(
            f"a{number}",
            OUTLETS[rng.integers(4)],
            published=(day, f"{day}T23:30:00Z", None)[rng.integers(3)],
            language=LANGUAGES[rng.integers(3)],
            kind=(*KINDS, None)[rng.integers(7)],
        )
        texts = [" ".join(rng.choice(WORDS, 6)) for _ in range(EACH)]
        vectors = unit(rng, EACH)
        owners |= dict.fromkeys(store(catalog, made, texts, vectors), made)
        rows.append(vectors)
    yield catalog, Exact(list(owners), np.concatenate(rows)), owners
    catalog.close()


def passes(only: Filter, found: Article) -> bool:
    day = (found.published or "")[:10]
    return (
        (not only.outlets or found.outlet in only.outlets)
        and (not only.languages or found.language in only.languages)
        and (not only.kinds or found.kind in only.kinds)
        and (only.since is None or bool(day and day >= only.since))
        and (only.until is None or bool(day and day <= only.until))
    )


def some(values: Sequence[str]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(values), max_size=2, unique=True).map(tuple)


DAYS = st.none() | st.dates(date(2025, 12, 1), date(2026, 5, 1)).map(date.isoformat)
FILTERS = st.builds(
    Filter,
    outlets=some((*[o for o in OUTLETS if o], "Nobody")),
    since=DAYS,
    until=DAYS,
    languages=some(("en", "de", "fr")),
    kinds=some(KINDS),
)


@given(only=FILTERS, limit=st.integers(1, 40), seed=st.integers(0, 99))
@settings(max_examples=80, deadline=None)
def test_the_dense_arm_gives_the_best_of_all_that_pass(
    archive: tuple[Catalog, Exact, dict[str, Article]], only: Filter, limit: int, seed: int
) -> None:
    catalog, index, owners = archive
    vector = unit(np.random.default_rng(seed), 1)[0]

    found = DenseArm(catalog, index).nearest(vector, limit=limit, only=only)

    cosines = dict(index.nearest(vector, limit=len(owners), where=None))
    best = sorted((c for name, c in cosines.items() if passes(only, owners[name])), reverse=True)
    assert all(passes(only, owners[name]) for name, _ in found)
    assert [cosine for _, cosine in found] == pytest.approx(best[:limit], abs=2e-3)


@pytest.mark.parametrize("rows", [lexical._ROWS, 60])
@given(only=FILTERS, limit=st.integers(1, 40), words=st.lists(st.sampled_from(WORDS), min_size=1))
@settings(max_examples=60, deadline=None)
def test_the_lexical_arm_gives_as_many_as_pass_and_hold_a_word(
    archive: tuple[Catalog, Exact, dict[str, Article]],
    rows: int,
    only: Filter,
    limit: int,
    words: list[str],
) -> None:
    catalog, _, owners = archive
    query = " ".join(words)
    wanted = {token.stem for token in content(query)}

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lexical, "_ROWS", rows)
        found = LexicalArm(catalog).nearest(query, limit=limit, only=only)

    texts = catalog.passages_by_id(list(owners))
    match = {
        name
        for name, owner in owners.items()
        if passes(only, owner) and wanted & {t.stem for t in content(texts[name].text)}
    }
    names = [name for name, _ in found]
    assert set(names) <= match
    assert len(names) == len(set(names)) == min(limit, len(match))


NEAR, FAR = 10_000, 3_000


@pytest.mark.parametrize(("few", "asked"), [(40, []), (FAR, [130, 520])])
def test_what_passes_is_found_behind_ten_thousand_nearer_that_do_not(
    tmp_path: Path, few: int, asked: list[int]
) -> None:
    rng = np.random.default_rng(5)
    vector = unit(rng, 1)[0]
    near = vector + 0.05 * unit(rng, NEAR)
    far = 0.2 * vector + unit(rng, few)
    near, far = (rows / np.linalg.norm(rows, axis=1, keepdims=True) for rows in (near, far))
    catalog = Catalog(tmp_path / "catalog.sqlite")
    names = store(catalog, article("near", "Loud"), ["bridge"] * NEAR, near)
    names += store(catalog, article("far", "Quiet"), ["bridge"] * few, far)
    index = Exact(names, np.concatenate((near, far)))

    found = DenseArm(catalog, index).nearest(vector, limit=20, only=Filter(outlets=("Quiet",)))
    words = LexicalArm(catalog).nearest("bridge", limit=20, only=Filter(outlets=("Quiet",)))

    best = sorted((far @ vector).tolist(), reverse=True)[:20]
    assert [cosine for _, cosine in found] == pytest.approx(best, abs=2e-3)
    assert {name.partition("/")[0] for name, _ in found + words} == {"far"}
    assert len(words) == 20
    assert index.asked == asked
    catalog.close()


def test_when_enough_neighbours_pass_nothing_else_is_compared(
    archive: tuple[Catalog, Exact, dict[str, Article]], monkeypatch: pytest.MonkeyPatch
) -> None:
    catalog, index, owners = archive
    only = Filter(since="2025-01-01")
    monkeypatch.setattr(
        "rag.index.filtering.Admitted.vectors", lambda _: pytest.fail("compared one by one")
    )

    found = DenseArm(catalog, index).nearest(index.vectors[0], limit=3, only=only)

    assert len(found) == 3
    assert all(passes(only, owners[name]) for name, _ in found)
