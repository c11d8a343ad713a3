"""Articles that speak to machines: an editor should know, because somebody put it there."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from rag.safety import printable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rag.engine import Engine
    from rag.types import Article, Sentence

_MOST_TOLD = 5


def orders(engine: Engine, article_id: str) -> list[Sentence]:
    """The sentences of an article that no answer uses, because they speak to a machine."""
    from rag.orders import orders_of

    sentences = engine.archive.catalog.sentences(article_id)
    found = orders_of(engine.text(article_id), sentences)
    return [sentence for sentence in sentences if sentence.ordinal in found]


class Watch:
    """Notices such articles while they go in."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.found: dict[str, list[Sentence]] = {}

    def look(self, articles: Iterable[Article]) -> None:
        """Read what was stored just now."""
        for article in articles:
            if found := orders(self._engine, article.id):
                self.found[article.id] = found

    def tell(self) -> None:
        """Say on stderr which articles they are."""
        for name, found in list(self.found.items())[:_MOST_TOLD]:
            many = "a sentence" if len(found) == 1 else f"{len(found)} sentences"
            _warn(
                f"{name} has {many} addressed to language models; no answer uses that "
                f"(`byline show {name}`)."
            )
        if len(self.found) > _MOST_TOLD:
            _warn(f"So have {len(self.found) - _MOST_TOLD} other articles.")

    def as_json(self) -> list[dict[str, object]]:
        """The same for a program."""
        return [{"article_id": name, "orders": orders_json(f)} for name, f in self.found.items()]


def orders_json(found: Iterable[Sentence]) -> list[dict[str, object]]:
    """Where the orders stand in the article's text."""
    return [{"start": s.span.start, "end": s.span.end, "text": s.text} for s in found]


def _warn(text: str) -> None:
    print(f"byline: {printable(text)}", file=sys.stderr)  # noqa: T201 - a notice, no answer
