"""Words of a text as a note shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rag.types import Span

_LONGEST = 60


def quoted(text: str, span: Span) -> str:
    """The words of a span between quotation marks, on one line and not too long."""
    words = " ".join(text[span.start : min(span.end, span.start + 2 * _LONGEST)].split())
    return f"“{words if len(words) <= _LONGEST else words[: _LONGEST - 1] + '…'}”"
