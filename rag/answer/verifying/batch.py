"""Many lines at once: each gets an answer in its turn, the same alone and in any company."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from rag.answer.verifying.languages import different_tongues
from rag.answer.verifying.requests import LineFault, Request, read_request
from rag.types import Problem, Span, Support, Verdict
from rag.words import folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rag.answer.verifying.requests import Name
    from rag.ports import Pair, Verifier

UNCHECKED = 0.4
"""Score of a sentence that could not be compared: neither for it nor against it."""
_NOTHING = Verdict(Support.UNSUPPORTED, 0.0, (), ())
_MOST_LINES, _MOST_BYTES = 64, 2_000_000


class Line(NamedTuple):
    """A line of the input as it stands there."""

    number: int
    """1-based."""
    content: bytes


class Answered(NamedTuple):
    """What is said of one line."""

    number: int
    name: Name
    verdict: Verdict
    request: Request | None = None
    fault: LineFault | None = None
    """Why nothing could be read from the line; either this or the request is there."""
    is_checked: bool = False
    """Whether claim and evidence were compared; not so where they are in two languages."""


def answer_lines(lines: Sequence[Line], verifier: Verifier) -> list[Answered]:
    """One answer a line, in their order."""
    read = [_read(line) for line in lines]
    pairs = [one.pair if isinstance(one, Request) else None for one in read]
    foreign = [_foreign(pair) if pair else None for pair in pairs]
    wanted = [p for p, unlike in zip(pairs, foreign, strict=True) if p and not unlike]
    verdicts = iter(verifier.judge_all(wanted))
    found: list[Answered] = []
    for line, one, unlike in zip(lines, read, foreign, strict=True):
        if isinstance(one, LineFault):
            found.append(Answered(line.number, one.name, _NOTHING, fault=one))
        elif unlike:
            found.append(Answered(line.number, one.name, unlike, one))
        else:
            verdict = _placed(next(verdicts), one.spans)
            found.append(Answered(line.number, one.name, verdict, one, is_checked=True))
    return found


def batches(lines: Iterable[Line]) -> Iterator[list[Line]]:
    """Runs of lines that fit into memory together."""
    batch: list[Line] = []
    size = 0
    for line in lines:
        if batch and (len(batch) >= _MOST_LINES or size + len(line.content) > _MOST_BYTES):
            yield batch
            batch, size = [], 0
        batch.append(line)
        size += len(line.content)
    if batch:
        yield batch


def _read(line: Line) -> Request | LineFault:
    try:
        return read_request(line.content)
    except LineFault as fault:
        return fault


def _foreign(pair: Pair) -> Verdict | None:
    """What to say where the two cannot be compared; words of the source itself always can."""
    tongues = different_tongues(pair.claim, pair.sentences)
    if tongues is None or _is_verbatim(pair):
        return None
    note = (
        f"The sentence is in {tongues.claim} and the source in {tongues.source}; "
        "it was not checked."
    )
    whole = Problem("missing", Span(0, len(pair.claim)), note)
    return Verdict(Support.PARTIAL, UNCHECKED, (), (whole,))


def _is_verbatim(pair: Pair) -> bool:
    claim = folded(pair.claim)
    return bool(claim) and any(f" {claim} " in f" {folded(s)} " for s in pair.sentences)


def _placed(verdict: Verdict, spans: Sequence[Span]) -> Verdict:
    """The verdict with its quotes at their places in the text that was given."""
    starts: list[int] = []
    at = 0
    for span in spans:
        starts.append(at)
        at += span.end - span.start + 1

    def given(place: int) -> int:
        nth = bisect_right(starts, place) - 1
        return spans[nth].start + place - starts[nth]

    # An end is mapped by its last character: behind it another sentence may begin.
    quotes = tuple(
        Span(given(q.start), given(q.end - 1) + 1) for q in verdict.quotes if q.start < q.end
    )
    return Verdict(verdict.support, verdict.score, quotes, verdict.problems)
