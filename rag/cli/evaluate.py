"""`byline eval`: run evaluation suites offline, read and compare what they saved."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console

import rag
from eval.compare import compare_runs, show_comparison
from eval.report import build_report, show_report
from eval.runner import run_suite
from eval.saved import load_run
from eval.suite import built_in_suites, find_suite, load_suite
from rag.cli.output import say_json
from rag.cli.session import note
from rag.errors import ThresholdMissed
from rag.types import Mode

if TYPE_CHECKING:
    from eval.report import Report
    from eval.runner import Progress
    from rag.cli.session import Session
    from rag.config import Config
    from rag.engine import Engine

FOLDER = click.Path(path_type=Path)


@click.group(name="eval")
def evaluate() -> None:
    """Run evaluation suites offline."""


@evaluate.command(name="list")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def list_suites(*, as_json: bool) -> None:
    """List the suites that come with Byline."""
    suites = [load_suite(path) for path in built_in_suites()]
    rows = [
        {
            "name": suite.spec.name,
            "version": suite.spec.version,
            "cases": len(suite.cases),
            "corpus": suite.corpus.name,
            "about": suite.spec.about,
            "path": str(suite.path),
        }
        for suite in suites
    ]
    if as_json:
        say_json({"suites": rows})
        return
    for row in rows:
        head = f"{row['name']}  v{row['version']}  {row['cases']} cases  corpus {row['corpus']}"
        click.echo(f"{head}\n    {row['about']}")


@evaluate.command(name="run")
@click.argument("suite")
@click.option("--mode", type=click.Choice([mode.value for mode in Mode]), help="Who words it.")
@click.option("--model", help="A name that `byline models` lists, or a GGUF file.")
@click.option("--out", type=FOLDER, help="The folder to save the run in.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_obj
def run(
    session: Session,
    *,
    suite: str,
    mode: str | None,
    model: str | None,
    out: Path | None,
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
        run_suite(loaded, config, out=folder, open_archive=_open_archive, watch=_tell)
    )
    _show(report, as_json=as_json)
    click.echo(f"byline: saved in {folder}", err=True)
    _require_met(report)


@evaluate.command(name="report")
@click.argument("folder", metavar="RUN", type=FOLDER)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def report_run(*, folder: Path, as_json: bool) -> None:
    """Sum up RUN, a folder that `byline eval run --out` named."""
    _show(build_report(load_run(folder)), as_json=as_json)


@evaluate.command(name="compare")
@click.argument("before", metavar="RUN", type=FOLDER)
@click.argument("after", metavar="RUN", type=FOLDER)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def compare(*, before: Path, after: Path, as_json: bool) -> None:
    """Say what got better and worse from the first RUN to the second."""
    comparison = compare_runs(load_run(before), load_run(after))
    if as_json:
        say_json(comparison.model_dump(mode="json"))
    else:
        show_comparison(comparison, _console())


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


def _show(report: Report, *, as_json: bool) -> None:
    if as_json:
        say_json(report.model_dump(mode="json") | {"met": not report.missed})
    else:
        show_report(report, _console())


def _require_met(report: Report) -> None:
    if not report.missed:
        return
    named = ", ".join(figure.name for figure in report.missed)
    raise ThresholdMissed(
        f"the suite {report.suite!r} requires more than was reached: {named}",
        remedy=f"`byline eval report {report.run}` shows the cases that fell short.",
    )


def _console() -> Console:
    # In a pipe there is no width to keep to, and a cut figure would be a wrong one.
    width = None if sys.stdout.isatty() else 160
    return Console(highlight=False, markup=False, width=width)
