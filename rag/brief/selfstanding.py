"""Which sentences a reader understands without the article around them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rag.answer.conflicts.reading import Line
from rag.answer.conflicts.timing import is_correcting
from rag.answer.conflicts.types import Told
from rag.answer.verifying.checks.speech import quoted
from rag.answer.verifying.side import Side
from rag.brief.types import is_reporting
from rag.words import fold, tokens

if TYPE_CHECKING:
    from rag.types import Evidence

_FEWEST, _MOST = 5, 45
"""Words of a sentence that can stand alone on a page."""
_SPEECH = 5
_LEANING = frozenset(
    """he she it they this that these those his her its their we our i you my your one both but and
    so or however also then there such others another il elle ils elles ce cela ces on nous
    here following""".split()
)
"""First words that lean on the sentence before."""
_ITSELF = re.compile(
    r"^(?:Here (?:is|are)\b|(?:The|Our) next (?:digest|edition|issue|bulletin|newsletter)\b)"
)
_OWN = re.compile(r"\b(?:[Ww]e|[Oo]ur|us|I|my)\b")
_ENDS = (".", "!", '."', '!"', ".”", "!”", '".', "”.", ".)")


def can_stand_alone(evidence: Evidence) -> bool:
    """Whether a reader understands a sentence without the one before it, as reporting."""
    text = evidence.sentence.text
    words = text.split()
    if not (is_reporting(evidence.article) and _FEWEST <= len(words) <= _MOST):
        return False
    if not text.endswith(_ENDS) or text[0].islower():
        return False
    if leans(text):
        return False
    # What somebody said word for word stands among the quotations.
    has_speech = any(len(s.of(text).split()) >= _SPEECH for s in quoted(Side(text)))
    return not has_speech and not is_withdrawn(evidence)


def leans(text: str) -> bool:
    """Whether a sentence speaks of "him" or "us", whom only its article names."""
    words = tokens(text)
    return not words or fold(words[0].text) in _LEANING or speaks_of_itself(text)


def speaks_of_itself(text: str) -> bool:
    """Whether an outlet speaks of itself: `We are closing this page`; quotations aside."""
    if _ITSELF.search(text):
        return True
    side = Side(text)
    inside = quoted(side)
    return any(
        not any(s.start <= found.start() < s.end for s in inside) for found in _OWN.finditer(text)
    )


def is_mostly_quoted(text: str) -> bool:
    """Whether half of a sentence or more stands between quotation marks."""
    spoken = sum(span.end - span.start for span in quoted(Side(text)))
    return spoken * 2 >= len(text)


def is_withdrawn(evidence: Evidence) -> bool:
    """Whether the article itself says of the sentence that it was wrong."""
    told = Told(evidence.article.id, evidence.sentence.ordinal, "", after=evidence.after)
    return is_correcting(Line(told, 0))
