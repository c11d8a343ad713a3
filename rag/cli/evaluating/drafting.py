"""`byline eval new`."""

from __future__ import annotations

import sys
from collections import Counter
from typing import TYPE_CHECKING

import click

from eval.drafting.drafting import SEED, draft_suite
from eval.drafting.saved import require_name
from eval.drafting.writing import writer_of
from eval.suite import suites_folder
from rag.cli.evaluating.showing import FOLDER
from rag.cli.output import say, say_json
from rag.cli.session import note

if TYPE_CHECKING:
    from pathlib import Path

    from eval.drafting.drafting import Progress
    from eval.drafting.saved import DraftFolder
    from rag.cli.session import Session


@click.command(name="new")
@click.argument("name")
@click.option(
    "--count", type=click.IntRange(1, 1000), default=40, show_default=True, help="How many."
)
@click.option("--seed", type=click.IntRange(0), default=SEED, show_default=True, help="Of the lot.")
@click.option("--out", type=FOLDER, help="The folder to write, in place of one in the home.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_obj
def new(
    session: Session, *, name: str, count: int, seed: int, out: Path | None, as_json: bool
) -> None:
    """Draft a suite called NAME from the articles of the archive.

    Nothing is asked of a draft until a person has accepted it: `byline eval review NAME`, or the
    evaluation screen of the interface. The articles go with the suite, so that it stays as it is
    when the archive changes.
    """
    require_name(name)
    folder = out or suites_folder(session.config().home) / name
    engine = session.engine()
    with writer_of(engine, seed) as writer:
        made = draft_suite(
            engine, folder, name=name, count=count, seed=seed, writer=writer, watch=_tell
        )
    _show(made, count, as_json=as_json)


def _show(made: DraftFolder, wanted: int, *, as_json: bool) -> None:
    kinds = Counter(draft.case.tags[0] for draft in made.drafts)
    if as_json:
        say_json(
            {
                "name": made.head.name,
                "folder": str(made.path),
                "drafts": [draft.model_dump(mode="json") for draft in made.drafts],
                "articles": len(made.articles),
            }
        )
    else:
        for kind, number in sorted(kinds.items()):
            say(f"{number:4}  {kind}")
        say(f"{len(made.drafts):4}  drafts in {made.path}")
    if len(made.drafts) < wanted:
        note(f"the archive gave no more than {len(made.drafts)} of {wanted} questions")
    note(f"look them over with `byline eval review {made.path}`")


def _tell(progress: Progress) -> None:
    """Progress on stderr, where somebody watches."""
    if sys.stderr.isatty():
        line = f"\r\x1b[Kbyline: drafting {progress.done}/{progress.total}"
        click.echo(line, err=True, nl=progress.done == progress.total)
