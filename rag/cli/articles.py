"""`byline articles`, `show` and `remove`."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

import click

from rag.answer.record import article_json
from rag.cli.addressed import orders, orders_json
from rag.cli.filters import filtered, filters
from rag.cli.output import articles_table, say, say_json

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
@click.option("--removed", "with_removed", is_flag=True, help="Show what cleaning took away.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_obj
def show(session: Session, article_id: str, with_removed: bool, as_json: bool) -> None:
    """Show one article: what is known of it, from where, and the text that offsets refer to."""
    engine = session.engine()
    article, text = engine.article(article_id), engine.text(article_id)
    addressed = orders(engine, article_id)
    removed, provenance = engine.removed(article_id), engine.provenance(article_id)
    if as_json:
        say_json({
            **article_json(article),
            "text": text,
            "orders": orders_json(addressed),
            "provenance": provenance,
            "removed": [{"text": r.text, "reason": r.reason} for r in removed],
        })  # fmt: skip
        return
    if with_removed:
        for taken in removed:
            say(f"{taken.reason}: {taken.text}")
        say(f"{len(removed)} lines are not part of the article.")
        return
    for field in fields(article):
        value = getattr(article, field.name)
        if field.name != "extra":
            listed = ", ".join(value) if isinstance(value, tuple) else value
            shown = "unknown" if listed in (None, "") else listed
            source = provenance.get(field.name)
            say(f"{field.name:<10} {shown}" + (f"  ({source})" if source else ""))
    if addressed:
        say("\nAddressed to language models, and used in no answer:")
        for sentence in addressed:
            say(f"- {sentence.text}")
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
