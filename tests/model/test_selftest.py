"""The scorers, with the judge that ships, on right answers broken in known ways: the bars hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from eval.breaking.right import gather
from eval.breaking.trial import Trial, run_trial
from eval.judging import open_judge
from eval.shelf import stock
from eval.suite import BUILT_IN, load_suite
from rag.config import Config
from rag.opening import open_engine
from rag.testing import HashEmbedder, ScriptedModel

if TYPE_CHECKING:
    from pathlib import Path

    from rag.engine import Engine

pytestmark = pytest.mark.model

FEWEST = 10
"""Broken answers of a kind from which its share says something."""


def opened(config: Config, folder: Path) -> Engine:
    return open_engine(config, archive=folder, model=ScriptedModel(), embedder=HashEmbedder())


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory) -> Trial:
    """Every answer of the gold of the four suites, broken in every way."""
    config = Config(home=tmp_path_factory.mktemp("home"))
    suites = [load_suite(path) for path in sorted(BUILT_IN.glob("*.toml"))]
    right = [one for s in suites for one in gather(s, stock(s, config, opened), None).right]
    return run_trial(right, open_judge(config), given=0)


def test_faults_are_seen_and_answers_without_one_lose_nothing(trial: Trial) -> None:
    assert [(row.kind, row.scorer, row.lost, row.n) for row in trial.missed] == []


def test_every_kind_of_fault_was_tried_often_enough(trial: Trial) -> None:
    assert [(row.kind, row.n) for row in trial.faults if row.n < FEWEST] == []
