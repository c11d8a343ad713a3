"""Questions by template: a clause with its answer taken out, turned round."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from eval.drafting.clauses import subject_words
from rag.answer.verifying.measures import MONEY
from rag.answer.verifying.numerals import spelled
from rag.types import Span
from rag.words import fold, tokens

if TYPE_CHECKING:
    from collections.abc import Collection

    from eval.drafting.clauses import Clause
    from rag.answer.verifying.amounts import Amount

_PLURALS = frozenset("people men women children police staff crew personnel passers-by".split())
_AT_TIME = re.compile(r"\s+(?:early |late )?(?:on|in|at|by|around|about|of|during) (?:the )?$")
_AT_PLACE = re.compile(r"\s+(?:in|at|near|outside|inside) (?:the )?$")
_PART_OF_DAY = re.compile(r" (?:morning|afternoon|evening|night)\b")
_LED_TO = re.compile(r"\b(?:for|to|of|by|at|in|from|with|on|over)\s$")
_JOINED = re.compile(r"\s(?:and|or)\s")
_ONE = re.compile(r"(?:an?|one)\b", re.IGNORECASE)
_MOST_NOUN = 3


class Counted(NamedTuple):
    """A figure with what it counts, in a clause."""

    asked: str
    """`How many tonnes of gravel`."""
    span: Span
    """All that goes out of the clause: hedge, figure and noun."""


def counted(amount: Amount, text: str) -> Counted | None:
    """How a question asks for a figure; None where what is counted cannot be told."""
    figure, end = amount.span.of(text), amount.span.end
    if "-" in figure or _ONE.match(figure) or amount.is_part_of_name:
        return None
    if amount.unit in MONEY:
        return Counted("How much", Span(amount.whole.start, end))
    if amount.unit == "%":
        of = re.compile(r" of (?:the )?(?:[a-z]+ ){0,2}[a-z]+s\b").match(text, end)
        asked = f"What percentage{of.group()}" if of else None
        return Counted(asked, Span(amount.whole.start, of.end())) if of and asked else None
    if amount.unit:
        words = [w for w in tokens(figure) if not w.is_number and spelled(w.text) is None]
        unit = figure[words[-1].span.start :] if words else ""
        of = re.compile(r" of [a-z]+").match(text, end)
        end = of.end() if of else end
        what = f"{unit}{of.group() if of else ''}"
        return Counted(f"How many {what}", Span(amount.whole.start, end)) if unit else None
    noun = _noun(text, end)
    return noun and Counted(f"How many {noun.of(text).strip()}", Span(amount.whole.start, noun.end))


def ask_for_figure(clause: Clause, what: Counted, known: Collection[str]) -> str | None:
    """`How many tonnes of gravel was the barge carrying?`; or of the subject itself."""
    if what.span == clause.subject:
        predicate = clause.text[clause.subject.end : clause.rest.end]
        return _question(f"{what.asked}{predicate}")
    text, span = clause.text, what.span
    before, after = text[clause.rest.start : span.start], text[span.end : clause.main].strip(" .")
    if _JOINED.search(before[-5:]) or _JOINED.match(text, span.end):
        return None
    if after and _LED_TO.search(before):  # `How many metres did it rise to on Saturday?`
        return None
    is_object = clause.rest.start <= span.start < span.end <= clause.main
    return _turned(what.asked, clause, what.span, known) if is_object else None


def ask_when(clause: Clause, moment: Span, known: Collection[str], *, clock: bool) -> str | None:
    """`When did the barge hit the pier?`."""
    part = _PART_OF_DAY.match(clause.text, moment.end)
    out = _led(clause, Span(moment.start, part.end() if part else moment.end), _AT_TIME)
    if fold(clause.verb.of(clause.text)) in {"has", "have"}:  # `have voted to strike on Monday`
        return None
    return out and _turned("At what time" if clock else "When", clause, out, known)


def ask_where(clause: Clause, place: Span, known: Collection[str]) -> str | None:
    """`Where did the talks begin?`; only of what ends its clause."""
    out = _led(clause, place, _AT_PLACE)
    if out is None or clause.text[out.end : clause.main].strip(" ."):
        return None
    return _turned("Where", clause, out, known)


def ask_who(clause: Clause, person: Span) -> str | None:
    """`Who was appointed harbour master?`."""
    if person != clause.subject:
        return None
    return _question(f"Who{clause.text[clause.subject.end : clause.rest.end]}")


def _noun(text: str, start: int) -> Span | None:
    """The words after a figure, up to the first that looks like a plural."""
    found = re.compile(r"(?: [a-z]+(?:-[a-z]+)?)+").match(text, start)
    words = tokens(found.group())[:_MOST_NOUN] if found else []
    for word in words:
        plain = fold(word.text)
        if not word.is_content and plain not in _PLURALS:
            return None
        if plain in _PLURALS or (plain.endswith("s") and not plain.endswith("ss")):
            return Span(start, start + word.span.end)
    return None


def _led(clause: Clause, answer: Span, leading: re.Pattern[str]) -> Span | None:
    """An answer with the word that leads to it, where both belong to the verb."""
    if not clause.rest.start <= answer.start < answer.end <= clause.main:
        return None
    before = leading.search(clause.text, clause.rest.start, answer.start)
    if clause.text[answer.end : answer.end + 1] in {"'", "’", "-"}:
        return None
    return Span(before.start(), answer.end) if before else None


def _turned(asked: str, clause: Clause, out: Span, known: Collection[str]) -> str | None:
    text = clause.text
    helper = "did" if clause.base else clause.verb.of(text)
    rest = f"{text[clause.rest.start : out.start]} {text[out.end : clause.rest.end]}"
    words = (asked, helper, subject_words(clause, known), clause.base, rest)
    return _question(" ".join(words))


def _question(words: str) -> str:
    return f"{' '.join(words.split())}?"
