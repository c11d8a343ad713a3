"""A line of JSON that asks for a verdict: read, checked, its evidence cut into sentences."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, NamedTuple

from rag.ingest.metadata import iso_date
from rag.ingest.sentences import LONGEST, sentence_spans
from rag.ports import Pair
from rag.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LONGEST_LINE = 32 * 1024 * 1024
"""Bytes."""
LONGEST_CLAIM = 4_000
LONGEST_EVIDENCE = 4_000_000
_BLOCK = 5_000
"""The sentence rules slow down with the square of a paragraph in Chinese or Japanese."""
_FORM = 'Write one object a line: {"claim": "...", "evidence": "..."}.'

Name = str | int | float | bool | None
"""What a line may be called: any plain value of JSON."""


class LineFault(ValueError):
    """A line that cannot be checked, and what to do about it."""

    def __init__(self, problem: str, remedy: str = _FORM, *, name: Name = None) -> None:
        super().__init__(problem)
        self.problem, self.remedy, self.name = problem, remedy, name


class Request(NamedTuple):
    """One sentence to be checked."""

    name: Name
    claim: str
    evidence: str
    """The text that all offsets refer to."""
    spans: Sequence[Span]
    """Its sentences."""
    published: str | None

    @property
    def pair(self) -> Pair:
        """What the verifier is asked."""
        return Pair(self.claim, [span.of(self.evidence) for span in self.spans], self.published)


def read_request(line: bytes) -> Request:
    """The request on a line.

    >>> read_request(b'{"claim": "He left.", "evidence": "He left. She ran."}').spans
    [Span(start=0, end=8), Span(start=9, end=17)]

    Raises:
        LineFault: It is none; the fault carries the id where that could be read.
    """
    row, strange = _object(line)
    name = row.get("id")
    if not isinstance(name, Name):
        raise LineFault(
            "the id is a list or an object", "Give a text or a number, or leave it out."
        )
    if strange:
        remedy = "Leave it out, or write null."
        raise LineFault(f"{strange[0]} is no value of JSON", remedy, name=name)
    try:
        claim = _claim(row)
        evidence, spans = _evidence(row)
        return Request(name, claim, evidence, spans, _published(row))
    except LineFault as fault:
        fault.name = name
        raise


def sentences_in(text: str) -> Iterator[Span]:
    """The sentences of a text of any length, in time that grows no faster than the text."""
    start = 0
    while start < len(text):
        end = min(start + _BLOCK, len(text))
        found = sentence_spans(text[start:end])
        # The block may end in the middle of its last sentence: that one is read again, whole.
        if end < len(text) and len(found) > 1:
            end = start + found.pop().start
        yield from (span.shift(start) for span in found)
        start = end


def _object(line: bytes) -> tuple[dict[str, object], list[str]]:
    """The object on the line, and the values in it that are no numbers; they read as null."""
    if len(line) > LONGEST_LINE:
        raise LineFault(
            f"it is longer than {LONGEST_LINE // 1024 // 1024} MiB", "Give the part that matters."
        )
    try:
        text = line.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise LineFault("it is not UTF-8", "Save the file as UTF-8.") from None
    strange: list[str] = []

    def number(digits: str) -> float | None:
        value = float(digits)
        if math.isfinite(value):
            return value
        strange.append(digits[:20])
        return None

    try:
        row = json.loads(text, parse_constant=strange.append, parse_float=number)
    except RecursionError:
        raise LineFault("it is nested too deeply") from None
    except ValueError as error:
        raise LineFault(f"it is not JSON: {error}") from None
    if not isinstance(row, dict):
        raise LineFault("it is not a JSON object")
    return row, strange


def _claim(row: dict[str, object]) -> str:
    if "claim" not in row:
        raise LineFault("it has no claim")
    claim = row["claim"]
    if not isinstance(claim, str):
        raise LineFault("the claim is not a text")
    if len(claim) > LONGEST_CLAIM:
        raise LineFault(
            f"the claim is longer than {LONGEST_CLAIM:,} characters", "Give one sentence at a time."
        )
    return claim


def _evidence(row: dict[str, object]) -> tuple[str, list[Span]]:
    if "evidence" not in row:
        raise LineFault("it has no evidence")
    given = row["evidence"]
    if isinstance(given, str):
        return _checked(given), list(sentences_in(given))
    if not isinstance(given, list) or not all(isinstance(one, str) for one in given):
        raise LineFault("the evidence is neither a text nor a list of texts")
    spans: list[Span] = []
    start = 0
    for sentence in given:
        spans.extend(span.shift(start) for span in _whole(sentence))
        start += len(sentence) + 1
    return _checked(" ".join(given)), spans


def _checked(evidence: str) -> str:
    if len(evidence) > LONGEST_EVIDENCE:
        raise LineFault(
            f"the evidence is longer than {LONGEST_EVIDENCE:,} characters",
            "Give the part that matters.",
        )
    return evidence


def _whole(sentence: str) -> list[Span]:
    """A given sentence as it is, unless there is nothing in it or it is far more than one."""
    if len(sentence) > LONGEST:
        return list(sentences_in(sentence))
    return [Span(0, len(sentence))] if sentence.strip() else []


def _published(row: dict[str, object]) -> str | None:
    given = row.get("published")
    if given is None:
        return None
    found = iso_date(given)
    if found is None:
        raise LineFault("`published` is not a date", "Write it as YYYY-MM-DD, or leave it out.")
    return found
