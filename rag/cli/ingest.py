"""`byline ingest`: add articles."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

import click

from rag.answer.record import article_json
from rag.cli.addressed import Watch
from rag.cli.output import failure_json, say, say_json
from rag.safety import printable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rag.cli.session import Session
    from rag.events import IngestEvent, IngestReport


@click.command()
@click.argument("paths", nargs=-1, required=True)
@click.option("--outlet", help="The outlet of everything that is read.")
@click.option("--published", help="The publication date of everything that is read, YYYY-MM-DD.")
@click.option("--prune", is_flag=True, help="Remove articles whose file is no longer there.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_obj
def ingest(
    session: Session,
    paths: tuple[str, ...],
    outlet: str | None,
    published: str | None,
    prune: bool,
    as_json: bool,
) -> None:
    """Add articles from files, folders, zip archives, and addresses of pages and feeds.

    Read are .txt .md .html .htm .mhtml .json .jsonl .jsonl.gz .pdf .eml .xml (RSS, Atom) and .zip.
    """
    engine = session.engine()
    watch = Watch(engine)
    events = engine.ingest(paths, outlet=outlet, published=published, prune=prune)
    report = _followed(events, watch)
    if as_json:
        say_json({**_report_json(report), "addressed_to_machines": watch.as_json()})
    else:
        _say_report(report)
    watch.tell()
    if report.failed and not (
        report.added or report.updated or report.unchanged or report.duplicates
    ):
        _raise_nothing(report)


def _followed(events: Iterable[IngestEvent], watch: Watch) -> IngestReport:
    """Show progress on stderr until the report comes."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    from rag.events import ArticlesStored, FileRead, IngestReport, IngestStarted, InputFailed

    columns = (
        TextColumn("reading"),
        BarColumn(),
        TextColumn("{task.fields[stored]} articles, {task.fields[rate]:.1f} a second, left:"),
        TimeRemainingColumn(),
    )
    console = Console(stderr=True)
    with Progress(*columns, console=console, disable=not sys.stderr.isatty()) as progress:
        task = progress.add_task("", total=None, stored=0, rate=0.0)
        stored, begun = 0, time.monotonic()
        for event in events:
            match event:
                case IngestStarted(size=size):
                    progress.update(task, total=size)
                case FileRead(read=read):
                    progress.update(task, completed=read)
                case ArticlesStored(articles, _, read):
                    stored += len(articles)
                    watch.look(articles)
                    rate = stored / (time.monotonic() - begun)
                    progress.update(task, completed=read, stored=stored, rate=rate)
                case InputFailed(failure):
                    where = f"{failure.path}:{failure.line}" if failure.line else failure.path
                    console.print(
                        f"byline: {printable(where)}: {printable(failure.problem)}. "
                        f"{printable(failure.remedy)}",
                        markup=False,
                        highlight=False,
                        soft_wrap=True,
                    )
                case IngestReport():
                    return event
    raise AssertionError("an ingest always ends with a report")


def _report_json(report: IngestReport) -> dict[str, object]:
    return {
        "added": report.added,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "duplicates": report.duplicates,
        "removed": report.removed,
        "gone": list(report.gone),
        "failed": [failure_json(f) for f in report.failed],
        "chunks": report.chunks,
        "seconds": round(report.seconds, 3),
        "articles": [article_json(a) for a in report.articles],
    }


def _say_report(report: IngestReport) -> None:
    counts = {
        "added": report.added,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "duplicates": report.duplicates,
        "removed": report.removed,
        "failed": len(report.failed),
    }
    told = ", ".join(f"{n} {name}" for name, n in counts.items() if n) or "nothing to do"
    say(f"{told} ({report.chunks} passages, {report.seconds:.1f} s)")
    if report.gone and not report.removed:
        say(f"{len(report.gone)} articles are kept although their file is gone (see --prune).")


def _raise_nothing(report: IngestReport) -> None:
    from rag.errors import NothingIngested

    first = report.failed[0]
    more = f" and {len(report.failed) - 1} more" if len(report.failed) > 1 else ""
    raise NothingIngested(
        "nothing was ingested",
        detail=f"{first.path}: {first.problem}{more}.",
        remedy=first.remedy,
    )
