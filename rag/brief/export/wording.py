"""How a briefing is put into words on a page, whatever the page is made of."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from textwrap import shorten
from typing import TYPE_CHECKING, NamedTuple

from rag.answer.rendering import (
    UNDATED,
    counted,
    dispute_heading,
    filters_text,
    in_marks,
    outlet_name,
    source_name,
)
from rag.brief.export.edition import Section
from rag.brief.types import Sureness, outlets_of
from rag.types import Citation

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rag.brief.export.edition import Edition
    from rag.brief.types import (
        Briefing,
        Cell,
        Difference,
        Happening,
        Line,
        LineageGraph,
        Node,
        Quotation,
        Row,
        Wording,
    )
    from rag.types import Article, Evidence, Span

HEADINGS = {
    Section.IN_SHORT: "In short",
    Section.DIFFERENCES: "Where accounts differ",
    Section.TABLE: "Outlet by claim",
    Section.SAID: "Who said what",
    Section.TIMELINE: "Timeline",
    Section.LINEAGE: "Lineage",
    Section.MISSING: "Not in every account",
    Section.CERTAINTY: "Certainty",
    Section.SOURCES: "Sources",
}
SURENESS = {
    Sureness.CONFIRMED: "Confirmed",
    Sureness.ALLEGED: "Alleged",
    Sureness.DENIED: "Denied",
    Sureness.UNCONFIRMED: "Not confirmed",
    Sureness.POSSIBLE: "Possible",
    Sureness.UNNAMED: "Attributed to people who are not named",
    Sureness.CLAIMED: "Claimed in a release or an opinion piece only",
}
NOTHING = "The archive has nothing on this topic."
NEAREST = "What came nearest"
NOBODY = "nobody"
MADE = "How this was made"
TABLE_COLUMNS = ("Claim", "Who says it", "Who contradicts it", "Who is silent")
TIMES_COLUMNS = ("When", "What", "First published")
_SAID = 90
"""Characters of what an account says that stand in a heading."""
_DISPUTED = {"conflict": "accounts differ", "superseded": "a later account changes it"}
_UNREAD = "in another language, not compared"
_RELATIONS = {
    "credits": "credits it",
    "copy": "word for word",
    "reprint": "trimmed or lightly edited",
    "rewrite": "in other words",
    "correction": "corrects it",
}


class Taken(NamedTuple):
    """A node of a lineage where it is drawn: below the one that it took the report from."""

    node: Node
    depth: int
    how: str
    """In which ways it took the report over; empty for one that took it from nobody."""
    parent: Node | None
    """The one it is drawn below."""
    others: tuple[Node, ...]
    """Those it took the report from besides."""

    @property
    def told(self) -> str:
        """From whom and how, in words; empty for one that took it from nobody."""
        if self.parent is None:
            return ""
        names = [node.name for node in (self.parent, *self.others)]
        return f"from {' and '.join(names)}: {self.how}"


def about(edition: Edition) -> str:
    """What the page is, in one line."""
    briefing = edition.briefing
    parts = [f"Briefing made on {briefing.made_on.isoformat()}"]
    if briefing.sources:
        articles, outlets = len(briefing.sources), len(briefing.outlets)
        parts.append(f"{counted(articles, 'article')} by {counted(outlets, 'outlet')}")
    narrowed = filters_text(briefing.only, briefing.as_of)
    return " · ".join([*parts, narrowed] if narrowed else parts)


def words_of(line: Line) -> str:
    """The sentence; one that is its source's own stands between marks."""
    return in_marks(line.text) if line.is_quoted else line.text


def told_by(line: Line) -> str:
    """Who carries a line and how many origins that makes."""
    one = "one origin" if line.origins == 1 and line.partly else origins_text(line.origins)
    told = f"{', '.join(line.outlets)} · {one}"
    if partly := [name for name in outlets_of(line.partly) if name not in line.outlets]:
        told += f" · told in part by {', '.join(partly)}"
    return f"{told} · {_DISPUTED[line.disputed]}" if line.disputed else told


def origins_text(origins: int) -> str:
    """How many independent origins, said plainly where that is one or none."""
    if origins == 0:
        return "nobody's reporting"
    return "one origin alone" if origins == 1 else counted(origins, "independent origin")


def difference_title(difference: Difference) -> str:
    """On what the accounts differ, and what each says."""
    says = (
        shorten(account.says.rstrip("."), _SAID, placeholder=" …")
        for account in difference.dispute.accounts
    )
    joined = ", then " if difference.is_superseded else " or "
    return f"{dispute_heading(difference.dispute)} {joined.join(says)}"


def cited_as(citation: Citation) -> str:
    """Outlet and day, with whose words they are where somebody looked."""
    name, outlet = source_name(citation), outlet_name(citation.article)
    line = citation.sourced.line if citation.sourced else ""
    told = "" if line == outlet else line.removeprefix(f"{outlet}, ")
    return f"{name} ({told})" if told else name


def stances(row: Row) -> tuple[tuple[tuple[str, tuple[Citation, ...]], ...], ...]:
    """Who says it, who contradicts it, who is silent: outlets with their citations."""
    columns = (("says", "partly"), ("contradicts",), ("silent", "unread"))
    return tuple(
        tuple((_cell_name(cell), cell.citations) for cell in row.cells if cell.stance in column)
        for column in columns
    )


def _cell_name(cell: Cell) -> str:
    remark = {"unread": _UNREAD, "partly": "in part"}.get(cell.stance)
    return f"{cell.outlet} ({remark})" if remark else cell.outlet


