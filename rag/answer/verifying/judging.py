"""The verifier: rules that a reader can check, and a network that has read more than rules say.

A claim of several sentences is judged sentence by sentence, each against the sentences of the
evidence that bear on it; the weakest one decides. What comes out is a probability, lowered to
a fixed bound where a rule found a thing that a reader would never forgive.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from rag.answer.verifying.selection import select
from rag.answer.verifying.side import Side
from rag.answer.verifying.signs import Weighed, signs_of
from rag.ingest.sentences import sentence_spans
from rag.orders import orders_among
from rag.ports import Pair
from rag.types import Problem, Span, Support, Verdict
from rag.words import content, tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.answer.verifying.side import Finding
    from rag.answer.verifying.weights import Weights
    from rag.ports import ClaimReader, Reading

_MOST_PIECES = 20
"""Sentences of one claim that are judged; a longer claim is no sentence of an answer."""
_LONGEST_CLAIM = 5000
_DOUBTED = 0.5
"""Probability from which a piece of the claim counts as unsupported for the reader."""
_UNREAD = 0.2
"""The most that a sentence in another script scores that is not word for word in the evidence."""
_LATIN_ENDS = 0x024F
_MUCH = 0.2
_MOST_QUOTED = 3
_LONGEST_SHOWN = 60
_BEFORE = 3
"""Sentences before one that may make it a part of an order."""


class Piece(NamedTuple):
    """One sentence of a claim with the evidence it is judged against."""

    span: Span
    """In the claim."""
    text: str
    chosen: list[int]
    """Places of the evidence's sentences."""
    evidence: str


@dataclass(frozen=True, slots=True)
class _Found:
    """What was found of one piece."""

    piece: Piece
    score: float
    findings: list[tuple[str, Finding]]
    reading: Reading


class JudgeVerifier:
    """Judges by rules and network together; the port `Verifier`."""

    def __init__(self, network: ClaimReader, weights: Weights) -> None:
        self._network = network
        self._weights = weights

    def judge(
        self, claim: str, sentences: Sequence[str], *, published: str | None = None
    ) -> Verdict:
        """Judge `claim` against evidence sentences, taken together.

        `Verdict.quotes` are offsets into `" ".join(sentences)`. An empty claim or empty
        evidence is never supported.
        """
        return self.judge_all([Pair(claim, sentences, published)])[0]

    def judge_all(self, pairs: Sequence[Pair]) -> list[Verdict]:
        """What `judge` says of each pair, in their order."""
        settled = [_settled(pair) for pair in pairs]
        pieces = [
            [] if verdict else pieces_of(pair) for pair, verdict in zip(pairs, settled, strict=True)
        ]
        flat = [(piece.text, piece.evidence) for some in pieces for piece in some]
        readings = iter(self._network.read(flat)) if flat else iter(())
        verdicts = []
        for pair, verdict, some in zip(pairs, settled, pieces, strict=True):
            found = [self._found(pair, piece, next(readings)) for piece in some]
            verdicts.append(verdict or self._verdict(pair, found))
        return verdicts

    def _found(self, pair: Pair, piece: Piece, reading: Reading) -> _Found:
        weighed = signs_for(piece, _day(pair.published), reading)
        score = self._weights.judged(
            weighed.signs, ((rule, finding.is_contradicted) for rule, finding in weighed.findings)
        )
        if weighed.signs.missing > 0 and _is_unread(piece.text):
            score = min(score, _UNREAD)
        return _Found(piece, score, weighed.findings, reading)

    def _verdict(self, pair: Pair, found: Sequence[_Found]) -> Verdict:
        weakest = min(found, key=lambda one: one.score)
        support = self._weights.support(weakest.score)
        chosen = {place for one in found for place in _quoted(one.piece, pair.sentences)}
        quotes = [span for n, span in enumerate(_spans(pair.sentences)) if n in chosen]
        problems = [
            problem
            for one in found
            if self._weights.support(one.score) is not Support.SUPPORTED
            for problem in _problems(one)
        ]
        return Verdict(support, round(weakest.score, 6), tuple(quotes), tuple(problems))


def signs_for(piece: Piece, published: date | None, reading: Reading) -> Weighed:
    """All that is weighed of one sentence, and what the rules found."""
    worst = max(
        (
            doubt
            for start, end, doubt in reading.doubts
            if any(c.isalnum() for c in piece.text[start:end])
        ),
        default=0.0,
    )
    claim, evidence = Side(piece.text), Side(piece.evidence, published)
    return signs_of(claim, evidence, logit=reading.logit, worst=worst)


def _settled(pair: Pair) -> Verdict | None:
    """The verdict where nothing has to be judged: nothing to compare, or the very words."""
    claim = pair.claim[:_LONGEST_CLAIM]
    if not tokens(claim) or not _says_something(pair.sentences):
        whole = Problem("missing", Span(0, len(pair.claim)), "There is nothing to compare.")
        return Verdict(Support.UNSUPPORTED, 0.0, (), (whole,))
    words = _exact(claim)
    for place, span in enumerate(_spans(pair.sentences)):
        if words == _exact(pair.sentences[place]) and not _orders(pair.sentences, [place]):
            return Verdict(Support.SUPPORTED, 1.0, (span,), ())
    return None


