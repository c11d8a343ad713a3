"""An archive made by hand, and what drafts of it are made with."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from rag.testing import archive_engine, word_verifier

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from rag.engine import Engine
    from rag.types import Article, Hit, Lineage, Sentence, SentenceHit, Verdict

POST = (
    "The barge was carrying 490 tonnes of gravel to the Brightwater quay in Port Merrow. "
    "The canal reopened to boats at noon, and the crew could carry on.\n\n"
    '"We saw it coming and nobody listened to us," said Odile Marsh, a lock keeper. '
    "Odile Marsh was appointed harbour master of Port Merrow in April."
)
COURIER = (
    "Seven people were injured in the collision at the Sallow Bridge. "
    "The mayor opened a shelter in the Corn Exchange."
)
RADIO = (
    "Nine people were injured in the collision at the Sallow Bridge. "
    "The barge was carrying 490 tonnes of gravel to the Brightwater quay in Port Merrow."
)
ARCHIVE = [
    {"id": "post", "outlet": "The Harbour Post", "published": "2026-03-02", "text": POST},
    {"id": "courier", "outlet": "Northbank Courier", "published": "2026-03-02", "text": COURIER},
    {"id": "radio", "outlet": "Quay Radio", "published": "2026-03-03", "text": RADIO},
]
TEXTS = {"post": POST, "courier": COURIER, "radio": RADIO}


class Shelf:
    """The engine with its check made by words alone, so that nothing is loaded."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._verifier = word_verifier()

    def articles(self) -> list[Article]:
        return self.engine.articles()

    def text(self, article_id: str, /) -> str:
        return self.engine.text(article_id)

    def sentences(self, article_id: str, /) -> list[Sentence]:
        return self.engine.sentences(article_id)

    def lineages(self) -> list[Lineage]:
        return self.engine.lineages()

    def search(self, query: str, *, limit: int = 10) -> list[Hit]:
        return self.engine.search(query, limit=limit)

    def search_sentences(self, query: str, *, limit: int = 10) -> list[SentenceHit]:
        return self.engine.search_sentences(query, limit=limit)

    def judge(self, claim: str, sentences: Sequence[str]) -> Verdict:
        return self._verifier.judge(claim, sentences)


@contextmanager
def shelf(folder: Path, articles: Sequence[dict[str, object]] = ARCHIVE) -> Iterator[Shelf]:  # type: ignore[assignment]
    """An archive of the given articles."""
    with archive_engine(folder, articles) as engine:
        yield Shelf(engine)