def by_speaker(said: Iterable[Quotation]) -> list[tuple[str, list[Quotation]]]:
    """Quotations under the name of who said them, in the order in which they first speak."""
    found: dict[str, list[Quotation]] = {}
    for quotation in said:
        found.setdefault(quotation.speaker.casefold(), []).append(quotation)
    return [(_named(group), group) for group in found.values()]


def _named(group: list[Quotation]) -> str:
    title = next((quotation.title for quotation in group if quotation.title), "")
    return f"{group[0].speaker}, {title}" if title else group[0].speaker


def printed_by(wording: Wording) -> str:
    """Who prints these words whole."""
    return f"{', '.join(wording.outlets)} · {origins_text(wording.origins)}"


def moment(happening: Happening) -> str:
    """When it happened, as exactly as it is known and no more."""
    if happening.day is None:
        return f"“{happening.words}”"
    day = f"{happening.day} {happening.clock}" if happening.clock else happening.day
    day = f"week of {day}" if happening.precision == "week" else day
    return f"{day} (announced)" if happening.is_ahead else day


def first_told(happening: Happening) -> str:
    """When it was first published, and who tells it."""
    return f"{day_of(happening.published)}, {', '.join(happening.line.outlets)}"


def day_of(published: str | None) -> str:
    """The day of publication, or that it is not known."""
    return published[:10] if published else UNDATED


def drawn(graph: LineageGraph) -> list[Taken]:
    """The nodes of a lineage from the report downwards, each once."""
    nodes = {node.id: node for node in graph.nodes}
    edges = [e for e in graph.edges if e.source in nodes and e.taker in nodes]
    takers = {edge.taker for edge in edges}
    seen: dict[str, Taken] = {}

    def draw(start: Node) -> None:
        waiting = [(start, 0, "")]
        while waiting:
            node, depth, parent = waiting.pop()
            if node.id in seen:
                continue
            own = [e for e in edges if e.taker == node.id] if parent else []
            how = dict.fromkeys(_RELATIONS.get(e.relation, e.relation) for e in own)
            others = dict.fromkeys(e.source for e in own if e.source != parent)
            named = tuple(nodes[name] for name in others)
            seen[node.id] = Taken(node, depth, ", ".join(how), nodes.get(parent), named)
            below = dict.fromkeys(e.taker for e in edges if e.source == node.id)
            waiting += [(nodes[name], depth + 1, node.id) for name in reversed(below)]

    # Those that took it from nobody first; what is left has taken it from one another.
    for node in (*(n for n in graph.nodes if n.id not in takers), *graph.nodes):
        draw(node)
    return list(seen.values())


def graph_title(graph: LineageGraph) -> str:
    """Whose report it is and how many took it."""
    articles = sum(node.article is not None for node in graph.nodes)
    return f"{graph.origin or 'An unknown origin'}: {counted(articles, 'article')}"


def node_day(node: Node) -> str:
    """When a node was published; that the archive has not got it."""
    return day_of(node.article.published) if node.article else "no article of it here"


def node_text(node: Node) -> str:
    """A node as a line of a list."""
    title = node.article.title if node.article else None
    return f"{node.name}, {node_day(node)}" + (f": {title}" if title else "")


def reference(article: Article) -> tuple[str, str]:
    """Outlet, and what else names an article to a reader."""
    parts = [article.title, article.author and f"by {article.author}", day_of(article.published)]
    return outlet_name(article), ", ".join(part for part in parts if part)


def quoted_from(briefing: Briefing) -> dict[str, list[Citation]]:
    """By article, the sentences that are quoted anywhere, each once, in their order in it."""
    found: dict[str, dict[Span, Citation]] = {}
    waiting: list[object] = [briefing]
    while waiting:
        one = waiting.pop()
        if isinstance(one, Citation):
            found.setdefault(one.article.id, {}).setdefault(one.span, one)
        elif is_dataclass(one):
            waiting += (getattr(one, field.name) for field in fields(one))
        elif isinstance(one, tuple):
            waiting += one
    return {name: [spans[span] for span in sorted(spans)] for name, spans in found.items()}


def standing_of(article: Article) -> str:
    """That an article is no reporting; empty for one that is."""
    kinds = {"opinion": "opinion piece", "release": "press release"}
    named = kinds.get(article.kind or "")
    return f"{named}, not used as reporting" if named else ""


def aside_of(article: Article) -> str:
    """Why what an article says is no side of a difference."""
    named = standing_of(article) or "not used as reporting"
    return f"No side ({named})"


def nearest_text(evidence: Evidence) -> str:
    """A sentence that was looked at, with its article."""
    outlet, rest = reference(evidence.article)
    return f"{in_marks(evidence.sentence.text)} {outlet}: {rest}"


def made(edition: Edition, version: str) -> list[tuple[str, str]]:
    """What is needed to make the briefing again or to check it."""
    known = edition.briefing.provenance
    model, prompt = known.model, known.prompt
    weights = f" (SHA-256 {model.sha256})" if model and model.sha256 else ""
    rows = [
        ("Made with", f"Byline {version}, mode {edition.briefing.mode}"),
        ("Model", f"{model.name}{weights}" if model else "none; every line is a quotation"),
        ("Prompt", f"{prompt.id} {prompt.version} (SHA-256 {prompt.sha256})" if prompt else ""),
        ("Encoder", known.embedder),
        ("Settings", f"SHA-256 {known.config_sha256}, seed {known.seed}"),
        ("Archive", f"SHA-256 {known.corpus_sha256}"),
        ("Check it with", "byline brief --verify FILE"),
    ]
    return [(name, value) for name, value in rows if value]