def _says_something(sentences: Sequence[str]) -> bool:
    """Whether there are words in the evidence that are not all addressed to a machine."""
    worded = [n for n, sentence in enumerate(sentences) if tokens(sentence)]
    if not worded or not _orders(sentences, worded[:1]):
        return bool(worded)
    return len(_orders(sentences, worded)) < len(worded)


def _orders(sentences: Sequence[str], places: Sequence[int]) -> frozenset[int]:
    """Those of the places where a sentence speaks to a machine; its words support nothing."""
    # What a sentence is depends on those before it: an order may say its words in the next one.
    first = {n for place in places for n in range(max(0, place - _BEFORE), place + 1)}
    near = sorted(first)
    gaps = [i for i, n in enumerate(near) if i and near[i - 1] != n - 1]
    return frozenset(
        near[i] for i in orders_among([sentences[n] for n in near], gaps) if near[i] in places
    )


def _exact(text: str) -> str:
    """A text as it is compared for being the very words: marks and blanks folded, no more."""
    for mark, plain in (("“", '"'), ("”", '"'), ("’", "'"), ("‘", "'"), ("«", '"'), ("»", '"')):
        text = text.replace(mark, plain)
    return " ".join(text.split()).strip("\"' .")


def pieces_of(pair: Pair) -> list[Piece]:
    """The sentences of the claim, each with the evidence that bears on it."""
    claim = pair.claim[:_LONGEST_CLAIM]
    spans = [s for s in sentence_spans(claim) if tokens(s.of(claim))][:_MOST_PIECES]
    pieces = []
    for span in spans or [Span(0, len(claim))]:
        text = span.of(claim)
        chosen = _chosen(text, pair.sentences)
        evidence = " ".join(pair.sentences[n] for n in chosen)
        pieces.append(Piece(span, text, chosen, evidence))
    return pieces


def _chosen(text: str, sentences: Sequence[str]) -> list[int]:
    """Places of the sentences that bear on a text and that speak to people."""
    chosen = select(text, sentences)
    if not _orders(sentences, chosen):
        return chosen
    orders = _orders(sentences, range(len(sentences)))
    kept = [n for n in range(len(sentences)) if n not in orders]
    return [kept[n] for n in select(text, [sentences[n] for n in kept])]


def _quoted(piece: Piece, sentences: Sequence[str]) -> list[int]:
    """Of the evidence's sentences the few that together say most of the piece."""
    missing = {t.stem for t in content(piece.text)}
    stems = {n: {t.stem for t in tokens(sentences[n])} for n in piece.chosen}
    quoted: list[int] = []
    while missing and len(quoted) < _MOST_QUOTED:
        best = max(stems, key=lambda n: (len(stems[n] & missing), -n), default=None)
        if best is None or not stems[best] & missing:
            break
        quoted.append(best)
        missing -= stems.pop(best)
    return quoted


def _is_unread(text: str) -> bool:
    """Whether much of a text is in letters that the network never learned to read."""
    letters = [c for c in text if c.isalpha()]
    return sum(ord(c) > _LATIN_ENDS for c in letters) > _MUCH * len(letters)


def _problems(found: _Found) -> list[Problem]:
    """What the rules found, then what the network doubts and no rule named."""
    at = found.piece.span.start
    problems = [Problem(f.kind, f.span.shift(at), f.note) for _, f in found.findings]
    named = [f.span for _, f in found.findings]
    for span in _doubted(found.piece.text, found.reading):
        if any(span.start < other.end and span.end > other.start for other in named):
            continue
        words = span.of(found.piece.text)
        shown = words if len(words) <= _LONGEST_SHOWN else words[:_LONGEST_SHOWN].rstrip() + " …"
        problems.append(Problem("missing", span.shift(at), f"The source does not say “{shown}”."))
    if not problems:
        note = "No part of the sentence stands out, but its words together are not what is said."
        problems.append(Problem("missing", found.piece.span, note))
    return problems


def _doubted(text: str, reading: Reading) -> list[Span]:
    """Runs of words that the network doubts, each a whole number of words."""
    doubted = [Span(a, b) for a, b, doubt in reading.doubts if doubt >= _DOUBTED]
    words = [t.span for t in tokens(text)]
    marked = [w for w in words if any(d.start < w.end and d.end > w.start for d in doubted)]
    runs: list[Span] = []
    for word in marked:
        between = text[runs[-1].end : word.start] if runs else ""
        if runs and not any(c.isalnum() for c in between):
            runs[-1] = Span(runs[-1].start, word.end)
        else:
            runs.append(word)
    return runs


def _spans(sentences: Sequence[str]) -> list[Span]:
    spans: list[Span] = []
    start = 0
    for sentence in sentences:
        spans.append(Span(start, start + len(sentence)))
        start += len(sentence) + 1
    return spans


def _day(published: str | None) -> date | None:
    try:
        return date.fromisoformat(published[:10]) if published else None
    except ValueError:
        return None
