"""The same words of the same speaker, printed in different wording."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from rag.aliases import is_same_name
from rag.answer.conflicts.sets import Sets
from rag.answer.conflicts.types import Difference, Matter, Position, Relation, Voice
from rag.answer.verifying.checks.naming import mentions
from rag.answer.verifying.checks.quotations import altered_quotations
from rag.answer.verifying.checks.speech import quoted, speaker
from rag.answer.verifying.side import Side
from rag.words import content, fold, folded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from rag.answer.conflicts.reading import Line
    from rag.types import Span

_WORDS = 6
"""Fewer quoted words are a phrase that anybody may use again."""
_SHARED = 4
_SHARE = 0.6
_SOON = 30
"""Days within which the same words are taken for one occasion."""


class Quote(NamedTuple):
    """Quoted words with who says them."""

    line: Line
    span: Span
    stems: frozenset[str]
    speakers: frozenset[str]


def differing_quotations(
    lines: Sequence[Line], may_meet: Callable[[Line, Line], bool]
) -> list[Difference]:
    """Quotations of one speaker that two articles print in other words."""
    found = [quote for line in lines for quote in _quotes(line)]
    sets = Sets(len(found))
    for one, other in _candidates(found):
        a, b = found[one], found[other]
        if may_meet(a.line, b.line) and _is_altered(a, b):
            sets.join(one, other)
    return [_difference([found[n] for n in group], found) for group in sets.groups()]


def _quotes(line: Line) -> Iterator[Quote]:
    for span in line.quotations:
        words = content(span.of(line.told.text))
        if len(span.of(line.told.text).split()) >= _WORDS:
            yield Quote(line, span, frozenset(w.stem for w in words), _speakers(line))


def _speakers(line: Line) -> frozenset[str]:
    """The names that the sentence has for who speaks; where it has none, those before it."""
    for piece in line.pieces:
        if names := speaker(piece, line.quotations):
            return frozenset(fold(w.text) for w in names)
    told = line.told
    for text in (told.text, told.before, told.after):
        side = Side(text)
        inside = quoted(side)
        names_there = frozenset(
            fold(w.text)
            for m in mentions(side, line.side)
            for w in m.words
            if not any(s.start <= w.span.start < s.end for s in inside)
        )
        if names_there:
            return names_there
    return frozenset()


def _candidates(found: Sequence[Quote]) -> Iterator[tuple[int, int]]:
    by: dict[str, list[int]] = defaultdict(list)
    for number, quote in enumerate(found):
        for stem in quote.stems:
            by[stem].append(number)
    shared: dict[tuple[int, int], int] = defaultdict(int)
    for numbers in by.values():
        for pair in combinations(numbers, 2):
            shared[pair] += 1
    return (pair for pair, count in sorted(shared.items()) if count >= _SHARED - 1)


def _is_altered(one: Quote, other: Quote) -> bool:
    if one.line.told.article == other.line.told.article:
        return False
    a, b = one.line.published, other.line.published
    if a and b and abs((a - b).days) > _SOON:
        return False
    shared = one.stems & other.stems
    if len(shared) < min(_SHARED, len(one.stems)) or len(shared) < _SHARE * max(
        len(one.stems), len(other.stems)
    ):
        return False
    is_one_speaker = any(is_same_name(x, y) for x in one.speakers for y in other.speakers)
    return is_one_speaker and _is_changed(one, other) and _is_changed(other, one)


def _is_changed(quote: Quote, other: Quote) -> bool:
    """Whether the words stand nowhere in the other's text, gaps that it marks left out."""
    told = other.line.told
    around = f"{told.before} {told.text} {told.after}"
    words = quote.span.of(quote.line.told.text)
    if f" {folded(words)} " in f" {folded(around)} ":
        return False
    spoken = Side(f"“{words}”")
    return any(f.is_contradicted for f in altered_quotations(spoken, other.line.side))


def _difference(group: Sequence[Quote], found: Sequence[Quote]) -> Difference:
    """One position for each wording; articles that print one verbatim are added to it."""
    wordings: dict[str, list[Quote]] = {}
    for quote in group:
        wordings.setdefault(_wording(quote), []).append(quote)
    for quote in found:
        same = wordings.get(_wording(quote))
        if same and quote not in same:
            same.append(quote)
    positions = [
        Position(
            quotes[0].span.of(quotes[0].line.told.text),
            tuple(
                Voice(q.line.told, (q.span,)) for q in sorted(quotes, key=lambda q: q.line.number)
            ),
        )
        for quotes in wordings.values()
    ]
    positions.sort(key=lambda p: -p.origins)
    return Difference(Matter.QUOTATION, Relation.CONFLICT, tuple(positions))


def _wording(quote: Quote) -> str:
    return folded(quote.span.of(quote.line.told.text))
