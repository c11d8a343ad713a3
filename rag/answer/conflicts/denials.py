"""What one side alleges and another denies."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from rag.answer.conflicts.reading import senses
from rag.answer.conflicts.types import Difference, Matter, Position, Relation, Voice
from rag.answer.verifying.checks.ordinary import is_proper
from rag.types import Span
from rag.words import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from rag.answer.conflicts.reading import Line

_CHARGES = (
    r"(?:allegations?|accusations?|claims?|charges?|reports?|suggestions?|assertions?|statements?)"
)
_DENIES = re.compile(
    rf"\b(?:den(?:y|ies|ied|ying)|refut(?:es?|ed|ing)|disput(?:es?|ed|ing)|(?:reject|dismiss)(?:s|es|ed|ing)?"
    rf"(?=(?:\s+[\w.'’-]+){{0,5}}?\s+{_CHARGES}\b))"
    rf"\s+(?:(?:on|in|last|late)\s+\w+\s+)?(?P<what>that\b|th(?:is|at|ese|ose)\s*[.,;]|it\b|them\b|having\b"
    rf"|(?:[\w.'’-]+\s+){{0,5}}?{_CHARGES}\b|\w+ing\b)",
    re.IGNORECASE,
)
_ALLEGES = re.compile(r"\b(?:alleg|accus|claim|charg|report|said|say|told|suggest)", re.IGNORECASE)
_FIRMLY = re.compile(r"\b(?:alleg|accus)", re.IGNORECASE)
_ASKED = re.compile(r"\b(?:asked|whether)\b|\?", re.IGNORECASE)
_POINTING = re.compile(r"(?:th(?:is|at|ese|ose)\W*|it|them)\Z", re.IGNORECASE)
_BACK = 12
"""Sentences before a bare denial among which the allegation is looked for."""
_SHARED = 3
_SHARE = 0.6


class _Denial(NamedTuple):
    line: Line
    span: Span
    what: str
    about: frozenset[str]
    """What the words after the verb mean; empty for "denied the allegation"."""


def denials(lines: Sequence[Line], may_meet: Callable[[Line, Line], bool]) -> list[Difference]:
    """Each denial with the sentences that allege what it denies."""
    sided = [line for line in lines if line.told.is_reporting]
    by_article: dict[str, list[Line]] = defaultdict(list)
    for line in sided:
        by_article[line.told.article].append(line)
    found: list[Difference] = []
    for line in sided:
        for denial in _denials(line):
            alleging = list(_alleging(denial, sided, by_article[line.told.article], may_meet))
            if alleging:
                found.append(_difference(denial, alleging))
    return found


def _denials(line: Line) -> Iterator[_Denial]:
    text = line.told.text
    for match in _DENIES.finditer(text):
        if any(s.start <= match.start() < s.end for s in line.quotations):
            continue
        rest = [w for w in line.side.tokens if w.span.start >= match.end("what")]
        ends = re.compile(r"[.;]|,\s+(?:and|but|saying|adding)").search(text, match.end())
        about = senses(w for w in rest if ends is None or w.span.start < ends.start())
        if match["what"].lower().endswith("ing") and match["what"].lower() != "having":
            about |= senses(w for w in line.side.tokens if w.span.start == match.start("what"))
        yield _Denial(line, Span(match.start(), match.end()), match["what"], about)


def _alleging(
    denial: _Denial,
    lines: Sequence[Line],
    own: Sequence[Line],
    may_meet: Callable[[Line, Line], bool],
) -> Iterator[Line]:
    if len(denial.about) >= _SHARED - 1:
        yield from (
            line for line in lines
            if line is not denial.line and may_meet(line, denial.line) and _alleges(line, denial)
        )  # fmt: skip
        return
    place = denial.line.told.ordinal
    before = [x for x in own if 0 < place - x.told.ordinal <= _BACK]
    if _POINTING.fullmatch(denial.what.strip()):
        before = [x for x in before if place - x.told.ordinal == 1]
        cue = _ALLEGES
    else:
        cue = _FIRMLY
    nearest = sorted(before, key=lambda x: -x.told.ordinal)
    yield from [x for x in nearest if cue.search(x.told.text)][:1]


def _alleges(line: Line, denial: _Denial) -> bool:
    if _ASKED.search(line.told.text) or next(_denials(line), None) is not None:
        return False
    shared = line.senses & denial.about
    is_same = len(shared) >= max(_SHARED, _SHARE * len(denial.about))
    return is_same and bool(_proper(denial.line) & _proper(line)) and _is_near(line, denial.line)


def _proper(line: Line) -> frozenset[str]:
    """Words that may be names in the sentence and in its article."""
    return line.article_names | {
        fold(w.text) for w in line.side.tokens if w.is_name and is_proper(w)
    }


def _is_near(one: Line, other: Line) -> bool:
    if one.published and other.published:
        return abs((one.published - other.published).days) <= 60  # noqa: PLR2004 - months later it is another matter
    return True


def _difference(denial: _Denial, alleging: Sequence[Line]) -> Difference:
    text = denial.line.told.text
    first = alleging[0].told
    said = tuple(Voice(x.told, (Span(0, len(x.told.text)),)) for x in alleging)
    return Difference(
        Matter.DENIAL,
        Relation.CONFLICT,
        (
            Position(first.text, said),
            Position(denial.span.of(text), (Voice(denial.line.told, (denial.span,)),)),
        ),
    )
