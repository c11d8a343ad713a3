"""Drafts of a suite, one after another: accept, refuse, mend, take back."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import getters
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from eval.drafting.review import BETWEEN, Review
from rag.types import Span
from tui.errors import Trouble, worker_border
from tui.screens.mending import Mended, MendScreen
from tui.screens.sheet import SheetScreen
from tui.widgets.article_text import ArticleText
from tui.widgets.desk_bar import DeskBar
from tui.widgets.key_line import KeyLine
from tui.wording import UNNAMED, line

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from eval.drafting.saved import DraftFolder

CELLS = 24
_STATUS = {
    "proposed": ("○ to be decided", "$foreground-muted"),
    "accepted": ("✓ accepted", "bold $text-success"),
    "refused": ("✗ refused", "bold $text-error"),
}


class ReviewScreen(SheetScreen):
    """The question on the left, its article opened at the words that answer it on the right.

    Args:
        folder: The drafts; what is said of them is written there at once.
    """

    CSS_PATH = "review.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "Back", id="review.back"),
        Binding("a", "decide('accepted')", "Accept", id="review.accept"),
        Binding("r", "decide('refused')", "Refuse", id="review.refuse"),
        Binding("e", "mend", "Edit", id="review.edit"),
        Binding("u", "undo", "Undo", id="review.undo"),
        Binding("g", "next_place", "Next place", id="review.place"),
        Binding("n", "go(1)", "Next", id="review.next", show=False),
        Binding("p", "go(-1)", "Previous", id="review.previous", show=False),
    ]
    HELP = """\
A draft becomes part of the suite when you accept it: **a** accepts, **r** refuses, **e** mends
question, answer and gold words, **u** takes back what was said last. **n** and **p** walk, **g**
shows the next place where the answer stands. Every word is kept at once; stop whenever you like.
"""

    text = getters.query_one(ArticleText)

    def __init__(self, folder: DraftFolder) -> None:
        super().__init__()
        self.review = Review(folder)
        self.place = 0
        """Which of the gold places is shown."""

    def compose(self) -> ComposeResult:
        """Bar, progress, draft and article, keys."""
        yield DeskBar("evaluation")
        yield Static(id="progress", markup=False)
        with Horizontal(id="desk"):
            yield Static(id="draft", markup=False)
            with Vertical(id="sheet", classes="pane"):
                yield ArticleText()
        yield KeyLine()

    def on_mount(self) -> None:
        """Show the first that waits."""
        self.text.focus()
        self.show()

    def show(self) -> None:
        """Show the draft that is looked at, and its article."""
        review, draft = self.review, self.review.draft
        self.query_one("#progress", Static).update(self._progress())
        self.query_one("#draft", Static).update(self._draft())
        sheet, gold = self.query_one("#sheet"), draft.case.gold
        sheet.set_class(not gold, "-empty")
        if gold:
            place = gold[self.place % len(gold)]
            article = review.folder.articles[place.article]
            start = article.text.index(place.words)
            self.text.show(article.text, Span(start, start + len(place.words)))
            sheet.border_title = f"{line(article.outlet or UNNAMED)}: {line(article.title or '')}"
            sheet.border_subtitle = f"place {self.place % len(gold) + 1} of {len(gold)}"
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Only what is possible now."""
        if action == "undo":
            return self.review.can_undo
        return action != "next_place" or len(self.review.draft.case.gold) > 1

    def action_decide(self, status: str) -> None:
        """Say what becomes of the draft."""
        with worker_border(self._fail):
            self.review.decide("accepted" if status == "accepted" else "refused")
        self._turn()
        if not self.review.tally.left:
            self.notify("All drafts are decided; Esc leads back, r runs the suite.", markup=False)

    def action_undo(self) -> None:
        """Take back what was said last."""
        with worker_border(self._fail):
            self.review.undo()
        self._turn()

    def action_go(self, step: int) -> None:
        """Look at another draft."""
        self.review.go(step)
        self._turn()

    def action_next_place(self) -> None:
        """The next place where the answer stands."""
        self.place += 1
        self.show()

    def action_mend(self) -> None:
        """Mend question, answer and gold words."""
        case = self.review.draft.case
        key = f" {BETWEEN} ".join(case.key[0]) if case.key else ""
        words = case.gold[0].words if case.gold else ""
        self.app.push_screen(MendScreen(Mended(case.question, key, words)), self._mend)

    def _mend(self, mended: Mended | None) -> None:
        if mended is not None:
            with worker_border(self._fail):
                self.review.edit(*mended)
            self.show()

    def _turn(self) -> None:
        self.place = 0
        self.show()

    def _fail(self, trouble: Trouble) -> None:
        self.app.tell(trouble, "Not kept")

    def _progress(self) -> Content:
        tally = self.review.tally
        full = round(CELLS * tally.done / tally.total) if tally.total else CELLS
        return Content.assemble(
            (f" {self.review.folder.head.name}  ", "bold $primary"),
            ("█" * full, "$primary"),
            ("░" * (CELLS - full), "$foreground-muted"),
            f"  {tally.done}/{tally.total}",
            (f"  ✓ {tally.accepted}  ✗ {tally.refused}", "$foreground-muted"),
        )

    def _draft(self) -> Content:
        draft = self.review.draft
        case = draft.case
        answer = "declining: the articles do not answer it"
        if case.key:
            answer = " or ".join(line(wording) for wording in case.key[0])
        parts: list[tuple[str, str]] = [
            _STATUS[draft.status],
            (f"   {case.id}, by {line(draft.made_by)}", "$foreground-muted"),
            (f"\n\n{line(case.question)}\n", "bold $primary"),
            ("\nright is  ", "$foreground-muted"),
            (answer, "bold"),
        ]
        if case.outlets:
            parts.append((f"\noutlets   {line(', '.join(case.outlets))}", "$foreground-muted"))
        if case.origins:
            parts.append((f"\norigins   {line(', '.join(case.origins))}", "$foreground-muted"))
        if draft.note:
            parts.append((f"\n\n▲ {line(draft.note)}", "$text-warning"))
        return Content.assemble(*parts)
