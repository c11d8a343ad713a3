"""A question is read before it is searched, and the reader is told how it was read."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import pytest

from rag.events import Finished
from rag.retrieve.conversation import Turn
from rag.testing import archive_engine
from rag.types import Filter, Mode

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from rag.engine import Engine
    from rag.types import Answer

TODAY = date(2026, 3, 18)
ARTICLES = [
    {"id": "before", "published": "2026-03-03", "text": "The mayor said the canal bridge is shut."},
    {"id": "within", "published": "2026-03-10", "text": "The mayor said the canal bridge is open."},
    {"id": "after", "published": "2026-03-17", "text": "The mayor said the canal bridge is old."},
    {"id": "undated", "text": "The mayor said the canal bridge is long."},
]


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    folder = tmp_path_factory.mktemp("archive")
    with archive_engine(folder, ARTICLES, clock=lambda: TODAY) as made:
        yield made


def found(engine: Engine, query: str, **given: object) -> set[str]:
    return {hit.article.id for hit in engine.search(query, **given)}  # type: ignore[arg-type]


def answered(engine: Engine, question: str, before: Sequence[Turn] = ()) -> Answer:
    *_, last = engine.answer(question, mode=Mode.QUOTE, before=before, today=engine.today())
    assert isinstance(last, Finished)
    return last.answer


def test_last_week_finds_what_was_published_then(engine: Engine) -> None:
    assert found(engine, "the mayor on the bridge last week", today=TODAY) == {"within"}


def test_words_of_time_are_not_read_where_no_day_is_given(engine: Engine) -> None:
    """An evaluation must not change with the calendar."""
    everything = {"before", "within", "after", "undated"}

    assert found(engine, "the mayor on the bridge last week") == everything


def test_words_of_time_narrow_a_filter_and_never_widen_it(engine: Engine) -> None:
    only = Filter(until="2026-03-12")

    assert found(engine, "the bridge since 3 days ago", only=only, today=date(2026, 3, 12)) == {
        "within"
    }


def test_where_nothing_is_from_those_days_all_are_searched_and_that_is_said(
    engine: Engine,
) -> None:
    answer = answered(engine, "What did the mayor say of the canal bridge yesterday evening?")
    quiet = found(engine, "the bridge yesterday", today=date(2030, 1, 1))

    assert "Read “yesterday” as published 17 to 18 March 2026." in (answer.notice or "")
    assert quiet == {"before", "within", "after", "undated"}


def test_the_answer_says_how_its_question_was_read(engine: Engine) -> None:
    before = [Turn("What did the mayor say last week?", "The bridge is open.")]

    answer = answered(engine, "And about the canal bridge?", before)

    assert answer.question == "And about the canal bridge?"
    assert answer.read_as is not None
    assert "mayor" in answer.read_as
    assert "“last week”" in (answer.notice or "")
    assert {e.article.id for e in answer.evidence} == {"within"}


def test_a_question_that_stands_alone_is_shown_as_it_was_asked(engine: Engine) -> None:
    answer = answered(engine, "What did the mayor say of the canal bridge?", [Turn("Why?")])

    assert (answer.read_as, answer.notice) == (None, None)


def test_the_person_is_told_of_every_reading(tmp_path: Path) -> None:
    from rag.config import Config
    from rag.opening import open_engine
    from rag.testing import HashEmbedder, ScriptedModel

    source = tmp_path / "a.jsonl"
    source.write_text(json.dumps(ARTICLES[0]), encoding="utf-8")
    said: list[str] = []
    config = Config(home=tmp_path / "home")
    with open_engine(
        config, notify=said.append, model=ScriptedModel(), embedder=HashEmbedder()
    ) as made:
        list(made.ingest([str(source)]))
        made.search("the bridge last week", today=TODAY)

    assert said == [
        "Read “last week” as published 9 to 16 March 2026.",
        "The archive has nothing from those days, so all days were searched.",
    ]
