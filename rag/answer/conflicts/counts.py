"""Figures of a sentence with what they count: the state, the noun, the rate, and as of when."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from rag.answer.conflicts.meanings import PERSON, STATES, is_empty, sense
from rag.answer.conflicts.oddities import counts_nothing, is_score
from rag.answer.verifying.amounts import Amount
from rag.answer.verifying.checks.clauses import is_irregular
from rag.answer.verifying.checks.speech import SAYING
from rag.types import Span
from rag.words import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from rag.answer.conflicts.reading import Line
    from rag.answer.verifying.checks.clauses import Piece
    from rag.words import Token

_MOST = 16
_REACH = 40
_NOUNS = frozenset("number count toll total tally figure".split())
_LEADS = re.compile(
    r"\b(?:to|at|is|was|are|were|reached|hit|stands|stood|of|now)(?:\s+only)?\s*\Z", re.IGNORECASE
)
_FURTHER = re.compile(
    r"\b(?:another|additional|extra|further|other|each|every|about every)\s*\Z", re.IGNORECASE
)
_FORMER = re.compile(
    r"\b(?:(?:up|down)\s+from|compared\s+(?:with|to)|contre|instead\s+of|rather\s+than|\bfrom)\s*\Z",
    re.IGNORECASE,
)
_LISTED = re.compile(r"\b(?:and|,)\s*\Z")
_WITHDRAWN = re.compile(r"\bnot\s*\Z", re.IGNORECASE)
_WRONG = re.compile(
    r"\b(?:(?:that|the)\s+(?:figure|number|amount)\s+(?:was|is)\s+(?:wrong|incorrect)|was\s+incorrect"
    r"|we\s+(?:wrongly|incorrectly))",
    re.IGNORECASE,
)
_MORE = re.compile(r"\s+(?:more|others?|additional|extra|further)\b", re.IGNORECASE)
_PART = re.compile(
    r"(?:\s+[\w-]+)?\s+of\s+(?:them|those|these|whom|which|the|its|his|her|their)\b"
    r"|[^.;]{0,60}\bamong\s+(?:the|those|them)\b",
    re.IGNORECASE,
)
_PART_BEFORE = re.compile(
    r"\b(?:including|among\s+them|of\s+(?:them|whom|those),?)\s*\Z", re.IGNORECASE
)
_RATE = re.compile(
    r"[^.;,]{0,30}?\b(?:an?|per|each|every)\s+(day|week|month|year|hour|person|head|minute|second"
    r"|night|shift|household|child|docker|worker|share|barrel|tonne|ton|litre|mile)\b",
    re.IGNORECASE,
)
_MEAN = re.compile(r"\b(?:average|median|typical|normally|usually)\b", re.IGNORECASE)
_TALLY = re.compile(
    r"(?<![\d.,-])(\d{1,3}(?:,\d{3})*|\d+)(?:\s+votes)?(?:\s+to\s+|-|\u2013)(\d{1,3}(?:,\d{3})*|\d+)(?![\d%-])"
)
_VOTES = re.compile(r"\b(?:vot|approv|pass|reject|ballot|adopt)", re.IGNORECASE)
_FOR = re.compile(r"\W*(?:\w+\W+){0,3}?(against|opposed|for\b|in\s+favou?r)", re.IGNORECASE)
_SIDES = {"for": "for", "in": "for", "against": "against", "opposed": "against"}
_STATE_WORDS = (
    r"deaths|fatalities|injuries|casualties|arrests|(?:one|body|\w+)\s+(?:(?:was|were|is|has|have|had|been)\s+)*"
    r"(?:killed|hurt|injured|wounded|missing|arrested|evacuated|died)"
)
_NONE = re.compile(rf"\bno(?:\s|-|(?=body))(?:{_STATE_WORDS})\b", re.IGNORECASE)
_NAME = re.compile(r"[A-Z][\w'’-]+")
_AGED = re.compile(r"((?:[A-Z][\w'’-]+\s)*[A-Z][\w'’-]+),\s*\Z")
_FIRST_NAMED = re.compile(r"(?:The\s)?[^,A-Z]*((?:[A-Z][\w'’-]+\s)+[A-Z][\w'’-]+)")
_AGE_ENDS = re.compile(r"\s*(?:,|\.|;|years?\s+old|and\b)")
_AT_AGE = re.compile(r"\b(?:at\s+(?:the\s+)?age\s+of|aged)\s*\Z", re.IGNORECASE)
_OF_THEM = re.compile(
    r"\s+of\s+(?:the|those|them)\s+(?P<state>injured|hurt|wounded|dead|killed|arrested|missing)\b"
    r"[^.;,]{0,40}?\s(?:were|are)\s+(?P<who>\w+)",
    re.IGNORECASE,
)
_OLDEST = 115
_LIVES = re.compile(
    r"(?:\s+[\w-]+){0,2}?\s+(?:lost\s+(?:their|his|her)\s+li(?:ves|fe)|lives\b)", re.IGNORECASE
)
_MEASURES = frozenset("magnitude category index level grade score".split())


@dataclass(frozen=True, eq=False)
class Count:
    """One figure of one sentence."""

    line: Line
    amount: Amount
    state: str
    """What is counted of people or things: dead, arrested, destroyed; empty when none is named."""
    heads: frozenset[str]
    """The nouns that are counted."""
    rate: str = ""
    is_part: bool = False
    """Of a whole that the sentence speaks of: three of the dead, five others."""
    is_former: bool = False
    """The sentence itself gives it as the older figure."""
    is_withdrawn: bool = False
    """The article itself calls it wrong."""
    is_mean: bool = False

    @cached_property
    def telling(self) -> frozenset[str]:
        """What else its sentence says."""
        return self.line.senses - self.heads - STATES - {PERSON}

    @cached_property
    def days(self) -> frozenset[date]:
        """The days that stand closest after it, else all of its sentence."""
        for moment in self.line.moments:
            if 0 <= moment.span.start - self.amount.whole.end <= len(" on the "):
                near = self.line.days_of(moment)
                return near or self.line.days
        return self.line.days


def counts(line: Line) -> tuple[Count, ...]:
    """The figures of a sentence that can be compared; names such as G20 and "dozens" cannot."""
    found: list[Count] = []
    text = line.told.text
    tallies = [Span(*m.span()) for m in _TALLY.finditer(text) if _VOTES.search(text)]
    for amount in line.amounts[:_MOST]:
        tally = next((t for t in tallies if t.start <= amount.span.start < t.end), None)
        if counts_nothing(line, amount):
            continue
        if tally is None:
            read = None if is_score(text, amount) else _read(line, amount)
        elif tally.start == amount.span.start:
            wide = amount._replace(whole=tally, top=amount.value)
            read = Count(line, wide, "", frozenset({"tally"}))
        else:
            read = None
        if read:
            found.append(read)
    return (*found, *_nones(line))


def _read(line: Line, amount: Amount) -> Count | None:
    text = line.told.text
    piece = next((p for p in line.pieces if p.span.start <= amount.span.start < p.span.end), None)
    if piece is None:
        return None
    before = text[max(0, amount.whole.start - _REACH) : amount.whole.start]
    is_wrong = bool(_WITHDRAWN.search(before)) or bool(_WRONG.search(line.told.after))
    rate = _RATE.match(text, amount.whole.end, amount.whole.end + _REACH)
    if (aged := _age(text, amount)) and not amount.unit:
        return Count(line, amount, "age", aged, is_withdrawn=is_wrong)
    if found := _OF_THEM.match(text, amount.span.end):
        who = frozenset({sense(found["who"])})
        return Count(line, amount, sense(found["state"]), who, is_withdrawn=is_wrong)
    heads = _measured(piece, amount) or _toll(piece, amount, before) or _heads(piece, amount)
    return Count(
        line, amount, _state(line, piece, amount), heads - STATES, rate[1].lower() if rate else "",
        bool(
            _FURTHER.search(before) or _MORE.match(text, amount.whole.end)
            or _PART.match(text, amount.whole.end, amount.whole.end + 90)
            or _PART_BEFORE.search(before)
        ),
        is_former(line, amount), is_wrong, bool(_MEAN.search(before)),
    )  # fmt: skip


def is_former(line: Line, amount: Amount) -> bool:
    """Whether its sentence gives a figure as the older: `up from 2,350 on Sunday and 1,800`."""
    text = line.told.text
    if _FORMER.search(text[max(0, amount.whole.start - _REACH) : amount.whole.start]):
        return True
    near = text[max(0, amount.whole.start - 60) : amount.whole.start]
    return bool(_LISTED.search(near)) and bool(re.search(r"\b(?:up|down)\s+from\s", near))


def _age(text: str, amount: Amount) -> frozenset[str]:
    """Whose age a number is; empty when it is none."""
    before = text[max(0, amount.span.start - 2 * _REACH) : amount.span.start]
    if amount.value > _OLDEST or amount.bound:
        return frozenset()
    named = _AGED.search(before) if _AGE_ENDS.match(text, amount.span.end) else None
    if named is None and _AT_AGE.search(before):
        named = _FIRST_NAMED.match(text)
    return frozenset(fold(word) for word in _NAME.findall(named[1])) if named else frozenset()


def _heads(piece: Piece, amount: Amount) -> frozenset[str]:
    """The words after a number up to the first small one: what is counted."""
    found: list[str] = []
    for word in piece.words:
        if word.span.start < amount.whole.end:
            continue
        plain = fold(word.text)
        if not word.is_content and plain not in {"of", "the"}:
            break
        if word.is_number or len(found) == 3 or sense(word.text) in STATES:  # noqa: PLR2004
            break
        if found and (is_irregular(word.text) or word.text.endswith("ed")):
            break
        if word.is_content and not is_empty(word.text):
            found.append(sense(word.text))
    return frozenset(found)


def _toll(piece: Piece, amount: Amount, before: str) -> frozenset[str]:
    """What `the number of people evacuated rose to 4,200` counts."""
    if not _LEADS.search(before):
        return frozenset()
    words = piece.words
    places = [
        n for n, w in enumerate(words)
        if fold(w.text) in _NOUNS and w.span.end <= amount.whole.start
    ]  # fmt: skip
    if not places:
        return frozenset()
    ahead = [w for w in words[max(0, places[-1] - 1) : places[-1]] if w.is_content]
    then = [w for w in words[places[-1] + 1 :] if w.span.end <= amount.whole.start]
    of = _run(then[1:]) if then and fold(then[0].text) == "of" else []
    return frozenset(
        sense(w.text) for w in (*ahead, *of) if w.is_content and not is_empty(w.text)
    ) or frozenset({PERSON})


def _run(words: Sequence[Token]) -> list[Token]:
    """Words up to the first small one that is no article."""
    found: list[Token] = []
    for word in words:
        if not word.is_content and fold(word.text) != "the":
            break
        found.append(word)
    return found


def _measured(piece: Piece, amount: Amount) -> frozenset[str]:
    """The noun before a number that says what it measures: `magnitude 6.4`."""
    words = [w for w in piece.words if w.span.end <= amount.whole.start][-2:]
    return frozenset(sense(w.text) for w in words if fold(w.text) in _MEASURES)


def _state(line: Line, piece: Piece, amount: Amount) -> str:
    """The nearest word for a state: after it, else before it; in its clause, else beyond."""
    text = line.told.text
    if _LIVES.match(text, amount.whole.end):
        return "dead"
    if _VOTES.search(text) and (side := _FOR.match(text, amount.whole.end, amount.whole.end + 60)):
        return _SIDES[side[1].lower().split()[0]]
    others = [a.span for a in line.amounts if a is not amount and not _age(text, a)]
    low = max((s.end for s in others if s.end <= amount.span.start), default=0)
    high = min((s.start for s in others if s.start >= amount.span.end), default=len(text))
    words = list(enumerate(piece.words))
    own = next((piece.clauses[n] for n, w in words if w.span.end > amount.span.start), 0)
    known = [
        (sense(w.text), piece.clauses[n] == own, w.span.start >= amount.whole.end, n)
        for n, w in words
        if sense(w.text) in STATES and low <= w.span.start < high
    ]
    ranked = sorted(known, key=lambda k: (not k[1], not k[2], k[3] if k[2] else -k[3]))
    return ranked[0][0] if ranked else ""


def _nones(line: Line) -> Iterator[Count]:
    """`No deaths`, `nobody was hurt`: a count of nought."""
    for found in _NONE.finditer(line.told.text):
        span = Span(*found.span())
        words = [w for w in line.side.tokens if span.start <= w.span.start < span.end]
        state = next((sense(w.text) for w in words if sense(w.text) in STATES), "")
        heads = frozenset({PERSON})
        if state and not any(fold(w.text) in SAYING for w in words):
            amount = Amount(0.0, 0.0, "", "plain", "", span, span)
            yield Count(line, amount, state, heads)
