"""`byline articles`, `show` and `remove`."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

import click

from rag.cli.filters import filtered, filters
from rag.cli.output import article_json, articles_table, say, say_json

if TYPE_CHECKING:
    from rag.cli.session import Session
    from rag.types import Filter


@click.command()
@filters
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_obj
def articles(session: Session, /, as_json: bool, **chosen: object) -> None:
    """List the articles of the archive by outlet and date."""
    only: Filter = filtered(chosen)
    found = session.engine().articles(only)
    if as_json:
        say_json({"articles": [article_json(a) for a in found]})
    elif found:
        articles_table(found)
    else:
        say(
            "No articles. `byline ingest PATH` adds some." if only.is_empty else "No articles pass."
        )


@click.command()
@click.argument("article_id", metavar="ID")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_obj
def show(session: Session, article_id: str, as_json: bool) -> None:
    """Show one article: what is known of it, and the cleaned text that offsets refer to."""
    engine = session.engine()
    article, text = engine.article(article_id), engine.text(article_id)
    if as_json:
        say_json({**article_json(article), "text": text})
        return
    for field in fields(article):
        value = getattr(article, field.name)
        if field.name != "extra":
            listed = ", ".join(value) if isinstance(value, tuple) else value
            say(f"{field.name:<10} {'unknown' if listed in (None, '') else listed}")
    say()
    say(text)


@click.command()
@click.argument("ids", metavar="ID", nargs=-1)
@click.option("--outlet", help="Remove every article of this outlet.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_obj
def remove(session: Session, ids: tuple[str, ...], outlet: str | None, as_json: bool) -> None:
    """Remove articles by id or by outlet."""
    if bool(ids) == bool(outlet):
        raise click.UsageError("name either article ids or one --outlet.")
    removed = session.engine().remove(ids=ids, outlet=outlet)
    if as_json:
        say_json({"removed": len(removed), "articles": [article_json(a) for a in removed]})
        return
    say(f"{len(removed)} removed")
