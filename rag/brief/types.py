"""What a briefing holds. Frozen values; nothing in them is worked out twice.

Every line and every side of a difference carries `rag.types.Citation`s, for which
`text[start:end] == quote` in the cleaned text of their article. What follows from the rest
(outlets, whether one origin stands alone) is a property, so the two cannot disagree.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Literal, NamedTuple

from rag.types import Form, Support

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from rag.types import Article, Citation, Dispute, Evidence, Filter, Mode, Provenance, Statement

Precision = Literal["minute", "day", "week", "month", "year", "stated"]
"""How exactly the time of an event is known; `stated`: only the words are, no day follows."""

Stance = Literal["says", "partly", "contradicts", "silent", "unread"]
"""`partly`: it tells of the same, and not all of it; `unread`: it writes in another language, in
which nothing here can be compared."""

Disputed = Literal["", "conflict", "superseded"]


def teller(article: Article) -> str:
    """What an article is called in a table: its outlet; else what tells it from others unnamed."""
    return article.outlet or f"an unnamed outlet ({article.title or article.id})"


def is_reporting(article: Article) -> bool:
    """Whether an article can back a fact: opinion and a party's own release cannot."""
    return article.kind not in {"opinion", "release"}


def outlets_of(citations: Iterable[Citation]) -> tuple[str, ...]:
    """Who tells it, in the order of the citations, each once."""
    return tuple(dict.fromkeys(teller(c.article) for c in citations))


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence of a briefing with what stands behind it."""

    statement: Statement
    """Text, form (quoted or written), verdict and citations; the first citation is the one that
    is quoted. A statement that is not supported is never part of a briefing."""
    origins: int
    """How many independent reports stand behind its citations; 0 where none of them reports,
    as with a press release."""
    disputed: Disputed = ""
    """Whether its sentence takes a side in one of `Briefing.differences`, or gives what a later
    account took the place of."""
    partly: tuple[Citation, ...] = ()
    """Sentences of other reports that tell of the same and that the check does not find to say all
    of it, at most one of an article. They count as no origin, and keep it from standing alone."""

    @property
    def text(self) -> str:
        """The sentence."""
        return self.statement.text

    @property
    def is_quoted(self) -> bool:
        """Whether the sentence is its source's own, word for word."""
        return self.statement.form is Form.QUOTED

    @property
    def is_supported(self) -> bool:
        """Whether it passed the check."""
        return self.statement.support is Support.SUPPORTED

    @property
    def citations(self) -> tuple[Citation, ...]:
        """What carries it, at most one sentence of an article."""
        return self.statement.citations

    @property
    def outlets(self) -> tuple[str, ...]:
        """Who carries it, in the order of the citations."""
        return outlets_of(self.citations)

    @property
    def is_alone(self) -> bool:
        """Whether one origin alone reports it, however many outlets print it."""
        return self.origins == 1 and not self.partly


@dataclass(frozen=True, slots=True)
class Difference:
    """Where accounts differ, with a quotation from each side."""

    dispute: Dispute
    """`matter`, `relation` (`conflict`, or `superseded`: the accounts run from the oldest to the
    newest) and the accounts, each with its citations and independent origins."""
    aside: tuple[Citation, ...] = ()
    """Opinion pieces and press releases that speak of the same; they are no side."""

    @property
    def is_superseded(self) -> bool:
        """Whether later figures took the place of earlier ones; that is no contradiction."""
        return self.dispute.relation == "superseded"


class Cell(NamedTuple):
    """What one outlet says of one claim."""

    outlet: str
    """As `teller` names it."""
    stance: Stance
    citations: tuple[Citation, ...]
    """Empty where it is silent or unread."""


@dataclass(frozen=True, slots=True)
class Row:
    """One claim and where every outlet of the table stands to it."""

    line: Line
    cells: tuple[Cell, ...]
    """In the order of `ClaimTable.outlets`."""


@dataclass(frozen=True, slots=True)
class ClaimTable:
    """Outlet by claim."""

    outlets: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Wording:
    """Words that stand between quotation marks."""

    words: str
    """Verbatim; they stand in the quote of every one of `citations`, marks aside."""
    citations: tuple[Citation, ...]
    """The sentences that print these words whole."""
    origins: int
    partly: tuple[Citation, ...] = ()
    """Sentences that print a part of them between quotation marks."""

    @property
    def outlets(self) -> tuple[str, ...]:
        """Who prints these words."""
        return outlets_of(self.citations)


