"""Take from a saved page what is not the article, and keep it with the reason.

Pure: text in, text out. Every line that is not blank stands afterwards either in the text or
among the removed lines, exactly once. Where it is not certain that a line belongs to the page,
it stays in the text.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rag.ingest.furniture.blocks import strip_appeals, strip_doubled, strip_lists, strip_repeats
from rag.ingest.furniture.edges import strip_head, strip_tail
from rag.ingest.furniture.page import Page
from rag.ingest.furniture.single import strip_single
from rag.ingest.outlets import shipped
from rag.types import Removed

if TYPE_CHECKING:
    from rag.ingest.bylines import Credit
    from rag.ingest.outlets import Outlets

__all__ = ["Removed", "Stripped", "strip"]

_PASSES = (
    strip_appeals, strip_single, strip_doubled, strip_lists, strip_head, strip_tail, strip_repeats
)  # fmt: skip

_MOST_ROUNDS = 12
"""More than a page needs; a text made to need more must not take time without end."""


@dataclass(frozen=True, slots=True)
class Stripped:
    """An article without the page around it."""

    text: str
    removed: tuple[Removed, ...]
    """In the order in which they stood."""
    title: str | None
    """The headline that was given or found; it is not part of the text."""
    credits: tuple[Credit, ...]
    """What the removed lines say of where the article comes from."""


def strip(text: str, *, title: str | None = None, outlets: Outlets | None = None) -> Stripped:
    r"""Part the article from the page. `text` is cleaned text, one paragraph a line.

    >>> page = "World Sport\nBridge shut for weeks\nThe bridge will stay shut, the mayor said.\n"
    >>> found = strip(page + "(dpa, tke)")
    >>> found.title, found.text
    ('Bridge shut for weeks', 'The bridge will stay shut, the mayor said.')
    >>> [line.reason for line in found.removed]
    ['navigation', 'headline', 'signature']
    """
    page = Page(text, title, outlets or shipped())
    for _ in range(_MOST_ROUNDS):
        # One thing that goes can lay bare another: a byline under a newsletter line.
        before = page.size
        for strip_kind in _PASSES:
            strip_kind(page)
        if page.size == before:
            break
    return Stripped(page.text(), page.removed(), page.title, tuple(page.credits))
