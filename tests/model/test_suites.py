"""The two ten-question suites meet what they require, with the real encoder."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from eval.report import build_report
from eval.runner import run_suite
from eval.suite import BUILT_IN, load_suite
from rag.config import Config
from rag.opening import open_engine
from rag.testing import ScriptedModel
from rag.types import Mode

if TYPE_CHECKING:
    from pathlib import Path

    from rag.engine import Engine

pytestmark = pytest.mark.model


def opened(config: Config, folder: Path) -> Engine:
    return open_engine(config, archive=folder, model=ScriptedModel())


@pytest.mark.parametrize("name", ["assessments", "harbour"])
def test_a_suite_meets_what_it_requires_in_quotations(name: str, tmp_path: Path) -> None:
    suite = load_suite(BUILT_IN / f"{name}.toml").worded_by(Mode.QUOTE)

    run = run_suite(suite, Config(home=tmp_path), out=tmp_path / "run", open_archive=opened)

    missed = {f.name: f.mean for f in build_report(run).figures if f.met is False}
    assert missed == {}
