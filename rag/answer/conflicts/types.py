"""What goes into a comparison of accounts and what comes out of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from rag.ingest.lineage import origin_keys

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.types import Article, Kind, Sentence, Span


class Matter(StrEnum):
    """In what two accounts differ."""

    NUMBER = "number"
    DATE = "date"
    """A day, a time of day or a length of time."""
    NAME = "name"
    ROLE = "role"
    """Who did it to whom."""
    POLARITY = "polarity"
    """It happened or it did not."""
    DENIAL = "denial"
    """Somebody alleges, somebody denies."""
    QUOTATION = "quotation"
    """The same words of the same speaker, worded otherwise."""


class Relation(StrEnum):
    """How the accounts stand to each other."""

    CONFLICT = "conflict"
    """Of the same thing at the same time; both stand."""
    SUPERSEDED = "superseded"
    """The later one takes the place of the earlier, in the order of the positions."""
    NARROWER = "narrower"
    """No contradiction: one is a rounding of the other, or a part of it."""
    ASIDE = "aside"
    """Only an opinion piece or a press release says otherwise."""


@dataclass(frozen=True, slots=True)
class Told:
    """One sentence of an article with what is known of the article."""

    article: str
    ordinal: int
    """Its place in the article, which orders sentences and tells two alike apart."""
    text: str
    outlet: str | None = None
    origins: frozenset[str] = frozenset()
    """What ties the article to others: its report, and whose report it is."""
    published: str | None = None
    """ISO 8601, as precise as it is known."""
    kind: Kind | None = None
    title: str = ""
    before: str = ""
    """The sentence or two before it."""
    after: str = ""

    @classmethod
    def of(cls, article: Article, sentence: Sentence, before: str, after: str) -> Told:
        """A sentence of an archive, between its neighbours."""
        return cls(
            article.id, sentence.ordinal, sentence.text, article.outlet,
            frozenset(origin_keys(article)), article.published, article.kind,
            article.title or "", before, after,
        )  # fmt: skip

    @property
    def is_reporting(self) -> bool:
        """Whether it can be a side: opinion and a party's own release cannot."""
        return self.kind not in {"opinion", "release"}


class Voice(NamedTuple):
    """A sentence that takes a position, and the words in it that differ."""

    told: Told
    spans: tuple[Span, ...]
    """Offsets into `told.text`."""


@dataclass(frozen=True, slots=True)
class Position:
    """One side: what it says, and all sentences that say it."""

    says: str
    """The words that differ, as its first sentence has them."""
    voices: tuple[Voice, ...]

    @property
    def outlets(self) -> tuple[str, ...]:
        """Outlets that say so, in the order of the voices; unnamed ones left out."""
        return tuple(dict.fromkeys(v.told.outlet for v in self.voices if v.told.outlet))

    @property
    def origins(self) -> int:
        """How many independent reports stand behind it."""
        return independent(tuple(v.told for v in self.voices))


@dataclass(frozen=True, slots=True)
class Difference:
    """Two or more positions on one matter."""

    matter: Matter
    relation: Relation
    positions: tuple[Position, ...]
    """Oldest first where one supersedes the other; else the one with most origins first."""
    aside: tuple[Voice, ...] = ()
    """Opinion and releases that speak of the same; they are no side."""


def independent(told: Sequence[Told]) -> int:
    """Reports that share neither report nor origin with another that counts.

    >>> wire, copy = (Told(a, 0, "", origins=frozenset({"w"})) for a in "ab")
    >>> independent([wire, copy])
    1
    """
    keys = {t.origins or frozenset({f"article {t.article}"}) for t in told}
    counted: set[str] = set()
    found = 0
    for key in sorted(keys, key=lambda k: (len(k), sorted(k))):
        if not key & counted:
            found += 1
            counted |= key
    return found
