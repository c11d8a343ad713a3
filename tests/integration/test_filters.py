"""Filters by outlet and date: the listing, both arms of the search and the answer agree."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from soundness import fake_engine, take_in

from rag.events import Finished
from rag.types import Filter, Mode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rag.engine import Engine

STORY = "The canal bridge was shut after a barge struck it."
ARTICLES = [
    {"id": "early", "outlet": "The Harbour Post", "published": "2026-03-02"},
    {"id": "radio", "outlet": "Quay Radio", "published": "2026-03-03T23:30:00Z"},
    {"id": "late", "outlet": "Quay Radio", "published": "2026-03-20"},
    {"id": "undated", "outlet": "Tidewatch"},
    {"id": "nameless", "published": "2026-03-10"},
    {"id": "umlaut", "outlet": "Die Großé Zeitung", "published": "1999-12-31"},
]


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    folder = tmp_path_factory.mktemp("archive")
    rows = [json.dumps(row | {"text": f"{STORY} So {row['id']} says."}) for row in ARTICLES]
    (folder / "a.jsonl").write_text("\n".join(rows), encoding="utf-8")
    with fake_engine(folder / "home") as made:
        take_in(made, folder / "a.jsonl")
        yield made


@pytest.mark.parametrize(
    ("only", "expected"),
    [
        (Filter(), {"early", "radio", "late", "undated", "nameless", "umlaut"}),
        (Filter(outlets=("quay RADIO",)), {"radio", "late"}),
        (Filter(outlets=("tidewatch", "Quay Radio")), {"undated", "radio", "late"}),
        (Filter(outlets=("DIE GROSSÉ ZEITUNG",)), {"umlaut"}),
        (Filter(outlets=("Nobody",)), set()),
        (Filter(since="2026-03-10"), {"nameless", "late"}),
        (Filter(until="2026-03-03"), {"early", "radio", "umlaut"}),
        (Filter(since="2026-03-03", until="2026-03-03"), {"radio"}),
        (Filter(since="2026-03-21", until="2026-03-01"), set()),
        (Filter(outlets=("Tidewatch",), since="0001-01-01"), set()),
        (Filter(outlets=("Quay Radio",), until="2026-03-19"), {"radio"}),
    ],
)
def test_what_a_filter_lets_pass_is_the_same_everywhere_and_never_undated(
    engine: Engine, only: Filter, expected: set[str]
) -> None:
    *_, finished = engine.answer("Why was the canal bridge shut?", only=only, mode=Mode.QUOTE)

    assert isinstance(finished, Finished)
    assert {article.id for article in engine.articles(only)} == expected
    assert {hit.article.id for hit in engine.search(STORY, only=only)} == expected
    assert {e.article.id for e in finished.answer.evidence} <= expected
