"""What screens share that have something looked up or written behind them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual import on, work

from tui.errors import Trouble, worker_border
from tui.messages import AnswerSaved
from tui.screens.sheet import SheetScreen
from tui.workers.evaluating import LookFailed, SourcesFound, sources_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from eval.saved import Run
    from rag.config import Config


class WorkingScreen(SheetScreen):
    """Looks things up in workers; what fails is told and changes nothing."""

    def look(self, deed: Callable[..., None], *given: object) -> None:
        """Call `deed(*given, post)` in a worker; its outcome comes as a message."""
        self.in_worker(partial(deed, *given, self.post_message))

    @work(thread=True, group="look", exit_on_error=False)
    def in_worker(self, deed: Callable[[], None]) -> None:
        """Do it; a failure is a message too."""

        def fail(trouble: Trouble) -> None:
            self.post_message(LookFailed(trouble))

        with worker_border(fail):
            deed()

    def open_case(self, run: Run, case: str, config: Config) -> None:
        """Look the articles of a case up, to show it."""

        def look() -> None:
            self.post_message(SourcesFound(run, case, sources_of(run, config)))

        self.in_worker(look)

    @on(SourcesFound)
    def show_case(self, message: SourcesFound) -> None:
        """Show a case as the chat shows an answer."""
        from tui.screens.case import CaseScreen

        self.app.push_screen(CaseScreen(message.run, message.case, message.sources))

    @on(LookFailed)
    def tell_failure(self, message: LookFailed) -> None:
        """Say what could not be done."""
        self.app.tell(message.trouble, "Not done")

    @on(AnswerSaved)
    def tell_saved(self, message: AnswerSaved) -> None:
        """Say where a file was written, or why not."""
        if message.trouble is None:
            self.notify(f"Written to {message.place}.", markup=False)
        else:
            self.app.tell(message.trouble, "Not written")
