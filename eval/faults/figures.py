"""Wrong numbers: another value, another scale, turned digits, another share."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from eval.faults.change import Change, Setting, is_quoted, swap
from rag.answer.verifying.amounts import amounts
from rag.answer.verifying.side import Side

if TYPE_CHECKING:
    from random import Random

WORDS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen twenty"
).split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
MONTHS = (
    "January February March April May June July August September October November December"
).split()
_SCALES = {"hundred": "thousand", "thousand": "million", "million": "billion",
           "billion": "million", "trillion": "billion", "bn": "mn", "mn": "bn"}  # fmt: skip
_SCALE = re.compile(rf"(?<=\d )(?:{'|'.join(_SCALES)})\b|(?<=\d)(?:bn|mn)\b")
_WORD = re.compile(rf"\b(?:{'|'.join([*WORDS[2:], *TENS])})\b(?!-)", re.IGNORECASE)
_FIGURE = re.compile(
    r"(?<![\w.,:/-])(\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)(?![\w:/]|[.,]\d|-\d| ?[ap]\.?m)"
)
_MONTH = "|".join([*MONTHS, *(m[:3] + r"\.?" for m in MONTHS if m != "May")])
_DATE_BEFORE = re.compile(rf"\b(?:{_MONTH})\s\Z")
_DATE_AFTER = re.compile(rf"\s(?:{_MONTH})\b")
_YEAR = range(1500, 2101)
_MORE = re.compile(r"\b(?:more than|over|at least|above|exceeding) \S?\Z", re.IGNORECASE)
_LESS = re.compile(
    r"\b(?:less than|fewer than|under|below|up to|at most|within) \S?\Z", re.IGNORECASE
)
_TURN = 2
"""Digits from which two can change places."""


def number(text: str, setting: Setting, random: Random) -> Change | None:
    """Another value in the place of one number that is no date."""
    places = [m for m in _FIGURE.finditer(text) if not _is_date(text, m)]
    words = [m for m in _WORD.finditer(text) if not is_quoted(text, m.start())]
    scales = list(_SCALE.finditer(text))
    ways = ["value"] * 3 * bool(places) + ["word"] * 2 * bool(words) + ["scale"] * bool(scales)
    if not ways:
        return None
    way = random.choice(ways)
    if way == "scale":
        match = random.choice(scales)
        return swap(text, match.span(), _SCALES[match.group()], "number")
    match = random.choice(places if way == "value" else words)
    new = _other_figure(match.group(), random) if way == "value" else _other_word(match, random)
    change = swap(text, match.span(), new, "number")
    if _is_implied(text, change):
        return None
    return change if _is_other(text, change.text, setting) else None


def _is_other(text: str, changed: str, setting: Setting) -> bool:
    """Whether the figures now differ from those of every sentence of the evidence."""
    after = [(a.value, a.unit) for a in amounts(Side(changed))]
    sides = (text, *setting.evidence)
    return all(after != [(a.value, a.unit) for a in amounts(Side(s))] for s in sides)


def _is_implied(text: str, change: Change) -> bool:
    """Whether a bound before the number makes the changed one true as well: over 30, over 40."""
    before = text[: change.span.start]
    is_lower, is_upper = _MORE.search(before), _LESS.search(before)
    if not (is_lower or is_upper):
        return False
    old, new = amounts(Side(text)), amounts(Side(change.text))
    if len(old) != len(new):
        return True
    grows = any(n.value > o.value for o, n in zip(old, new, strict=True))
    return not grows if is_lower else grows


def _is_date(text: str, match: re.Match[str]) -> bool:
    before, after = text[: match.start()], text[match.end() :]
    if _DATE_BEFORE.search(before) or _DATE_AFTER.match(after):
        return True
    is_year = match[1].isdigit() and len(match[1]) == len("2026") and int(match[1]) in _YEAR
    return is_year and bool(
        re.search(r"(?:\b(?:in|since|from|until|by|of|,|to|early|late)\s|\()\Z", before)
    )


def _other_figure(figure: str, random: Random) -> str:
    digits = figure.replace(",", "")
    if len(digits) >= _TURN and "." not in digits and random.random() < 0.3:  # noqa: PLR2004
        at = random.randrange(len(digits) - 1)
        turned = digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]
        if turned != digits and turned[0] != "0":
            return _written(turned, figure)
    if "." in digits:
        whole, _, rest = digits.partition(".")
        return f"{max(0, int(whole) + random.choice((-2, -1, 1, 2, 3)))}.{rest}"
    value = int(digits)
    if "," not in figure and value in _YEAR and len(digits) == len("2026"):
        return str(value + random.choice((-20, -10, -5, -3, -2, -1, 1, 2, 3)))
    near = [value + step for step in (-4, -3, -2, -1, 1, 2, 3, 5) if value + step > 1]
    far = [round(value * by) for by in (0.5, 0.7, 1.3, 1.5, 2, 3)]
    round_to = 10 ** (len(digits) - len(digits.rstrip("0")))
    if round_to > 1:
        near = [
            value + round_to * step for step in (-2, -1, 1, 2, 3) if value + round_to * step > 0
        ]
        far = [max(round_to, f // round_to * round_to) for f in far]
    if len(digits) <= _TURN:
        far = []
    choices = [new for new in (*near, *far) if new != value]
    return _written(str(random.choice(choices)), figure)


def _written(digits: str, model: str) -> str:
    return f"{int(digits):,}" if "," in model else digits


def _other_word(match: re.Match[str], random: Random) -> str:
    word = match.group().casefold()
    row = WORDS if word in WORDS else TENS
    at = row.index(word)
    low = 2 if row is WORDS else 0
    near = [n for n in range(max(low, at - 3), min(len(row) - 1, at + 4) + 1) if n != at]
    new = row[random.choice(near)]
    return new.capitalize() if match.group()[0].isupper() else new
