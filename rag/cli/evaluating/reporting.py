"""`byline eval report`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from eval.report import build_report
from eval.saved import load_run
from rag.cli.evaluating.showing import FOLDER, show

if TYPE_CHECKING:
    from pathlib import Path


@click.command(name="report")
@click.argument("folder", metavar="RUN", type=FOLDER)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def report_run(*, folder: Path, as_json: bool) -> None:
    """Sum up RUN, a folder that `byline eval run --out` named."""
    show(build_report(load_run(folder)), as_json=as_json)
