"""A briefing to be read: the sections of its page, with the citations of the chat."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from rag.answer.rendering import in_marks
from rag.brief.export import wording
from rag.brief.export.edition import Section
from tui.exchange import Exchange, Passage
from tui.widgets.citation_card import card_of, card_of_evidence
from tui.widgets.statement_view import DisputeView, StatementView
from tui.wording import line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from textual.widget import Widget

    from rag.brief.export.edition import Edition
    from rag.brief.types import Briefing, Line
    from rag.types import Citation

EMPTY = """\
A briefing puts many articles on one page: what they agree on, where they differ, who said what, \
when it happened and who had it first. Every line shows the outlets that carry it.

Type a topic above and press Enter."""
_STANCES = (
    ("✓ says       ", "$text-success"),
    ("✗ contradicts", "bold $text-error"),
    ("· silent     ", "$foreground-muted"),
)


class BriefingPage(VerticalScroll):
    """Scrolls through the page of an edition; what cites opens in its article."""

    HELP = """\
**Tab** walks through the citations, **Enter** opens the cited words in their article.
"""

    def __init__(self) -> None:
        super().__init__(id="page")
        self._told: list[tuple[Citation, ...]] = []
        """The citations that stand together, for going from one outlet to the next."""

    def on_mount(self) -> None:
        """Say what comes here."""
        self.mount(Static(EMPTY, classes="-muted", markup=False))

    async def show(self, edition: Edition) -> None:
        """Show another edition, from its head."""
        self._told = []
        await self.remove_children()
        await self.mount(*self._parts(edition))
        self.scroll_home(animate=False)

    def passages_from(self, opened: Passage) -> tuple[Passage, ...]:
        """What is opened, then the words of the other outlets that carry the same line."""
        found = {opened.article.outlet or opened.article.id: opened}
        for citations in self._told:
            if any(c.article.id == opened.article.id and c.span == opened.span for c in citations):
                for c in citations:
                    name = c.article.outlet or c.article.id
                    found.setdefault(name, Passage(c.article, c.span, c.quote))
                break
        return tuple(found.values())

    def _parts(self, edition: Edition) -> Iterator[Widget]:
        briefing = edition.briefing
        yield _words((line(edition.title), "bold $primary"), classes="title")
        yield _words((line(wording.about(edition)), "$foreground-muted"))
        for notice in briefing.notices:
            yield _words((f"▲ {line(notice)}", "$text-warning"))
        if briefing.is_declined:
            yield _words((f"○ {wording.NOTHING}", "bold $text-accent"), classes="section")
            yield _words((wording.NEAREST, "$foreground-muted"))
            yield from (card_of_evidence(evidence) for evidence in briefing.nearest)
        for section in edition.sections:
            yield _words((wording.HEADINGS[section], "bold $primary"), classes="section")
            yield from self._drawn()[section](briefing)

    def _drawn(self) -> dict[Section, Callable[[Briefing], Iterator[Widget]]]:
        return {
            Section.IN_SHORT: self._in_short,
            Section.DIFFERENCES: self._differences,
            Section.TABLE: _table,
            Section.SAID: self._said,
            Section.TIMELINE: self._timeline,
            Section.LINEAGE: _lineage,
            Section.MISSING: self._missing,
            Section.CERTAINTY: self._certainty,
            Section.SOURCES: _sources,
        }

    def _in_short(self, briefing: Briefing) -> Iterator[Widget]:
        for told in briefing.in_short:
            yield from self._line(told)

    def _differences(self, briefing: Briefing) -> Iterator[Widget]:
        for difference in briefing.differences:
            cited = tuple(c for a in difference.dispute.accounts for c in a.citations)
            self._told.append(cited)
            yield DisputeView(difference.dispute, Exchange(briefing.topic))
            for citation in difference.aside:
                yield _words((wording.aside_of(citation.article), "$foreground-muted"))
                yield self._card(citation)

    def _said(self, briefing: Briefing) -> Iterator[Widget]:
        for name, quotations in wording.by_speaker(briefing.said):
            yield _words((line(name), "bold"), classes="speaker")
            for one in (w for quotation in quotations for w in quotation.wordings):
                printed = (f"  {line(wording.printed_by(one))}", "$foreground-muted")
                yield _words((line(in_marks(one.words)), "italic"), printed)
                self._told.append(one.citations)
                yield from (self._card(citation, headline=True) for citation in one.citations)

    def _timeline(self, briefing: Briefing) -> Iterator[Widget]:
        for happening in briefing.timeline:
            yield _words((line(wording.moment(happening)), "bold"), classes="speaker")
            yield from self._line(happening.line)

    def _missing(self, briefing: Briefing) -> Iterator[Widget]:
        for missing in briefing.missing:
            yield from self._line(missing.line)
            silent = f"not in {line(', '.join(missing.silent))}"
            yield _words((silent, "$text-warning"), classes="below")

    def _certainty(self, briefing: Briefing) -> Iterator[Widget]:
        for group in briefing.certainty:
            yield _words((wording.SURENESS[group.sureness], "bold"), classes="speaker")
            for told in group.lines:
                yield from self._line(told)

    def _line(self, told: Line) -> Iterator[Widget]:
        self._told.append(told.citations)
        yield StatementView(told.statement, Exchange(told.text))
        yield _words((line(wording.told_by(told)), "italic $foreground-muted"), classes="below")

    def _card(self, citation: Citation, *, headline: bool = False) -> Widget:
        return card_of(citation, number=None, headline=headline, remark=None)


def _table(briefing: Briefing) -> Iterator[Widget]:
    for row in briefing.table.rows if briefing.table else ():
        parts: list[tuple[str, str]] = [(line(wording.words_of(row.line)), "")]
        for (label, style), outlets in zip(_STANCES, wording.stances(row), strict=True):
            if outlets:
                parts.append((f"\n  {label} ", style))
                parts.append((line(", ".join(name for name, _ in outlets)), "$foreground-muted"))
        yield _words(*parts, classes="row")


def _lineage(briefing: Briefing) -> Iterator[Widget]:
    for graph in briefing.lineage:
        parts: list[tuple[str, str]] = [(line(wording.graph_title(graph)), "bold")]
        for taken in wording.drawn(graph):
            indent = "   " * taken.depth
            parts.append((f"\n{indent}{'↳' if taken.depth else '●'} ", "$primary"))
            parts.append((line(wording.node_text(taken.node)), ""))
            if taken.told:
                parts.append((f"  {line(taken.told)}", "$foreground-muted"))
        yield _words(*parts, classes="row")


def _sources(briefing: Briefing) -> Iterator[Widget]:
    for source in briefing.sources:
        outlet, rest = wording.reference(source.article)
        standing = wording.standing_of(source.article)
        yield _words(
            (f"{source.number:>3} ", "bold $primary"),
            (line(outlet), "bold"),
            (f"  {line(rest)}", ""),
            (f"  {standing}" if standing else "", "$text-warning"),
        )


def _words(*parts: tuple[str, str], classes: str = "") -> Static:
    return Static(Content.assemble(*parts), classes=classes, markup=False)
