"""How alike two articles are: copies, trimmed reprints, rewrites, independent reports.

Two measures that fail in different ways. Shared runs of words (shingles; Broder 1997) find what
was copied, however much was cut. Sentences that mean the same, by their vectors, find what was
reworded; alone they would join every two reports of one event, so they count only where one
article says that it has its report from where the other has it.
"""

from __future__ import annotations

import hashlib
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from rag.words import tokens

if TYPE_CHECKING:
    from rag.ports import Vectors

Runs = NDArray[np.uint64]
"""Shape (n,): hashes of runs of words, sorted, each once."""

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


def shingles(text: str) -> Runs:
    """Hashes of all runs of `SHINGLE` words, sorted, each once; a shorter text is one run."""
    words = np.array([number_of(token.stem) for token in tokens(text)], dtype=np.uint64)
    if len(words) < SHINGLE:
        return words[:1]
    runs = np.zeros(len(words) - SHINGLE + 1, dtype=np.uint64)
    for place in range(SHINGLE):
        # Arithmetic modulo 2^64: a polynomial over the words of the run.
        runs = runs * _BASE + words[place : len(words) - SHINGLE + 1 + place]
    return np.unique(runs)


def sentence_print(sentence: str) -> int | None:
    """A number that equal wordings share; None for a sentence too short to tell anything."""
    stems = [token.stem for token in tokens(sentence)]
    return number_of(" ".join(stems)) if len(stems) >= _FEWEST_WORDS else None


def said_again(one: Vectors, other: Vectors) -> float:
    """Share of sentences said again, of the article that is met better, 0..1."""
    if not len(one) or not len(other):
        return 0.0
    cosines = one @ other.T
    said = float((cosines.max(axis=1) >= SAME_SENTENCE).mean())
    heard = float((cosines.max(axis=0) >= SAME_SENTENCE).mean())
    return max(said, heard)


def compare(one: Runs, other: Runs, reworded: float) -> Likeness:
    """The likeness of two articles from their shingles and what `said_again` gave."""
    common = len(np.intersect1d(one, other, assume_unique=True))
    copied = common / max(1, min(len(one), len(other)))
    return Likeness(copied, common / max(1, len(one), len(other)), reworded)


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
_BASE = np.uint64(0x9E3779B97F4A7C15)
"""Odd, with bits well spread (Knuth's multiplicative hashing)."""


@lru_cache(maxsize=65_536)
def number_of(text: str) -> int:
    """63 bits of a hash, so that it fits SQLite's integers."""
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest()) >> 1
