"""Reads descriptions without a name: a body, an office, a paper, people who are not named."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rag.aliases import NATIONS
from rag.answer.sourcing.nouns import (
    ATTACHING,
    BODIES,
    DEFINITE,
    DOCUMENTS,
    INDEFINITE,
    NEVER,
    NUMBERS,
    OFFICE_WORDS,
    OFFICES,
    PEOPLE,
    is_known,
    is_plural,
    singular,
)
from rag.answer.verifying.checks.ordinary import is_proper
from rag.words import fold

if TYPE_CHECKING:
    from rag.answer.sourcing.reader import Reader
    from rag.answer.sourcing.values import SpeakerKind
    from rag.types import Span

LONGEST_CORE = 8
"""Words of a description without what is attached to it."""
_GENITIVES = ("'s", "’s", "s'", "s’")


class Phrase(NamedTuple):
    """Who speaks, as far as one run of words says it."""

    span: Span
    """Of the name, or of the whole description where there is none."""
    kind: SpeakerKind | None
    """None for a pronoun, which says nothing by itself."""
    title: Span | None = None
    is_common: bool = False


def is_name_word(reader: Reader, place: int) -> bool:
    """Whether a word can be part of somebody's or something's own name."""
    word = reader.words[place]
    is_initial = word.is_name and len(word.text) == 1
    return is_initial or (word.is_name and is_proper(word) and fold(word.text) not in OFFICE_WORDS)


def described(reader: Reader, first: int, end: int) -> Phrase | None:
    """People, a body, an office or a paper by a common noun."""
    plain = reader.folds
    stop = next((n for n in range(first + 1, end) if plain[n] in ATTACHING), end)
    span = reader.span(first, _shown(reader, stop, end))
    if not _is_description(reader, first, stop) or _has_verb(reader, stop, end):
        return None
    head, opens = plain[stop - 1], plain[first]
    is_few = head in NUMBERS or head in {"other", "others", "some", "many", "several"}
    if is_few and (stop - first == 1 or (stop - first == 2 and opens == "the")):  # noqa: PLR2004
        return Phrase(span, "people", is_common=True)
    kind = _kind(reader, first, stop)
    if kind == "people" and singular(head) in DOCUMENTS and _has_name(reader, stop, end):
        kind = "document"
    return Phrase(span, kind, is_common=_is_common(reader, first)) if kind else None


def _is_description(reader: Reader, first: int, stop: int) -> bool:
    """Whether words can be one noun with what is said of it, and no verb among them."""
    plain = reader.folds
    small = (plain[n] for n in range(first, stop) if not reader.words[n].text.isupper())
    if stop - first > LONGEST_CORE or any(word in NEVER for word in small):
        return False
    if any(reader.breaks[n] for n in range(first + 1, stop)):
        return False
    if {"a", "an", "the"} & set(plain[first + 1 : stop]) and plain[first] not in {"all", "both"}:
        return False
    return not any(word.endswith("ing") for word in plain[first + 1 : max(first + 1, stop - 2)])


def _has_verb(reader: Reader, first: int, end: int) -> bool:
    """Whether a sentence goes on in what is said more closely; a relative clause may."""
    if first < end and reader.folds[first] in {"who", "that", "which", "by", "as"}:
        return False
    return bool({"has", "have", "had", "is", "are", "was", "were"} & set(reader.folds[first:end]))


def _is_common(reader: Reader, first: int) -> bool:
    """Whether a phrase begins with a word that has no capital of its own."""
    opens = reader.folds[first]
    if not reader.words[first].is_name or opens in DEFINITE | INDEFINITE or is_known(opens):
        return True
    return first == 0 and opens not in NATIONS and not _is_upper(reader, first)


def _has_name(reader: Reader, first: int, end: int) -> bool:
    """`a survey by Sennet Polytechnic`: whose it is stands there."""
    return any(is_name_word(reader, n) for n in range(first, end)) and reader.folds[first] in {
        "by", "of", "from",
    }  # fmt: skip


def _is_upper(reader: Reader, place: int) -> bool:
    word = reader.words[place].text
    after = reader.words[place + 1] if place + 1 < len(reader.words) else None
    return word[:2].isupper() or (after is not None and after.is_name)


def _shown(reader: Reader, stop: int, end: int) -> int:
    """Where the description ends that is shown: a relative clause is not."""
    if stop < end and reader.folds[stop] in {"who", "that", "which", "as"}:
        return stop
    return next((n for n in range(stop, end) if reader.folds[n] in {"who", "which", "as"}), end)


def _kind(reader: Reader, first: int, stop: int) -> SpeakerKind | None:
    plain = reader.folds
    head, opens = plain[stop - 1], plain[first]
    one = singular(head)
    many = is_plural(head)
    is_whose = any(reader.words[n].text.endswith(_GENITIVES) for n in range(first, stop - 1))
    is_definite = opens in DEFINITE or (is_whose and opens not in INDEFINITE)
    if one in DOCUMENTS:
        return "document" if is_definite or (many and stop - first > 1) else "people"
    has_name = any(reader.words[n].is_name for n in range(first + 1, stop))
    if one in BODIES:
        has_name = has_name or _starts_with_nation(reader, first)
        if is_definite or has_name or (head == "police" and opens not in INDEFINITE):
            return "body"
        is_some = many or opens in INDEFINITE
        return "people" if is_some and head != "police" else None
    if one in OFFICES and is_definite and not many:
        return "role"
    if one in PEOPLE or (one in OFFICES and (many or opens in INDEFINITE)):
        return _people(opens, one, many=many, is_definite=is_definite)
    return None


def _starts_with_nation(reader: Reader, first: int) -> bool:
    return reader.words[first].is_name and reader.folds[first] in NATIONS


def _people(opens: str, one: str, *, many: bool, is_definite: bool) -> SpeakerKind | None:
    """Nobody in particular, unless `the driver` is somebody who was named before."""
    vague = {"source", "official", "diplomat", "spokesman", "spokeswoman", "spokesperson", "aide"}
    own = opens in {"his", "her", "their", "its", "my"}
    if is_definite and not many and one not in vague and not own:
        return None
    return "people"
