"""The work behind the archive's screen: each method calls the engine and posts what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import work
from textual.worker import get_current_worker

from tui.errors import Trouble, worker_border
from tui.grouping import Grouping, Titles, grouped
from tui.screens.room import RoomScreen
from tui.workers.ingesting import ingest
from tui.workers.reading import (
    ArchiveTroubled,
    ArticlesArranged,
    ArticlesListed,
    ArticlesRemoved,
    PassagesFound,
    ReadingFailed,
    ReadingFetched,
    SearchFailed,
    read,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from threading import Event

    from rag.engine import Engine
    from rag.types import Article
    from tui.workers.ingesting import Adding

PASSAGES = 20
"""Passages that a search lists."""


class ArchiveWork(RoomScreen):
    """A screen over the articles of an archive."""

    @work(thread=True, exclusive=True, group="load", exit_on_error=False)
    def load(self, engine: Engine) -> None:
        """Fetch the articles."""
        worker = get_current_worker()
        with worker_border(self._tell):
            titles, outlets = Titles(engine.articles()), len(engine.outlets())
            if not worker.is_cancelled:
                self.post_message(ArticlesListed(titles, outlets=outlets))

    @work(thread=True, exclusive=True, group="arrange", exit_on_error=False)
    def group_titles(self, titles: Titles, by: Grouping, words: str) -> None:
        """Group the articles that have the words."""
        worker = get_current_worker()
        with worker_border(self._tell):
            groups = grouped(titles.having(words), by)
            if not worker.is_cancelled:
                self.post_message(ArticlesArranged(groups, by, words))

    @work(thread=True, exclusive=True, group="search", exit_on_error=False)
    def find(self, engine: Engine, words: str) -> None:
        """Search the passages."""
        worker = get_current_worker()

        def fail(trouble: Trouble) -> None:
            if not worker.is_cancelled:
                self.post_message(SearchFailed(trouble))

        with worker_border(fail):
            hits = tuple(engine.search(words, limit=PASSAGES))
            if not worker.is_cancelled:
                self.post_message(PassagesFound(words, hits))

    @work(thread=True, exclusive=True, group="read", exit_on_error=False)
    def fetch(self, engine: Engine, article_id: str) -> None:
        """Fetch an article."""
        worker = get_current_worker()

        def fail(trouble: Trouble) -> None:
            if not worker.is_cancelled:
                self.post_message(ReadingFailed(trouble))

        with worker_border(fail):
            reading = read(engine, article_id)
            if not worker.is_cancelled:
                self.post_message(ReadingFetched(reading))

    @work(thread=True, group="write", exit_on_error=False)
    def remove_articles(self, engine: Engine, articles: Sequence[Article]) -> None:
        """Take articles out of the archive."""
        with worker_border(self._tell):
            gone = engine.remove(ids=[article.id for article in articles])
            self.post_message(ArticlesRemoved(tuple(gone)))

    @work(thread=True, group="write", exit_on_error=False)
    def add(self, engine: Engine, adding: Adding, stopping: Event) -> None:
        """Add articles."""
        worker = get_current_worker()

        def stopped() -> bool:
            return stopping.is_set() or worker.is_cancelled

        ingest(engine, adding, self.post_message, stopped)

    def _tell(self, trouble: Trouble) -> None:
        self.post_message(ArchiveTroubled(trouble))
