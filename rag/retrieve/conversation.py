"""Questions that lean on what was asked before, made to stand alone by rules.

A question that stands alone is left exactly as it is: a needless rewrite drags the search back
to what the reader has left. The rules and their figures stand in docs/design/questions.md.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from rag.retrieve.periods import RELATIVE
from rag.retrieve.questions import Wanted, wanted_by
from rag.retrieve.referents import (
    AUXILIARIES,
    DETERMINERS,
    Phrase,
    is_about,
    is_name,
    names,
    person_in,
    phrases,
    role_in,
    subject_of,
    thing_in,
    without,
)
from rag.words import fold, tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.words import Token

REMEMBERED = 6
"""Turns that a question can lean on."""
_LONGEST = 200
"""A longer question says itself what it is about."""
_LONGEST_ANSWER = 4000
_MOST_CARRIED = 8
_FEW = 3
"""With so many words of its own a question has a topic of its own."""
_LEAD = re.compile(
    r"^\W*(?:(?:and|but|so|also|or|then|ok|okay|well|yes|no|thanks)\b[\s,]*)+", re.IGNORECASE
)
_ABOUT = re.compile(r"^\W*(?:(?:what|how)\s+about|what\s+of)\s+(?P<what>.*\w)", re.IGNORECASE)
_ASKS = frozenset("what who whom whose which when where why how".split()) | AUXILIARIES
_OF_PERSONS = frozenset("he she him her his hers himself herself".split())
_OF_THINGS = frozenset("it its they them their theirs there this that these those".split())
_IT = frozenset(("it", "its"))
_POINTING = frozenset("this that these those".split())
_ENDS_POINTING = re.compile(
    r"\b(?:after|before|about|of|for|from|with|on|against|to|at|by|since|until)\s+"
    r"(?:that|this|these|those|it|them|then)\W*$",
    re.IGNORECASE,
)
_OTHERS = re.compile(r"\b(?:else|others?|the rest|instead|the same)\b", re.IGNORECASE)
_OMITTED = re.compile(
    r"\bhow many(?:\s+(?:of (?:them|those|these)|were|are|was|did|have|had|according|in|on|at)\b"
    r"|\W*$)"
    r"|\bthe (?:number|figure|total|count|toll|cause|reason|cost|price|result|outcome)\b"
    r"(?!\s+(?:of|for)\b)",
    re.IGNORECASE,
)
"""What needs a word beside it: how many of what, the number of what."""
_IT_DOES = re.compile(
    rf"\b(?:{'|'.join(sorted(AUXILIARIES))})\s+it\s+(?!(?:(?:have|be|been|not)\s+)*"
    r"(?:cost|tak|mean|matter|rain|snow|seem|appear|happen|true|possible|likely|clear))\w",
    re.IGNORECASE,
)
_WHO_IS = re.compile(r"^\W*(?:who|what)(?:'s|’s|\s+(?:is|was|are|were))\s+(?:the\s+)?[A-ZÀ-Þ]")
_PLACED = re.compile(r"(in|at|on|for|from|to|by|with|under|about|of|during|over)\s", re.IGNORECASE)
_NAMED = r"(?-i:[A-ZÀ-Þ])[\w'’-]*(?:\s+(?-i:[A-ZÀ-Þ])[\w'’-]*)*"
_VERB = re.compile(r"^[a-zß-ÿ]+(?:ed|ing)$")
_TIME = re.compile(rf"\b{RELATIVE}\b", re.IGNORECASE)
_POSSESSIVE = frozenset(("his", "her"))


class Turn(NamedTuple):
    """A question that was asked and what was answered."""

    question: str
    answer: str = ""


class Standalone(NamedTuple):
    """A question as it is searched, and the words that it took from earlier turns."""

    question: str
    carried: tuple[str, ...] = ()


def standalone(question: str, before: Sequence[Turn]) -> Standalone:
    """Make a question stand alone; one that does is given back unchanged.

    >>> turn = Turn("How did Moscow react to the sanctions on its oil giants?")
    >>> standalone("And how did Kyiv react?", [turn])
    Standalone(question='How did Kyiv react? (sanctions, oil, giants)', carried=('sanctions', 'oil', 'giants'))
    >>> standalone("Who built the bridge over the canal?", [turn]).carried
    ()
    """  # noqa: E501 - as it is printed
    earlier: Turn | None = None
    for turn in before[-REMEMBERED:]:
        asked = _resolved(turn.question, earlier).question
        earlier = Turn(asked, turn.answer[:_LONGEST_ANSWER])
    return _resolved(question, earlier)


def _resolved(question: str, earlier: Turn | None) -> Standalone:
    if earlier is None or len(question) > _LONGEST or not _has_words(question):
        return Standalone(question)
    core = _LEAD.sub("", question)
    about = _ABOUT.match(core)
    if about or _is_fragment(core):
        return _put_in(about["what"] if about else core.rstrip(" ?!."), earlier)
    core = core[:1].upper() + core[1:]
    words = tokens(core)
    own = [t for t in words if is_about(t)]
    if pronoun := _person_meant(words):
        return _with_person(core, pronoun, own, earlier)
    if _leans(question, core, words, own):
        return _with_thing(core, words, own, earlier) or _with_topic(core, earlier)
    return Standalone(question)


def _has_words(question: str) -> bool:
    return any(c.isalnum() for c in question)


def _is_fragment(core: str) -> bool:
    """Whether it is no sentence at all but something to ask the same of: "The cyclist?"."""
    words = tokens(core)
    if not words or fold(words[0].text) in _ASKS or not core.rstrip().endswith("?"):
        return False
    return 0 < sum(map(is_about, words)) < _FEW and len(words) <= _FEW + 1


def _person_meant(words: Sequence[Token]) -> Token | None:
    """The first "he" or "she" that nobody in the question itself can be."""
    for place, word in enumerate(words):
        if fold(word.text) in _OF_PERSONS:
            asked = place > 0 and fold(words[place - 1].text) in AUXILIARIES
            return word if asked or not _is_named_before(words[:place]) else None
    return None


def _is_named_before(words: Sequence[Token]) -> bool:
    """Whether something that a pronoun could stand for comes before it."""
    for place, word in enumerate(words):
        if not is_about(word):
            continue
        near = {fold(w.text) for w in words[max(0, place - 2) : place]}
        if is_name(word, place) or near & (DETERMINERS | {"which", "many"}):
            return True
    return False


def _leans(question: str, core: str, words: Sequence[Token], own: Sequence[Token]) -> bool:
    """Whether the question says too little to be searched alone."""
    named = any(is_name(t, i) for i, t in enumerate(words))
    if _WHO_IS.match(core):
        return False
    if not own or _ENDS_POINTING.search(core):
        return True
    if len(own) <= _FEW and not named and (_OMITTED.search(core) or _IT_DOES.search(core)):
        return True
    new = subject_of(core)
    is_led = len(core) < len(question.strip())
    if len(own) < _FEW and (_thing_meant(words) or (is_led and not _has_object(words, new))):
        return True
    if len(own) == 1 and not named and (new is None or fold(words[0].text) == "what"):
        return True
    return len(own) <= _FEW and bool(_OTHERS.search(core))


def _has_object(words: Sequence[Token], subject: Phrase | None) -> bool:
    """Whether something definite is named besides the subject: "at the wheel of the bus"."""
    after = subject.span.end if subject else 0
    return any(
        is_about(word) and fold(words[place].text) in DETERMINERS
        for place, word in enumerate(words[1:])
        if word.span.start >= after
    )


def _thing_meant(words: Sequence[Token]) -> bool:
    """Whether an "it" or "that" stands for something that the question does not name."""
    for place, word in enumerate(words):
        folded = fold(word.text)
        if folded not in _OF_THINGS:
            continue
        following = words[place + 1] if place + 1 < len(words) else None
        if folded in _POINTING and following is not None:
            begins = fold(following.text) in DETERMINERS | {"he", "she", "they", "it", "there"}
            if begins or following.is_name:
                continue  # "Who said that the wall was weak?"
        # "Whose barge was it?" asks for nothing but what it names.
        asked = following is not None and fold(words[place - 1].text) in AUXILIARIES
        if folded in _POINTING or asked or not _is_named_before(words[:place]):
            return True
    return False


def _put_in(what: str, earlier: Turn) -> Standalone:
    """The earlier question asked of something else."""
    asked = earlier.question
    if _TIME.search(what):
        text, times = _TIME.subn(what, asked, count=1)
        text = text if times else f"{asked.rstrip(' ?!.')} {what}?"
        return Standalone(text, tuple(without(phrases(_TIME.sub(" ", asked)), what)))
    if place := _PLACED.match(what):
        before = list(re.finditer(rf"\b{place[1]}\s+(?:the\s+)?{_NAMED}", asked, re.IGNORECASE))
        start, end = before[-1].span() if before else (len(asked.rstrip(" ?!.")),) * 2
        gap = "" if before else " "
        said = f"{asked[:start]}{gap}{what}{asked[end:]}"
        return Standalone(said, tuple(without(phrases(asked[:start] + asked[end:]), what)))
    named = names(asked)
    is_new_name = any(t.is_name and is_about(t) for t in tokens(what))
    replaced = subject_of(asked) or (named[0] if named and is_new_name else None)
    if replaced is None:
        text = f"{asked.rstrip(' ?!.')}: {what}?"
    else:
        text = f"{asked[: replaced.span.start]}{what}{asked[replaced.span.end :]}"
    rest = [p for p in phrases(asked) if replaced is None or not _within(p, replaced)]
    return Standalone(text, tuple(without(rest, what)))


def _with_person(core: str, pronoun: Token, own: Sequence[Token], earlier: Turn) -> Standalone:
    person = _person_of(earlier)
    if person is None:
        return _with_topic(core, earlier)
    start, end = pronoun.span
    owns = fold(pronoun.text) in _POSSESSIVE and re.match(r"\s+\w", core[end:])
    named = f"{person}'s" if owns else person
    text = f"{core[:start]}{named}{core[end:]}"
    if own and not _OTHERS.search(core):
        return Standalone(text, (person,))
    more = without(phrases(earlier.question), text)[:_MOST_CARRIED]
    return Standalone(_appended(text, more), (person, *more))


def _with_thing(
    core: str, words: Sequence[Token], own: Sequence[Token], earlier: Turn
) -> Standalone | None:
    """The question with what "it" stands for in its place, where that is clear."""
    pronoun = next((word for word in words if fold(word.text) in _IT), None)
    thing = thing_in(earlier.question)
    if pronoun is None or thing is None or not own:
        return None
    named = f"{thing}'s" if fold(pronoun.text) == "its" else thing
    text = f"{core[: pronoun.span.start]}{named}{core[pronoun.span.end :]}"
    is_known = len(own) >= _FEW or any(c.isupper() for c in thing)
    more = [] if is_known else without(names(earlier.question), text)
    return Standalone(_appended(text, more), (thing, *more))


def _person_of(earlier: Turn) -> str | None:
    """Whom "he" or "she" means after a turn."""
    answered = person_in(earlier.answer, surely=True)
    if wanted_by(earlier.question) is Wanted.PERSON and answered:
        return answered
    role = role_in(earlier.question)
    in_question = person_in(earlier.question)
    return in_question or role or answered


def _with_topic(core: str, earlier: Turn) -> Standalone:
    """The question with the words that the earlier one was about."""
    asked = earlier.question
    found = phrases(asked)
    new, old = subject_of(core), subject_of(asked)
    if new is not None and old is not None:
        found = [p for p in found if not _within(p, old)]
    if any(is_about(t) for t in tokens(core)) and not _OMITTED.search(core):
        # The question has a verb of its own.
        found = [p for p in found if not _VERB.search(p.text)]
    more = without(found, core)
    if wanted_by(asked) in {Wanted.PERSON, Wanted.NAME, Wanted.PLACE}:
        answered = person_in(earlier.answer) if wanted_by(asked) is Wanted.PERSON else None
        more += [answered] if answered else []
    more = more[:_MOST_CARRIED]
    return Standalone(_appended(core, more), tuple(more)) if more else Standalone(core)


def _appended(core: str, more: Sequence[str]) -> str:
    return f"{core} ({', '.join(more)})" if more else core


def _within(inner: Phrase, outer: Phrase) -> bool:
    return outer.span.start <= inner.span.start and inner.span.end <= outer.span.end
