"""Labelled pairs of a claim and its evidence, made from documents."""

from __future__ import annotations

from collections import Counter
from random import Random
from typing import TYPE_CHECKING, NamedTuple

from eval.faults.change import Setting, is_usable
from eval.faults.corrupting import CORRUPTIONS, corrupt
from eval.faults.rewriting import REWRITES, UNATTRIBUTED, merged, rewrite
from rag.ingest.sentences import sentence_spans

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rag.types import Span

_FIRST_REWRITTEN = 0.5
"""Share of the faults put into a sentence that was rewritten before."""


class Document(NamedTuple):
    """A text and the name of the group it is split by."""

    group: str
    text: str


class Pair(NamedTuple):
    """A claim, its evidence, and whether the one supports the other."""

    claim: str
    evidence: tuple[str, ...]
    """One to five sentences in their order, the source of the claim among them."""
    label: bool
    kind: str
    """The fault or the rewrite."""
    span: Span | None
    """The changed words of the claim; None where it is faithful."""
    group: str


def pairs(
    documents: Iterable[Document], seed: int, *, rounds: int = 1, with_unattributed: bool = False
) -> Iterator[Pair]:
    """Yield a faithful and a faulty claim for each sentence, `rounds` times.

    The kind that was used least so far goes first, so that rare ones come as often as the
    sentences allow. The same documents and seed give the same pairs.
    """
    random = Random(seed)  # noqa: S311
    used: Counter[str] = Counter()
    for document in documents:
        sentences = tuple(span.of(document.text) for span in sentence_spans(document.text))
        for _ in range(rounds):
            for place, sentence in enumerate(sentences):
                if is_usable(sentence):
                    two = _two(sentences, place, random, used, with_unattributed=with_unattributed)
                    yield from (Pair(*made, document.group) for made in two)


_Made = tuple[str, tuple[str, ...], bool, str, "Span | None"]


def _two(
    sentences: tuple[str, ...],
    place: int,
    random: Random,
    used: Counter[str],
    *,
    with_unattributed: bool,
) -> list[_Made]:
    before, after = random.choice(((0, 0), (1, 0), (0, 1), (1, 1), (2, 1), (1, 2), (2, 2)))
    evidence = sentences[max(0, place - before) : place + after + 1]
    source = sentences[place]
    kind, faithful = _faithful(sentences, place, evidence, random, used, with_unattributed)
    base = faithful if random.random() < _FIRST_REWRITTEN else source
    setting = Setting(evidence, sentences)
    for fault in _rarest(CORRUPTIONS, used, random):
        change = corrupt(base, fault, setting, random)
        if change and change.text != faithful:
            used.update((kind, fault))
            return [
                (faithful, evidence, True, kind, None),
                (change.text, evidence, False, fault, change.span),
            ]
    return []


def _faithful(
    sentences: tuple[str, ...],
    place: int,
    evidence: tuple[str, ...],
    random: Random,
    used: Counter[str],
    with_unattributed: bool,  # noqa: FBT001
) -> tuple[str, str]:
    source = sentences[place]
    kinds = [*REWRITES, "merged", *([UNATTRIBUTED] if with_unattributed else [])]
    for kind in _rarest(kinds, used, random):
        if kind == "merged":
            follows = sentences[place + 1] if place + 1 < len(sentences) else ""
            new = merged(source, follows, random) if follows in evidence else None
        else:
            new = rewrite(source, kind, random)
        if new:
            return kind, new
    return "verbatim", source


def _rarest(kinds: Iterable[str], used: Counter[str], random: Random) -> list[str]:
    return sorted(kinds, key=lambda kind: (used[kind], random.random()))
