"""The sources of a briefing, numbered in the order in which its sections cite them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rag.brief.types import Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rag.brief.types import Briefing, Line
    from rag.types import Article, Citation


def sources(briefing: Briefing) -> tuple[Source, ...]:
    """Every article that is cited, each once; then those that only the lineage names."""
    named = [c.article for c in _citations(briefing)]
    named += [n.article for graph in briefing.lineage for n in graph.nodes if n.article]
    articles: dict[str, Article] = {}
    for article in named:
        articles.setdefault(article.id, article)
    return tuple(Source(number, a) for number, a in enumerate(articles.values(), 1))


def _citations(briefing: Briefing) -> Iterator[Citation]:
    """In the order of a page."""
    yield from _of_lines(briefing.in_short)
    for difference in briefing.differences:
        yield from (c for account in difference.dispute.accounts for c in account.citations)
        yield from difference.aside
    rows = briefing.table.rows if briefing.table else ()
    yield from (c for row in rows for cell in row.cells for c in cell.citations)
    wordings = [wording for quotation in briefing.said for wording in quotation.wordings]
    yield from (c for wording in wordings for c in (*wording.citations, *wording.partly))
    yield from _of_lines(happening.line for happening in briefing.timeline)
    yield from _of_lines(one.line for one in briefing.missing)
    yield from _of_lines(line for group in briefing.certainty for line in group.lines)


def _of_lines(lines: Iterable[Line]) -> Iterator[Citation]:
    return (citation for line in lines for citation in (*line.citations, *line.partly))
