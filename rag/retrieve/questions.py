"""What kind of thing a question asks for, and whether a sentence offers one.

A question type in the sense of Li and Roth (2002), cut down to what can be told from the
words of a sentence alone.
"""

from __future__ import annotations

import re
from enum import StrEnum

from rag.words import Token, fold, tokens


class Wanted(StrEnum):
    """What an answer has to contain."""

    NUMBER = "number"
    MONEY = "money"
    TIME = "time"
    CLOCK = "clock"
    MONTH = "month"
    YEAR = "year"
    PLACE = "place"
    PERSON = "person"
    NAME = "name"
    AGE = "age"
    WORDS = "words"
    ANYTHING = "anything"


_ASKED: tuple[tuple[Wanted, str], ...] = (
    (
        Wanted.MONEY,
        (
            r"\bhow much (?:money|did \w+ (?:cost|pay|spend)|will|does|is|was|would)\b"
            r"|\bwhat (?:price|sum)\b|\bhow (?:expensive|costly)\b"
        ),
    ),
    (Wanted.AGE, r"\bhow old\b|\bwhat (?:is|was) the age\b|\bwhat age\b|'s age\b"),
    (
        Wanted.NUMBER,
        (
            r"\bhow (?:many|much|old|far|long|large|big|deep|high|tall|wide|heavy|fast|often)\b"
            r"|\bwhat (?:number|share|percentage|proportion|size|age|speed)\b|\bcombien\b"
        ),
    ),
    (Wanted.CLOCK, r"\b(?:what|which) (?:exact )?(?:time|hour)\b"),
    (Wanted.MONTH, r"\b(?:what|which) month\b"),
    (Wanted.YEAR, r"\b(?:what|which) year\b"),
    (
        Wanted.TIME,
        (
            r"^\W*when\b|\b(?:what|which) (?:day|date|week)\b"
            r"|\b(?:since|until) when\b|\bquand\b"
        ),
    ),
    (
        Wanted.WORDS,
        r"\bwhat (?:did|does|has|have|do)\b.*\b(?:say|said|claim|think|tell|ask)\b",
    ),
    (Wanted.PERSON, r"^\W*(?:and )?(?:from |by |to |with )?(?:who|whom|whose)\b|\bby whom\b"),
    (
        Wanted.PLACE,
        (
            r"^\W*(?:and |from |to )?where\b|\b(?:in|at|to|from) (?:which|what) (?:city|town|place"
            r"|building|country|street|venue|hospital)\b"
        ),
    ),
    (
        Wanted.NAME,
        (
            r"\b(?:which|what) (?:\w+ )?(?:company|companies|country|countries"
            r"|outlets?|city|cities|town|party|parties|agency|newspaper|organi[sz]ation|group|firm"
            r"|bank|street|bridge|ship|vessel|place|river|university|team|ministry|minister|person"
            r"|official|senator|president|court|hospital|station|island|state|region|province)s?\b"
        ),
    ),
)