@dataclass(frozen=True, slots=True)
class Quotation:
    """What somebody said once, in every wording in which it is printed."""

    speaker: str
    """As the article of its first citation names the person or body."""
    title: str
    """What stands beside the name: `fire commander`; empty where nothing does."""
    wordings: tuple[Wording, ...]
    """The one with most independent origins first."""

    @property
    def has_drifted(self) -> bool:
        """Whether outlets print different words for the same quotation."""
        return len(self.wordings) > 1


@dataclass(frozen=True, slots=True)
class Happening:
    """An entry of the timeline: by the time of the event, not by that of publication."""

    line: Line
    day: str | None
    """ISO, as exact as it is known (`2026-03-02`, `2026-03`, `2026`); None where only words such
    as "on a Monday" are known."""
    clock: str | None
    """`06:42` where a time of day is stated and cannot be read in two ways."""
    precision: Precision
    words: str
    """The words of time as the first citation has them."""
    published: str | None
    """When the first of those who tell it was published, ISO, as exact as it is known."""
    is_ahead: bool = False
    """Whether it was still to come when that was published."""


class Node(NamedTuple):
    """An article, or an outlet or agency that is credited without an article of it in the group."""

    id: str
    """The article's id, or `outlet:NAME`."""
    name: str
    """As `teller` names the article, or the name that is credited."""
    article: Article | None


class Edge(NamedTuple):
    """Who took it from whom."""

    source: str
    """Id of the node that had it first."""
    taker: str
    """Id of the node that took it over."""
    relation: str
    """How its text was found to be taken over, as `byline lineage` names it: `copy`, `reprint`,
    `rewrite`, `correction`; `credits` where only the article says so."""


@dataclass(frozen=True, slots=True)
class LineageGraph:
    """One report and everything that was taken from it."""

    id: str
    origin: str | None
    """Whose report it is, as far as the articles say."""
    nodes: tuple[Node, ...]
    """The report first, then the rest by time of publication."""
    edges: tuple[Edge, ...]


@dataclass(frozen=True, slots=True)
class Missing:
    """A claim that not every account has."""

    line: Line
    silent: tuple[str, ...]
    """Outlets among those that write of the same topic and do not tell it; none that is unread."""


class Sureness(StrEnum):
    """How sure the wording of a line is; one group of `Briefing.certainty` each, in this order."""

    CONFIRMED = "confirmed"
    ALLEGED = "alleged"
    DENIED = "denied"
    UNCONFIRMED = "unconfirmed"
    POSSIBLE = "possible"
    UNNAMED = "unnamed"
    """Attributed to officials or sources whom the words do not identify."""
    CLAIMED = "claimed"
    """Only a press release or an opinion piece says so: nobody's reporting."""


@dataclass(frozen=True, slots=True)
class Certainty:
    """Lines whose wording is equally sure."""

    sureness: Sureness
    lines: tuple[Line, ...]


class Source(NamedTuple):
    """An article that a briefing cites."""

    number: int
    """1-based, in the order of first citation; what a footnote calls it."""
    article: Article

    @property
    def is_reporting(self) -> bool:
        """Whether it can back a fact: opinion and a party's own release cannot."""
        return is_reporting(self.article)


@dataclass(frozen=True, slots=True)
class Briefing:
    """Many articles as one page that can be checked line by line.

    A section that has nothing to say is empty; the sections stand in the order of a page.
    """

    topic: str
    made_on: date
    only: Filter
    """The filter with `as_of` worked in."""
    as_of: str | None
    """ISO day: nothing that was published later was looked at."""
    mode: Mode
    """The mode that was really used; never `auto`."""
    in_short: tuple[Line, ...]
    differences: tuple[Difference, ...]
    """Conflicts first, then what was superseded."""
    table: ClaimTable | None
    said: tuple[Quotation, ...]
    timeline: tuple[Happening, ...]
    """By the day of the event; those without a day last."""
    lineage: tuple[LineageGraph, ...]
    missing: tuple[Missing, ...]
    certainty: tuple[Certainty, ...]
    sources: tuple[Source, ...]
    notices: tuple[str, ...]
    """What the reader must know about how the briefing came about."""
    provenance: Provenance
    nearest: tuple[Evidence, ...] = ()
    """What was looked at, best first, where nothing bears on the topic; else empty."""

    @property
    def is_declined(self) -> bool:
        """Whether the archive has nothing on the topic."""
        return not self.sources

    @property
    def outlets(self) -> tuple[str, ...]:
        """Everyone whose articles are cited."""
        return tuple(dict.fromkeys(teller(s.article) for s in self.sources))
