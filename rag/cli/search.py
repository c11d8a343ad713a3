"""`byline search`: find passages."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import click

from rag.cli.filters import filtered, filters, one_or_batch
from rag.cli.output import hit_json, say, say_json

if TYPE_CHECKING:
    from rag.cli.session import Session
    from rag.types import Hit


@click.command()
@click.argument("query", required=False)
@click.option("--batch", help="A file with one query a line; `-` is standard input.")
@click.option("-k", "limit", default=10, show_default=True, type=click.IntRange(1, 1000))
@filters
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a query.")
@click.pass_obj
def search(
    session: Session,
    /,
    query: str | None,
    batch: str | None,
    limit: int,
    as_json: bool,
    **chosen: object,
) -> None:
    """Find passages by meaning and by words."""
    queries = one_or_batch(query, batch, "query")
    only = filtered(chosen)
    engine = session.engine()
    for text in queries:
        begun = time.monotonic()
        hits = engine.search(text, limit=limit, only=only)
        seconds = time.monotonic() - begun
        if as_json:
            say_json({"query": text, "hits": [hit_json(h) for h in hits], "seconds": seconds})
        else:
            _say_hits(hits)


def _say_hits(hits: list[Hit]) -> None:
    from rag.answer.rendering import UNDATED, outlet_name

    if not hits:
        say("Nothing found.")
    for hit in hits:
        day = (hit.article.published or UNDATED)[:10]
        say(f"{hit.rank}. {outlet_name(hit.article)}, {day}: {hit.article.title or hit.article.id}")
        say(f"   {' '.join(hit.passage.text.split())}")
        say(f"   {hit.article.id} [{hit.passage.span.start}:{hit.passage.span.end}]")
