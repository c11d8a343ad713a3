"""`byline eval run`."""

from __future__ import annotations

import sys
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

import click

import rag
from eval.judge.record import judge_record
from eval.report import build_report
from eval.runner import run_suite
from eval.suite import find_suite, load_suite
from rag.cli.evaluating.showing import FOLDER, report_for_ci, require_met, show
from rag.cli.evaluating.writing import ci_options
from rag.cli.session import note
from rag.types import Mode

if TYPE_CHECKING:
    from pathlib import Path

    from eval.runner import Progress
    from rag.cli.session import Session
    from rag.config import Config
    from rag.engine import Engine


@click.command(name="run")
@click.argument("suite")
@click.option("--mode", type=click.Choice([mode.value for mode in Mode]), help="Who words it.")
@click.option("--model", help="A name that `byline models` lists, or a GGUF file.")
@click.option("--out", type=FOLDER, help="The folder to save the run in.")
@ci_options
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_obj
def run(
    session: Session,
    *,
    suite: str,
    mode: str | None,
    model: str | None,
    out: Path | None,
    summary: Path | None,
    junit: Path | None,
    as_json: bool,
) -> None:
    """Run SUITE: the name of one that comes with Byline, or a .toml file.

    The articles go into an archive of their own; yours is not touched. The exit code is 4 when
    a figure that the suite requires is missed.
    """
    loaded = load_suite(find_suite(suite))
    if mode is not None:
        loaded = loaded.worded_by(Mode(mode))
    if model is not None:
        session.choose_model(model)
    config = session.config()
    folder = out or _new_folder(config, loaded.spec.name)
    report = build_report(
        run_suite(loaded, config, out=folder, open_archive=_open_archive, watch=_tell),
        partial(judge_record, home=config.home),
    )
    show(report, as_json=as_json)
    click.echo(f"byline: saved in {folder}", err=True)
    report_for_ci(report, summary=summary, junit=junit)
    require_met(report)


def _open_archive(config: Config, folder: Path) -> Engine:
    return rag.open_engine(config, archive=folder, notify=note)


def _new_folder(config: Config, suite: str) -> Path:
    """A folder that is not there yet, named by suite and time."""
    stamp = f"{suite}-{datetime.now().astimezone():%Y%m%d-%H%M%S}"
    runs = config.home / "eval" / "runs"
    names = [stamp, *(f"{stamp}-{number}" for number in range(2, 100))]
    return next((runs / name for name in names if not (runs / name).exists()), runs / stamp)


def _tell(progress: Progress) -> None:
    """Progress on stderr: on a terminal one line that changes, in a pipe one line a case."""
    if progress.answer is None:
        click.echo("byline: preparing the articles", err=True)
        return
    line = f"byline: {progress.done}/{progress.total} {progress.answer.case}"
    if sys.stderr.isatty():
        click.echo(f"\r\x1b[K{line}", err=True, nl=progress.done == progress.total)
    else:
        click.echo(line, err=True)
