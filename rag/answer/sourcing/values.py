"""What is read of how a sentence is sourced."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from rag.types import Span


class Voice(StrEnum):
    """Who answers for what a sentence says."""

    FACT = "fact"
    """The outlet itself, as reporting."""
    CLAIM = "claim"
    """The outlet itself, in a press release or an opinion piece: no reporting."""
    NAMED = "named"
    """A person, a body or a document that the words identify."""
    UNNAMED = "unnamed"
    """Officials, sources, witnesses: somebody whom the words do not identify."""
    UNCLEAR = "unclear"
    """Somebody, but the words do not say with certainty who; or the language is not read."""


class Certainty(StrEnum):
    """How sure the wording is; the first that applies, in this order."""

    ALLEGED = "alleged"
    DENIED = "denied"
    UNCONFIRMED = "unconfirmed"
    POSSIBLE = "possible"
    """`may`, `might`, `probably`."""
    CONDITIONAL = "conditional"
    """Depends on an `if` or an `unless`."""
    EXPECTED = "expected"
    """Planned or yet to come."""
    CONFIRMED = "confirmed"
    """Somebody is said to have confirmed it."""
    PLAIN = "plain"


SpeakerKind = Literal["person", "body", "role", "document", "people"]
"""`role` is an office without the name of who holds it, `people` somebody not identified."""


class Place(NamedTuple):
    """Where words stand: in the sentence itself or in a sentence near it."""

    at: int
    """0 the sentence, -1 the one before it, -2 the one before that, 1 the one after."""
    span: Span
    """Offsets into that sentence."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody who is said to say something."""

    text: str
    """The words that name or describe the speaker, verbatim."""
    place: Place
    kind: SpeakerKind
    title: str = ""
    """What the words beside a name say of the person, verbatim: `fire commander`."""
    is_common: bool = False
    """Whether the first letter is a capital only because a sentence begins with it."""

    @property
    def is_named(self) -> bool:
        """Whether the words identify who it is."""
        return self.kind != "people"


@dataclass(frozen=True, slots=True)
class Via:
    """Another outlet or agency from which the outlet has it."""

    name: str
    """The one name that the table of outlets has for it."""
    place: Place | None
    """Where the sentence says so; None where only the article as a whole does."""


@dataclass(frozen=True, slots=True)
class Sourcing:
    """How one sentence is sourced; every span is verbatim in the text it points into."""

    voice: Voice
    speaker: Speaker | None = None
    """The outermost speaker, who stands for the sentence towards the outlet."""
    chain: tuple[Speaker, ...] = ()
    """From the outermost speaker inwards: `A said that B told him` is (A, B)."""
    is_quoted: bool = False
    """Whether most of what is said stands between quotation marks."""
    scope: Span | None = None
    """The part of the sentence that the speaker answers for, where it is not all of it."""
    certainty: Certainty = Certainty.PLAIN
    hedge: Span | None = None
    """The word that the certainty is read from."""
    via: tuple[Via, ...] = ()
    note: str | None = None
    """Why it is unclear, for a reader."""


@dataclass(frozen=True, slots=True)
class Around:
    """What stands near a sentence in its article; anything may be missing."""

    before: tuple[str, ...] = ()
    """Sentences before it in their order, the nearest last; three are enough."""
    after: str = ""
    """The sentence after it."""
