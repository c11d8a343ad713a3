"""The parts of an answer: a sentence with what it stands on, and where the sources differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from rag.answer.rendering import counted, dispute_heading
from rag.sessions.changes import changed_since
from rag.types import Form, Support
from tui.exchange import source_number
from tui.widgets.citation_card import card_of
from tui.wording import line, mark_of, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.app import ComposeResult

    from rag.types import Account, Dispute, Statement
    from tui.exchange import Exchange
    from tui.widgets.citation_card import CitationCard


class StatementView(Vertical):
    """A sentence of the answer, its mark, and the words it stands on."""

    def __init__(self, statement: Statement, exchange: Exchange) -> None:
        dropped = statement.form is Form.DROPPED
        form = "dropped" if dropped else mark_of(statement).split()[1]
        super().__init__(classes=f"-{form}")
        self.statement, self._exchange = statement, exchange

    def compose(self) -> ComposeResult:
        """The mark on the left; sentence, reason and citations on the right."""
        statement = self.statement
        words = quoted(statement.text) if statement.form is Form.QUOTED else line(statement.text)
        yield Static(mark_of(statement), classes="mark", markup=False)
        yield Static(words, classes="sentence", markup=False)
        if statement.form is Form.DROPPED or statement.support is not Support.SUPPORTED:
            yield Static(line(statement.reason), classes="reason", markup=False)
        if statement.form is not Form.DROPPED:
            yield from _cards(self._exchange, statement)


class DisputeView(Vertical):
    """Where the sources say otherwise: each side with its words."""

    def __init__(self, dispute: Dispute, exchange: Exchange) -> None:
        super().__init__(classes="-disputed")
        self._dispute, self._exchange = dispute, exchange

    def compose(self) -> ComposeResult:
        """Both sides under one another, in the order in which they were found."""
        is_later = self._dispute.relation == "superseded"
        mark = "↻ changed" if is_later else "≠ disputed"
        yield Static(mark, classes="mark", markup=False)
        yield Static(line(dispute_heading(self._dispute)), classes="sentence", markup=False)
        for account in self._dispute.accounts:
            yield Static(_side(account), classes="side", markup=False)
            yield from _cards(self._exchange, account)


def _side(account: Account) -> Content:
    reports = counted(account.origins, "independent report")
    return Content.assemble((line(account.says), "bold"), (f"  {reports}", "$foreground-muted"))


def _cards(exchange: Exchange, part: Statement | Account) -> Iterator[CitationCard]:
    for citation in part.citations:
        change = exchange.changes.get(citation.article.id)
        yield card_of(
            citation,
            number=source_number(citation, exchange.evidence),
            headline=citation.quote == getattr(part, "text", None),
            remark=changed_since(change, exchange.asked) if change else None,
        )
