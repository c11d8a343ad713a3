"""`byline watch`: follow folders and feeds until stopped."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rag.cli.session import note

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rag.cli.session import Session
    from rag.engine import Engine

_SETTLE_MS = 800
"""A file that is still being written changes again within this time."""


@click.command()
@click.argument("sources", metavar="DIR|FEED...", nargs=-1, required=True)
@click.option("--outlet", help="The outlet of everything that is read.")
@click.option(
    "--every",
    default=15.0,
    show_default=True,
    type=click.FloatRange(min=0.02),
    help="Minutes between two looks at a feed.",
)
@click.pass_obj
def watch(session: Session, sources: tuple[str, ...], outlet: str | None, every: float) -> None:
    """Take in what is new in folders and feeds, at once and from then on, until Ctrl-C."""
    from rag.ingest.fetching import is_address

    folders = [source for source in sources if not is_address(source)]
    missing = [folder for folder in folders if not Path(folder).expanduser().exists()]
    if missing:
        raise click.UsageError(f"there is no {missing[0]!r} to watch.")
    engine = session.engine()
    _take(engine, sources, outlet)
    feeds = [source for source in sources if is_address(source)]
    for due in _wakes(folders, every * 60):
        _take(engine, feeds if due == "feeds" else folders, outlet)


def _wakes(folders: list[str], seconds: float) -> Iterator[str]:
    """`folders` whenever one of them changed, `feeds` whenever the time is up; never ends."""
    if not folders:
        while True:
            time.sleep(seconds)
            yield "feeds"
    import watchfiles

    paths = [Path(folder).expanduser() for folder in folders]
    last = time.monotonic()
    is_first = True
    for changes in watchfiles.watch(
        *paths, debounce=_SETTLE_MS, rust_timeout=1000, yield_on_timeout=True, raise_interrupt=True
    ):
        # What came between the first look and the start of the watch made no change to see.
        if changes or is_first:
            is_first = False
            yield "folders"
        if time.monotonic() - last >= seconds:
            last = time.monotonic()
            yield "feeds"


def _take(engine: Engine, sources: tuple[str, ...] | list[str], outlet: str | None) -> None:
    """One ingest; faults of single files are said and do not end the watch."""
    from rag.errors import ArchiveBusy
    from rag.events import IngestReport, InputFailed

    if not sources:
        return
    try:
        for event in engine.ingest(sources, outlet=outlet):
            if isinstance(event, InputFailed):
                note(f"{event.failure.path}: {event.failure.problem}. {event.failure.remedy}")
            elif isinstance(event, IngestReport) and (event.added or event.updated):
                note(f"{event.added} added, {event.updated} updated")
    except ArchiveBusy as error:
        # Another ingest is at it; what it leaves is taken at the next change.
        note(f"{error.problem}; looking again at the next change")
