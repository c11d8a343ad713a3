"""How values read on the screen. Everything of unknown origin is made inert here.

The results are plain strings: widgets put them into `Content`, which reads no markup.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rag.answer.rendering import in_marks
from rag.safety import printable
from rag.types import Form, Mode, Standing, Support

if TYPE_CHECKING:
    from rag.types import Answer, Article, Statement

UNNAMED: Final = "unnamed outlet"
UNDATED: Final = "undated"

STANDINGS: Final = {
    Standing.GROUNDED: "● grounded",
    Standing.PARTLY: "◐ partly grounded",
    Standing.DECLINED: "○ declined",
}

MODES: Final = {
    Mode.AUTO: "auto · the model writes if its record here allows it",
    Mode.QUOTE: "quote · verbatim sentences, no model",
    Mode.WRITE: "write · the model writes, each sentence is checked",
}


def line(text: str) -> str:
    """One line of text that cannot act on a terminal."""
    return printable(text).strip()


def prose(text: str) -> str:
    """Text of many lines that cannot act on a terminal."""
    return printable(text, keep_newlines=True)


def outlet_of(article: Article) -> str:
    """The outlet's name, or words that say there is none."""
    return line(article.outlet or "") or UNNAMED


def date_of(article: Article) -> str:
    """The day of publication as the source gave it, or words that say there is none."""
    return line((article.published or "").partition("T")[0]) or UNDATED


def title_of(article: Article) -> str:
    """The headline, or words that say there is none."""
    return line(article.title or "") or "untitled"


def quoted(text: str) -> str:
    """Verbatim words between quotation marks, never doubled.

    >>> quoted('"No," he said.'), quoted("It closed.")
    ('"No," he said.', '“It closed.”')
    """
    return in_marks(line(text))


def mark_of(statement: Statement) -> str:
    """A glyph and a word for what stands behind a statement."""
    if statement.form is Form.DROPPED:
        return "✗ dropped"
    if statement.support is Support.PARTIAL:
        return "~ partial"
    if statement.support is Support.UNSUPPORTED:
        return "✗ unsupported"
    return "❝ quoted" if statement.form is Form.QUOTED else "✓ supported"


def origins_warning(outlets: int, origins: int) -> str | None:
    """What a reader must know when several outlets are one voice."""
    if origins != 1:
        return None
    if outlets > 1:
        return f"▲ One origin only: these {outlets} outlets carry the same underlying report."
    return "▲ One origin only: no independent report stands beside it."


def made_by(answer: Answer) -> str:
    """Who worded the answer and how long it took."""
    seconds = f"{answer.timings.total:.1f} s"
    if answer.standing is Standing.DECLINED:
        return f"nothing was answered · {seconds}"
    if answer.mode is Mode.QUOTE or answer.provenance.model is None:
        return f"verbatim sentences, no model · {seconds}"
    if all(statement.form is Form.QUOTED for statement in answer.statements):
        return f"verbatim sentences in place of the model's · {seconds}"
    return f"drafted by {line(answer.provenance.model.name)}, each sentence checked · {seconds}"
