"""Saved answers of the suites that come with Byline, in quotation, to be scored on every change.

A folder for each suite, in the form of a run. What differs from machine to machine is left out,
so that a renewed baseline shows in a comparison of files what is answered otherwise, and no more.
"""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from eval.folder import save_run
from eval.judging import judging, open_judge
from eval.runner import run_suite
from rag.config import Config
from rag.opening import open_engine
from rag.types import Mode

if TYPE_CHECKING:
    from eval.suite import Suite
    from rag.engine import Engine

BASELINES = Path(__file__).parent


def renew(suite: Suite, home: Path) -> Path:
    """Ask a suite's questions and put the answers in the place of its baseline.

    Args:
        suite: What to ask.
        home: A folder for the archive and the run, with nobody's settings in it.
    """
    config = Config(home=home)
    run = run_suite(
        suite.worded_by(Mode.QUOTE),
        config,
        out=home / "runs" / suite.spec.name,
        open_archive=_opened,
        judge=judging(open_judge(config)),
    )
    nowhere = {"machine": {}, "started": "", "seconds": 0.0, "scoring": 0.0}
    folder = BASELINES / suite.spec.name
    shutil.rmtree(folder, ignore_errors=True)
    save_run(
        replace(
            run,
            folder=folder,
            manifest=run.manifest.model_copy(update=nowhere),
            answers={
                case: answer.model_copy(update={"timing": None, "usage": None})
                for case, answer in run.answers.items()
            },
        )
    )
    return folder


def _opened(config: Config, folder: Path) -> Engine:
    return open_engine(config, archive=folder)
