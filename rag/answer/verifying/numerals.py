"""Numbers as English writes them, in digits and in words, read from a run of tokens."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Literal, NamedTuple

from rag.words import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.words import Token

Kind = Literal["plain", "ordinal", "share", "vague"]

_ONES = {
    word: float(value)
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen".split()
    )
}
_TENS = {
    word: float(value)
    for value, word in zip(
        range(20, 100, 10),
        "twenty thirty forty fifty sixty seventy eighty ninety".split(),
        strict=True,
    )
}
_SCALES = {
    "hundred": 100.0, "dozen": 12.0, "thousand": 1e3, "million": 1e6, "billion": 1e9,
    "trillion": 1e12, "mn": 1e6, "mln": 1e6, "bn": 1e9, "tn": 1e12, "trn": 1e12,
}  # fmt: skip
_LETTERS = {"k": 1e3, "m": 1e6, "b": 1e9, "bn": 1e9, "mn": 1e6, "tn": 1e12}
"""Scales that are written onto the last digit."""
_CROWDS = {"dozens": 12.0, "scores": 20.0, "hundreds": 100.0, "thousands": 1e3,
           "millions": 1e6, "billions": 1e9, "trillions": 1e12}  # fmt: skip
_ORDINALS = {
    word: float(value)
    for value, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
        "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth "
        "twentieth".split(),
        1,
    )
} | {"thirtieth": 30.0, "fortieth": 40.0, "fiftieth": 50.0, "hundredth": 100.0}
_PARTS = {"half": 2.0, "quarter": 4.0} | {
    word: value for word, value in _ORDINALS.items() if value >= _ORDINALS["third"]
}
_STARTS = frozenset({*_ONES, *_TENS, *_CROWDS, *_ORDINALS, "tens", "half", "a", "an"})
_SUFFIXES = frozenset({"st", "nd", "rd", "th"})
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_BETWEEN = re.compile(r"[\s\-\u2010\u2011]{0,2}| - ")
_THIN = frozenset("\u00a0\u202f\u2009")
_LONGEST = 40
"""Characters of a figure; more are a serial number, a hash, noise."""
_GROUP = 3


class Numeral(NamedTuple):
    """A number, and how many tokens it took."""

    value: float
    used: int
    kind: Kind = "plain"
    is_letter_scaled: bool = False
    """Whether an `m` made it a million that may also be metres."""


def spelled(word: str) -> str | None:
    """The figure of a number that is one word; None for any other word.

    >>> spelled("Seven"), spelled("forty"), spelled("house")
    ('7', '40', None)
    """
    folded = fold(word)
    value = _ONES.get(folded, _TENS.get(folded))
    return None if value is None else str(int(value))


def numeral_at(words: Sequence[Token], at: int, text: str) -> Numeral | None:
    """The number that begins at a token; None when none does."""
    word = fold(words[at].text)
    if not words[at].is_number and word not in _STARTS:
        return None
    found = (
        _crowd(words, at, text)
        or _share(words, at, text)
        or _whole(words, at, text)
        or (Numeral(_ORDINALS[word], 1, "ordinal") if word in _ORDINALS else None)
    )
    return found if found and math.isfinite(found.value) else None


def gap(words: Sequence[Token], at: int, text: str) -> str:
    """What stands between a token and the one before it."""
    return text[words[at - 1].span.end : words[at].span.start] if at else ""


def digits(text: str) -> float | None:
    """The value of a figure: `1,200`, `1.5`, `1,5`; None for `10:30` and `1.2.3`."""
    if len(text) > _LONGEST:
        return None
    if _THOUSANDS.fullmatch(text):
        text = text.replace(",", "")
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return None


def _word(words: Sequence[Token], at: int, text: str) -> str:
    """The folded token when it continues the one before it, else nothing."""
    joined = at < len(words) and _BETWEEN.fullmatch(gap(words, at, text))
    return fold(words[at].text) if joined else ""


def _crowd(words: Sequence[Token], at: int, text: str) -> Numeral | None:
    """`dozens`, `tens of thousands`, `hundreds of millions`."""
    word = fold(words[at].text)
    if word != "tens" and word not in _CROWDS:
        return None
    value = _CROWDS.get(word, 10.0)
    if _word(words, at + 1, text) == "of" and (more := _word(words, at + 2, text)) in _CROWDS:
        return Numeral(value * _CROWDS[more], 3, "vague")
    return Numeral(value, 1, "vague") if word in _CROWDS else None


def _share(words: Sequence[Token], at: int, text: str) -> Numeral | None:
    """`half of`, `a third of`, `two thirds`, in percent; `half a million` as a number."""
    word, after = fold(words[at].text), _word(words, at + 1, text)
    if word == "half":
        scale = _SCALES.get(_word(words, at + 2, text)) if after in {"a", "dozen"} else None
        if after == "a" and scale:
            return Numeral(scale / 2, 3)
        if after in {"dozen", "million", "billion"}:
            return Numeral(_SCALES[after] / 2, 2)
        before = fold(words[at - 1].text) if at else ""
        is_part = after in {"of", "the", "its", "their", "his", "her", "all"}
        return Numeral(50.0, 1, "share") if is_part and before not in _ORDINALS else None
    count = 1.0 if word in {"a", "one"} else _ONES.get(word, 0.0)
    part = after.removesuffix("s") if count > 1 else after
    is_named = count > 1 and after.endswith("s") and part != "half"
    is_of = count == 1 and _word(words, at + 2, text) == "of"
    if part in _PARTS and (is_named or is_of):
        return Numeral(100 * count / _PARTS[part], 2, "share")
    return None


def _whole(words: Sequence[Token], at: int, text: str) -> Numeral | None:
    total, current, place = 0.0, None, at
    if fold(words[at].text) in {"a", "an"}:
        if _word(words, at + 1, text) not in _SCALES:
            return None
        current, place = 1.0, at + 1
    elif words[at].is_number:
        return _figure(words, at, text)
    while place < len(words):
        word = fold(words[at].text) if place == at else _word(words, place, text)
        step = _ONES.get(word, _TENS.get(word))
        if step is not None and _fits(current, step):
            current = (current or 0.0) + step
        elif word in _SCALES and current is not None:
            current *= _SCALES[word]
            if _SCALES[word] > _SCALES["hundred"]:
                total, current = total + current, None if _goes_on(words, place, text) else 0.0
        elif not (word == "and" and place > at and _goes_on(words, place - 1, text)):
            break
        place += 1
    if place == at or (current is None and not total):
        return None
    return _halved(words, place, text, total + (current or 0.0), place - at)


def _fits(current: float | None, step: float) -> bool:
    """Whether a number word goes on with the number so far: twenty one, a hundred five."""
    if current is None:
        return True
    is_after_tens = 0 < step < 10 and current % 100 >= 20 and current % 10 == 0  # noqa: PLR2004
    return is_after_tens or (current >= _SCALES["hundred"] and current % 100 == 0)


def _goes_on(words: Sequence[Token], place: int, text: str) -> bool:
    """Whether a smaller number follows a scale: two thousand five, a hundred and ten."""
    if fold(words[place].text) not in _SCALES:
        return False
    place += 1
    if _word(words, place, text) == "and":
        place += 1
    word = _word(words, place, text)
    return word in _ONES or word in _TENS


def _figure(words: Sequence[Token], at: int, text: str) -> Numeral | None:
    """Digits with what is written onto them: `12th`, `$3bn`, `1.2 million`, `20 000`."""
    value = digits(words[at].text)
    if value is None:
        return None
    place = at + 1
    while place < len(words) and gap(words, place, text) in _THIN and _is_group(words[place]):
        value, place = value * 1000 + float(words[place].text), place + 1
    if place < len(words) and not gap(words, place, text):
        written = words[place].text.casefold()
        if written in _SUFFIXES:
            return Numeral(value, place + 1 - at, "ordinal")
        if written in _LETTERS:
            is_metre = written == "m"
            return Numeral(value * _LETTERS[written], place + 1 - at, "plain", is_metre)
    scale = _SCALES.get(_word(words, place, text))
    if scale:
        return Numeral(value * scale, place + 1 - at)
    return _halved(words, place, text, value, place - at)


def _is_group(token: Token) -> bool:
    return token.text.isdigit() and len(token.text) == _GROUP


def _halved(words: Sequence[Token], place: int, text: str, value: float, used: int) -> Numeral:
    """A number that may go on with "and a half", and then with a scale."""
    if [_word(words, place + i, text) for i in range(3)] == ["and", "a", "half"]:
        value, used, place = value + 0.5, used + 3, place + 3
        if scale := _SCALES.get(_word(words, place, text)):
            return Numeral(value * scale, used + 1)
    return Numeral(value, used)
