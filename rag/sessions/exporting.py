"""A session as a Markdown file that carries its references inside.

Whatever stands in an article is escaped: it can be neither markup, nor a picture that is
fetched when the file is opened, nor a footnote of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rag.answer.rendering import declined_text, filters_text, source_name
from rag.markdown import linked, plain
from rag.sessions.changes import changed_since
from rag.types import Form, Standing, Support

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from rag.sessions.changes import Change
    from rag.sessions.values import SavedSession, SavedTurn
    from rag.types import Citation, Statement


def markdown(
    session: SavedSession,
    turns: Iterable[SavedTurn],
    changes: Mapping[int, Mapping[str, Change]] | None = None,
) -> str:
    """The whole session, its footnotes at the end.

    Args:
        session: Its title and times.
        turns: All that is to be exported.
        changes: By turn, the articles that are not what they were; None where nobody looked.
    """
    notes = _Footnotes()
    parts = [f"# {plain(session.title)}", _facts(session)]
    for turn in turns:
        changed = (changes or {}).get(turn.number, {})
        notes.note_changes(turn, changed)
        parts += _turn(turn, session, notes, changed)
    return "\n\n".join([*parts, *notes.written()]) + "\n"


class _Footnotes:
    """The references of a file, numbered in order of first mention."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, str, int, int], int] = {}
        self._texts: list[str] = []
        self._told: dict[tuple[str, str], str] = {}

    def note_changes(self, turn: SavedTurn, changes: Mapping[str, Change]) -> None:
        """What is to be said of a source that is not what it was."""
        for article in turn.answer.cited_articles:
            if article.id in changes:
                told = changed_since(changes[article.id], turn.asked)
                self._told.setdefault((article.id, article.sha256), told)

    def mark(self, citation: Citation) -> str:
        """The mark that stands in the text."""
        article, span = citation.article, citation.span
        key = (article.id, article.sha256, *span)
        if key not in self._numbers:
            self._numbers[key] = len(self._numbers) + 1
            self._texts.append(self._reference(citation))
        return f"[^{self._numbers[key]}]"

    def written(self) -> list[str]:
        """The footnotes themselves."""
        lines = (f"[^{number}]: {text}" for number, text in enumerate(self._texts, 1))
        return ["\n".join(lines)] if self._texts else []

    def _reference(self, citation: Citation) -> str:
        article, (start, end) = citation.article, citation.span
        parts = [f"{plain(source_name(citation))}."]
        parts += [f"{plain(article.title)}."] if article.title else []
        parts += [f"{linked(article.url)}."] if article.url else []
        parts.append(f"“{plain(citation.quote)}”")
        parts.append(
            f"(article {plain(article.id)}, characters {start} to {end}, "
            f"SHA-256 of its text {plain(article.sha256)})"
        )
        told = self._told.get((article.id, article.sha256))
        return " ".join([*parts, f"*{told}*"] if told else parts)


def _facts(session: SavedSession) -> str:
    asked = f"{session.turns} question{'s' if session.turns != 1 else ''}"
    parts = [f"Session {session.id}", asked, f"{_minute(session.created)} UTC"]
    if _minute(session.updated) != _minute(session.created):
        parts[-1] = f"{_minute(session.created)} to {_minute(session.updated)} UTC"
    narrowed = filters_text(session.only, session.as_of)
    return " · ".join([*parts, plain(narrowed)] if narrowed else parts)


def _turn(
    turn: SavedTurn, session: SavedSession, notes: _Footnotes, changes: Mapping[str, Change]
) -> list[str]:
    answer = turn.answer
    parts = [f"## {turn.number}. {plain(answer.question) or '(nothing was asked)'}"]
    if answer.read_as:
        parts.append(f"Read as: {plain(answer.read_as)}")
    if answer.standing is Standing.DECLINED:
        nearest = answer.evidence[0].article.id if answer.evidence else None
        change = changes.get(nearest or "")
        told = f" *(the nearest: {changed_since(change, turn.asked)})*" if change else ""
        parts.append(plain(declined_text(answer)) + told)
    elif answer.statements:
        parts.append("\n\n".join(_statement(statement, notes) for statement in answer.statements))
    if answer.notice:
        parts.append(f"> {plain(answer.notice)}")
    parts += [
        f"> Not part of the answer: “{plain(dropped.text)}” {plain(dropped.reason)}"
        for dropped in answer.dropped
    ]
    return [*parts, _standing(turn, session)]


def _statement(statement: Statement, notes: _Footnotes) -> str:
    words = plain(statement.text)
    said = f"“{words}”" if statement.form is Form.QUOTED else words
    cited = f"{said} {''.join(notes.mark(citation) for citation in statement.citations)}".rstrip()
    if statement.support is Support.SUPPORTED:
        return cited
    return f"{cited} *({statement.support}: {plain(statement.reason)})*"


def _standing(turn: SavedTurn, session: SavedSession) -> str:
    answer = turn.answer
    outlets, model = len(answer.outlets), answer.provenance.model
    parts = [f"{answer.standing.capitalize()}", f"{_minute(turn.asked)} UTC", f"mode {answer.mode}"]
    if answer.statements:
        counted = (
            f"{outlets} outlet{'s' if outlets != 1 else ''}, "
            f"{turn.origins} independent origin{'s' if turn.origins != 1 else ''}"
        )
        parts.insert(1, counted)
    if model:
        weights = f" (SHA-256 {plain(model.sha256)})" if model.sha256 else ""
        parts.append(f"model {plain(model.name)}{weights}")
    if turn.only != session.only:
        parts.append(plain(filters_text(turn.only)) or "everything searched")
    return f"*{' · '.join(parts)}*"


def _minute(moment: str) -> str:
    return plain(moment[:16].replace("T", " "))
