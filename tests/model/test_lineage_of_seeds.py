"""Lineage with the real encoder, on the collections whose truth is written down."""

from __future__ import annotations

import tomllib
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from rag.config import Config
from rag.opening import open_engine
from rag.testing import ScriptedModel

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rag.engine import Engine

pytestmark = pytest.mark.model
SEEDS = Path(__file__).parents[2] / "seeds"


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    home = tmp_path_factory.mktemp("lineage")
    with open_engine(Config(home=home), model=ScriptedModel()) as opened:
        for _ in opened.ingest([str(SEEDS)]):
            pass
        yield opened


@pytest.mark.parametrize("collection", ["harbour", "assessments"])
def test_lineage_is_exactly_as_the_key_says(engine: Engine, collection: str) -> None:
    key = tomllib.loads((SEEDS / collection / "key.toml").read_text(encoding="utf-8"))
    true = {a["id"]: a["lineage"] for a in key["articles"]}
    found = {a.id: a.lineage for a in engine.articles()}

    wrong = [
        (one, other)
        for one, other in combinations(true, 2)
        if (true[one] == true[other]) != (found[one] == found[other])
    ]

    assert wrong == []


def test_five_prints_of_one_wire_report_are_one_origin(engine: Engine) -> None:
    prints = [engine.article(f"harbour-0{n}") for n in range(1, 6)]

    assert engine.origins_behind(prints) == 1
    assert len({article.outlet for article in prints}) == 5


def test_copy_trimmed_reprint_and_rewrite_are_told_apart(engine: Engine) -> None:
    (group,) = engine.lineages("harbour-01")

    told = {k.other: k.relation for k in group.kinships if k.one == "harbour-01"}

    assert group.origin == "Coastal Wire"
    assert told == {
        "harbour-02": "copy",
        "harbour-03": "reprint",
        "harbour-04": "reprint",
        "harbour-05": "rewrite",
    }


def test_two_outlets_that_contradict_each_other_are_two_origins(engine: Engine) -> None:
    sides = [engine.article("harbour-06"), engine.article("harbour-07")]

    assert engine.origins_behind(sides) == 2


def test_removing_the_article_that_held_a_lineage_together_works_it_out_anew(
    tmp_path: Path,
) -> None:
    """The group was named after the first article; the others must not point to nothing."""
    with open_engine(Config(home=tmp_path), model=ScriptedModel()) as engine:
        for _ in engine.ingest([str(SEEDS / "harbour")]):
            pass
        engine.remove(ids=["harbour-01"])
        for _ in engine.ingest([str(SEEDS / "assessments")]):
            pass

        left = {engine.article(f"harbour-0{n}").lineage for n in (2, 3, 4, 5)}

        assert len(left) == 1
        assert left <= {"harbour-02", "harbour-03", "harbour-04", "harbour-05"}
