"""How alike two articles are: copies, trimmed reprints, rewrites, independent reports.

Two measures that fail in different ways. Shared runs of words (shingles; Broder 1997) find what
was copied, however much was cut. Sentences that mean the same, by their vectors, find what was
reworded; alone they would join every two reports of one event, so they count only where one
article says that it has its report from where the other has it.
"""

from __future__ import annotations

import hashlib
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from rag.words import tokens

if TYPE_CHECKING:
    from rag.ports import Vectors

SHINGLE = 4
"""Words in a run."""
SAME_SENTENCE = 0.7
"""Cosine from which two sentences say the same."""
COPIED = 0.9
"""Share of the longer article's runs."""
REPRINTED = 0.5
"""Share of the shorter article's runs."""
REWORDED = 0.25
"""Share of sentences said again, where a credit ties the articles together."""
REWORDED_SILENTLY = 0.6
"""The same where no credit does."""
CORRECTS = 0.1
"""The same for an article that names the headline of the other, from one outlet."""


class Relation(StrEnum):
    """What one article is to another."""

    COPY = "copy"
    REPRINT = "reprint"
    """The same words, trimmed or lightly edited."""
    REWRITE = "rewrite"
    CORRECTION = "correction"
    INDEPENDENT = "independent"


class Likeness(NamedTuple):
    """How much of one article stands in the other, 0..1 each."""

    copied: float
    """Share of the runs of the shorter one."""
    whole: float
    """Share of the runs of the longer one."""
    reworded: float
    """Share of the sentences of the one that is met better."""


class Ties(NamedTuple):
    """What the two articles say of each other."""

    credit: bool
    """One names the other's outlet as its origin, or both name the same origin."""
    headline: bool
    """One outlet, and one article quotes the headline of the other."""


def shingles(text: str) -> frozenset[int]:
    """Hashes of all runs of `SHINGLE` words; a shorter text is one run."""
    stems = [token.stem for token in tokens(text)]
    runs = [stems[i : i + SHINGLE] for i in range(max(1, len(stems) - SHINGLE + 1))]
    return frozenset(number_of(" ".join(run)) for run in runs)


def sentence_print(sentence: str) -> int | None:
    """A number that equal wordings share; None for a sentence too short to tell anything."""
    stems = [token.stem for token in tokens(sentence)]
    return number_of(" ".join(stems)) if len(stems) >= _FEWEST_WORDS else None


def compare(
    one: frozenset[int], other: frozenset[int], one_vectors: Vectors, other_vectors: Vectors
) -> Likeness:
    """The likeness of two articles from their shingles and sentence vectors."""
    common = len(one & other)
    copied = common / max(1, min(len(one), len(other)))
    whole = common / max(1, len(one), len(other))
    if not len(one_vectors) or not len(other_vectors):
        return Likeness(copied, whole, 0.0)
    cosines = one_vectors @ other_vectors.T
    said = float((cosines.max(axis=1) >= SAME_SENTENCE).mean())
    heard = float((cosines.max(axis=0) >= SAME_SENTENCE).mean())
    return Likeness(copied, whole, max(said, heard))


def relate(likeness: Likeness, ties: Ties) -> Relation:
    """What the likeness means, given what the articles say of each other.

    >>> relate(Likeness(0.03, 0.02, 0.42), Ties(credit=True, headline=False))
    <Relation.REWRITE: 'rewrite'>
    >>> relate(Likeness(0.03, 0.02, 0.42), Ties(credit=False, headline=False))
    <Relation.INDEPENDENT: 'independent'>
    """
    if likeness.whole >= COPIED:
        return Relation.COPY
    if likeness.copied >= REPRINTED:
        return Relation.REPRINT
    if ties.headline and likeness.reworded >= CORRECTS:
        return Relation.CORRECTION
    if likeness.reworded >= (REWORDED if ties.credit else REWORDED_SILENTLY):
        return Relation.REWRITE
    return Relation.INDEPENDENT


_FEWEST_WORDS = 8


def number_of(text: str) -> int:
    """63 bits of a hash, so that it fits SQLite's integers."""
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest()) >> 1
