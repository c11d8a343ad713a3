"""`byline reindex`: rebuild the search index."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from rag.cli.output import say, say_json

if TYPE_CHECKING:
    from rag.cli.session import Session


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_obj
def reindex(session: Session, as_json: bool) -> None:
    """Rebuild the search index from the catalogue; nothing is embedded again."""
    count = session.engine().reindex()
    say_json({"passages": count}) if as_json else say(f"{count} passages indexed")
