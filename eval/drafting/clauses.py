"""The first clause of a sentence, taken apart as far as a question needs it.

English only, and only what is plain: a subject, a verb in the past or one that is helped by
another, and what follows. A sentence that is anything else is passed over; there are others.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from rag.answer.verifying.checks.clauses import infinitive
from rag.answer.verifying.checks.speech import SAYING
from rag.answer.verifying.side import Side
from rag.types import Span
from rag.words import fold

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from rag.words import Token

BREAK = re.compile(r"[,;:](?=\s)|\s[-–]\s|[—()\"“”„«»!?]")
_HELPING = frozenset("is are was were will would can could may might must should".split())
_HAVING = frozenset("has have had".split())
_BETWEEN = frozenset("not also now since already been".split())
_OPENING = frozenset(
    "when as after before while because although though until since if unless where".split()
)
_RELATIVE = frozenset("that which who whom whose".split())
_DETERMINING = frozenset(
    "the a an its his her their this that these some many most all both of and in".split()
)
_CASUAL = frozenset("the a an some several many most all about at around nearly more".split())
_SHORT = re.compile(r"[ap]\.m\.")
_LONGEST = 9
"""Words of a subject that a question can carry."""


class Clause(NamedTuple):
    """`SUBJECT VERB REST` of a sentence; spans are offsets into it."""

    text: str
    subject: Span
    verb: Span
    """`was` of `was carrying`, or a verb that stands alone in the past."""
    base: str
    """How a question has one that stands alone: `did ... carry`; else empty."""
    rest: Span
    """What follows the helper or the verb."""
    main: int
    """Where what belongs to the verb ends: another clause begins there, or nothing does."""

    @property
    def whole(self) -> Span:
        """From its first word to its last."""
        return Span(self.subject.start, self.rest.end)


def first_clause(text: str, words_known: Collection[str]) -> Clause | None:
    """The first clause of a sentence; None where it is not plain.

    Args:
        text: The sentence.
        words_known: Words that the articles write small, by which a verb is brought home.
    """
    end = _end(text)
    words = [word for word in Side(text).tokens if word.span.end <= end]
    place = next((n for n in range(1, len(words)) if _is_verb(words, n, text)), None)
    if place is None or not _can_be_subject(words[:place]):
        return None
    verb = words[place]
    base = "" if _helps(words, place) else _base(verb.text, words_known)
    if base is None or place + 1 == len(words):
        return None
    after = words[place + 1 :]
    opening = next((n for n, w in enumerate(after) if fold(w.text) in _OPENING | _RELATIVE), None)
    own = after if opening is None else after[:opening]
    if _has_second_verb(own, text, is_helped=not base):
        return None
    last = after[-1].span.end
    return Clause(
        text,
        Span(words[0].span.start, words[place - 1].span.end),
        verb.span,
        base,
        Span(verb.span.end, last + bool(_SHORT.match(text, last - 3))),
        end if opening is None else after[opening].span.start,
    )


def subject_words(clause: Clause, words_known: Collection[str]) -> str:
    """The subject as it stands inside a question: small where only the sentence made it large."""
    text = clause.subject.of(clause.text)
    first = text.split(" ", 1)[0]
    is_common = fold(first) in _CASUAL or first.lower() in words_known
    is_short = len(first) > 1 and first.isupper()
    return text[:1].lower() + text[1:] if is_common and not is_short else text


def _end(text: str) -> int:
    found = BREAK.search(text)
    return found.start() if found else len(text)


def _helps(words: Sequence[Token], place: int) -> bool:
    plain = fold(words[place].text)
    if plain in _HELPING:
        return True
    later = [fold(w.text) for w in words[place + 1 : place + 4]]
    following = next((w for w in later if w not in _BETWEEN and not w.endswith("ly")), "")
    return plain in _HAVING and ("been" in later[:2] or _is_past(following))


def _is_verb(words: Sequence[Token], place: int, text: str) -> bool:
    word = words[place]
    plain = fold(word.text)
    if plain in _HELPING | _HAVING:
        return True
    before = words[place - 1]
    is_joined = text[before.span.end : word.span.start] != " "
    # `the retired cook`, `40 injured passengers`: it says what somebody is.
    is_describing = fold(before.text) in _DETERMINING or before.is_number
    return word.text.islower() and _is_past(plain) and not (is_joined or is_describing)


def _is_past(plain: str) -> bool:
    return bool(infinitive(plain)) or (plain.endswith("ed") and len(plain) > len("used"))


def _can_be_subject(words: Sequence[Token]) -> bool:
    plain = {fold(word.text) for word in words}
    return len(words) <= _LONGEST and not plain & (_RELATIVE | _OPENING | SAYING | {"there", "it"})


def _has_second_verb(words: Sequence[Token], text: str, *, is_helped: bool) -> bool:
    """Whether something else is told: `was closed and reopened`; `loaded with gravel struck`."""
    plain = [fold(word.text) for word in words]
    if set(plain) & (_HELPING | _HAVING):
        return True
    joins = [n for n, word in enumerate(plain) if word in {"and", "but", "or"}]
    if any(_is_past(word) for n in joins for word in plain[n + 1 :]):
        return True
    return not is_helped and any(_is_verb(words, n, text) for n in range(1, len(words)))


def _base(verb: str, words_known: Collection[str]) -> str | None:
    """The form that stands after `did`; None where nothing shows which it is."""
    plain = fold(verb)
    if plain in _HAVING:
        return "have" if plain == "had" else None
    if found := infinitive(plain):
        return found
    stem = plain.removesuffix("ed")
    tries = [f"{stem}e", stem]
    if stem[-1:] == stem[-2:-1]:
        tries.append(stem[:-1])
    if stem.endswith("i"):
        tries = [f"{stem[:-1]}y"]
    known = [word for word in tries if word in words_known]
    return known[0] if len(known) == 1 else None
