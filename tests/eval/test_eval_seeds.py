"""The suites of the project against its own articles, through the real engine."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from eval.report import build_report
from eval.runner import run_suite
from eval.saved import load_run
from eval.suite import BUILT_IN, load_suite
from rag.config import Config
from rag.opening import open_engine
from rag.testing import HashEmbedder, ScriptedModel
from rag.types import Mode

if TYPE_CHECKING:
    from pathlib import Path

    from rag.engine import Engine


@pytest.mark.parametrize("path", sorted(BUILT_IN.glob("*.toml")), ids=lambda path: path.stem)
def test_the_gold_of_a_suite_stands_in_its_articles_and_every_quote_is_exact(
    path: Path, tmp_path: Path
) -> None:
    """Right answers need the real encoder; exact offsets and checked statements do not."""
    suite = load_suite(path).worded_by(Mode.QUOTE)

    def opened(config: Config, folder: Path) -> Engine:
        return open_engine(config, archive=folder, model=ScriptedModel(), embedder=HashEmbedder())

    run = run_suite(suite, Config(home=tmp_path), out=tmp_path / "run", open_archive=opened)

    figures = {figure.name: figure for figure in build_report(run).figures}
    assert figures["quote_exact"].mean == 1.0
    assert figures["unsupported_shown"].mean == 0.0
    assert load_run(tmp_path / "run") == run
