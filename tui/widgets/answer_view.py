"""One turn: the question, then the answer statement by statement, then how it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from textual import getters
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from rag.answer.rendering import counted, filters_text
from rag.types import Standing
from tui.widgets.citation_card import card_of_evidence
from tui.widgets.statement_view import DisputeView, StatementView
from tui.wording import STANDINGS, line, made_by, origins_warning, prose

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.app import ComposeResult
    from textual.widget import Widget

    from rag.types import Answer, Statement
    from tui.errors import Trouble
    from tui.exchange import Exchange

EVERY: Final = 0.15
"""Seconds between two looks at a draft that grows."""


class AnswerView(Vertical):
    """Shows an exchange as it stands; told when something came to it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "screen.copy", "Copy", id="turn.copy"),
        Binding("s", "screen.save", "Save", id="turn.save"),
        Binding("r", "screen.again", "Other mode", id="turn.again"),
        Binding("b", "screen.brief", "Briefing", id="turn.brief"),
    ]

    class Entered(Message):
        """The reader moved into this turn."""

        def __init__(self, exchange: Exchange) -> None:
            super().__init__()
            self.exchange = exchange

    header = getters.query_one(".header", Static)
    statements = getters.query_one(".statements", Vertical)
    draft = getters.query_one(".draft", Static)
    ending = getters.query_one(".ending", Static)

    def __init__(self, exchange: Exchange) -> None:
        super().__init__()
        self.exchange = exchange
        self._is_fresh = self._has_grown = False
        """Whether the draft was shown just now, and whether it grew since."""

    def compose(self) -> ComposeResult:
        """Every part in its place; the empty ones are hidden."""
        asked = self.exchange
        narrowed = filters_text(asked.only)
        question = Content.assemble(
            line(asked.question),
            (f"  {line(narrowed)}" if narrowed else "", "not bold $foreground-muted"),
        )
        yield Static(question, classes="question", markup=False)
        yield Static(classes="header -empty", markup=False)
        with Vertical(classes="statements"):
            yield from self._parts()
        yield Static(classes="draft -empty", markup=False)
        yield Static(classes="failure -empty", markup=False)
        yield Static(classes="ending -empty", markup=False)

    def on_mount(self) -> None:
        """Show what is known already."""
        self.show_draft()
        if self.exchange.answer is not None:
            self._show_standing(self.exchange.answer)
        self.show_end()

    def draft_grew(self) -> None:
        """Show the draft; not for each token, because each look costs a layout."""
        self._has_grown = True
        if not self._is_fresh:
            self.show_draft()
            self._is_fresh, self._has_grown = True, False
            self.set_timer(EVERY, self._look_again)

    def _look_again(self) -> None:
        self._is_fresh = False
        if self._has_grown:
            self.draft_grew()

    def show_draft(self) -> None:
        """Show the draft, which nobody has checked, as far as it has come."""
        # The whole draft is cleaned each time: an escape code may come in two pieces.
        body = prose(self.exchange.draft).strip()
        self.draft.update(Content.assemble(("draft, unchecked", "bold italic"), f"\n{body}"))
        self.draft.set_class(not body, "-empty")

    async def add_statement(self, statement: Statement) -> None:
        """Put a checked statement in the place of the draft."""
        self.show_draft()
        await self.statements.mount(StatementView(statement, self.exchange))

    async def finish(self, answer: Answer, *, anew: bool) -> None:
        """Say how the answer stands; `anew` when its statements are not those that came before."""
        self.show_draft()
        if anew:
            await self.statements.remove_children()
            await self.statements.mount(*self._parts())
        else:
            await self.statements.mount(*self._rest())
        self._show_standing(answer)
        self.show_end()

    def show_end(self) -> None:
        """Say how it ended: done, stopped, failed or not kept."""
        told = self.exchange
        self.show_draft()
        self.set_class(told.is_stopped, "-stopped")
        self.set_class(told.trouble is not None, "-failed")
        trouble = self.query_one(".failure", Static)
        if told.trouble is not None:
            trouble.update(_told_of(told.trouble))
        trouble.set_class(told.trouble is None, "-empty")
        words = made_by(told.answer) if told.answer else ""
        if told.is_stopped:
            words = "■ stopped; what was checked before that stays"
        if told.unkept is not None:
            words = f"{words}\n▲ not kept: {told.unkept.problem}\n→ {told.unkept.remedy}"
        self.ending.update(words)
        self.ending.set_class(not words, "-empty")

    def on_descendant_focus(self) -> None:
        """Tell the screen whose evidence to show."""
        self.post_message(self.Entered(self.exchange))

    def _parts(self) -> Iterator[Widget]:
        yield from (StatementView(s, self.exchange) for s in self.exchange.judged)
        yield from self._rest()

    def _rest(self) -> Iterator[Widget]:
        """What follows the statements: disputes, or in their place the nearest evidence."""
        answer = self.exchange.answer
        if answer is None:
            return
        yield from (DisputeView(dispute, self.exchange) for dispute in answer.disputes)
        if answer.standing is not Standing.DECLINED:
            return
        if not answer.evidence:
            note = "No sentence of the archive came near the question."
            yield Static(note, classes="nearest", markup=False)
            return
        yield Static("Nearest evidence that was looked at:", classes="nearest", markup=False)
        yield from (card_of_evidence(evidence) for evidence in answer.evidence)

    def _show_standing(self, answer: Answer) -> None:
        self.add_class(f"-{answer.standing}")
        self.header.update(_standing(answer, self.exchange.origins))
        self.header.remove_class("-empty")


def _standing(answer: Answer, origins: int) -> Content:
    parts: list[tuple[str, str]] = [(STANDINGS[answer.standing], "bold")]
    if answer.standing is Standing.DECLINED:
        parts.append(("   the archive does not answer this well enough", ""))
    else:
        # An unnamed outlet is still a voice of its own, so voices are counted by article.
        outlets = len({article.outlet or article.id for article in answer.cited_articles})
        parts.append((f"   {counted(outlets, 'outlet')}", ""))
        parts.append((f" · {counted(origins, 'independent origin')}", ""))
        if answer.disputes:
            parts.append((f" · {counted(len(answer.disputes), 'dispute')}", ""))
        if warning := origins_warning(outlets, origins):
            parts.append((f"\n{warning}", "$text-warning"))
    if answer.read_as:
        parts.append((f"\nRead as: {line(answer.read_as)}", "$foreground-muted"))
    if answer.notice:
        parts.append((f"\n{line(answer.notice)}", "$foreground-muted"))
    return Content.assemble(*parts)


def _told_of(trouble: Trouble) -> Content:
    parts: list[tuple[str, str]] = [(f"✗ {trouble.problem}", "bold $text-error")]
    if trouble.detail:
        parts.append((f"\n{trouble.detail}", "$foreground-muted"))
    parts.append((f"\n→ {trouble.remedy}", ""))
    return Content.assemble(*parts)
