"""Words between quotation marks: as the source has them, and said by whom the source says."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING

from rag.aliases import NATIONS, is_same_name
from rag.answer.verifying.checks.clauses import pieces
from rag.answer.verifying.checks.speech import quoted, speaker
from rag.answer.verifying.side import Finding
from rag.types import Span
from rag.words import Token, fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rag.answer.verifying.checks.clauses import Piece
    from rag.answer.verifying.side import Side

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_INSERTED_LETTER = re.compile(r"\[(\w)\](?=\w)")
_GAP = re.compile(r"\[[^\]]{0,80}\]|\((?:\.\.\.|…)\)|\.\.\.|\. \. \.|…")
_APART = 1_200
"""Characters that may be left out between two parts of a quotation."""
_INTERRUPTED = 90
_ALTERED = 0.6
"""Share of a quotation's words from which another one is the same with words changed."""
_FEW = 3
_MOST = 200
"""Quotations that are compared; no sentence that anybody reads has more."""


def altered_quotations(claim: Side, evidence: Side) -> list[Finding]:
    """Quoted words stand in the evidence in that order; gaps that are marked may be left out."""
    spans = quoted(claim)
    if not spans:
        return []
    words = _Words(evidence)
    found: list[Finding] = []
    for span in spans[:_MOST]:
        place = words.find(span.of(claim.text))
        if place is None:
            found.append(_altered(span, claim, evidence))
        elif finding := _misattributed(span, place, claim, evidence):
            found.append(finding)
    return found


class _Words:
    """The words of a text as one string, wording without typography, and where each stood."""

    def __init__(self, side: Side) -> None:
        self._whole, self._starts, self._places = _strung(side)
        self._spoken = _spoken(side)

    def find(self, quotation: str) -> int | None:
        """Where the quotation begins in the text; -1 where only its joined parts have it."""
        parts = [p for p in map(_plain, _GAP.split(_INSERTED_LETTER.sub(r"\1", quotation))) if p]
        first = self._in_order(parts, self._whole)
        if first is not None:
            return self._places[bisect_right(self._starts, first + 1) - 1]
        return None if self._in_order(parts, self._spoken) is None else -1

    @staticmethod
    def _in_order(parts: list[str], whole: str) -> int | None:
        start = whole.find(f" {parts[0]} ") if parts else None
        while start is not None and start >= 0:
            at = start + len(parts[0])
            for part in parts[1:]:
                at = whole.find(f" {part} ", at, at + _APART + len(part))
                if at < 0:
                    break
                at += len(part)
            if at >= 0:
                return start
            start = whole.find(f" {parts[0]} ", start + 1)
        return None


@lru_cache(maxsize=64)
def _strung(side: Side) -> tuple[str, list[int], list[int]]:
    found = [(m.start(), m.group().casefold().replace("’", "'")) for m in _WORD.finditer(side.text)]
    ends = accumulate((len(word) + 1 for _, word in found), initial=1)
    starts = [start for start, _ in zip(ends, found, strict=False)]
    return f" {' '.join(word for _, word in found)} ", starts, [place for place, _ in found]


@lru_cache(maxsize=64)
def _spoken(side: Side) -> str:
    """All quoted words; those that only a "she said" parts stand together."""
    parts: list[str] = []
    end = 0
    for span in quoted(side):
        if span.start - end > _INTERRUPTED:
            parts.append("|")
        parts.append(_plain(span.of(side.text)))
        end = span.end
    return f" {' '.join(parts)} "


def _plain(text: str) -> str:
    """Words in lower case with one blank between; a possessive stays, because it is wording."""
    return " ".join(w.casefold().replace("’", "'") for w in _WORD.findall(text))


@lru_cache(maxsize=64)
def _quoted_words(side: Side) -> tuple[tuple[Span, frozenset[str]], ...]:
    spans = quoted(side)[: _MOST * 10]
    return tuple((span, frozenset(_plain(span.of(side.text)).split())) for span in spans)


def _altered(span: Span, claim: Side, evidence: Side) -> Finding:
    wanted = set(_plain(span.of(claim.text)).split())
    best, share = "", 0.0
    for other, have in _quoted_words(evidence) if len(wanted) >= _FEW else ():
        common = len(wanted & have) / max(len(wanted), len(have) * _ALTERED)
        if common > share:
            best, share = other.of(evidence.text), common
    if share >= _ALTERED:
        note = f"The source quotes it otherwise: “{_short(best)}”."
        return Finding("quote", span, note, is_contradicted=True)
    note = f"The words “{_short(span.of(claim.text))}” do not stand in the source."
    return Finding("quote", span, note, is_contradicted=False)


def _misattributed(span: Span, place: int, claim: Side, evidence: Side) -> Finding | None:
    """Someone else says the same words in the evidence."""
    here, _ = _said_by(claim, span.start)
    there, near = _said_by(evidence, place) if place >= 0 else ((), ())
    if not here or not there or _is_one_of(here, [w for p in near for w in p.words if w.is_name]):
        return None
    who, whom = here[-1].text, " ".join(w.text for w in there)
    at = Span(here[0].span.start, here[-1].span.end)
    note = f"The sentence has {who} say “{_short(span.of(claim.text))}”; the source has {whom}."
    return Finding("quote", at, note, is_contradicted=True)


def _said_by(side: Side, place: int) -> tuple[tuple[Token, ...], tuple[Piece, ...]]:
    """Who speaks there, and the sentences whose names might be meant as well."""
    inside = quoted(side)
    around = _around(side, place)
    for number, piece in enumerate(around):
        # Quotations far from the sentence cannot hold its words.
        first = bisect_left(inside, (piece.span.start - 2_000, 0))
        last = bisect_right(inside, (piece.span.end, 0))
        if names := speaker(piece, inside[first:last]):
            return names, around if number else around[:1]
    return (), ()


def _around(side: Side, place: int) -> tuple[Piece, ...]:
    """The sentence at that place, then the one after, then the one before."""
    known = pieces(side)
    at = bisect_right(_begins(side), place) - 1
    return tuple(known[n] for n in (at, at + 1, at - 1) if 0 <= n < len(known))


@lru_cache(maxsize=64)
def _begins(side: Side) -> list[int]:
    return [piece.span.start for piece in pieces(side)]


def _is_one_of(names: Iterable[Token], others: Iterable[Token]) -> bool:
    others = list(others)
    return any(
        is_same_name(a.text, b.text)
        or (fold(a.text) in NATIONS and NATIONS[fold(a.text)] == NATIONS.get(fold(b.text)))
        for a in names
        for b in others
    )


def _short(text: str) -> str:
    limit = 80
    words = " ".join(text.split())
    return words if len(words) <= limit else f"{words[: limit - 1].rstrip()}…"
