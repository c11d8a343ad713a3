"""The saved answers of the suites reach what the suites require, scored as of today.

No question is asked and no model is loaded: a change to a scorer, to gold or to a threshold is
met here within seconds. `make baselines` renews the answers when they were meant to change.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from eval.baselines import BASELINES, renew
from eval.replay import replay
from eval.report import build_report
from eval.saved import load_answers
from eval.suite import BUILT_IN, load_suite
from rag.types import Mode

if TYPE_CHECKING:
    from pathlib import Path

SUITES = sorted(BUILT_IN.glob("*.toml"))


@pytest.mark.parametrize("path", SUITES, ids=lambda path: path.stem)
def test_the_saved_answers_are_current_and_reach_what_the_suite_requires(
    path: Path, tmp_path: Path
) -> None:
    """Stale ones, to other questions or articles, are refused: run `make baselines`."""
    saved = load_answers(BASELINES / path.stem)

    run = replay(saved, suite=load_suite(path), out=tmp_path / "again")

    assert {f.name: f.mean for f in build_report(run).figures if f.met is False} == {}
    assert run.manifest.suite.mode is Mode.QUOTE
    assert len(run.answers) == len(saved.answers)


@pytest.mark.parametrize("path", SUITES, ids=lambda path: path.stem)
def test_a_baseline_says_nothing_of_the_machine_it_was_made_on(path: Path) -> None:
    """So that renewing it shows what is answered otherwise, and nothing else."""
    saved = load_answers(BASELINES / path.stem)

    assert saved.manifest.machine == {}
    assert saved.manifest.started == ""
    assert all(answer.timing is None for answer in saved.answers.values())
    assert all(said.judged for answer in saved.answers.values() for said in answer.statements)


def test_there_is_no_baseline_of_a_suite_that_is_gone() -> None:
    folders = {path.name for path in BASELINES.iterdir() if path.is_dir()}

    assert folders - {"__pycache__"} == {path.stem for path in SUITES}


@pytest.mark.model
def test_renewing_puts_a_whole_run_in_the_place_of_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("eval.baselines.BASELINES", tmp_path / "kept")
    (tmp_path / "kept" / "assessments").mkdir(parents=True)
    (tmp_path / "kept" / "assessments" / "old.txt").write_text("old", encoding="utf-8")
    suite = load_suite(BUILT_IN / "assessments.toml")

    folder = renew(suite, tmp_path / "home")

    now = load_answers(BASELINES / "assessments")
    assert load_answers(folder).answers.keys() == now.answers.keys()
    assert {path.name for path in folder.iterdir()} == {
        path.name for path in (BASELINES / "assessments").iterdir()
    }
