"""The values that flow through the core: frozen, standard library only.

Offsets are always counted in Unicode code points of an article's cleaned text, half open
(`text[start:end]`), so that any citation can be shown in place.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

Kind = Literal["news", "analysis", "opinion", "live", "release", "digest"]
KINDS: tuple[Kind, ...] = ("news", "analysis", "opinion", "live", "release", "digest")


class Span(NamedTuple):
    """A half-open run of characters: `text[start:end]`."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words the span covers in `text`."""
        return text[self.start : self.end]

    def shift(self, by: int) -> Span:
        """The same run counted from another origin."""
        return Span(self.start + by, self.end + by)


@dataclass(frozen=True, slots=True)
class Article:
    """What is known of one article; what is not known is None.

    The text is kept apart (`Engine.text`), because a list of 50,000 articles must not carry
    50,000 texts.
    """

    id: str
    outlet: str | None
    title: str | None
    author: str | None
    published: str | None
    """ISO 8601, as precise as the source was: a date or a date and time."""
    url: str | None
    language: str | None
    kind: Kind | None
    origins: tuple[str, ...]
    """Outlets or agencies from which the article says it took its reporting."""
    lineage: str | None
    """Shared by articles that carry the same underlying report."""
    words: int
    sha256: str
    """Of the cleaned text in UTF-8, so that a citation can be checked years later."""
    path: str | None
    extra: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Document:
    """One article as a loader read it, before anything was cleaned or stored."""

    key: str
    """Where it came from, stable over runs: the path, with the record's place in it."""
    text: str
    metadata: Mapping[str, object]
    path: str | None
    line: int | None = None
    """1-based line in a file of many records; None for a file of one article."""
    provenance: Mapping[str, str] = field(default_factory=dict)
    """Where the values of `metadata` stood, for those that the loader looked for itself."""
    removed: tuple[Removed, ...] = ()
    """What the loader itself left out as no part of the article."""


class Removed(NamedTuple):
    """Something on the page that is not part of the article."""

    text: str
    reason: str


class Version(NamedTuple):
    """What an article said before it was edited at its source."""

    number: int
    """1 is the oldest."""
    title: str | None
    published: str | None
    sha256: str
    text: str


class Kinship(NamedTuple):
    """Two articles that carry the same underlying report."""

    one: str
    other: str
    relation: str
    score: float


@dataclass(frozen=True, slots=True)
class Lineage:
    """Articles that carry the same underlying report."""

    id: str
    origin: str | None
    """The outlet or agency whose report it is, as far as the articles say."""
    articles: tuple[Article, ...]
    kinships: tuple[Kinship, ...]


@dataclass(frozen=True, slots=True)
class Failure:
    """Something that could not be read, and what the person can do about it."""

    path: str
    line: int | None
    problem: str
    remedy: str


class Sentence(NamedTuple):
    """One sentence of an article."""

    article_id: str
    ordinal: int
    """0-based place in the article."""
    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of whole sentences in one article, small enough to quote."""

    id: str
    article_id: str
    text: str
    span: Span
    first: int
    """Ordinal of its first sentence in the article."""
    last: int
    """Ordinal of its last sentence, inclusive."""


@dataclass(frozen=True, slots=True)
class Filter:
    """Which articles may be searched; empty means all of them."""

    outlets: tuple[str, ...] = ()
    since: str | None = None
    """ISO date, inclusive. An undated article never passes a date filter."""
    until: str | None = None
    """ISO date, inclusive."""
    languages: tuple[str, ...] = ()
    """Two-letter codes. An article in no known language passes none."""
    kinds: tuple[Kind, ...] = ()
    lineages: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether every article passes."""
        return self == Filter()


class Spread(StrEnum):
    """Over what the hits of a search are spread."""

    NONE = "none"
    """Best first; only passages in the same words make room for others."""
    OUTLETS = "outlets"
    ORIGINS = "origins"
    """Independent origins: five reprints of one report are one voice."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that a search found."""

    rank: int
    """1-based."""
    score: float
    """0..1, higher is better: the probability that the passage bears on the query, lowered
    where a better hit says the same or hits are spread."""
    passage: Passage
    article: Article
    arms: Mapping[str, float]
    """What each arm of the search gave: `dense` a cosine, `lexical` a BM25 score."""
    places: Mapping[str, int] = field(default_factory=dict)
    """Its 1-based place in each arm that found it."""
    signs: Mapping[str, float] = field(default_factory=dict)
    """What the ranking weighed, by name."""
    matched: tuple[str, ...] = ()
    """The words of the query that stand in the passage, in any inflection."""
    missing: tuple[str, ...] = ()
    """Its other words; those of little meaning are in neither."""
    best: Sentence | None = None
    """The sentence of the passage that bears most on the query."""


class SentenceHit(NamedTuple):
    """A sentence that a search found."""

    rank: int
    """1-based."""
    score: float
    """0..1, higher is better."""
    sentence: Sentence
    hit: Hit
    """The passage around it."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One verbatim sentence offered to the writer as a numbered source."""

    number: int
    """1-based; what the writer and the prompt call it."""
    article: Article
    sentence: Sentence
    score: float
    """0..1: how well the sentence answers the question."""
    before: str = ""
    """The sentence before it in the article, for a reader; never cited."""
    after: str = ""


class Support(StrEnum):
    """How far verbatim words carry a sentence."""

    SUPPORTED = "supported"
    PARTIAL = "partial"
    UNSUPPORTED = "unsupported"


ProblemKind = Literal["number", "date", "name", "quote", "negation", "certainty", "missing"]