_FOCUS = re.compile(r"\b(?:how many|how much|which|what) (?:of the |of )?", re.IGNORECASE)
_VERBS = frozenset("went came got began left took made stood put gave rose fell paid cost".split())
_LONGEST_FOCUS = 3
_NUMBER = re.compile(
    r"(?<![\d.,])(?!(?:19|20)\d\d\b(?![.,]\d))\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen"
    r"|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy"
    r"|eighty|ninety|hundred|thousand|million|billion|half|dozens?|none|nobody|no one|several"
    r"|un|deux|trois|quatre|cinq|sept|huit|neuf|dix|onze|douze|cent|mille)\b",
    re.IGNORECASE,
)
_MONEY = re.compile(
    r"[$€£¥]|\b(?:dollars?|euros?|pounds?|cents?|roubles?|rubles?|yen|francs?|crowns?"
    r"|usd|eur|gbp|million|billion|free)\b",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\b(?:january|february|march|april|may|june"
    r"|july|august|september|october|november|december)\b|\b(?:19|20)\d\d\b|\d{1,2}[:.]\d\d"
    r"|\b(?:today|yesterday|tomorrow|tonight|morning|noon|midday|afternoon|evening|night"
    r"|midnight|weekend|weeks?|months?|years?|hours?|minutes?|days?|a\.m|p\.m|o'clock)\b"
    r"|\b(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|janvier|février|mars|avril|mai"
    r"|juin|juillet|août|septembre|octobre|novembre|décembre|heures?)\b",
    re.IGNORECASE,
)
_CAPITAL = r"[A-ZÀ-Þ][\w'’-]+"
_NAME = re.compile(rf"(?<!^)(?<![.!?]\s)(?<![“\"«])\b{_CAPITAL}")
_PERSON = re.compile(
    rf"{_NAME.pattern}|\b{_CAPITAL} {_CAPITAL}"
    r"|\b(?:officials?|sources?|spokes\w+|minister|president|mayor|police|union|owner|captain"
    r"|workers?|residents?|company|government|council|office|agency)\b"
)
_SAID = re.compile(
    r"[\"“”«»]|\b(?:said|says|told|called|asked|added|denied|rejected|dismissed|declared|warned"
    r"|insisted|argued|claimed|described|wrote|stated|announced|promised|urged|a dit|selon)\b",
    re.IGNORECASE,
)


def wanted_by(question: str) -> Wanted:
    """What kind of thing the question asks for.

    >>> wanted_by("How many people were hurt?"), wanted_by("When did it open?")
    (<Wanted.NUMBER: 'number'>, <Wanted.TIME: 'time'>)
    """
    for wanted, pattern in _ASKED:
        if re.search(pattern, question, re.IGNORECASE):
            return wanted
    return Wanted.ANYTHING


_MONTH = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b"
    r"|\b(?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre"
    r"|décembre)\b"
)
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_CLOCK = re.compile(
    r"\b\d{1,2}[:.h ]{1,2}\d\d\b|\b\d{1,2} ?(?:a\.?m|p\.?m|h)\b|\b(?:noon|midnight|midday|dawn"
    r"|o'clock)\b",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"\b(?:in|at|on|near|to|from|outside|inside|along|behind|under|across|between|off|into|dans|à)"
    rf" (?:the |its |a |le |la )?(?:\w+ )?{_CAPITAL}"
)
_AGE = re.compile(r", \d{1,3},|\b\d{1,3}[- ]years?[- ]old\b|\baged \d{1,3}\b|\b\d{1,3} ans\b")
_OFFERS: dict[Wanted, tuple[re.Pattern[str], ...]] = {
    Wanted.NUMBER: (_NUMBER,),
    Wanted.AGE: (_AGE,),
    Wanted.MONEY: (_MONEY, _NUMBER),
    Wanted.TIME: (_TIME,),
    Wanted.CLOCK: (_CLOCK,),
    Wanted.MONTH: (_MONTH,),
    Wanted.YEAR: (_YEAR,),
    Wanted.PLACE: (_PLACE,),
    Wanted.PERSON: (_PERSON,),
    Wanted.NAME: (_NAME,),
    Wanted.WORDS: (_SAID,),
    Wanted.ANYTHING: (),
}
"""Patterns that must all be found."""


def focus_of(question: str) -> list[Token]:
    """The words that name the thing asked for: `soldiers` in "How many soldiers ...".

    >>> [t.text for t in focus_of("Which Russian oil companies were put under sanctions?")]
    ['Russian', 'oil', 'companies']
    """
    found = _FOCUS.search(question)
    if found is None:
        return []
    named: list[Token] = []
    for token in tokens(question):
        if token.span.start < found.end():
            continue
        if not token.is_content or fold(token.text) in _VERBS or len(named) == _LONGEST_FOCUS:
            break
        named.append(token)
    return named


def offers(sentence: str, wanted: Wanted) -> bool:
    """Whether the sentence contains a thing of that kind.

    >>> offers("The bridge, built in 1931, is shut.", Wanted.NAME)
    False
    """
    return all(pattern.search(sentence) for pattern in _OFFERS[wanted])
