"""A briefing as it is given out: under a title, its sections in an order."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from rag.errors import UsageProblem, nearest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.brief.types import Briefing


class Section(StrEnum):
    """A part of the page; each is named for the field of the briefing that it shows."""

    IN_SHORT = "in_short"
    DIFFERENCES = "differences"
    TABLE = "table"
    SAID = "said"
    TIMELINE = "timeline"
    LINEAGE = "lineage"
    MISSING = "missing"
    CERTAINTY = "certainty"
    SOURCES = "sources"


ORDER = tuple(Section)
"""The order of a page unless an editor chose another."""


@dataclass(frozen=True, slots=True)
class Edition:
    """A briefing with what an editor may choose about its page: the title and the order."""

    briefing: Briefing
    title: str
    order: tuple[Section, ...] = ORDER

    @property
    def sections(self) -> tuple[Section, ...]:
        """The sections that have something to say, in their order."""
        return tuple(one for one in self.order if getattr(self.briefing, one))


def edition_of(briefing: Briefing) -> Edition:
    """A briefing as nobody has edited it: its topic is its title."""
    return Edition(briefing, briefing.topic)


def retitled(edition: Edition, title: str) -> Edition:
    """The same under another title; what is exported from it carries a seal of its own.

    Raises:
        UsageProblem: The title has no words.
    """
    if not title.strip():
        raise UsageProblem("a briefing needs a title", remedy="Type a title with words in it.")
    return replace(edition, title=title.strip())


def reordered(edition: Edition, order: Sequence[str]) -> Edition:
    """The sections that are named first, in that order, and the others after them.

    Raises:
        UsageProblem: A name is that of no section, or stands twice.
    """
    chosen = [_section(name) for name in order]
    if len(set(chosen)) < len(chosen):
        raise UsageProblem("a section is named twice", remedy="Name each section once.")
    return replace(edition, order=(*chosen, *(one for one in ORDER if one not in chosen)))


def moved(edition: Edition, section: str, line: int, to: int) -> Edition:
    """One entry of a section at another place; both places are counted from 1.

    Raises:
        UsageProblem: There is no such section, or no such place in it.
    """
    entries = getattr(edition.briefing, _section(section))
    if not isinstance(entries, tuple):
        raise UsageProblem(
            "the table has no entries that can be moved", remedy="Move an entry of a list."
        )
    if not (1 <= line <= len(entries) and 1 <= to <= len(entries)):
        raise UsageProblem(
            f"the section has {len(entries)} entries", remedy="Count from 1 to the last of them."
        )
    rest = list(entries)
    rest.insert(to - 1, rest.pop(line - 1))
    changed: dict[str, Any] = {str(_section(section)): tuple(rest)}
    return replace(edition, briefing=replace(edition.briefing, **changed))


def _section(name: str) -> Section:
    try:
        return Section(name)
    except ValueError:
        hint = nearest(name, ORDER)
        known = f"Did you mean `{hint}`?" if hint else f"Use one of: {', '.join(ORDER)}."
        raise UsageProblem(f"there is no section {name!r}", remedy=known) from None
