"""Names in a sentence as a question has them: `the Sallow Bridge`, not `Sallow`. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from rag.answer.verifying.checks.naming import mentions
from rag.types import Span

if TYPE_CHECKING:
    from rag.answer.verifying.side import Side

_ONWARD = re.compile(r"(?: [A-Z][\w’'-]*)+")
_AT = re.compile(r"\b(?:in|at|near|outside|inside) (?:the )?$")


class Name(NamedTuple):
    """A name and where it stands."""

    span: Span
    is_placed: bool
    """Whether something happens there: `at the Sallow Bridge`."""


def names(side: Side) -> list[Name]:
    """The names of a text in order, the common words that belong to them taken in.

    >>> from rag.answer.verifying.side import Side
    >>> text = "Seven were injured at the Sallow Bridge in Port Merrow."
    >>> [(name.span.of(text), name.is_placed) for name in names(Side(text))]
    [('Sallow Bridge', True), ('Port Merrow', True)]
    """
    found: list[Name] = []
    for mention in mentions(side, side):
        start, end = mention.span
        if found and start < found[-1].span.end:
            continue
        onward = _ONWARD.match(side.text, end)
        span = Span(start, onward.end() if onward else end)
        found.append(Name(span, bool(_AT.search(side.text[:start]))))
    return found
