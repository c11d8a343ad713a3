"""Filters: the listing, both arms of the search and the answer agree on what they let pass."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from soundness import fake_engine, take_in

from rag.events import Finished
from rag.types import Filter, Mode

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from rag.engine import Engine

STORY = "The canal bridge was shut after a barge struck it."
ARTICLES = [
    {"id": "early", "outlet": "The Harbour Post", "published": "2026-03-02", "kind": "live"},
    {
        "id": "radio", "outlet": "Quay Radio", "published": "2026-03-03T23:30:00Z",
        "language": "en-GB", "kind": "opinion",
    },
    {"id": "late", "outlet": "Quay Radio", "published": "2026-03-20", "language": "en"},
    {"id": "undated", "outlet": "Tidewatch"},
    {"id": "nameless", "published": "2026-03-10"},
    {"id": "umlaut", "outlet": "Die Großé Zeitung", "published": "1999-12-31",
     "language": "de"},
]  # fmt: skip


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
        (Filter(languages=("DE",)), {"umlaut"}),
        (Filter(languages=("en-gb", "de")), {"radio", "umlaut"}),
        (Filter(languages=("en",)), {"radio", "late"}),
        (Filter(languages=("e",)), set()),
        (Filter(kinds=("opinion", "live")), {"early", "radio"}),
        (Filter(kinds=("digest",)), set()),
        (Filter(kinds=("live",), languages=("de",)), set()),
        (Filter(outlets=("Quay Radio",), languages=("en-GB",), since="2026-01-01"), {"radio"}),
        (Filter(lineages=("nothing",)), set()),
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


def test_a_lineage_is_named_by_any_of_its_articles_and_known_as_soon_as_it_is_found(
    tmp_path: Path,
) -> None:
    own = "The ferry strike ended on Friday after eleven days at sea and ashore."
    with fake_engine(tmp_path / "home") as engine:
        for number, words in enumerate((f"{STORY} {own}", own * 3, f"{STORY} {own}")):
            row = {"id": f"a{number}", "outlet": f"Outlet {number}", "text": words}
            (tmp_path / f"{number}.json").write_text(json.dumps(row), encoding="utf-8")
            take_in(engine, tmp_path / f"{number}.json")
        lineages = {article.id: article.lineage for article in engine.articles()}
        for name, lineage in lineages.items():
            expected = {other for other, its in lineages.items() if its == lineage}

            only = Filter(lineages=(name,))

            assert {article.id for article in engine.articles(only)} == expected
            assert {hit.article.id for hit in engine.search(own, only=only)} == expected


@pytest.mark.parametrize(
    ("only", "words"),
    [
        (Filter(outlets=("Quai Radio",)), "did you mean 'Quay Radio'? Outlets here: Die Großé"),
        (
            Filter(languages=("xx",)),
            "no articles in the language 'xx'. Languages here: de, en, en-gb",
        ),
        (Filter(lineages=("gone",)), "no lineage 'gone'"),
        (
            Filter(outlets=("Quay Radio",), since="2026-04-01"),
            "What else the filter asks for has dates from 2026-03-03 to 2026-03-20. Outlets here:",
        ),
        (Filter(until="1900-01-01"), "The archive has dates from 1999-12-31 to 2026-03-20."),
        (Filter(outlets=("Tidewatch",), since="2026-01-01"), "asks for has no dates."),
        (Filter(kinds=("digest",)), "Kinds here: live, opinion. Outlets here: Die Großé"),
    ],
)
def test_a_filter_that_lets_nothing_pass_is_answered_with_what_there_is(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, only: Filter, words: str
) -> None:
    told: list[str] = []
    monkeypatch.setattr(engine, "_notify", told.append)

    found = engine.search(STORY, only=only)

    assert found == []
    assert len(told) == 1
    assert words in told[0]


def test_a_filter_that_lets_something_pass_is_not_talked_about(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(engine, "_notify", told.append)

    engine.search(
        STORY, only=Filter(outlets=("quay radio",), languages=("EN",), kinds=("opinion",))
    )

    assert told == []
