"""Numbers of a sentence that count nothing: scores, labels, times, parts of other numbers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rag.answer.conflicts.reading import Line
    from rag.answer.verifying.amounts import Amount

_ENTRY = re.compile(r"\W*\d{1,2}[.:]\d\d\W")
_GROUPED = re.compile(r"(?<![\d.,])\d{1,3}(?: \d{3})+(?![\d.,]\d)")


def counts_nothing(line: Line, amount: Amount) -> bool:
    """Whether a number is no figure that another account could give otherwise."""
    text = line.told.text
    return (
        amount.is_part_of_name
        or amount.kind in {"ordinal", "vague"}
        or _is_label(line, amount)
        or _is_compound(line, amount)
        or _is_time(text, amount)
        or _is_broken(text, amount)
        or not line.tells(amount.span)
    )


def is_score(text: str, amount: Amount) -> bool:
    """Whether it is half of a result: 3-1."""
    near = text[max(0, amount.span.start - 2) : amount.span.end + 2]
    return re.search(r"\d[-–]\d", near) is not None and not amount.unit


def _is_label(line: Line, amount: Amount) -> bool:
    """Whether a number only names a thing: the number 14 bus, Gate 1, Route 31."""
    text = line.told.text
    before = text[max(0, amount.span.start - 14) : amount.span.start]
    if re.search(r"(?:\bnumber|\bno\.|\b[A-Z][a-z]+|\broutes?)\s\Z", before) and not amount.unit:
        first = re.search(r"[A-Z][a-z]+\s\Z", before)
        is_opening = first is not None and amount.span.start - len(first.group()) <= 1
        return not is_opening and not amount.is_in_words and amount.value < 1000  # noqa: PLR2004
    return False


def _is_time(text: str, amount: Amount) -> bool:
    """Whether it is an age that describes, or the time at the head of an entry of a live report."""
    if re.match(
        r"-year|\s+years?[\s-]+old|-month-old", text[amount.span.start :].lstrip("0123456789")
    ):
        return True
    entry = _ENTRY.match(text)
    return entry is not None and amount.span.start < entry.end()


def _is_broken(text: str, amount: Amount) -> bool:
    """Whether a plain space may stand inside it, as in French: `2 350` is no 350."""
    return any(
        m.start() <= amount.span.start < m.end() or m.start() < amount.span.end <= m.end()
        for m in _GROUPED.finditer(text)
    )


def _is_compound(line: Line, amount: Amount) -> bool:
    """Whether it is a part of `2 hours and 9 minutes`, which nothing here adds up."""
    text = line.told.text
    return amount.is_duration and any(
        other.is_duration and other is not amount
        and re.fullmatch(r",?\s+(?:and\s+)?", text[min(amount.whole.end, other.whole.end) : max(
            amount.whole.start, other.whole.start)])
        for other in line.amounts
    )  # fmt: skip
