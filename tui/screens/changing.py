"""What changes an archive from its screen: articles are added and removed, and how that goes."""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING, ClassVar

from textual import getters, on
from textual.binding import Binding, BindingType

from rag.answer.rendering import counted
from tui.grouping import Group
from tui.messages import ArchiveChanged
from tui.screens.add import AddScreen
from tui.screens.confirm import ConfirmScreen
from tui.screens.report import ReportScreen
from tui.telling import told_end, told_failures
from tui.widgets.article_list import ArticleList
from tui.widgets.work_bar import WorkBar
from tui.wording import title_of
from tui.workers.archive import ArchiveWork
from tui.workers.ingesting import (
    Adding,
    IngestAdvanced,
    IngestEnded,
    IngestFailed,
    IngestFinished,
)
from tui.workers.reading import ArchiveTroubled, ArticlesListed, ArticlesRemoved

if TYPE_CHECKING:
    from rag.types import Failure
    from tui.grouping import Row


class ChangingScreen(ArchiveWork):
    """Adds what a reader names, removes what the cursor of the list is on."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "add", "Add", id="archive.add"),
        Binding("delete", "remove", "Remove", id="archive.remove", key_display="del"),
        Binding("s", "stop", "Stop adding", id="archive.stop"),
        Binding("f", "failures", "What failed", id="archive.failures"),
    ]

    listed = getters.query_one(ArticleList)
    bar = getters.query_one(WorkBar)

    def __init__(self) -> None:
        super().__init__()
        self.stopping: Event | None = None
        """Set to stop the ingest that is running; None while none is."""
        self.failures: tuple[Failure, ...] = ()
        """What the last ingest could not read."""

    @property
    def target(self) -> Row | None:
        """What Delete would remove."""
        return self.listed.row

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """What can be done now: one change at a time."""
        is_free = self.engine is not None and self.stopping is None
        return {
            "add": is_free,
            "remove": is_free and self.target is not None,
            "stop": self.stopping is not None,
            "failures": bool(self.failures),
        }.get(action, True)

    def action_add(self) -> None:
        """Ask what to add."""
        self.app.push_screen(AddScreen(), self.begin_adding)

    def begin_adding(self, adding: Adding | None) -> None:
        """Add it."""
        if adding is None or self.engine is None or self.stopping is not None:
            return
        self.stopping, self.failures = Event(), ()
        self.bar.begin("Adding")
        self.refresh_bindings()
        self.add(self.engine, adding, self.stopping)

    @on(IngestAdvanced)
    def show_progress(self, message: IngestAdvanced) -> None:
        """Show how far it is."""
        if self.stopping is None or self.stopping.is_set():
            return
        told = [message.progress.words, counted(message.articles, "article")]
        if message.failed:
            told.append(f"{message.failed:,} failed")
        self.bar.advance("Adding", message.progress.share, " · ".join(told))

    @on(IngestFinished)
    def show_end(self, message: IngestFinished) -> None:
        """Say what went in."""
        self.failures = message.report.failed
        is_good = not (message.stopped or self.failures or message.addressed)
        hint = "f shows what failed" if self.failures else ""
        self.bar.end(told_end(message), hint, is_good=is_good)

    @on(IngestFailed)
    def show_failure(self, message: IngestFailed) -> None:
        """Say why it could not go on."""
        self.failures = message.failures
        self.bar.fail(message.trouble)

    @on(IngestEnded)
    def end_adding(self) -> None:
        """Be ready for the next change, and list what there is now."""
        self.stopping = None
        self.refresh_bindings()
        if self.engine is not None:
            self.load(self.engine)

    def action_stop(self) -> None:
        """Stop adding; what was stored is kept."""
        if self.stopping is not None:
            self.stopping.set()
            self.bar.begin("Stopping")

    def action_failures(self) -> None:
        """Show what could not be read and what to do about it."""
        title = f"{counted(len(self.failures), 'thing')} could not be added"
        self.app.push_screen(ReportScreen(title, told_failures(self.failures)))

    def action_remove(self) -> None:
        """Ask before an article or a group is removed."""
        row = self.target
        if row is None:
            return
        articles = row.articles if isinstance(row, Group) else (row,)
        what = (
            f"{counted(len(articles), 'article')}: {row.heading}"
            if isinstance(row, Group)
            else f"“{title_of(row)}”"
        )
        detail = (
            "The archive forgets them with their versions. Files stay where they are; adding "
            "them again brings them back."
        )

        def remove(answer: bool | None) -> None:  # noqa: FBT001 - textual calls it
            if answer and self.engine is not None:
                self.remove_articles(self.engine, articles)

        self.app.push_screen(ConfirmScreen(f"Remove {what}?", deed="Remove", detail=detail), remove)

    @on(ArticlesRemoved)
    def show_removed(self, message: ArticlesRemoved) -> None:
        """Say so, and list what is left."""
        self.bar.end(f"Removed {counted(len(message.articles), 'article')}.")
        if self.engine is not None:
            self.load(self.engine)

    @on(ArchiveTroubled)
    def show_trouble(self, message: ArchiveTroubled) -> None:
        """Say why the archive could not be listed or changed."""
        self.bar.fail(message.trouble)

    @on(ArticlesListed)
    def tell_size(self, message: ArticlesListed) -> None:
        """Let the bar at the top know."""
        articles = len(message.titles.articles)
        self.post_message(ArchiveChanged(articles=articles, outlets=message.outlets))
