"""Amounts of a text: what number, how sure, of what; and whether one amount bears out another."""

from __future__ import annotations

import math
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from rag.answer.verifying.measures import DAYS, MONEY, MONTHS, Measure, measure_at, sign_before
from rag.answer.verifying.numerals import Kind, Numeral, gap, numeral_at
from rag.types import Span
from rag.words import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.answer.verifying.side import Side
    from rag.words import Token

Bound = Literal["", "about", "nearly", "above", "from", "below", "to"]
"""How the number is meant; `from` and `to` take the number itself in."""

_BOUNDS: tuple[tuple[Bound, str], ...] = (
    ("to", r"no\s+more\s+than|not\s+more\s+than|up\s+to|at\s+most|as\s+(?:many|much|high)\s+as"),
    ("to", r"a\s+maximum\s+of|maximum"),
    ("from", r"no\s+(?:fewer|less)\s+than|not\s+less\s+than|at\s+least|a\s+minimum\s+of|minimum"),
    ("above", r"(?:more|greater|higher|larger|longer|later|older|bigger)\s+than|over|above"),
    (
        "above",
        r"(?:exceed|surpass)(?:s|es|ed|ing)?|north\s+of|beyond|upwards?\s+of|in\s+excess\s+of|well\s+over|just\s+over|>",
    ),
    ("below", r"(?:fewer|less|lower|smaller|shorter|younger)\s+than|under|below|just\s+under|<"),
    ("nearly", r"nearly|almost|close\s+to|approaching|not\s+quite"),
    ("about", r"about|around|some|roughly|approximately|approx\.?|circa|an?\s+estimated|~|≈|c\."),
    ("about", r"estimated\s+at|in\s+the\s+region\s+of|more\s+or\s+less"),
)
_BEFORE = tuple(
    (bound, re.compile(rf"(?:\A|(?<=[\W_]))(?:{form})(?:\s+(?:an?\s+)?)?\Z", re.IGNORECASE))
    for bound, form in _BOUNDS
)
_AFTER: tuple[tuple[Bound, re.Pattern[str]], ...] = (
    ("from", re.compile(r"(?:\+|\s+(?:or|and)\s+(?:more|over|above)\b)", re.IGNORECASE)),
    ("to", re.compile(r"\s+or\s+(?:less|fewer)\b", re.IGNORECASE)),
    ("about", re.compile(r"(?:\s+or\s+so\b|-odd\b|-ish\b)", re.IGNORECASE)),
)
_OLD = re.compile(r"[\s-]*(?:old\b|of\s+age\b)", re.IGNORECASE)
_JOINS = re.compile(r"\s*(?:-|\u2013|\u2014|\bto\b|\band\b|\bor\b|,)\s*[$€£¥₽₹]?\s*", re.IGNORECASE)
_TO = re.compile(r"\s*(?:-|\u2013|\bto\b|\bor\b)\s*", re.IGNORECASE)
_FROM = re.compile(r"\bfrom\s+\Z", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\s+\Z", re.IGNORECASE)
_SPACE_BEFORE_DURATION = re.compile(
    r"\b(?:for|in|within|after|than|nearly|about|over|lasted|lasting|almost|around)\s+\Z",
    re.IGNORECASE,
)
_CLAUSE_ENDS = re.compile(r"[.;:,()!?\n\u2013\u2014]")
_LINKS = frozenset("and but while whereas or".split())
_RATES = frozenset("per each every or ago later earlier long".split())
_SAME_MEANING = {
    "dead": "die", "death": "die", "kill": "die", "deadli": "die", "live": "die", "wound": "injur",
    "hurt": "injur", "injuri": "injur",
}  # fmt: skip
_REACH = 28
_WINDOW = 3
_ALIKE = 100
"""How many times one of two joined numbers may be the other and count the same."""
_MINUS = frozenset("-\u2212")


class Amount(NamedTuple):
    """A number in canonical units, with what a reader needs to know what it counts."""

    value: float
    top: float
    """The same as `value` but for "between ten and fifteen"."""
    bound: Bound
    kind: Kind
    unit: str
    """Canonical: `%`, `$`, `metre`, `day`; empty when it counts things."""
    span: Span
    """Sign and unit taken in, hedges not."""
    whole: Span
    """Hedges taken in."""
    after: tuple[str, ...] = ()
    """Stems of the words of meaning that follow in its clause: what is counted."""
    before: str = ""
    """Stem of the word of meaning right before it."""
    or_million: bool = False
    """Whether the unit is an `m` that may as well mean a million."""
    counted: Span = Span(0, 0)
    """From the hedge to the first word of what is counted."""
    is_in_words: bool = False
    """Whether it is written in letters."""
    is_part_of_name: bool = False
    """As in COVID-19 and G20."""

    @property
    def is_duration(self) -> bool:
        """Whether it is a length of time."""
        return self.unit in {DAYS, MONTHS}


@lru_cache(maxsize=16)
def amounts(side: Side) -> tuple[Amount, ...]:
    """All amounts of a text in order; years and days of the month are among them.

    >>> from rag.answer.verifying.side import Side
    >>> [(a.bound, a.value, a.unit) for a in amounts(Side("About 20% of nearly 3 km"))]
    [('about', 20.0, '%'), ('nearly', 3000.0, 'metre')]
    """
    words, text = side.tokens, side.text
    found: list[Amount] = []
    at = 0
    while at < len(words):
        numeral = numeral_at(words, at, text) or _article(words, at, text)
        if numeral is None or _is_list_mark(words, at, text):
            at += 1
            continue
        read, used = _amount(words, at, text, numeral)
        _join(found, read, text)
        at += used
    return tuple(found)


def _article(words: Sequence[Token], at: int, text: str) -> Numeral | None:
    """`for a week`, `within an hour`: an article that counts."""
    if fold(words[at].text) not in {"a", "an"} or at + 1 >= len(words):
        return None
    start, end = words[at].span
    measure = measure_at(words, at + 1, text, end)
    is_time = measure is not None and measure.unit in {DAYS, MONTHS}
    near = text[max(0, start - _REACH) : start]
    return Numeral(1.0, 1) if is_time and _SPACE_BEFORE_DURATION.search(near) else None


def _amount(words: Sequence[Token], at: int, text: str, numeral: Numeral) -> tuple[Amount, int]:
    value, kind = numeral.value, numeral.kind
    used, start = numeral.used, words[at].span.start
    end = words[at + used - 1].span.end
    sign, start = sign_before(text, start)
    measure = None
    if kind == "share":
        measure = Measure("%", 1.0, end, 0)
    elif kind != "ordinal":
        measure = measure_at(words, at + used, text, end)
    or_million = numeral.is_letter_scaled and not sign and measure is None
    if measure:
        end, used = measure.end, used + measure.used
        value *= measure.factor
    unit = sign or (measure.unit if measure else "")
    if unit == MONTHS and (old := _OLD.match(text, end, end + _REACH)):
        unit, value, end = "", numeral.value, old.end()
    if _is_negative(text, start, words[at - 1] if at else None):
        value = -value
    bound, whole = _bound(text, Span(start, end))
    read = Amount(
        value, value, bound, kind, unit, Span(start, end), whole,
        _following(words, at + used, text, end), _previous(words, at, whole.start, text),
        or_million, _counted(words, at + used, whole), not words[at].is_number,
        _names_something(words, at, text) or _goes_on_in_letters(words, at + used, text),
    )  # fmt: skip
    return read, used


def _is_negative(text: str, start: int, before: Token | None) -> bool:
    if before and fold(before.text) == "minus" and start - before.span.end <= 1:
        return True
    is_signed = start > 0 and text[start - 1] in _MINUS
    return is_signed and (start == 1 or not (text[start - 2].isalnum() or text[start - 2] in ".,)"))


def _names_something(words: Sequence[Token], at: int, text: str) -> bool:
    """Whether letters stand right before the number: G20, COVID-19, F-16, mid-30s."""
    between = gap(words, at, text)
    is_close = at > 0 and between in {"", "-", "\u2010", "\u2011"}
    return is_close and words[at].is_number and not words[at - 1].is_number


def _goes_on_in_letters(words: Sequence[Token], at: int, text: str) -> bool:
    """Whether letters stand right after the number, and are no unit: 3D, 4Q, 747s."""
    return at < len(words) and words[at - 1].is_number and not gap(words, at, text)


def _is_list_mark(words: Sequence[Token], at: int, text: str) -> bool:
    """Whether a number only counts the lines of a list: `2) The mayor`, `3. The bridge`."""
    start, end = words[at].span
    is_first = not text[max(0, start - 8) : start].rpartition("\n")[2].strip(" \t*#(-")
    is_first = is_first and (start < 8 or "\n" in text[start - 8 : start])  # noqa: PLR2004
    return is_first and words[at].is_number and text[end : end + 2] in {") ", ". "}


def _bound(text: str, span: Span) -> tuple[Bound, Span]:
    at = max(0, span.start - _REACH)
    near = text[at : span.start]
    for bound, form in _BEFORE:
        if found := form.search(near):
            return bound, Span(at + found.start(), span.end)
    for bound, form in _AFTER:
        if found := form.match(text, span.end, span.end + _REACH):
            return bound, Span(span.start, found.end())
    return "", span


def _following(words: Sequence[Token], at: int, text: str, end: int) -> tuple[str, ...]:
    """Stems of the next words of meaning, up to the end of the clause."""
    found: list[str] = []
    for token in words[at : at + 3 * _WINDOW]:
        is_over = _CLAUSE_ENDS.search(text, end, token.span.start)
        if is_over or token.is_number or fold(token.text) in _LINKS or len(found) == _WINDOW:
            break
        end = token.span.end
        if _counts(token):
            found.append(meaning(token.stem))
    return tuple(found)


def _counted(words: Sequence[Token], at: int, whole: Span) -> Span:
    is_close = at < len(words) and words[at].span.start - whole.end == 1 and _counts(words[at])
    return Span(whole.start, words[at].span.end) if is_close else whole


def _counts(token: Token) -> bool:
    return token.is_content and fold(token.text) not in _RATES


def _previous(words: Sequence[Token], at: int, start: int, text: str) -> str:
    """Stem of the word of meaning right before a number and its hedge."""
    while at and words[at - 1].span.end > start:
        at -= 1
    if not at or _CLAUSE_ENDS.search(text, words[at - 1].span.end, start):
        return ""
    token = words[at - 1]
    return meaning(token.stem) if token.is_content and not token.is_number else ""


def meaning(stem: str) -> str:
    """One stem for words that news puts one for the other: dead, killed, died."""
    return _SAME_MEANING.get(stem, stem)


def _join(found: list[Amount], read: Amount, text: str) -> None:
    """Add an amount; in "10 to 15 per cent" and "$3-4 billion" two of them share what they say."""
    last = found[-1] if found else None
    between = text[last.span.end : read.span.start] if last else ""
    is_joined = len(between) <= _REACH and _JOINS.fullmatch(between) is not None
    if last is None or not is_joined or last.after or {last.kind, read.kind} != {"plain"}:
        found.append(read)
        return
    near = text[max(0, last.span.start - _REACH) : last.span.start]
    if last.unit in MONEY and not read.unit:
        read = read._replace(unit=last.unit)
    is_alike = last.value * _ALIKE >= read.value >= last.value / _ALIKE
    last = last._replace(unit=last.unit or read.unit, after=read.after if is_alike else last.after)
    if _TO.fullmatch(between) and not _FROM.search(near) and last.unit == read.unit:
        last = last._replace(value=last.value * _shared_scale(last, read, text))
    if _BETWEEN.search(near) and between.strip() == "and" and last.unit == read.unit:
        span = Span(last.span.start, read.span.end)
        counted = Span(last.span.start, read.counted.end)
        found[-1] = read._replace(
            value=last.value, top=read.value, span=span, whole=span, counted=counted
        )
        return
    found[-1] = last._replace(top=last.value)
    found.append(read)


def _shared_scale(last: Amount, read: Amount, text: str) -> float:
    """The million of the second number, when the first is written without: 3 to 4 million."""
    is_bare = re.fullmatch(r"\D{0,4}[\d.]+", last.span.of(text)) is not None
    if not is_bare or last.value <= 0 or read.value < last.value * 1000:
        return 1.0
    return float(1000 ** int(math.log10(read.value / last.value) / 3))


def outside(found: Sequence[Amount], spans: Sequence[Span]) -> list[Amount]:
    """The amounts that lie in none of the spans; both stand in order."""
    kept: list[Amount] = []
    at = 0
    for amount in found:
        while at < len(spans) and spans[at].end <= amount.span.start:
            at += 1
        if at == len(spans) or spans[at].start >= amount.span.end:
            kept.append(amount)
    return kept
