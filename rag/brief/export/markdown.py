"""A briefing as Markdown: footnotes for each quotation, references inside the file.

Each sentence, entry and cell stands on a line of its own, so that a check can name the line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rag.answer.rendering import in_marks
from rag.brief.export import wording
from rag.brief.export.edition import Section
from rag.markdown import linked, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from rag.brief.export.edition import Edition
    from rag.brief.types import Briefing, Difference, Line, Quotation, Source
    from rag.types import Citation


def markdown_page(edition: Edition, version: str) -> str:
    """All of the page but its seal; the same briefing gives the same page to the byte."""
    briefing = edition.briefing
    notes = _Footnotes(briefing.sources)
    parts = [f"# {plain(edition.title)}", plain(wording.about(edition))]
    parts += [f"> {plain(notice)}" for notice in briefing.notices]
    for section in edition.sections:
        parts += [f"## {wording.HEADINGS[section]}", *_SECTIONS[section](briefing, notes)]
    if briefing.is_declined:
        parts += _declined(briefing)
    rows = (f"- {name}: {plain(value)}" for name, value in wording.made(edition, version))
    parts += [f"## {wording.MADE}", "\n".join(rows), *notes.written()]
    return "\n\n".join(parts) + "\n"


class _Footnotes:
    """One footnote for each quotation, numbered in order of first mention."""

    def __init__(self, sources: Iterable[Source]) -> None:
        self._sources = {source.article.id: source.number for source in sources}
        self._numbers: dict[tuple[str, int, int], int] = {}
        self._texts: list[str] = []

    def marks(self, citations: Iterable[Citation]) -> str:
        """The marks that stand in the text, with a blank before them."""
        found = "".join(f"[^{self._number(citation)}]" for citation in citations)
        return f" {found}" if found else ""

    def written(self) -> list[str]:
        """The footnotes themselves."""
        lines = (f"[^{number}]: {text}" for number, text in enumerate(self._texts, 1))
        return ["\n".join(lines)] if self._texts else []

    def _number(self, citation: Citation) -> int:
        key = (citation.article.id, *citation.span)
        if key not in self._numbers:
            self._numbers[key] = len(self._numbers) + 1
            self._texts.append(self._reference(citation))
        return self._numbers[key]

    def _reference(self, citation: Citation) -> str:
        start, end = citation.span
        number = self._sources.get(citation.article.id)
        place = f"source {number}, " if number else f"article {plain(citation.article.id)}, "
        quote = plain(in_marks(citation.quote))
        return f"{plain(wording.cited_as(citation))}: {quote} ({place}characters {start} to {end})"


def _in_short(briefing: Briefing, notes: _Footnotes) -> list[str]:
    return [_list(_point(line, notes) for line in briefing.in_short)]


def _point(line: Line, notes: _Footnotes) -> str:
    told = plain(wording.told_by(line))
    return f"{_words(line, notes)} *{told}*{notes.marks(line.partly)}"


def _words(line: Line, notes: _Footnotes) -> str:
    return f"{plain(wording.words_of(line))}{notes.marks(line.citations)}"


def _differences(briefing: Briefing, notes: _Footnotes) -> list[str]:
    return [part for one in briefing.differences for part in _difference(one, notes)]


def _difference(difference: Difference, notes: _Footnotes) -> list[str]:
    parts = [f"### {plain(wording.difference_title(difference))}"]
    for account in difference.dispute.accounts:
        first, others = account.citations[:1], account.citations[1:]
        parts.append(f"**{plain(account.says)}** *{wording.origins_text(account.origins)}*")
        parts += [_quotation(citation, notes) for citation in first]
        if others:
            names = "; ".join(f"{plain(wording.cited_as(c))}{notes.marks([c])}" for c in others)
            parts.append(f"Also {names}")
    for citation in difference.aside:
        parts += [f"{wording.aside_of(citation.article)}:", _quotation(citation, notes)]
    return parts


def _quotation(citation: Citation, notes: _Footnotes) -> str:
    words = plain(in_marks(citation.quote))
    return f"> {words}\n>\n> {plain(wording.cited_as(citation))}{notes.marks([citation])}"


def _table(briefing: Briefing, notes: _Footnotes) -> list[str]:
    if briefing.table is None:
        return []
    rows = []
    for row in briefing.table.rows:
        cells = [
            ", ".join(f"{plain(name)}{notes.marks(citations)}" for name, citations in cell)
            or wording.NOBODY
            for cell in wording.stances(row)
        ]
        rows.append([_words(row.line, notes), *cells])
    return [_rows(wording.TABLE_COLUMNS, rows)]


def _said(briefing: Briefing, notes: _Footnotes) -> list[str]:
    parts = []
    for name, quotations in wording.by_speaker(briefing.said):
        parts.append(f"### {plain(name)}")
        parts.append(_list(_wordings(one, notes) for one in quotations))
    return parts


def _wordings(quotation: Quotation, notes: _Footnotes) -> str:
    told = []
    for one in quotation.wordings:
        part = f"“{plain(one.words)}”{notes.marks(one.citations)}"
        part += f" *{plain(wording.printed_by(one))}*"
        if one.partly:
            part += f", in part{notes.marks(one.partly)}"
        told.append(part)
    if not quotation.has_drifted:
        return "".join(told)
    return "\n".join(["Printed in different words:", *(f"  - {part}" for part in told)])


def _timeline(briefing: Briefing, notes: _Footnotes) -> list[str]:
    rows = [
        [
            plain(wording.moment(one)),
            _words(one.line, notes),
            plain(wording.first_told(one)),
        ]
        for one in briefing.timeline
    ]
    return [_rows(wording.TIMES_COLUMNS, rows)]


def _lineage(briefing: Briefing, notes: _Footnotes) -> list[str]:
    del notes
    parts = []
    for graph in briefing.lineage:
        parts.append(f"### {plain(wording.graph_title(graph))}")
        lines = []
        for taken in wording.drawn(graph):
            told = wording.node_text(taken.node)
            how = f" *{plain(taken.told)}*" if taken.told else ""
            lines.append(f"{'  ' * taken.depth}- {plain(told)}{how}")
        parts.append("\n".join(lines))
    return parts


def _missing(briefing: Briefing, notes: _Footnotes) -> list[str]:
    return [
        _list(
            _point(one.line, notes)
            + (f" Silent: {plain(', '.join(one.silent))}." if one.silent else "")
            for one in briefing.missing
        )
    ]


def _certainty(briefing: Briefing, notes: _Footnotes) -> list[str]:
    parts = []
    for group in briefing.certainty:
        parts.append(f"### {wording.SURENESS[group.sureness]}")
        parts.append(_list(_point(line, notes) for line in group.lines))
    return parts


def _sources(briefing: Briefing, notes: _Footnotes) -> list[str]:
    del notes
    lines = []
    for source in briefing.sources:
        article = source.article
        outlet, rest = wording.reference(article)
        standing = wording.standing_of(article)
        parts = [f"**{plain(outlet)}**: {plain(rest)}."]
        parts += [f"{linked(article.url)}."] if article.url else []
        parts += [f"*{standing.capitalize()}.*"] if standing else []
        parts.append(f"Article {plain(article.id)}, SHA-256 of its text {plain(article.sha256)}")
        lines.append(f"{source.number}. {' '.join(parts)}")
    return ["\n".join(lines)]


def _declined(briefing: Briefing) -> list[str]:
    lines = [plain(wording.nearest_text(one)) for one in briefing.nearest]
    return [wording.NOTHING, f"## {wording.NEAREST}", _list(lines)] if lines else [wording.NOTHING]


def _list(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _rows(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [columns, ["---"] * len(columns), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


_SECTIONS: dict[Section, Callable[[Briefing, _Footnotes], list[str]]] = {
    Section.IN_SHORT: _in_short,
    Section.DIFFERENCES: _differences,
    Section.TABLE: _table,
    Section.SAID: _said,
    Section.TIMELINE: _timeline,
    Section.LINEAGE: _lineage,
    Section.MISSING: _missing,
    Section.CERTAINTY: _certainty,
    Section.SOURCES: _sources,
}
