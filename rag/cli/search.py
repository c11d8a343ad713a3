"""`byline search`: find passages or sentences, and say why each was found."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import click

from rag.cli.days import days, on_day
from rag.cli.filters import filtered, filters, one_or_batch
from rag.cli.output import filter_json, hit_json, say, say_json, sentence_hit_json, why_json

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from rag.cli.session import Session
    from rag.engine import Engine
    from rag.types import Filter, Hit, SentenceHit


@click.command()
@click.argument("query", required=False)
@click.option("--batch", help="A file with one query a line; `-` is standard input.")
@click.option("-k", "limit", default=10, show_default=True, type=click.IntRange(1, 1000))
@filters
@days
@click.option(
    "--spread",
    type=click.Choice(["none", "outlets", "origins"]),
    default="none",
    show_default=True,
    help="Make room for other outlets, or for other independent origins.",
)
@click.option("--sentences", "by_sentence", is_flag=True, help="Find sentences, not passages.")
@click.option("--explain", is_flag=True, help="Say why each hit is where it is.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a query.")
@click.pass_obj
def search(
    session: Session,
    /,
    query: str | None,
    batch: str | None,
    limit: int,
    spread: str,
    by_sentence: bool,
    explain: bool,
    as_json: bool,
    **chosen: object,
) -> None:
    """Find passages by meaning and by words."""
    from rag.types import Spread

    if by_sentence and spread != "none":
        raise click.UsageError("--spread is for passages; leave out --sentences.")
    queries = one_or_batch(query, batch, "query")
    engine = session.engine()
    only, today = on_day(filtered(chosen), chosen, engine.today)
    for text in queries:
        begun = time.monotonic()
        found: Sequence[Hit] | Sequence[SentenceHit] = (
            engine.search_sentences(text, limit=limit, only=only, today=today)
            if by_sentence
            else engine.search(text, limit=limit, only=only, today=today, spread=Spread(spread))
        )
        seconds = time.monotonic() - begun
        if as_json:
            read = _read(engine, text, only, today) if explain else {}
            hits = [_as_json(one, explain=explain) for one in found]
            say_json({"query": text, "hits": hits, "seconds": seconds, **read})
            continue
        _say_hits(found, explain=explain)
        if explain:
            _say_read(_read(engine, text, only, today))


def _as_json(found: Hit | SentenceHit, *, explain: bool) -> dict[str, object]:
    from rag.types import Hit

    if isinstance(found, Hit):
        return {**hit_json(found), **({"why": why_json(found)} if explain else {})}
    return {**sentence_hit_json(found), **({"why": why_json(found.hit)} if explain else {})}


def _read(engine: Engine, query: str, only: Filter, today: date | None) -> dict[str, Any]:
    """How the query was read and what it was asked of."""
    asked = engine.understand(query, only=only, today=today)
    return {"searched": asked.text, "filters": filter_json(asked.only)}


def _say_hits(found: Sequence[Hit] | Sequence[SentenceHit], *, explain: bool) -> None:
    from rag.answer.rendering import UNDATED, outlet_name
    from rag.types import Hit

    if not found:
        say("Nothing found.")
    for one in found:
        hit, words, span = (
            (one, one.passage.text, one.passage.span)
            if isinstance(one, Hit)
            else (one.hit, one.sentence.text, one.sentence.span)
        )
        article = hit.article
        day = (article.published or UNDATED)[:10]
        say(f"{one.rank}. {outlet_name(article)}, {day}: {article.title or article.id}")
        say(f"   {' '.join(words.split())}")
        say(f"   {article.id} [{span.start}:{span.end}]")
        if explain:
            _say_why(hit)


def _say_why(hit: Hit) -> None:
    names = {"dense": "meaning", "lexical": "words"}
    units = {"dense": "cosine", "lexical": "BM25"}
    arms = [
        f"{names[arm]}: place {hit.places[arm]}, {units[arm]} {hit.arms[arm]:.2f}"
        if arm in hit.places
        else f"{names[arm]}: not among the nearest"
        for arm in names
    ]
    say(f"   score {hit.score:.2f}; {'; '.join(arms)}")
    say(
        f"   its words: {', '.join(hit.matched) or 'none'}; not: {', '.join(hit.missing) or 'none'}"
    )
    if hit.best is not None:
        say(f"   nearest sentence: {' '.join(hit.best.text.split())}")
    say("   " + ", ".join(f"{n.replace('_', ' ')} {v:.2f}" for n, v in hit.signs.items()))


def _say_read(read: dict[str, Any]) -> None:
    named = [f"{name} {_listed(value)}" for name, value in read["filters"].items() if value]
    say(f"Searched for {read['searched']!r} in {'; '.join(named) or 'all articles'}.")


def _listed(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
