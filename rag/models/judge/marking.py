"""Evidence and claim as the learned judge reads them: pieces of words, each with a mark.

The marks tell how a word of the claim is met in the evidence, for a small encoder does not learn
by itself to look for the same word elsewhere.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from rag.aliases import NATIONS, sound, twins
from rag.answer.verifying.numerals import spelled
from rag.words import fold, stem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.types import Span

MARKS = 5
"""0 evidence and frame; of the claim: 1 not met, 2 met, 3 met beside a neighbour that is met
beside it too, 4 a mark of punctuation."""
UNMET, MET, IN_ORDER, POINT = 1, 2, 3, 4
LONGEST = 256
"""Pieces of evidence and claim together."""
LONGEST_CLAIM = 96
_HALF = re.compile("[\ud800-\udfff]")
_NEAR = 4
"""How many words apart two neighbours of the claim may stand in the evidence."""


class Marked(NamedTuple):
    """One pair, ready for the network; all lists of one length."""

    ids: list[int]
    marks: list[int]
    offsets: list[tuple[int, int]]
    """Of each piece of the claim, into the claim; (0, 0) elsewhere."""


class Marker:
    """Turns pairs into pieces with marks.

    Args:
        tokenizer: The encoder's own, without truncation or padding.
    """

    def __init__(self, tokenizer: Any) -> None:
        self._tokenizer = tokenizer
        self._begin = tokenizer.token_to_id("[CLS]")
        self._end = tokenizer.token_to_id("[SEP]")

    def all(self, pairs: Sequence[tuple[str, str]]) -> list[Marked]:
        """(claim, evidence) pairs, marked."""
        # Half a character cannot be encoded; what takes its place keeps the offsets.
        pairs = [(_HALF.sub("?", claim), _HALF.sub("?", evidence)) for claim, evidence in pairs]
        claims = self._tokenizer.encode_batch([c for c, _ in pairs], add_special_tokens=False)
        known = self._tokenizer.encode_batch([e for _, e in pairs], add_special_tokens=False)
        return [self._one(c, e, *pair) for c, e, pair in zip(claims, known, pairs, strict=True)]

    def _one(self, claim: Any, known: Any, words: str, evidence: str) -> Marked:
        ids, offsets = claim.ids[:LONGEST_CLAIM], claim.offsets[:LONGEST_CLAIM]
        there = known.ids[: LONGEST - 3 - len(ids)]
        last = known.offsets[len(there) - 1][1] if there else 0
        marks = _marks(words, offsets, claim.word_ids, _words(evidence[:last], known))
        return Marked(
            [self._begin, *there, self._end, *ids, self._end],
            [0] * (len(there) + 2) + marks + [0],
            [(0, 0)] * (len(there) + 2) + offsets + [(0, 0)],
        )


@lru_cache(maxsize=65_536)
def _keys(word: str) -> tuple[str, ...]:
    """Under which a word is met: its stem, its figure, and other writings of a name."""
    keys = [spelled(word) or stem(word)]
    if word[:1].isupper():
        keys.append("~" + sound(word))
        keys += [f"={group}" for group in sorted(twins(word))]
        if nation := NATIONS.get(fold(word)):
            keys.append("@" + nation)
    return tuple(keys)


def _words(text: str, encoded: Any) -> list[str]:
    """The words of a text that was cut into pieces."""
    spans: dict[int, tuple[int, int]] = {}
    for word, (start, end) in zip(encoded.word_ids, encoded.offsets, strict=True):
        if word is not None and end <= len(text):
            spans[word] = (spans.get(word, (start, end))[0], end)
    return [text[start:end] for start, end in spans.values()]


def _marks(
    claim: str,
    offsets: Sequence[tuple[int, int]],
    word_ids: Sequence[int | None],
    evidence: Sequence[str],
) -> list[int]:
    """The mark of each piece of the claim."""
    places: dict[str, list[int]] = {}
    for place, found in enumerate(evidence):
        for key in _keys(found):
            places.setdefault(key, []).append(place)
    spans: dict[int, tuple[int, int]] = {}
    for word, (start, end) in zip(word_ids, offsets, strict=False):
        if word is not None:
            spans[word] = (spans.get(word, (start, end))[0], end)
    names = list(spans)
    texts = [claim[start:end] for start, end in spans.values()]
    met = [sorted({p for key in _keys(text) for p in places.get(key, ())}) for text in texts]
    mark_of: dict[int, int] = {}
    for n, name in enumerate(names):
        if not any(c.isalnum() for c in texts[n]):
            mark_of[name] = POINT
        elif not met[n]:
            mark_of[name] = UNMET
        else:
            beside = [met[m] for m in (n - 1, n + 1) if 0 <= m < len(met)]
            mark_of[name] = IN_ORDER if any(_near(met[n], b) for b in beside) else MET
    return [mark_of.get(w, POINT) if w is not None else POINT for w in word_ids[: len(offsets)]]


def _near(one: Sequence[int], other: Sequence[int]) -> bool:
    """Whether any two places, of two sorted lists, stand close together."""
    i = j = 0
    while i < len(one) and j < len(other):
        if abs(one[i] - other[j]) <= _NEAR:
            return True
        if one[i] < other[j]:
            i += 1
        else:
            j += 1
    return False


def span_of(offsets: Sequence[tuple[int, int]], span: Span) -> list[bool]:
    """Of each piece, whether it lies in the span."""
    return [start < span.end and end > span.start for start, end in offsets]
