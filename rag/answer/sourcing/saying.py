"""Where a sentence says that somebody says it: `X said`, `said X`, `according to X`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rag.answer.sourcing.apposing import Form, Hit, added
from rag.answer.sourcing.subjects import BOUNDARY, forward, phrase_after, subject_of
from rag.answer.sourcing.verbs import (
    ADDING,
    DAYS,
    QUOTING,
    SHOWING,
    TAIL,
    is_surely_speech,
    is_verb,
)
from rag.types import Span

if TYPE_CHECKING:
    from rag.answer.sourcing.describing import Phrase
    from rag.answer.sourcing.reader import Reader
    from rag.answer.sourcing.values import SpeakerKind

_BY_PEOPLE = frozenset("report claim state".split())
"""Nouns that are verbs where people stand before them: `Readers report a bang`."""
_JOINING = frozenset("but and while though although whereas".split())
_WAS_QUOTED_AS = 3


def hits(reader: Reader) -> list[Hit]:
    """Everybody who is said to say something in a sentence, in the order of the verbs."""
    found: list[Hit] = []
    for place in range(len(reader.words)):
        if not reader.outside[place]:
            continue
        hit = _according(reader, place) or _attributed(reader, place)
        if hit is None and is_verb(reader, place):
            hit = _spoken(reader, place, found)
        if hit:
            found.append(hit)
    return found


def quoting(reader: Reader) -> Hit | None:
    """Who speaks in a sentence that quotes words without a verb of speech."""
    for place, word in enumerate(reader.folds):
        if word not in QUOTING or not reader.outside[place]:
            continue
        if any(not out for out in reader.outside[place + 1 :]):
            phrase = subject_of(reader, place)
            if phrase and not isinstance(phrase, Hit):
                return Hit(phrase, place, "ahead")
            return phrase if isinstance(phrase, Hit) else None
    return None


def _according(reader: Reader, place: int) -> Hit | None:
    """`according to X`, `citing X`, `in the words of X`."""
    word = reader.folds[place]
    start = place + 2 if word == "according" else place + 1
    if word not in {"according", "citing", "quoting"} or start >= len(reader.words):
        return None
    if word == "according" and reader.folds[place + 1] != "to":
        return None
    end = reader.run_end(start)
    return Hit(phrase_after(reader, start, end), place, "according")


def _attributed(reader: Reader, place: int) -> Hit | None:
    """`attributed it to two officials`, `relies on six officials`."""
    word, rest = reader.folds[place], reader.folds[place + 1 : place + 4]
    step = {"attributed": "to", "attributes": "to", "relies": "on", "relied": "on"}.get(word)
    if step is None or step not in rest:
        return None
    start = place + 2 + rest.index(step)
    phrase = forward(reader, start, reader.run_end(start)) if start < len(reader.words) else None
    return Hit(phrase, place, "according") if phrase and phrase.kind == "people" else None


def _spoken(reader: Reader, place: int, found: list[Hit]) -> Hit | None:
    last = found[-1].verb if found and found[-1].form != "according" else -1
    word = reader.folds[place]
    if word == "saying" and reader.folds[place - 1] == "as":
        subject = subject_of(reader, max(1, place - _WAS_QUOTED_AS), last)
    else:
        subject = added(reader, place) if word in ADDING else subject_of(reader, place, last)
    phrase = subject.phrase if isinstance(subject, Hit) else subject
    is_that = place == 1 and reader.folds[0] in {"that", "this", "which"}
    if phrase is None and (is_that or not is_surely_speech(reader, place)):
        return None
    if isinstance(subject, Hit):
        return subject
    if (word in _BY_PEOPLE and not _is(phrase, "people")) or (
        word in SHOWING and not _is(phrase, "document")
    ):
        return None
    form: Form = "parenthetical" if _is_parenthetical(reader, place) else "ahead"
    scope = None
    if subject and form == "ahead":
        scope = _after_conjunction(reader, subject.span)
    return Hit(subject, place, form, scope)


def _is(phrase: Phrase | None, kind: SpeakerKind) -> bool:
    return phrase is not None and phrase.kind == kind


def _is_parenthetical(reader: Reader, place: int) -> bool:
    """`..., the city said on Monday`: what is said stands ahead of who says it."""
    start = reader.run_start(place)
    if start == 0 or reader.folds[start] in _JOINING:
        return False
    if reader.ends_at(place) and not reader.is_before_quote(place):
        return True
    if reader.folds[place] in {"told", "tells"}:
        rest = range(place + 1, reader.run_end(place))
        is_last = reader.run_end(place) == len(reader.words)
        return is_last and not any(reader.folds[n] in BOUNDARY for n in rest)
    return place + 1 == len(reader.words) or reader.folds[place + 1] in TAIL | DAYS


def _after_conjunction(reader: Reader, span: Span) -> Span | None:
    """The rest of the sentence from a speaker on, where another statement stands before it."""
    place = next(n for n, w in enumerate(reader.words) if w.span.end > span.start)
    start = reader.run_start(place)
    if start == 0 or reader.folds[start] not in _JOINING:
        return None
    return Span(span.start, len(reader.text.rstrip()))