@dataclass(frozen=True, slots=True)
class Problem:
    """A part of a claim that its evidence does not carry."""

    kind: ProblemKind
    span: Span
    """Offsets into the claim."""
    note: str
    """One sentence a reader can check without opening the code."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a verifier says of one claim against given words."""

    support: Support
    score: float
    """0..1; `supported` begins at a fixed, documented threshold."""
    quotes: tuple[Span, ...]
    """The supporting runs, as offsets into the evidence text that was given."""
    problems: tuple[Problem, ...]

    @property
    def reason(self) -> str:
        """One sentence that explains the verdict."""
        if self.problems:
            return self.problems[0].note
        if self.support is Support.SUPPORTED:
            return "Every part of the sentence stands in the quoted words."
        return "The quoted words do not carry the sentence."


class Sourced(NamedTuple):
    """Whose words a quotation rests on, as its own wording says."""

    voice: str
    """`fact`, `claim`, `named`, `unnamed` or `unclear` (`rag/answer/sourcing`)."""
    certainty: str
    """`plain`, `alleged`, `denied`, `possible` ..."""
    line: str
    """For a reader: `Reuters, citing six sources`."""


@dataclass(frozen=True, slots=True)
class Citation:
    """Verbatim words of one article: `text[start:end] == quote`."""

    article: Article
    quote: str
    span: Span
    sourced: Sourced | None = None
    """None where nobody looked."""


class Form(StrEnum):
    """How a statement came to be in an answer."""

    WRITTEN = "written"
    """The model's sentence; it passed the check."""
    QUOTED = "quoted"
    """A verbatim sentence of the evidence."""
    DROPPED = "dropped"
    """The model's sentence; it failed the check and is not part of the answer."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence of an answer with what stands behind it."""

    text: str
    form: Form
    support: Support
    score: float
    reason: str
    citations: tuple[Citation, ...]


class Account(NamedTuple):
    """One side of a dispute, in the words of those who take it."""

    says: str
    """The words in which it differs, as its first sentence has them."""
    citations: tuple[Citation, ...]
    origins: int
    """How many independent reports stand behind it."""


class Dispute(NamedTuple):
    """Where the sources of an answer say otherwise."""

    matter: str
    """`number`, `date`, `name`, `role`, `polarity`, `denial` or `quotation`."""
    relation: str
    """`conflict`; or `superseded`, and the accounts stand in the order of time."""
    accounts: tuple[Account, ...]


class Standing(StrEnum):
    """How an answer as a whole stands."""

    GROUNDED = "grounded"
    PARTLY = "partly"
    DECLINED = "declined"


class Mode(StrEnum):
    """Who words the answer."""

    AUTO = "auto"
    """The model writes if its record on this machine allows it; else quotations."""
    QUOTE = "quote"
    """Verbatim sentences only; no model is loaded."""
    WRITE = "write"
    """The model writes; each sentence is checked."""


@dataclass(frozen=True, slots=True)
class PromptRef:
    """Which prompt was used."""

    id: str
    version: int
    sha256: str


@dataclass(frozen=True, slots=True)
class ModelRef:
    """Which model was used."""

    name: str
    sha256: str | None
    """Of the weights; None for a model behind a server, whose weights nobody here has seen."""


@dataclass(frozen=True, slots=True)
class Provenance:
    """Everything needed to trace an answer's words and figures."""

    model: ModelRef | None
    prompt: PromptRef | None
    embedder: str
    config_sha256: str
    corpus_sha256: str
    seed: int


@dataclass(frozen=True, slots=True)
class Timings:
    """Seconds, wall clock; None where a stage did not run."""

    load: float
    retrieve: float
    first_token: float | None
    total: float


class Usage(NamedTuple):
    """Tokens that an answer took of the model that wrote it."""

    prompt: int
    reused: int
    """Of the prompt, tokens still evaluated from the prompt before."""
    written: int


@dataclass(frozen=True, slots=True)
class Answer:
    """A checked answer, or an honest refusal with the nearest evidence."""

    question: str
    mode: Mode
    """The mode that was really used; never `auto`."""
    statements: tuple[Statement, ...]
    dropped: tuple[Statement, ...]
    evidence: tuple[Evidence, ...]
    """What was looked at, best first; shown when the answer is declined."""
    notice: str | None
    """What the reader must know about how the answer came about."""
    provenance: Provenance
    timings: Timings
    read_as: str | None = None
    """The question made to stand alone, where it leaned on earlier turns."""
    disputes: tuple[Dispute, ...] = ()
    """Where what is cited and the rest of the evidence say otherwise."""
    usage: Usage | None = None
    """None where no model wrote, or nobody counted."""
    answerable: float | None = None
    """0..1: the probability that the evidence answers; below `answer.decline_below` it declines.
    None where nobody said."""

    @property
    def standing(self) -> Standing:
        """Derived from the statements, so the two cannot disagree."""
        if not self.statements:
            return Standing.DECLINED
        if all(s.support is Support.SUPPORTED for s in self.statements):
            return Standing.GROUNDED
        return Standing.PARTLY

    @property
    def outlets(self) -> tuple[str, ...]:
        """Outlets behind the answer in order of first citation; unnamed ones left out."""
        cited = (c.article.outlet for s in self.statements for c in s.citations)
        return tuple(dict.fromkeys(name for name in cited if name))

    @property
    def cited_articles(self) -> tuple[Article, ...]:
        """Articles behind the answer in order of first citation."""
        found = {c.article.id: c.article for s in self.statements for c in s.citations}
        return tuple(found.values())


@dataclass(frozen=True, slots=True)
class Check:
    """One finding of `byline doctor`."""

    name: str
    level: Literal["ok", "note", "problem"]
    finding: str
    remedy: str | None = None
