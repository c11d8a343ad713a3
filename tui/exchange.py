"""A question and everything that came of it: what a turn of the transcript shows."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from rag.retrieve.conversation import Turn
from rag.types import Filter, Form

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rag.sessions.changes import Change
    from rag.sessions.values import SavedTurn
    from rag.types import Answer, Article, Citation, Evidence, Span, Statement
    from tui.errors import Trouble


class Passage(NamedTuple):
    """Verbatim words of an article, to be opened where they stand."""

    article: Article
    span: Span
    quote: str


@dataclass(eq=False, slots=True)
class Exchange:
    """Kept apart from the widgets: most turns of a long conversation have none at a time."""

    question: str
    only: Filter = field(default_factory=Filter)
    again: Exchange | None = None
    """The exchange whose question is asked anew."""
    evidence: tuple[Evidence, ...] = ()
    judged: list[Statement] = field(default_factory=list)
    draft: str = ""
    """What the model wrote so far; nobody has checked it."""
    answer: Answer | None = None
    origins: int = 0
    trouble: Trouble | None = None
    unkept: Trouble | None = None
    """Why the answer could not be kept."""
    is_stopped: bool = False
    asked: str = ""
    """When, ISO 8601; empty for one that is not kept."""
    changes: Mapping[str, Change] = field(default_factory=dict)
    """By id, the articles that are not what they were when it was asked."""

    def take(self, answer: Answer, origins: int) -> bool:
        """Take the finished answer, which has the last word on its statements.

        Returns:
            Whether the statements are those that were streamed.
        """
        shown = tuple(s for s in self.judged if s.form is not Form.DROPPED)
        as_streamed = shown == answer.statements
        if not as_streamed:
            self.judged = [*answer.statements, *answer.dropped]
        self.draft, self.answer, self.origins = "", answer, origins
        self.evidence = answer.evidence
        return as_streamed

    @property
    def told(self) -> Turn:
        """The exchange as later questions may lean on it."""
        statements = self.answer.statements if self.answer else ()
        return Turn(self.question, " ".join(statement.text for statement in statements))

    @property
    def citations(self) -> tuple[Citation, ...]:
        """All that is cited, in the order of the page: statements, then disputes."""
        shown = [s for s in self.judged if s.form is not Form.DROPPED]
        found = [citation for statement in shown for citation in statement.citations]
        for dispute in self.answer.disputes if self.answer else ():
            found += [c for account in dispute.accounts for c in account.citations]
        return tuple(found)

    @property
    def cited(self) -> frozenset[int]:
        """Numbers of the sources that the answer cites."""
        numbers = (source_number(citation, self.evidence) for citation in self.citations)
        return frozenset(number for number in numbers if number is not None)

    def passages_from(self, opened: Passage) -> tuple[Passage, ...]:
        """What is opened, then one cited passage of each other outlet, in the order of the page."""
        found = {_voice(opened.article): opened}
        for citation in self.citations:
            passage = Passage(citation.article, citation.span, citation.quote)
            found.setdefault(_voice(citation.article), passage)
        return tuple(found.values())


def exchange_of(turn: SavedTurn, changes: Mapping[str, Change]) -> Exchange:
    """A kept turn as it is shown again."""
    answer = turn.answer
    return Exchange(
        answer.question,
        turn.only,
        evidence=answer.evidence,
        judged=[*answer.statements, *answer.dropped],
        answer=answer,
        origins=turn.origins,
        asked=turn.asked,
        changes=changes,
    )


def source_number(citation: Citation, evidence: tuple[Evidence, ...]) -> int | None:
    """The number under which the cited words stand among the evidence, if they do."""
    for source in evidence:
        span = source.sentence.span
        overlaps = citation.span.start < span.end and span.start < citation.span.end
        if source.article.id == citation.article.id and overlaps:
            return source.number
    return None


def _voice(article: Article) -> str:
    # An unnamed outlet is still a voice of its own.
    return article.outlet or article.id
