"""Fixtures over the small suite."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from small_suite import ARTICLES, CASES, RIGHT, SUITE

from eval.runner import run_suite
from eval.suite import load_suite
from eval.testing import ScriptedArchive
from rag.config import Config

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from eval.saved import Run
    from eval.suite import Suite
    from eval.testing import Script


@pytest.fixture
def suite(tmp_path: Path) -> Suite:
    folder = tmp_path / "suite"
    (folder / "articles").mkdir(parents=True)
    (folder / "articles" / "a.md").write_text("What the fake does not read.", encoding="utf-8")
    lines = "".join(json.dumps(case) + "\n" for case in CASES)
    (folder / "small.jsonl").write_text(lines, encoding="utf-8")
    (folder / "small.toml").write_text(SUITE, encoding="utf-8")
    return load_suite(folder / "small.toml")


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return Config(home=tmp_path / "home")


@pytest.fixture
def run_with(suite: Suite, config: Config, tmp_path: Path) -> Callable[..., Run]:
    """Run the suite; answers given by question replace the right ones."""

    def run(out: str = "run", *, seconds: float = 0.5, **changed: Script) -> Run:
        by_question = {
            case.question: changed[case.id] for case in suite.cases if case.id in changed
        }
        archive = ScriptedArchive(ARTICLES, RIGHT | by_question, seconds=seconds)
        return run_suite(suite, config, out=tmp_path / out, open_archive=lambda *_: archive)

    return run
