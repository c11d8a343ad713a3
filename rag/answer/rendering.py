"""An answer as plain text: every sentence with the outlet that it came from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rag.types import Form, Standing

if TYPE_CHECKING:
    from rag.types import Answer, Article, Citation, Dispute, Filter, Statement

DECLINED = "The archive does not answer this question."
UNNAMED = "an unnamed outlet"
UNDATED = "undated"
_NEAREST = 3


def answer_text(answer: Answer) -> str:
    """The answer in running text; a refusal names the nearest evidence and its outlets."""
    if answer.standing is Standing.DECLINED:
        return declined_text(answer)
    return " ".join(statement_text(statement) for statement in answer.statements)


def statement_text(statement: Statement) -> str:
    """A statement and its outlets; a verbatim sentence is said to be a quotation."""
    outlets = ", ".join(dict.fromkeys(source_name(c) for c in statement.citations))
    words = f"“{statement.text}”" if statement.form is Form.QUOTED else statement.text
    return f"{words} ({outlets})"


def declined_text(answer: Answer) -> str:
    """Why there is no answer, and what came nearest."""
    if not answer.evidence:
        return f"{DECLINED} Nothing in it bears on the question."
    outlets = ", ".join(dict.fromkeys(outlet_name(e.article) for e in answer.evidence))
    nearest = answer.evidence[0]
    return (
        f"{DECLINED} The nearest sentence, from {outlet_name(nearest.article)}, is: "
        f"“{nearest.sentence.text}” Looked at: {outlets}."
    )


def outlet_name(article: Article) -> str:
    """The outlet, or that it is unnamed."""
    return article.outlet or UNNAMED


def source_name(citation: Citation) -> str:
    """Outlet and day of a citation."""
    day = citation.article.published
    return f"{outlet_name(citation.article)}, {day[:10] if day else UNDATED}"


_MATTERS = {
    "number": "the figure",
    "date": "the date or time",
    "name": "the name",
    "role": "who did it to whom",
    "polarity": "whether it is so",
    "denial": "what is alleged",
    "quotation": "the wording of a quotation",
}


def dispute_heading(dispute: Dispute) -> str:
    """What the sources differ on, or that a later report took the place of an earlier one."""
    matter = _MATTERS.get(dispute.matter, dispute.matter)
    if dispute.relation == "superseded":
        return f"Later reports change {matter}, oldest first:"
    return f"The sources differ on {matter}:"


def filters_text(only: Filter, as_of: str | None = None) -> str:
    """What a question was narrowed to, in words; empty when it was not.

    >>> from rag.types import Filter
    >>> filters_text(Filter(outlets=("Quay Radio",), since="2026-03-01"))
    'only Quay Radio, since 2026-03-01'
    """
    named = [", ".join(v) for v in (only.outlets, only.languages, only.kinds) if v]
    named += [f"lineage {', '.join(only.lineages)}"] if only.lineages else []
    parts = [f"only {', '.join(named)}"] if named else []
    days = (("since", only.since), ("until", only.until), ("as of", as_of))
    return ", ".join([*parts, *(f"{word} {day}" for word, day in days if day)])


def counted(number: int, noun: str) -> str:
    """A number with its noun.

    >>> counted(1, "outlet"), counted(3, "outlet")
    ('1 outlet', '3 outlets')
    """
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def in_marks(words: str) -> str:
    """Verbatim words between quotation marks, unless they begin with their own.

    >>> in_marks('"No," he said.'), in_marks("It closed.")
    ('"No," he said.', '“It closed.”')
    """
    return words if words[:1] in {'"', "“", "„", "«"} else f"“{words}”"
