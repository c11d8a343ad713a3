"""Quantities, names, quotations and small words of a text, with where each stands."""

from __future__ import annotations

import math
import re
from typing import NamedTuple

from rag.types import Span
from rag.words import Token, fold, tokens

_UNITS = {
    "hundred": 100.0, "thousand": 1e3, "million": 1e6, "millions": 1e6, "mn": 1e6, "m": 1e6,
    "billion": 1e9, "billions": 1e9, "bn": 1e9, "trillion": 1e12, "dozen": 12.0,
}  # fmt: skip
_WORDS = {
    word: float(value)
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen".split()
    )
} | {
    word: float(value)
    for value, word in zip(
        range(20, 100, 10),
        "twenty thirty forty fifty sixty seventy eighty ninety".split(),
        strict=True,
    )
}
_ONCE = {"nobody": 0.0, "half": 0.5}
_LONG_NAME = 6
"""Letters from which a name may end in another letter and still be the same."""
_PERCENT = re.compile(r"\s*(?:%|per ?cent\b|percent\b)", re.IGNORECASE)
_SIGNS = {"dollar": "$", "euro": "€", "pound": "£", "yen": "¥", "rouble": "₽", "ruble": "₽"}
_SIGN = re.compile(rf"([{''.join(set(_SIGNS.values()))}])\s?\Z")
_CURRENCY = re.compile(rf"\s*(?:U\.?S\.? )?({'|'.join(_SIGNS)})s?\b", re.IGNORECASE)
_MINUS = re.compile(r"(?:\A|(?<![\w.,)]))[-\u2212]\Z")
_QUOTED = re.compile(r"[\"“«]\s*([^\"“”«»]+?)\s*[\"”»]")
_NEGATIONS = frozenset(
    "not no never none nobody nothing neither nor without cannot denied denies deny denying "
    "refused refuses refuse rejected rejects reject failed fails lacks lacked unlikely "
    "dismissed dismisses unable aucun jamais".split()
)
_HEDGES = frozenset(
    "alleged allegedly reportedly may might could possibly perhaps probably likely suspected "
    "apparently claimed claims unconfirmed appears appeared seems seemed expected planned plans "
    "would potentially presumably estimated believed believe suggests suggested if".split()
)
_CAPITALS_THAT_NAME_NOTHING = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may "
    "june july august september october november december mr mrs ms dr i".split()
)


class Quantity(NamedTuple):
    """A number with its unit of scale resolved; its span takes in sign and unit."""

    value: float
    percent: bool
    currency: str
    """Its sign, whether that or a word was written; empty when none was."""
    span: Span


def quantities(text: str) -> list[Quantity]:
    """Numbers in digits and in words: `20 percent`, `1.2 million`, `twenty-one`.

    >>> [(q.value, q.percent) for q in quantities("About 20% of 1.2 million; twenty-one left.")]
    [(20.0, True), (1200000.0, False), (21.0, False)]
    """
    found: list[Quantity] = []
    words = tokens(text)
    skip = 0
    for place, token in enumerate(words):
        if place < skip:
            continue
        value, used = _value(words, place)
        if value is None:
            continue
        end = words[place + used - 1].span.end
        if place + used < len(words) and fold(words[place + used].text) in _UNITS:
            value *= _UNITS[fold(words[place + used].text)]
            end = words[place + used].span.end
            used += 1
        found.append(_measured(text, value, Span(token.span.start, end)))
        skip = place + used
    return found


def same_figure(one: Quantity, other: Quantity) -> bool:
    """Whether two figures say the same; a currency that only one of them names may be either's."""
    money = {one.currency, other.currency} - {""}
    same_kind = one.percent == other.percent and len(money) <= 1
    return same_kind and math.isclose(one.value, other.value)


def names(text: str) -> list[Token]:
    """Tokens that name someone or something: capitalised, not only because a sentence begins."""
    found: list[Token] = []
    for place, token in enumerate(tokens(text)):
        if not token.is_name or not token.is_content:
            continue
        if fold(token.text) in _CAPITALS_THAT_NAME_NOTHING or fold(token.text) in _WORDS:
            continue
        if place == 0 or _begins_sentence(text, token.span.start):
            continue
        found.append(token)
    return found


def quotations(text: str) -> list[Span]:
    """Spans of the words between quotation marks, the marks left out."""
    return [Span(*match.span(1)) for match in _QUOTED.finditer(text)]


def negations(text: str) -> list[Token]:
    """Words that turn a statement round."""
    return [t for t in tokens(text) if fold(t.text) in _NEGATIONS or _is_contracted_not(t.text)]


def hedges(text: str) -> list[Token]:
    """Words that take certainty away from a statement."""
    return [t for t in tokens(text) if fold(t.text) in _HEDGES and t.text != "May"]


def folded(text: str) -> str:
    """Letters and digits in lower case, words one blank apart: wording without typography."""
    return " ".join(fold(token.text) for token in tokens(text))


def same_name(one: str, other: str) -> bool:
    """Whether two spellings may be one name: Zelenskyy and Zelensky, Kyiv and Kiev not.

    >>> same_name("Zelenskyy", "Zelensky"), same_name("Putin", "Rubio")
    (True, False)
    """
    shorter, longer = sorted((_squeezed(one), _squeezed(other)), key=len)
    grows = len(longer) - len(shorter) <= 1 and longer.startswith(shorter[:-1])
    return shorter == longer or (len(shorter) >= _LONG_NAME and grows)


def _measured(text: str, value: float, span: Span) -> Quantity:
    """A number with the sign before it and the unit after it."""
    start, end = span
    if minus := _MINUS.search(text, max(0, start - 2), start):
        value, start = -value, minus.end() - 1
    sign = _SIGN.search(text, max(0, start - 3), start)
    word = _CURRENCY.match(text, end)
    percent = _PERCENT.match(text, end)
    currency = sign[1] if sign else _SIGNS[word[1].casefold()] if word else ""
    start = sign.start() if sign else start
    end = max(match.end() for match in (word, percent) if match) if word or percent else end
    return Quantity(value, percent is not None, currency, Span(start, end))


def _value(words: list[Token], place: int) -> tuple[float | None, int]:
    token = words[place]
    word = fold(token.text)
    if token.is_number:
        return _digits(token.text), 1
    if word == "one" and place and fold(words[place - 1].text) == "no":
        return 0.0, 1
    if word in _ONCE:
        return _ONCE[word], 1
    if word not in _WORDS:
        return None, 0
    value = _WORDS[word]
    is_tens = value >= _WORDS["twenty"]
    ones = _WORDS.get(fold(words[place + 1].text), 0.0) if place + 1 < len(words) else 0.0
    if is_tens and 0 < ones < _WORDS["ten"]:
        return value + ones, 2
    return value, 1


def _digits(text: str) -> float | None:
    if re.fullmatch(r"\d+:\d+", text):
        hours, _, minutes = text.partition(":")
        return float(hours) * 100 + float(minutes)
    if re.fullmatch(r"\d{1,3}(?:[,.]\d{3})+", text):
        return float(re.sub(r"[,.]", "", text))
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return None


def _begins_sentence(text: str, start: int) -> bool:
    before = text[:start].rstrip(" \"“«'‘(")
    return not before or before[-1] in ".!?:\n"


def _is_contracted_not(word: str) -> bool:
    return word.replace("’", "'").casefold().endswith("n't")


def _squeezed(name: str) -> str:
    plain = fold(name).replace("y", "i").replace("j", "i")
    return re.sub(r"(.)\1", r"\1", plain)
