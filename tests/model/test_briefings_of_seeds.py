"""Briefings of both collections with the real encoder and the real judge, held against the keys.

What is asked for here is what the page promises an editor; the figures are in docs/briefings.md.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from eval.briefing.__main__ import briefed
from eval.briefing.measuring import measured, truth
from eval.differences import told_of
from rag.config import Config
from rag.opening import open_engine

if TYPE_CHECKING:
    from collections.abc import Iterator

    from eval.briefing.counting import Tally
    from rag.brief.types import Briefing
    from rag.engine import Engine

pytestmark = pytest.mark.model

SEEDS = Path(__file__).parents[2] / "seeds"
TOPICS = {
    "bridge": "the Sallow Bridge collision",
    "strike": "the dockers' strike",
    "flood": "the flood",
}
AIMS = "U.S. intelligence on Putin"


def opened(folder: Path, collection: str) -> Engine:
    engine = open_engine(Config(home=folder / "home"))
    for _ in engine.ingest([str(SEEDS / collection)]):
        pass
    return engine


@pytest.fixture(scope="module")
def harbour(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    with opened(tmp_path_factory.mktemp("harbour"), "harbour") as engine:
        yield engine


@pytest.fixture(scope="module")
def pages(harbour: Engine) -> dict[str, Briefing]:
    return {event: briefed(harbour, topic) for event, topic in TOPICS.items()}


@pytest.fixture(scope="module")
def tallies(harbour: Engine, pages: dict[str, Briefing]) -> dict[str, dict[str, Tally]]:
    key = tomllib.loads((SEEDS / "harbour" / "key.toml").read_text(encoding="utf-8"))
    told = told_of(harbour)
    return {
        event: measured(page, truth(harbour, key, told, (event,))) for event, page in pages.items()
    }


@pytest.mark.parametrize("event", TOPICS)
def test_every_planted_difference_is_found_and_no_false_one(
    tallies: dict[str, dict[str, Tally]], event: str
) -> None:
    for name in ("conflicts", "superseded and corrected", "denials", "altered quotations"):
        tally = tallies[event][name]
        assert (tally.missed, tally.wrong) == ((), ()), name


@pytest.mark.parametrize("event", TOPICS)
def test_reprints_are_one_origin_and_the_lineage_is_that_of_the_key(
    tallies: dict[str, dict[str, Tally]], event: str
) -> None:
    for name in ("lineage", "reprints as one origin"):
        assert (tallies[event][name].missed, tallies[event][name].wrong) == ((), ()), name


@pytest.mark.parametrize("event", TOPICS)
def test_no_entry_of_the_timeline_stands_on_a_wrong_day(
    tallies: dict[str, dict[str, Tally]], event: str
) -> None:
    assert tallies[event]["timeline"].wrong == ()
    assert tallies[event]["timeline"].recall >= 0.7


@pytest.mark.parametrize("event", TOPICS)
def test_opinion_and_releases_back_nothing_and_all_is_verbatim(
    tallies: dict[str, dict[str, Tally]], event: str
) -> None:
    assert tallies[event]["used as reporting"].wrong == ()
    assert tallies[event]["verbatim"].wrong == ()


def test_what_the_hidden_order_demands_stands_nowhere(pages: dict[str, Briefing]) -> None:
    assert "resigned" not in repr(pages["flood"])


def test_a_figure_that_was_corrected_is_no_point(pages: dict[str, Briefing]) -> None:
    assert not any("490 tonnes" in line.text for line in pages["bridge"].in_short)


def test_an_editor_sees_what_happened_first(pages: dict[str, Briefing]) -> None:
    firsts = {event: page.in_short[0].text for event, page in pages.items()}

    assert "Sallow Bridge" in firsts["bridge"]
    assert "strike" in firsts["strike"]
    assert "flood wall" in firsts["flood"]


def test_five_retellings_differ_in_quotations_and_a_denial_alone(tmp_path: Path) -> None:
    with opened(tmp_path, "assessments") as engine:
        page = briefed(engine, AIMS)

    assert [d.dispute.matter for d in page.differences] == ["denial"]
    drifted: list[Any] = [q.speaker for q in page.said if q.has_drifted]
    assert drifted == ["Mike Quigley"]
    assert {h.day for h in page.timeline} <= {"2014", "2022", None}
