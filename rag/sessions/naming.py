"""What a session is called and what it is found by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rag.safety import printable
from rag.words import STOPWORDS, folded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rag.types import Answer

LONGEST_TITLE = 200
_TITLE_OF_QUESTION = 72
_LONGEST_WORD = 64
_LAST_SIGN = "\U0010ffff"


def title_of(question: str) -> str:
    """A question in one line, cut after a word."""
    words = " ".join(printable(question).split())
    if len(words) <= _TITLE_OF_QUESTION:
        return words or "Untitled"
    cut = words[: _TITLE_OF_QUESTION - 1]
    return (cut.rpartition(" ")[0] or cut).rstrip(" ,;:.–-") + "…"


def title_from(typed: str) -> str:
    """A title in one line, as it is kept; empty when nothing of it can be shown."""
    return " ".join(printable(typed).split())[:LONGEST_TITLE]


def words_of(answer: Answer) -> set[str]:
    """What a session is found by."""
    texts = [answer.question]
    for statement in answer.statements:
        texts.append(statement.text)
        for cited in statement.citations:
            texts += [cited.quote, cited.article.outlet or "", cited.article.title or ""]
    return set(_words(" ".join(texts))) - STOPWORDS


def _words(text: str) -> Iterator[str]:
    return (word[:_LONGEST_WORD] for word in folded(printable(text)).split())


def wanted_by_words(search: str) -> tuple[str, list[str]]:
    """The condition on `sessions` for words that are looked for."""
    if not search.strip():
        return "TRUE", []
    asked = list(dict.fromkeys(_words(search)))
    asked = [word for word in asked if word not in STOPWORDS] or asked
    if not asked:
        return "FALSE", []
    one = (
        "(number IN (SELECT session FROM words WHERE word >= ? AND word < ?) "
        "OR instr(' ' || folded, ?) OR id = ?)"
    )
    args = [part for word in asked for part in (word, word + _LAST_SIGN, f" {word}", word)]
    return " AND ".join([one] * len(asked)), args
