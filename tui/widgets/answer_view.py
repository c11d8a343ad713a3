"""One turn: the question, then the answer statement by statement, then how it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import getters
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from rag.answer.rendering import counted
from rag.retrieve.conversation import Turn
from rag.types import Form, Standing, Support
from tui.widgets.citation_card import CitationCard
from tui.wording import (
    STANDINGS,
    line,
    made_by,
    mark_of,
    origins_warning,
    prose,
    quoted,
)

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from rag.types import Answer, Citation, Evidence, Statement
    from tui.errors import Trouble


class StatementView(Horizontal):
    """A sentence of the answer, its mark, and the words it stands on."""

    def __init__(self, statement: Statement, evidence: tuple[Evidence, ...]) -> None:
        dropped = statement.form is Form.DROPPED
        form = "dropped" if dropped else mark_of(statement).split()[1]
        super().__init__(classes=f"-{form}")
        self.statement, self._evidence = statement, evidence

    def compose(self) -> ComposeResult:
        """The mark on the left; sentence, reason and citations on the right."""
        statement = self.statement
        words = quoted(statement.text) if statement.form is Form.QUOTED else line(statement.text)
        yield Static(mark_of(statement), classes="mark", markup=False)
        with Vertical(classes="body"):
            yield Static(words, classes="sentence", markup=False)
            if statement.form is Form.DROPPED or statement.support is not Support.SUPPORTED:
                yield Static(line(statement.reason), classes="reason", markup=False)
            if statement.form is not Form.DROPPED:
                for citation in statement.citations:
                    yield CitationCard(
                        citation.article,
                        citation.span,
                        citation.quote,
                        number=source_number(citation, self._evidence),
                        headline=citation.quote == statement.text,
                    )


class AnswerView(Vertical):
    """A question and everything that came of it."""

    class Entered(Message):
        """The reader moved into this turn."""

        def __init__(self, view: AnswerView) -> None:
            super().__init__()
            self.view = view

    header = getters.query_one(".header", Static)
    statements = getters.query_one(".statements", Vertical)
    draft = getters.query_one(".draft", Static)
    ending = getters.query_one(".ending", Static)

    def __init__(self, question: str) -> None:
        super().__init__()
        self.question = question
        self.evidence: tuple[Evidence, ...] = ()
        self.judged: list[Statement] = []
        self.answer: Answer | None = None
        self._draft = ""

    @property
    def draft_words(self) -> int:
        """How much of a draft there is so far."""
        return len(self._draft.split())

    @property
    def cited(self) -> frozenset[int]:
        """Numbers of the sources that the answer cites."""
        numbers = (
            source_number(citation, self.evidence)
            for statement in self.judged
            if statement.form is not Form.DROPPED
            for citation in statement.citations
        )
        return frozenset(number for number in numbers if number is not None)

    @property
    def told(self) -> Turn:
        """The turn as later questions may lean on it."""
        statements = self.answer.statements if self.answer else ()
        return Turn(self.question, " ".join(statement.text for statement in statements))

    def compose(self) -> ComposeResult:
        """Every part in its place; the empty ones are hidden."""
        yield Static(line(self.question), classes="question", markup=False)
        yield Static(classes="header -empty", markup=False)
        yield Vertical(classes="statements")
        yield Static(classes="draft -empty", markup=False)
        yield Static(classes="ending -empty", markup=False)

    def add_token(self, text: str) -> None:
        """Lengthen the draft, which nobody has checked."""
        self._draft += text
        # The whole draft is cleaned each time: an escape code may come in two pieces.
        body = prose(self._draft).strip()
        self.draft.update(Content.assemble(("draft, unchecked", "bold italic"), f"\n{body}"))
        self.draft.remove_class("-empty")

    async def add_statement(self, statement: Statement) -> None:
        """Put a checked statement in the place of the draft."""
        self._clear_draft()
        self.judged.append(statement)
        await self.statements.mount(StatementView(statement, self.evidence))

    async def finish(self, answer: Answer, *, origins: int) -> None:
        """Say how the answer stands; the answer itself has the last word on its statements."""
        self._clear_draft()
        self.answer = answer
        self.evidence = answer.evidence
        shown = tuple(s for s in self.judged if s.form is not Form.DROPPED)
        if shown != answer.statements:
            await self._show_anew(answer)
        self.add_class(f"-{answer.standing}")
        self._show_header(answer, origins)
        if answer.standing is Standing.DECLINED:
            await self._show_nearest(answer)
        self._end(made_by(answer))

    def stop(self) -> None:
        """Say that the reader stopped the answer."""
        self._clear_draft()
        self.add_class("-stopped")
        self._end("■ stopped; what was checked before that stays")

    def fail(self, trouble: Trouble) -> None:
        """Write a failure into the turn, with what to do about it."""
        self._clear_draft()
        self.add_class("-failed")
        parts: list[tuple[str, str]] = [(f"✗ {trouble.problem}", "bold $text-error")]
        if trouble.detail:
            parts.append((f"\n{trouble.detail}", "$foreground-muted"))
        parts.append((f"\n→ {trouble.remedy}", ""))
        self.mount(Static(Content.assemble(*parts), classes="failure", markup=False))

    def on_descendant_focus(self) -> None:
        """Tell the screen whose evidence to show."""
        self.post_message(self.Entered(self))

    def _clear_draft(self) -> None:
        self._draft = ""
        self.draft.add_class("-empty")

    def _end(self, words: str) -> None:
        self.ending.update(words)
        self.ending.remove_class("-empty")

    def _show_header(self, answer: Answer, origins: int) -> None:
        parts: list[tuple[str, str]] = [(STANDINGS[answer.standing], "bold")]
        if answer.standing is Standing.DECLINED:
            parts.append(("   the archive does not answer this well enough", ""))
        else:
            # An unnamed outlet is still a voice of its own, so voices are counted by article.
            outlets = len({article.outlet or article.id for article in answer.cited_articles})
            parts.append((f"   {counted(outlets, 'outlet')}", ""))
            parts.append((f" · {counted(origins, 'independent origin')}", ""))
            if warning := origins_warning(outlets, origins):
                parts.append((f"\n{warning}", "$text-warning"))
        if answer.read_as:
            parts.append((f"\nRead as: {line(answer.read_as)}", "$foreground-muted"))
        if answer.notice:
            parts.append((f"\n{line(answer.notice)}", "$foreground-muted"))
        self.header.update(Content.assemble(*parts))
        self.header.remove_class("-empty")

    async def _show_anew(self, answer: Answer) -> None:
        self.judged = [*answer.statements, *answer.dropped]
        await self.statements.remove_children()
        await self.statements.mount(*(StatementView(s, self.evidence) for s in self.judged))

    async def _show_nearest(self, answer: Answer) -> None:
        if not answer.evidence:
            note = "No sentence of the archive came near the question."
            await self.statements.mount(Static(note, classes="nearest", markup=False))
            return
        await self.statements.mount(
            Static("Nearest evidence that was looked at:", classes="nearest", markup=False),
            *(
                CitationCard(e.article, e.sentence.span, e.sentence.text, number=e.number)
                for e in answer.evidence
            ),
        )


def source_number(citation: Citation, evidence: tuple[Evidence, ...]) -> int | None:
    """The number under which the cited words stand among the evidence, if they do."""
    for source in evidence:
        span = source.sentence.span
        overlaps = citation.span.start < span.end and span.start < citation.span.end
        if source.article.id == citation.article.id and overlaps:
            return source.number
    return None
