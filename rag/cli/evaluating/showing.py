"""What the commands of `byline eval` share: where runs lie and how figures are printed."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console

from eval.report import show_report
from rag.cli.output import say_json
from rag.errors import ThresholdMissed

if TYPE_CHECKING:
    from eval.report import Report

FOLDER = click.Path(path_type=Path)


def show(report: Report, *, as_json: bool) -> None:
    """Print a report."""
    if as_json:
        say_json(report.model_dump(mode="json") | {"met": not report.missed})
    else:
        show_report(report, console())


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
