"""Opposites: what rises in the claim does not fall in the evidence, nor the first come last."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from rag.answer.verifying.amounts import meaning
from rag.answer.verifying.moments import moments
from rag.answer.verifying.opposites import sides
from rag.answer.verifying.side import Finding
from rag.answer.verifying.wording import quoted
from rag.words import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from rag.answer.verifying.opposites import Side as Pole
    from rag.answer.verifying.side import Side
    from rag.types import ProblemKind, Span
    from rag.words import Token

_MOST = 64
"""Words of a claim, and places of one word in the evidence, that are compared."""
_WINDOW = 3
_LOOK = 8
_ENOUGH = 2
"""Words around both opposites that must be the same."""
_ENDS = re.compile(r"[.;:,!?()\n\u2013\u2014]")
_LINKS = frozenset("and but while whereas although though than".split())
_DENIALS = frozenset(
    "not no never nor neither nobody nothing without cannot hardly scarcely fail failed fails deny "
    "denied denies refuse refused unlikely avoid avoided".split()
)
_PIVOTS = frozenset("than before after behind".split())


class _Place(NamedTuple):
    """An opposite-able word with what stands around it in its clause."""

    span: Span
    before: tuple[str, ...]
    """Stems of the words of meaning before it, the nearest first."""
    after: tuple[str, ...]
    is_denied: bool

    @property
    def around(self) -> frozenset[str]:
        """All stems around it."""
        return frozenset(self.before + self.after)


def wrong_direction(claim: Side, evidence: Side) -> list[Finding]:
    """Words of the claim whose opposite stands in the same place in the evidence.

    >>> from rag.answer.verifying.side import Side
    >>> wrong_direction(Side("Oil prices rose."), Side("Oil prices fell."))[0].note
    'The source says “fell” where the sentence says “rose”.'
    """
    known = _places(evidence)
    found = [
        finding
        for poles, asked in _polar(claim, claim.tokens[: _LOOK * _MOST])
        if (finding := _compared(poles, asked, known, claim, evidence)) is not None
    ]
    return [*found[:_MOST], *_swapped(claim, evidence)]


def _compared(
    poles: Sequence[Pole],
    asked: _Place,
    known: Mapping[tuple[int, bool], Sequence[_Place]],
    claim: Side,
    evidence: Side,
) -> Finding | None:
    """The opposite of a word of the claim that stands among the same words in the evidence."""
    same = [place for pole in poles for place in known.get((pole.pair, pole.is_second), ())]
    kept = max((len(asked.around & place.around) for place in same), default=-1)
    for pole in poles:
        for place in known.get((pole.pair, not pole.is_second), ()):
            shared = len(asked.around & place.around)
            if shared <= kept or not _is_same_place(asked, place, pole.kind):
                continue
            there, here = quoted(evidence.text, place.span), quoted(claim.text, asked.span)
            if asked.is_denied or place.is_denied or there.lower() == here.lower():
                continue
            note = f"The source says {there} where the sentence says {here}."
            kind: ProblemKind = "negation" if pole.kind == "denial" else "missing"
            return Finding(kind, asked.span, note, is_contradicted=True)
    return None


def _is_same_place(asked: _Place, place: _Place, kind: str) -> bool:
    shared = asked.around & place.around
    is_next = asked.after[:1] == place.after[:1] and bool(asked.after)
    is_last = asked.before[:1] == place.before[:1] and bool(asked.before)
    enough = max(1, min(_ENOUGH, len(asked.around), len(place.around)))
    if kind == "label":
        # What is said of a thing stands right before it, or at the end of its clause.
        ends_both = not asked.after and not place.after
        return (is_next or (is_last and ends_both)) and len(shared) >= enough
    return (is_next or is_last) and len(shared) >= enough


@lru_cache(maxsize=16)
def _places(side: Side) -> dict[tuple[int, bool], list[_Place]]:
    """Where each side of the table stands in a text."""
    found: dict[tuple[int, bool], list[_Place]] = {}
    for poles, place in _polar(side, side.tokens):
        for pole in poles:
            places = found.setdefault((pole.pair, pole.is_second), [])
            if len(places) < _MOST:
                places.append(place)
    return found


def _polar(side: Side, words: Sequence[Token]) -> Iterator[tuple[tuple[Pole, ...], _Place]]:
    """Words of a text that have an opposite; those of a date, and of "more than ten", have none."""
    times = {at for moment in moments(side) for at in range(moment.span.start, moment.span.end)}
    table = sides()
    for at, token in enumerate(words):
        poles = table.get(fold(token.text))
        if poles is None or token.span.start in times:
            continue
        if at + 1 < len(words) and fold(words[at + 1].text) == "than" and _counts(words, at + 2):
            continue
        yield poles, _place(words, at, side.text)


def _counts(words: Sequence[Token], at: int) -> bool:
    return at < len(words) and words[at].is_number


def _place(words: Sequence[Token], at: int, text: str) -> _Place:
    before, denied_before = _around(words, range(at - 1, max(-1, at - 1 - _LOOK), -1), text)
    after, denied_after = _around(words, range(at + 1, min(len(words), at + 1 + _LOOK)), text)
    return _Place(words[at].span, before, after, denied_before or denied_after)


def _around(words: Sequence[Token], places: range, text: str) -> tuple[tuple[str, ...], bool]:
    """Stems of the words of meaning on one side of a word, up to the end of its clause."""
    found: list[str] = []
    is_denied = False
    for at in places:
        near = words[at - places.step]
        first, second = sorted((near.span, words[at].span))
        word = fold(words[at].text)
        if _ENDS.search(text, first.end, second.start) or word in _LINKS or len(found) == _WINDOW:
            break
        is_denied = is_denied or word in _DENIALS or word.endswith("n't")
        if words[at].is_content:
            found.append(meaning(words[at].stem))
    return tuple(found), is_denied


def _swapped(claim: Side, evidence: Side) -> Iterator[Finding]:
    """Comparisons whose two ends have changed places: A has more than B."""
    known = list(_compared_ends(evidence, evidence.tokens))
    index = {(pivot, right[0]): (left, right) for pivot, left, right, _ in known}
    for pivot, left, right, span in _compared_ends(claim, claim.tokens[: _LOOK * _MOST]):
        for stem in left:
            turned = index.get((pivot, stem))
            if turned and right[0] in turned[0] and right[0] not in left:
                yield Finding("missing", span, _SWAPPED, is_contradicted=True)
                break


_SWAPPED = "The source compares the two the other way round."


def _compared_ends(
    side: Side, words: Sequence[Token]
) -> Iterator[tuple[str, tuple[str, ...], tuple[str, ...], Span]]:
    """What stands before and after a "than", "before" or "after"."""
    for at, token in enumerate(words):
        if (pivot := fold(token.text)) in _PIVOTS:
            place = _place(words, at, side.text)
            if place.before and place.after and not place.is_denied:
                yield pivot, place.before, place.after, token.span
