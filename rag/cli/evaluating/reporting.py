"""`byline eval report`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from eval.report.details import build_details
from eval.report.markdown import report_markdown
from eval.report.page import report_page
from eval.saved import load_run
from rag.cli.evaluating.showing import (
    FOLDER,
    as_object,
    report_for_ci,
    report_of,
    require_met,
    show,
    sources_of,
)
from rag.cli.evaluating.writing import FILE, ci_options, form_of, write_file
from rag.cli.output import json_text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from eval.report import Report
    from eval.report.details import Detail
    from rag.cli.session import Session


@click.command(name="report")
@click.argument("folder", metavar="RUN", type=FOLDER)
@click.option("--out", type=FILE, help="Write all of it into a .html, .md or .json file instead.")
@ci_options
@click.option("--gate", is_flag=True, help="Exit with 4 when a required figure is missed.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_obj
def report_run(
    session: Session,
    *,
    folder: Path,
    out: Path | None,
    summary: Path | None,
    junit: Path | None,
    gate: bool,
    as_json: bool,
) -> None:
    """Sum up RUN, a folder that `byline eval run --out` named."""
    form = form_of(out, FORMS) if out else None
    config = session.config()
    run = load_run(folder)
    report = report_of(run, config)
    if out and form:
        write_file(out, form(report, build_details(run, report, sources_of(run, config))))
    if as_json or not out:
        show(report, as_json=as_json)
    report_for_ci(report, summary=summary, junit=junit)
    if gate:
        require_met(report)


def _json(report: Report, details: Sequence[Detail]) -> str:
    cases = [detail.model_dump(mode="json") for detail in details]
    return json_text(as_object(report) | {"details": cases})


FORMS: dict[str, Callable[[Report, Sequence[Detail]], str]] = {
    ".html": report_page,
    ".md": report_markdown,
    ".json": _json,
}
