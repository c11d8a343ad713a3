"""What a question and its answer were about: names, persons, the subject, the topic."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from rag.retrieve.periods import RELATIVE
from rag.types import Span
from rag.words import Token, fold, tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

SCAFFOLD = frozenset(
    """say says said think thinks thought get got take took come came make made go went know
    known tell kind sort thing things exactly really now mean means long old far big
    else ever already actually again just also anyone anybody anything someone somebody
    lot later earlier next eventually finally yet""".split()
)
"""Words with a meaning of their own that say nothing of the topic."""
AUXILIARIES = frozenset(
    """is are was were do does did has have had will would can could should must might may
    isn't aren't wasn't weren't don't doesn't didn't hasn't haven't won't wouldn't can't
    couldn't""".split()
)
DETERMINERS = frozenset("the a an any every each another whose".split())
_CALENDAR = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april
    may june july august september october november december""".split()
)
_ROLES = (
    r"mayor|minister|president|chancellor|captain|skipper|driver|commander|chief|secretary"
    r"|spokes(?:man|woman|person)|professor|doctor|judge|mediator|engineer|manager|director"
    r"|leader|head|officer|inspector|coordinator|senator|congressman|congresswoman|envoy"
    r"|ambassador|king|queen|pope|prince|general|teacher|nurse|baker|cook|pensioner|deckhand"
    r"|sailor|mechanic|owner|author|writer|columnist|lawyer|prosecutor|pilot|farmer|player|coach"
    r"|boss|critic|witness|victim|suspect|candidate|governor|premier"
)
_ORDINALS = frozenset("first second third last final new old former latest main".split())
_PLAIN_VERBS = frozenset("give say tell have be do".split())
"""Verbs that are stopwords, and so end a noun as a preposition does."""
_LONGEST_NOUN = 3
_TIME = re.compile(rf"\b{RELATIVE}\b", re.IGNORECASE)
_ROLE = re.compile(rf"\b(?:the|a|an)\s+(?:\w+\s+)?(?:{_ROLES})\b", re.IGNORECASE)
_CAPITAL = r"[A-ZÀ-ÖØ-Þ][\w'’-]*"
_PERSON = re.compile(rf"\b{_CAPITAL}(?:\s+(?:van|von|de|der|al|bin|{_CAPITAL})){{1,3}}")
_NO_PERSON = frozenset(
    """bridge hospital street road wall island company council ministry service radio post news
    wharf school hall lock university party bank storm port court house union city river live
    ledger courier star gazette wire digest freight ferries chemicals cut times canal guard
    department agency office committee commission team group club college institute church
    square park lane avenue north south east west united new republic kingdom states nations
    the a an this saint st exchange customs technical""".split()
)
_BEFORE_PERSON = re.compile(rf"(?:\b(?:{_ROLES}|mr|mrs|ms|dr|sir|lady)\b\.?,?\s+)$", re.IGNORECASE)
_AFTER_PERSON = re.compile(
    r",\s+(?:\d\d\b|who\b|the\b|an?\b)|\s+(?:said|says|told|called|asked|added|warned|wrote)\b"
)
_SAID_BY = re.compile(r"\b(?:said|says|added|according to|told by|led by|by)\s+$")


class Phrase(NamedTuple):
    """A run of words and where it stands."""

    text: str
    span: Span


def is_about(token: Token) -> bool:
    """Whether the word says something of the topic."""
    return token.is_content and fold(token.text) not in SCAFFOLD


def is_name(token: Token, place: int) -> bool:
    """Whether a word is written as a name; the first word of a question is not."""
    return token.is_name and place > 0 and token.is_content and fold(token.text) not in _CALENDAR


def phrases(question: str) -> list[Phrase]:
    """The topic of a question: its names whole, its other words one by one.

    >>> [p.text for p in phrases("How many people were hurt at the Sallow Bridge on Monday?")]
    ['people', 'hurt', 'Sallow Bridge', 'Monday']
    """
    times = [Span(*match.span()) for match in _TIME.finditer(question)]
    found = [Phrase(span.of(question), span) for span in times]
    joins = False
    for place, token in enumerate(tokens(question)):
        if not is_about(token) or any(s.start <= token.span.start < s.end for s in times):
            joins = False
            continue
        named = is_name(token, place)
        if named and joins and question[found[-1].span.end : token.span.start].isspace():
            span = Span(found[-1].span.start, token.span.end)
            found[-1] = Phrase(span.of(question), span)
        else:
            found.append(Phrase(token.text, token.span))
        joins = named
    return sorted(found, key=lambda phrase: phrase.span)


def names(question: str) -> list[Phrase]:
    """The names in a question, each whole."""
    starts = {t.span.start for place, t in enumerate(tokens(question)) if is_name(t, place)}
    return [phrase for phrase in phrases(question) if phrase.span.start in starts]


def subject_of(question: str) -> Phrase | None:
    """Who or what a question with an auxiliary verb is asked of, with its article.

    >>> subject_of("How did the mayor react to the flood?").text
    'the mayor'
    >>> subject_of("How many people were hurt?") is None
    True
    """
    found = tokens(question)
    place = next((i for i, t in enumerate(found) if fold(t.text) in AUXILIARIES), None)
    if place is None:
        return None
    rest = found[place + 1 :]
    determined = bool(rest) and fold(rest[0].text) in DETERMINERS
    head = rest[1:] if determined else rest
    if not head or not head[0].is_content or not (determined or head[0].is_name):
        return None
    span = Span(rest[0].span.start, _noun_end(question, head, has_verb=True))
    return Phrase(span.of(question), span)


def thing_in(question: str) -> str | None:
    """The first single thing that a question names with an article; a person is none.

    >>> thing_in("What does the water taxi cost the city?")
    'the water taxi'
    """
    found = tokens(question)
    for place, token in enumerate(found[:-1]):
        if fold(token.text) != "the" or not found[place + 1].is_content:
            continue
        asked = place > 0 and fold(found[place - 1].text) in AUXILIARIES
        span = Span(token.span.start, _noun_end(question, found[place + 1 :], has_verb=asked))
        words = span.of(question)
        is_many = re.search(r"[^sui]s$", words)
        if not (is_many or role_in(words) or person_in(words, surely=True)):
            return words.removesuffix("'s").removesuffix("’s")
    return None


def _noun_end(question: str, words: Sequence[Token], *, has_verb: bool) -> int:
    """Where the noun that the words begin with ends; a verb may follow it directly."""
    run: list[Token] = []
    for word in words:
        # The tokens of "dockers' march" leave the mark between them.
        gap = question[run[-1].span.end : word.span.start] if run else ""
        if not word.is_content or gap.strip(" '’"):
            has_verb = has_verb and fold(word.text) not in _PLAIN_VERBS
            break
        run.append(word)
    named = next((i for i, word in enumerate(run) if not word.is_name), len(run))
    keep = min(len(run), _LONGEST_NOUN)
    if named:
        keep = min(len(run), named + 1) if len(run) > named + has_verb else named
    elif has_verb and len(run) > 1:
        keep = 2 if len(run) > 2 or fold(run[0].text) in _ORDINALS else 1  # noqa: PLR2004
    return run[keep - 1].span.end


def role_in(question: str) -> str | None:
    """A person that a question names by what they do: the mayor."""
    found = _ROLE.search(question)
    return found.group() if found else None


def person_in(text: str, *, surely: bool = False) -> str | None:
    """The person that a text is most likely about; `surely` wants a sign that it is one.

    >>> person_in("At Cinder Wharf, manager Nils Overby said the hull was dented.")
    'Nils Overby'
    """
    best, best_score = None, 0 if surely else -1
    for match in _PERSON.finditer(text):
        words = [fold(word) for word in match.group().split()]
        if any(word in _NO_PERSON or word in _CALENDAR for word in words):
            continue
        before, after = text[max(0, match.start() - 40) : match.start()], text[match.end() :][:40]
        score = 2 * bool(_BEFORE_PERSON.search(before)) + 2 * bool(_SAID_BY.search(before))
        score += 2 * bool(_AFTER_PERSON.match(after))
        if score > best_score:
            best, best_score = match.group(), score
    return best.removesuffix("'s").removesuffix("’s") if best else None


def without(found: Sequence[Phrase], said: str) -> list[str]:
    """Phrases that add something to what is said already, each once."""
    known = {token.stem for token in tokens(said)}
    kept: list[str] = []
    for phrase in found:
        stems = {token.stem for token in tokens(phrase.text)}
        if not stems <= known:
            kept.append(phrase.text)
            known |= stems
    return kept
