"""`byline lineage`: who took it from whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from rag.cli.output import say, say_json

if TYPE_CHECKING:
    from rag.cli.session import Session
    from rag.types import Article, Kinship, Lineage


@click.command()
@click.argument("article_id", metavar="[ID]", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_obj
def lineage(session: Session, article_id: str | None, as_json: bool) -> None:
    """Draw which articles carry the same underlying report, for one article or for all."""
    engine = session.engine()
    found = engine.lineages(article_id)
    origins = engine.origins_behind(a for group in found for a in group.articles)
    if as_json:
        say_json({"lineages": [_group_json(group) for group in found], "origins": origins})
        return
    if not found:
        say("No two articles here carry the same report.")
    for group in found:
        _draw(group)
        say()
    articles = sum(len(group.articles) for group in found)
    say(f"{articles} articles, {origins} independent origin{'s' if origins != 1 else ''}.")


def _draw(group: Lineage) -> None:
    """The origin on top, what took it from there below."""
    say(group.origin or "An unknown origin")
    below = [article for article in group.articles if article.outlet != group.origin]
    for article in group.articles:
        if article.outlet == group.origin:
            say(f"│  {_line(article)}")
    for place, article in enumerate(below, 1):
        branch = "└─" if place == len(below) else "├─"
        say(f"{branch} {_line(article)}  [{_told(article, group.kinships)}]")


def _line(article: Article) -> str:
    day = (article.published or "undated")[:10]
    return f"{article.outlet or 'an unnamed outlet'}, {day}: {article.title or article.id}"


def _told(article: Article, kinships: tuple[Kinship, ...]) -> str:
    """The strongest relation that ties the article to the others."""
    own = [k for k in kinships if article.id in (k.one, k.other)]
    if not own:
        return "alone"
    best = max(own, key=lambda kin: kin.score)
    return f"{best.relation}, {best.score:.0%} alike"


def _group_json(group: Lineage) -> dict[str, object]:
    return {
        "lineage": group.id,
        "origin": group.origin,
        "articles": [
            {
                "id": a.id,
                "outlet": a.outlet,
                "title": a.title,
                "published": a.published,
                "origins": list(a.origins),
            }
            for a in group.articles
        ],
        "relations": [
            {"one": k.one, "other": k.other, "kind": k.relation, "score": round(k.score, 4)}
            for k in group.kinships
        ],
    }
