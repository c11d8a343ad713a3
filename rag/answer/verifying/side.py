"""A claim or its evidence, read once for all rules, and what a rule may say of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, Protocol

from rag.words import Token, tokens

if TYPE_CHECKING:
    from datetime import date

    from rag.types import ProblemKind, Span


@dataclass(frozen=True)
class Side:
    """One of the two texts that are compared."""

    text: str
    published: date | None = None
    """When it was published, if it was; what "on Monday" is relative to."""

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """Its words and figures in order."""
        return tuple(tokens(self.text))

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of all its words."""
        return frozenset(token.stem for token in self.tokens)


class Finding(NamedTuple):
    """A part of the claim that a rule does not find in the evidence."""

    kind: ProblemKind
    span: Span
    """Offsets into the claim."""
    note: str
    """One sentence a reader can check without opening the code."""
    is_contradicted: bool
    """Whether the evidence says otherwise, not just nothing."""


class Rule(Protocol):
    """Compares one thing; pure, and linear in the length of both texts."""

    def __call__(self, claim: Side, evidence: Side) -> list[Finding]:
        """What of this kind the claim says and the evidence does not; empty when all stands."""
        ...
