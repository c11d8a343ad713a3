"""Speakers over a comma or an `and`: `Roe, the mayor, said`, `Roe, who said`, `and said`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple

from rag.answer.sourcing.nouns import PEOPLE, PRONOUNS, singular
from rag.answer.sourcing.phrases import name_run, read_phrase
from rag.answer.sourcing.verbs import is_verbal
from rag.answer.verifying.checks.ordinary import is_proper
from rag.types import Span

if TYPE_CHECKING:
    from rag.answer.sourcing.describing import Phrase
    from rag.answer.sourcing.reader import Reader

OPENERS = frozenset(
    """but and while though although yet so as because since after when later still meanwhile then
    instead however earlier nevertheless whereas before if where or also even today yesterday
    separately asked""".split()
)
_AGE = re.compile(r"\d{1,3}\Z")
_ROLES = frozenset(
    """spokesman spokeswoman spokesperson director duty head chief chairman chairwoman president
    leader manager deputy professor secretary minister founder owner executive senior vice
    general managing editor""".split()
)
_ASIDE = frozenset(
    "who which whose where in on at of for with as after before during like under from".split()
)
"""Words that begin what only stands between a subject and its verb."""
_AS_ROLE = 14
"""Words of the longest description between two commas."""

Form = Literal["ahead", "parenthetical", "according", "relative", "joined"]


class Hit(NamedTuple):
    """One place where somebody is said to say something."""

    phrase: Phrase | None
    """None where the words do not say with certainty who."""
    verb: int
    """Place of the verb among the words of the sentence."""
    form: Form
    scope: Span | None = None
    """What is said, where the rest of the sentence is somebody else's."""


def head_of(reader: Reader, start: int, role: Span | None = None) -> Phrase | None:
    """Back over ages, roles and relative clauses to who they are said of."""
    stop = start
    for _ in range(5):
        if stop == 0:
            return None
        first = reader.run_start(stop - 1)
        if not reader.outside[stop - 1]:
            return None
        opener = reader.folds[first]
        is_aside = opener in _ASIDE or opener.endswith("ing")
        is_age = stop - first == 1 and _AGE.match(reader.folds[first]) is not None
        if is_age or is_aside:
            stop = first
            continue
        phrase = named_part(reader, first, stop)
        if phrase and phrase.kind == "person" and _is_of_place(reader, first):
            stop = first
            continue
        if phrase and phrase.kind == "person":
            return _titled(reader, phrase, first, role)
        is_last = role is None and stop == start
        if phrase and phrase.kind is not None and not is_last:
            return phrase if first == 0 or phrase.kind == "body" else None
        if opener in PRONOUNS or (phrase is None and not is_role(reader, first, stop)):
            return None
        role = reader.span(first, stop)
        stop = first
    return None


def _is_of_place(reader: Reader, first: int) -> bool:
    """`Vincent, 44, of Arlington, Va., said`: the second half of a place."""
    if first == 0:
        return False
    return reader.folds[reader.run_start(first - 1)] in {"of", "from", "in", "near", "at"}


def named_part(reader: Reader, first: int, stop: int) -> Phrase | None:
    """Who a run of words is, a conjunction before it left out."""
    while first < stop and reader.folds[first] in OPENERS:
        first += 1
    return read_phrase(reader, first, stop)


def _titled(reader: Reader, phrase: Phrase, first: int, role: Span | None) -> Phrase:
    """A name with the role that stands after it, or before it: `The mayor, Leonie Haddow,`."""
    if phrase.title is not None:
        return phrase
    if role is not None:
        return phrase._replace(title=role)
    if first > 0:
        before = reader.run_start(first - 1)
        other = named_part(reader, before, first)
        if other and other.kind in {"people", "role"} and is_singular(reader, first - 1):
            return phrase._replace(title=other.span)
    return phrase


def is_role(reader: Reader, first: int, stop: int) -> bool:
    """Whether a run between commas says what somebody is: `a school cook`."""
    opener = reader.folds[first]
    has_article = opener in {"a", "an", "the", "its", "his", "her", "their", "former", "one"}
    has_genitive = any(
        w.text.endswith(("'s", "’s", "s'", "s’")) for w in reader.words[first : first + 4]
    )
    knows = any(
        singular(w) in PEOPLE or not is_proper(reader.words[first + n])
        for n, w in enumerate(reader.folds[first:stop])
    )
    return stop - first <= _AS_ROLE and knows and (has_article or has_genitive or opener in _ROLES)


def relative(reader: Reader, verb: int, start: int) -> Phrase | Hit | None:
    """`The barge belongs to Veldon, which said it was helping`: whom the clause is about."""
    stop = start
    while stop > 0 and _AGE.match(reader.folds[stop - 1]):
        stop -= 1
    if stop == 0:
        return None
    scope = Span(reader.words[start].span.start, len(reader.text.rstrip()))
    first = reader.run_start(stop - 1)
    whole = named_part(reader, first, stop)
    if whole and whole.kind is not None and first == 0:
        return Hit(whole, verb, "relative")
    begin = name_run(reader, first, stop)
    if whole and whole.kind == "person":
        return Hit(whole, verb, "relative", scope)
    if begin < stop and not (begin == first == 0):
        phrase = read_phrase(reader, begin, stop)
        return Hit(phrase, verb, "relative", scope)
    return Hit(None, verb, "relative", scope)


def coordinated(reader: Reader, verb: int, start: int, stop: int) -> Hit | None:
    """`Police closed it and said`: the subject is that of the sentence's first verb."""
    scope = Span(reader.words[verb].span.start, len(reader.text.rstrip()))
    if start == stop and start > 0 and not reader.outside[start - 1]:
        # Quoted words stand between: `called it “a mess” and said`.
        start, stop = 0, reader.run_end(0)
    phrase = initial(reader, start, stop)
    if phrase is None and start > 0 and is_verbal(reader, start):
        phrase = head_of(reader, start)
    return Hit(phrase, verb, "joined", scope)


def added(reader: Reader, verb: int) -> Hit | None:
    """`Zelensky was cautious, asking what they will do`: the subject of the sentence."""
    phrase = initial(reader, 0, reader.run_end(0))
    scope = Span(reader.words[verb].span.start, len(reader.text.rstrip()))
    return Hit(phrase, verb, "joined", scope) if phrase else None


def initial(reader: Reader, start: int, stop: int) -> Phrase | None:
    """Who a run of words begins with, where a verb follows."""
    begin = start
    while begin < stop and reader.folds[begin] in OPENERS:
        begin += 1
    for end in range(min(stop - 1, begin + 10), begin, -1):
        if reader.words[end].is_name or reader.words[end].is_number:
            continue
        phrase = read_phrase(reader, begin, end)
        if phrase and is_verbal(reader, end):
            return phrase
    return None


def is_singular(reader: Reader, place: int) -> bool:
    """Whether a noun stands for one."""
    word = reader.folds[place]
    return singular(word) == word
