"""Lineage: who took it from whom, as far as articles say so or their words show it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rag.brief.types import Edge, LineageGraph, Node, teller
from rag.ingest.lineage import lineages_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rag.types import Article, Kinship, Lineage


def descent(articles: Sequence[Article], kinships: Iterable[Kinship]) -> tuple[LineageGraph, ...]:
    """A graph for each report that more than one node carries, the largest first."""
    graphs = [_graph(group) for group in lineages_of(articles, kinships)]
    told = [graph for graph in graphs if graph.edges]
    return tuple(sorted(told, key=lambda g: (-len(g.nodes), g.id)))


def _graph(group: Lineage) -> LineageGraph:
    edges = tuple(_edges(group))
    givers = dict.fromkeys(e.source for e in edges if e.source.startswith("outlet:"))
    absent = [Node(name, name.removeprefix("outlet:"), None) for name in givers]
    present = [Node(a.id, teller(a), a) for a in group.articles]
    takers = {e.taker for e in edges}
    present.sort(key=lambda node: node.id in takers)
    return LineageGraph(group.id, group.origin, (*absent, *present), edges)


def _edges(group: Lineage) -> Iterator[Edge]:
    """What an article credits comes first; words taken over without credit come after."""
    own = {a.outlet: a.id for a in reversed(group.articles) if a.outlet}
    order = {a.id: n for n, a in enumerate(group.articles)}
    credited: set[str] = set()
    for article in group.articles:
        for name in article.origins:
            source = own.get(name, f"outlet:{name}")
            if source != article.id:
                credited.add(article.id)
                yield Edge(source, article.id, _relation(source, article.id, group))
    for kin in sorted(group.kinships, key=lambda k: (-k.score, k.one, k.other)):
        first, then = sorted((kin.one, kin.other), key=order.__getitem__)
        if then not in credited:
            credited.add(then)
            yield Edge(first, then, kin.relation)


def _relation(source: str, taker: str, group: Lineage) -> str:
    """How the text was taken over, where both are here and were compared; else `credits`."""
    pair = {source, taker}
    return next((k.relation for k in group.kinships if {k.one, k.other} == pair), "credits")
