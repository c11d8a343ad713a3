"""What is counted after a number: percent, money, units of length, weight, time and the like."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from rag.words import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.words import Token

PERCENT = "%"
DAYS = "day"
MONTHS = "month"
MONEY = frozenset("$€£¥₽₹")
_HOUR = 1 / 24
_UNITS: dict[str, tuple[str, float]] = {
    word: (unit, factor)
    for words, unit, factor in (
        ("km kilometre kilometer kilometres kilometers kms", "metre", 1000.0),
        ("m metre meter metres meters", "metre", 1.0),
        ("cm centimetre centimeter centimetres centimeters", "metre", 0.01),
        ("mm millimetre millimeter millimetres millimeters", "metre", 0.001),
        ("mile miles mi", "mile", 1.0),
        ("mph", "mile", 1.0),
        ("kph kmh", "metre", 1000.0),
        ("foot feet ft", "foot", 1.0),
        ("inch inches", "inch", 1.0),
        ("yard yards", "yard", 1.0),
        ("kg kilo kilos kilogram kilograms kilogramme kilogrammes", "kilogram", 1.0),
        ("g gram grams gramme grammes", "kilogram", 0.001),
        ("mg milligram milligrams", "kilogram", 1e-6),
        ("tonne tonnes", "kilogram", 1000.0),
        ("ton tons", "ton", 1.0),
        ("ounce ounces oz", "ounce", 1.0),
        ("lb lbs", "pound of weight", 1.0),
        ("litre liter litres liters", "litre", 1.0),
        ("ml millilitre milliliter millilitres milliliters", "litre", 0.001),
        ("gallon gallons", "gallon", 1.0),
        ("barrel barrels", "barrel", 1.0),
        ("hectare hectares ha", "hectare", 1.0),
        ("acre acres", "acre", 1.0),
        ("degree degrees", "degree", 1.0),
        ("watt watts", "watt", 1.0),
        ("kw kilowatt kilowatts", "watt", 1e3),
        ("mw megawatt megawatts", "watt", 1e6),
        ("gw gigawatt gigawatts", "watt", 1e9),
        ("knot knots", "knot", 1.0),
        ("second seconds sec secs", DAYS, _HOUR / 3600),
        ("minute minutes min mins", DAYS, _HOUR / 60),
        ("hour hours hr hrs", DAYS, _HOUR),
        ("day days", DAYS, 1.0),
        ("week weeks", DAYS, 7.0),
        ("fortnight fortnights", DAYS, 14.0),
        ("month months", MONTHS, 1.0),
        ("year years yr yrs", MONTHS, 12.0),
        ("decade decades", MONTHS, 120.0),
        ("century centuries", MONTHS, 1200.0),
        ("dollar dollars usd", "$", 1.0),
        ("euro euros eur", "€", 1.0),
        ("pound pounds sterling gbp quid", "£", 1.0),
        ("yen jpy", "¥", 1.0),
        ("rouble roubles ruble rubles rub", "₽", 1.0),
        ("rupee rupees inr", "₹", 1.0),
    )
    for word in words.split()
}
_ONE_LETTER = frozenset("m g".split())
_RAISED = {"square": 2, "sq": 2, "cubic": 3}
_PERCENT = re.compile(
    r"[\s-]{0,2}(?:%|per[ -]?cent\b|pct\b)(\s?-?points?\b)?|[\s-]{0,2}percentage[ -]points?\b",
    re.IGNORECASE,
)
_DEGREE = re.compile(r"\s?[°º]\s?(?:[CF]\b)?")
_SIGN = re.compile(r"(?:\b(?:US|A|C|NZ|HK))?([$€£¥₽₹])\s?\Z")
_REACH = 24


class Measure(NamedTuple):
    """What a number counts, as a canonical unit and the factor to it."""

    unit: str
    factor: float
    end: int
    """Where it ends in the text."""
    used: int
    """How many tokens it took."""


def measure_at(words: Sequence[Token], at: int, text: str, end: int) -> Measure | None:
    """The unit that stands at a token, right after a number that ends at `end`."""
    if found := _PERCENT.match(text, end, end + _REACH):
        unit = "point" if "point" in found.group().lower() else PERCENT
        return Measure(unit, 1.0, found.end(), _used(words, at, found.end()))
    if found := _DEGREE.match(text, end):
        return Measure("degree", 1.0, found.end(), _used(words, at, found.end()))
    place, power = at, 1
    previous = end
    for _ in range(3):
        if place >= len(words) or not _is_near(text[previous : words[place].span.start]):
            return None
        word = fold(words[place].text)
        if word in _RAISED or word in {"us", "u.s", "metric"}:
            power = _RAISED.get(word, 1)
        elif word in _UNITS and not (word in _ONE_LETTER and words[place].text != word):
            is_metric = place > at and fold(words[place - 1].text) == "metric"
            unit, factor = _UNITS["tonne" if is_metric and word.startswith("ton") else word]
            raised = unit if power == 1 else f"{unit} to the power {power}"
            return Measure(raised, factor**power, words[place].span.end, place + 1 - at)
        else:
            return None
        previous, place = words[place].span.end, place + 1
    return None


def _used(words: Sequence[Token], at: int, end: int) -> int:
    """How many tokens from one on begin before an offset."""
    used = at
    while used < len(words) and words[used].span.start < end:
        used += 1
    return used - at


def sign_before(text: str, start: int) -> tuple[str, int]:
    """The currency sign right before a number, and where it begins."""
    at = max(0, start - 5)
    found = _SIGN.search(text[at:start])
    return (found[1], at + found.start()) if found else ("", start)


def _is_near(between: str) -> bool:
    return len(between) <= 2 and not between.strip(" \t\n\u00a0\u202f\u2009-\u2010\u2011.")  # noqa: PLR2004
