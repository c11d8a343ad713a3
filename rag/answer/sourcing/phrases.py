"""Reads words that say who speaks: a name with its title, a body, people who are not named."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from rag.aliases import NATIONS
from rag.answer.sourcing.describing import LONGEST_CORE, Phrase, described, is_name_word
from rag.answer.sourcing.nouns import (
    ATTACHING,
    BODIES,
    BODY_NAMES,
    DEFINITE,
    INDEFINITE,
    NEVER,
    OFFICE_WORDS,
    OFFICES,
    PEOPLE,
    PRONOUNS,
    is_known,
    is_plural,
    singular,
)
from rag.answer.verifying.checks.ordinary import TITLES
from rag.words import fold

if TYPE_CHECKING:
    from rag.answer.sourcing.reader import Reader
    from rag.answer.sourcing.values import SpeakerKind

_LONGEST = 14
"""Words; a longer phrase is more than a description of who speaks."""
_SMALL_TITLE = 3
_PARTICLES = frozenset("de da di van von der den del della la le al bin ibn ben du dos el".split())
_NAME_LINKS = frozenset("of and the for".split())
_OPEN_ENDED = ("ers", "ors", "ists", "ians", "ants", "ents", "ees")


def read_phrase(reader: Reader, first: int, end: int) -> Phrase | None:
    """What a run of words says of who speaks; None where it is not surely such a run."""
    if not 0 < end - first <= _LONGEST:
        return None
    one = reader.folds[first]
    if end - first == 1 and one in PRONOUNS:
        return Phrase(reader.span(first, end), None, is_common=True)
    if found := _name(reader, first, end):
        return found
    if found := _joined(reader, first, end):
        return found
    return described(reader, first, end)


def name_run(reader: Reader, first: int, end: int) -> int:
    """Where the name begins that ends a run of words; `end` where none does."""
    start = end
    place = end - 1
    while place >= first and (is_name_word(reader, place) or _is_particle(reader, place, end)):
        if place + 1 < end and reader.breaks[place + 1]:
            break
        start = place if is_name_word(reader, place) else start
        place -= 1
    while start < end and fold(reader.words[start].text) in OFFICE_WORDS:
        start += 1
    return start


def _is_particle(reader: Reader, place: int, end: int) -> bool:
    word = reader.words[place]
    return word.text in _PARTICLES and place + 1 < end


def _name(reader: Reader, first: int, end: int) -> Phrase | None:
    """A name that ends the run, with what stands before it as the title."""
    words = reader.words
    whole = _body_name(reader, first, end)
    if whole:
        return whole
    start = name_run(reader, first, end)
    if start == end or words[end - 1].text.endswith(("'s", "’s")):
        return None
    if start == first:
        return _bare_name(reader, first, end)
    before = reader.folds[start - 1]
    if not _is_title(reader, first, start):
        return None
    if before in ATTACHING or before in _NAME_LINKS or before in INDEFINITE | DEFINITE:
        return None
    return Phrase(reader.span(start, end), "person", reader.span(first, start))


def _bare_name(reader: Reader, first: int, end: int) -> Phrase | None:
    words, plain = reader.words, reader.folds
    if end - first == 1 and reader.breaks[first] and _is_word(reader, first):
        return None
    while first < end - 1 and plain[first] in NATIONS and " ".join(plain[first:end]) not in NATIONS:
        return None
    is_nation = " ".join(plain[first:end]) in NATIONS
    is_body = is_nation or plain[end - 1] in BODY_NAMES or words[end - 1].text.isupper()
    return Phrase(reader.span(first, end), "body" if is_body else "person")


def _is_word(reader: Reader, place: int) -> bool:
    """Whether a capital may be due to the beginning of a sentence and not to a name."""
    plain = reader.folds[place]
    return is_known(plain) or plain in INDEFINITE or plain.endswith(_OPEN_ENDED)


def _is_title(reader: Reader, first: int, start: int) -> bool:
    """Whether words before a name say what its bearer is: `fire commander`, `Mayor`."""
    plain = reader.folds[first:start]
    if len(plain) > LONGEST_CORE or any(word in NEVER for word in plain):
        return False
    if any(one in BODIES and two == "of" for one, two in pairwise(plain)):
        return False  # `the office of Prime Minister Roe` is not the minister
    last = plain[-1]
    office = any(w in TITLES or singular(w) in PEOPLE | OFFICES for w in plain)
    if not office:
        return _is_plain_title(reader, first, start)
    return last in TITLES or singular(last) in PEOPLE | OFFICES or last in OFFICE_WORDS


def _is_plain_title(reader: Reader, first: int, start: int) -> bool:
    """`highway superintendent Clay Burdette`: small words of any kind before a whole name."""
    has_two = start + 1 < len(reader.words) and reader.words[start + 1].is_name
    plain = reader.folds[first:start]
    is_small = all(reader.words[n].text.islower() for n in range(first, start))
    return (
        has_two and is_small and len(plain) <= _SMALL_TITLE
        and not any(w in ATTACHING | INDEFINITE | DEFINITE or w.endswith(("ed", "ly"))
                    for w in plain)
    )  # fmt: skip


def _body_name(reader: Reader, first: int, end: int) -> Phrase | None:
    """A name of capitals that is a body's: `The Dock and Quay Workers' Union`, `the Kremlin`."""
    words, plain = reader.words, reader.folds
    start = first + (plain[first] == "the")
    if not 0 < end - start <= LONGEST_CORE:
        return None
    inner = range(start, end)
    is_named = all(words[n].is_name or plain[n] in _NAME_LINKS for n in inner)
    is_word = start == first and is_known(plain[end - 1]) and end - start == 1
    if is_word or not (is_named and words[start].is_name and words[end - 1].is_name):
        return None
    last = plain[end - 1]
    is_office = singular(last) in OFFICES | PEOPLE and last not in BODIES
    is_body = singular(last) in BODIES or last in BODY_NAMES
    linked = any(plain[n] in _NAME_LINKS for n in inner)
    is_many = start > first and is_plural(last) and last not in BODY_NAMES and not linked
    if is_office or is_many or not (is_body or start > first):
        return None
    return Phrase(reader.span(first, end), "body", is_common=start > first)


def _joined(reader: Reader, first: int, end: int) -> Phrase | None:
    """`four diplomats and two sources`; `Putin and Rubio`."""
    for place in range(first + 1, end - 1):
        if reader.folds[place] not in {"and", "or"}:
            continue
        one = read_phrase(reader, first, place)
        other = read_phrase(reader, place + 1, end)
        if one is None and _is_adjective(reader, place):
            continue
        if not one or not other or one.kind is None or other.kind is None:
            return None
        kinds = {one.kind, other.kind}
        kind: SpeakerKind = "people" if "people" in kinds else one.kind
        if len(kinds) > 1 and "people" in kinds:
            return None
        is_common = one.is_common or one.title is not None
        return Phrase(reader.span(first, end), kind, is_common=is_common)
    return None


def _is_adjective(reader: Reader, end: int) -> bool:
    """`current and former officials`, `U.S. and Western officials`."""
    last = reader.folds[end - 1]
    return not is_known(last) and last not in NEVER
