"""What the commands of `byline eval` share: how figures are printed, and where articles are."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console

import rag
from eval.corpus import archive_folder
from eval.judge.record import judge_record
from eval.report import build_report, show_report
from eval.report.junit import report_xml
from eval.report.markdown import summary_markdown
from eval.report.sources import sources_in
from rag.cli.evaluating.writing import write_for_ci
from rag.cli.output import say_json
from rag.cli.session import note
from rag.errors import BylineError, ThresholdMissed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from eval.report import Report
    from eval.report.sources import Source
    from eval.saved import Run
    from rag.config import Config

_ALONE = "quotations are shown without the articles around them"
FOLDER = click.Path(path_type=Path)


def show(report: Report, *, as_json: bool) -> None:
    """Print a report."""
    if as_json:
        say_json(as_object(report))
    else:
        show_report(report, console())


def conclude(
    run: Run, config: Config, *, summary: Path | None, junit: Path | None, as_json: bool
) -> None:
    """Print what a new run says, and fail where a figure that its suite requires is missed."""
    report = report_of(run, config)
    show(report, as_json=as_json)
    click.echo(f"byline: saved in {run.folder}", err=True)
    report_for_ci(report, summary=summary, junit=junit)
    require_met(report)


def report_of(run: Run, config: Config) -> Report:
    """What a run says, with what is known of its judges."""
    return build_report(run, partial(judge_record, home=config.home))


def as_object(report: Report) -> dict[str, object]:
    """The object that a report is as JSON."""
    return report.model_dump(mode="json") | {"met": not report.missed}


def report_for_ci(report: Report, *, summary: Path | None, junit: Path | None) -> None:
    """Write what a CI system is to show of a report."""
    write_for_ci(
        summary=summary, markdown=summary_markdown(report), junit=junit, xml=report_xml(report)
    )


def sources_of(run: Run, config: Config) -> Mapping[str, Source]:
    """The articles that a run cites; none, and a word of why, where they are not at hand."""
    folder = archive_folder(config.home, run.manifest.corpus.sha256)
    # Looking at a run must not make an archive.
    if not (folder / "catalog.sqlite").is_file():
        note(f"{_ALONE}: this home does not have them")
        return {}
    try:
        with rag.open_engine(config, archive=folder, notify=note) as archive:
            sources = sources_in(archive, run)
    except BylineError as error:
        note(f"{_ALONE}: {error.problem}")
        return {}
    if not sources and any(answer.citations for answer in run.answers.values()):
        note(f"{_ALONE}: they are not what they were")
    return sources


def require_met(report: Report) -> None:
    """Fail where a figure that the suite requires is missed."""
    if not report.missed:
        return
    named = ", ".join(figure.name for figure in report.missed)
    raise ThresholdMissed(
        f"the suite {report.suite!r} requires more than was reached: {named}",
        remedy=f"`byline eval report {report.run}` shows the cases that fell short.",
    )


def console() -> Console:
    """Where tables are printed."""
    # In a pipe there is no width to keep to, and a cut figure would be a wrong one.
    width = None if sys.stdout.isatty() else 160
    return Console(highlight=False, markup=False, width=width)
