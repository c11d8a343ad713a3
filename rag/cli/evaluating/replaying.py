"""`byline eval replay`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from eval.folder import new_folder
from eval.judging import judging, open_judge
from eval.replay import replay
from eval.saved import load_answers
from eval.suite import find_suite, load_suite
from rag.cli.evaluating.showing import FOLDER, conclude
from rag.cli.evaluating.writing import ci_options

if TYPE_CHECKING:
    from pathlib import Path

    from rag.cli.session import Session


@click.command(name="replay")
@click.argument("folder", metavar="RUN", type=FOLDER)
@click.option("--suite", help="Score by this suite as it is today, not as it was saved.")
@click.option("--out", type=FOLDER, help="The folder to save the new run in.")
@ci_options
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_obj
def replay_run(
    session: Session,
    *,
    folder: Path,
    suite: str | None,
    out: Path | None,
    summary: Path | None,
    junit: Path | None,
    as_json: bool,
) -> None:
    """Score the answers saved in RUN again, without asking anything.

    RUN stays as it is; what comes of it is a run of its own. The exit code is 4 when a figure
    that the suite requires is missed.
    """
    saved = load_answers(folder)
    config = session.config()
    run = replay(
        saved,
        out=out or new_folder(config.home, saved.manifest.suite.name),
        suite=load_suite(find_suite(suite, config.home)) if suite else None,
        judge=judging(open_judge(config)),
    )
    conclude(run, config, summary=summary, junit=junit, as_json=as_json)
