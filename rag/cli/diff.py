"""`byline diff`: what was edited in an article since it first went in."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import click

from rag.cli.output import say, say_json

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rag.cli.session import Session
    from rag.types import Version


@click.command()
@click.argument("article_id", metavar="ID")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_obj
def diff(session: Session, article_id: str, as_json: bool) -> None:
    """Show what was edited from each version of an article to the next."""
    engine = session.engine()
    versions = engine.versions(article_id)
    steps = [
        {"from": old.number, "to": new.number, "lines": list(_changes(old, new))}
        for old, new in itertools.pairwise(versions)
    ]
    if as_json:
        say_json({"id": article_id, "versions": len(versions), "changes": steps})
        return
    if not steps:
        say("There is one version of this article.")
    for step in steps:
        say(f"version {step['from']} -> version {step['to']}")
        for line in step["lines"]:  # type: ignore[attr-defined]  # a list, made above
            say(line)
        say()


def _changes(old: Version, new: Version) -> Iterator[str]:
    """Removed and added sentences, with those around them left out."""
    from rag.ingest.editing import edits

    for edit in edits(old, new):
        yield from (f"- {sentence}" for sentence in edit.gone)
        yield from (f"+ {sentence}" for sentence in edit.came)
