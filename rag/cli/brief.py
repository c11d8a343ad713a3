"""`byline brief`: what the outlets agree on, where they differ, and who had it first."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from rag.cli.days import days, on_day
from rag.cli.filters import filtered, filters
from rag.cli.output import say
from rag.cli.session import note

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rag.brief.types import Briefing
    from rag.cli.session import Session
    from rag.events import BriefEvent


@click.command()
@click.argument("topic", required=False)
@filters
@days
@click.option("--mode", type=click.Choice(["auto", "quote", "write"]), help="Who words the points.")
@click.option("--model", help="A model's name or a GGUF file, for this run.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="A sealed file to write: .md, .html or .json.",
)
@click.option(
    "--verify",
    "sealed",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Check a file that --out wrote, in place of making a briefing.",
)
@click.option(
    "--articles",
    multiple=True,
    metavar="PATH",
    help="With --verify: check against these article files, not the archive; repeatable.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_obj
def brief(
    session: Session,
    /,
    topic: str | None,
    mode: str | None,
    model: str | None,
    out: Path | None,
    sealed: Path | None,
    articles: tuple[str, ...],
    as_json: bool,
    **chosen: Any,
) -> None:
    """Make one page of what the archive has on a topic, or check such a page."""
    if (topic is None) == (sealed is None):
        raise click.UsageError("give either a topic or --verify FILE.")
    if articles and sealed is None:
        raise click.UsageError("--articles says what --verify FILE is checked against.")
    if sealed is not None:
        from rag.cli.sealed import verify_briefing

        verify_briefing(session, sealed, articles, as_json=as_json)
        return
    from rag.brief.export.files import form_of

    if out is not None:
        # A name that is none is said before the work, not after it.
        form_of(out)
    if model is not None:
        session.choose_model(model)
    _give(_made(session, str(topic), mode, chosen), out, as_json=as_json)


def _made(session: Session, topic: str, mode: str | None, chosen: dict[str, Any]) -> Briefing:
    from rag.ingest.metadata import check_date
    from rag.types import Mode

    engine = session.engine()
    only, today = on_day(filtered(chosen), chosen, engine.today)
    as_of = check_date(chosen["as_of"])
    events = engine.brief(
        topic,
        only=only,
        as_of=as_of and as_of[:10],
        mode=Mode(mode) if mode else None,
        today=today,
    )
    return _followed(events)


def _followed(events: Iterator[BriefEvent]) -> Briefing:
    """Go through the stages; a person sees on stderr which one it is."""
    from rag.events import Briefed, StageBegun

    shows = sys.stderr.isatty()
    for event in events:
        match event:
            case StageBegun(stage) if shows:
                _status(stage)
            case Briefed(briefing):
                if shows:
                    _status("")
                return briefing
    raise AssertionError("a briefing that nobody stops ends with Briefed")


def _status(text: str) -> None:
    sys.stderr.write(f"\r\x1b[K{text}")
    sys.stderr.flush()


def _give(briefing: Briefing, out: Path | None, *, as_json: bool) -> None:
    """Print the page, or write the file that can be checked; --json prints what a .json holds."""
    from rag import __version__
    from rag.brief.export.edition import edition_of
    from rag.brief.export.files import FileForm, drawn_page, exported, exported_line, form_of
    from rag.files import write_whole

    edition = edition_of(briefing)
    if out is not None:
        write_whole(out, exported(edition, form_of(out)))
        note(f"written to {out}")
    if as_json:
        say(exported_line(edition))
    elif out is None:
        say(drawn_page(edition, FileForm.MARKDOWN, __version__).removesuffix("\n"))
