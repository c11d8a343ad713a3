"""Who said what: words between quotation marks by speaker, in every wording that is printed."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from rag.aliases import is_same_name
from rag.answer.sourcing.reading import read_sourcing
from rag.answer.sourcing.values import Around
from rag.answer.verifying.checks.speech import quoted
from rag.answer.verifying.side import Side
from rag.brief.carrying import origins
from rag.brief.types import Quotation, Wording
from rag.words import STOPWORDS, fold, folded, tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from rag.answer.conflicts import Difference as Differing
    from rag.answer.sourcing.values import Speaker
    from rag.brief.gathering import Gathered
    from rag.types import Evidence

SHOWN = 20
_FEWEST = 4
"""Quoted words from which they are what somebody said, and no name or mocking mark."""


class _Said(NamedTuple):
    """One run of quoted words."""

    words: str
    evidence: Evidence
    speaker: Speaker

    @property
    def spot(self) -> tuple[str, int]:
        return self.evidence.article.id, self.evidence.sentence.ordinal


def quotations(gathered: Gathered, drifted: Sequence[Differing]) -> tuple[Quotation, ...]:
    """What is quoted of whom, those that drifted first, then those that most origins print.

    Opinion quotes whom it pleases and is left out; a release quotes its own people, and counts
    as no origin.
    """
    said = [s for e in gathered.pool if e.article.kind != "opinion" for s in _said(e)]
    groups = _grouped(said, drifted)
    texts = _texts(gathered)
    score = {
        number: max(s.evidence.score for s in group) for number, group in enumerate(groups)
    }  # fmt: skip
    found = [
        (_quotation(group, texts, gathered), score[number]) for number, group in enumerate(groups)
    ]
    found.sort(key=lambda one: (not one[0].has_drifted, -one[0].wordings[0].origins, -one[1]))
    return tuple(quotation for quotation, _ in found[:SHOWN])


def _said(evidence: Evidence) -> Iterator[_Said]:
    """The quoted words of a sentence whose speaker stands in it or near it."""
    text = evidence.sentence.text
    spans = [s for s in quoted(Side(text)) if len(s.of(text).split()) >= _FEWEST]
    if not spans:
        return
    around = Around((evidence.before,) if evidence.before else (), evidence.after)
    sourcing = read_sourcing(text, evidence.article, around)
    if sourcing.speaker is not None:
        yield from (_Said(span.of(text), evidence, sourcing.speaker) for span in spans)


def _grouped(said: Sequence[_Said], drifted: Sequence[Differing]) -> list[list[_Said]]:
    """Runs of one quotation: in the same words, a part of them, or worded otherwise."""
    group: dict[int, int] = {}
    by_words: dict[str, list[int]] = defaultdict(list)
    for number, one in enumerate(said):
        by_words[folded(one.words)].append(number)
    for words, numbers in by_words.items():
        whole = min(
            (
                n
                for other, found in by_words.items()
                if f" {words} " in f" {other} "
                for n in found
                if _is_one_speaker(said[n], said[numbers[0]])
            ),
            key=lambda n: (-len(said[n].words), n),
        )
        group |= dict.fromkeys(numbers, whole)
    for difference in drifted:
        spots = {(v.told.article, v.told.ordinal) for p in difference.positions for v in p.voices}
        wordings = {folded(p.says) for p in difference.positions}
        own = [
            n for n, one in enumerate(said)
            if one.spot in spots and folded(one.words) in wordings
        ]  # fmt: skip
        roots = {group[n] for n in own}
        group = {n: min(roots) if root in roots else root for n, root in group.items()}
    gathered: dict[int, list[_Said]] = defaultdict(list)
    for number, one in enumerate(said):
        gathered[group[number]].append(one)
    return list(gathered.values())


def _is_one_speaker(one: _Said, other: _Said) -> bool:
    """Whether two sentences have the same name for who speaks, or one of them has none."""
    names = [
        [fold(t.text) for t in tokens(s.speaker.text) if t.is_name] for s in (one, other)
    ]  # fmt: skip
    if not names[0] or not names[1]:
        return folded(one.words) == folded(other.words) or names[0] == names[1]
    return any(is_same_name(a, b) for a in names[0] for b in names[1])


def _texts(gathered: Gathered) -> dict[str, str]:
    """What was gathered of each article, as one text."""
    texts: dict[str, list[str]] = defaultdict(list)
    for evidence in gathered.pool:
        texts[evidence.article.id].append(evidence.sentence.text)
    return {name: "\n".join(parts) for name, parts in texts.items()}


def _full_name(said: _Said, texts: Mapping[str, str]) -> str:
    """The name as the article first gives it: `Ilka Bransome` for `Bransome`."""
    name = said.speaker.text
    if " " in name or not name[:1].isupper():
        return name
    longer = re.search(rf"\b[A-Z][\w'’-]+ {re.escape(name)}\b", texts[said.evidence.article.id])
    if longer is None or fold(longer.group().split()[0]) in STOPWORDS:
        return name
    return longer.group()


def _quotation(group: Sequence[_Said], texts: Mapping[str, str], gathered: Gathered) -> Quotation:
    wordings: dict[str, list[_Said]] = defaultdict(list)
    for one in group:
        wordings[folded(one.words)].append(one)
    whole = [w for w in wordings if not any(_is_part(w, other) for other in wordings)]
    told = [
        Wording(
            wordings[words][0].words,
            tuple(gathered.cited(s.evidence) for s in _one_each(wordings[words])),
            origins(gathered.cited(s.evidence) for s in wordings[words]),
            tuple(
                gathered.cited(s.evidence)
                for part, some in wordings.items()
                if _is_part(part, words)
                for s in _one_each(some)
            ),
        )
        for words in whole
    ]
    told.sort(key=lambda w: -w.origins)
    named = max(
        group,
        key=lambda s: (s.speaker.is_named, bool(s.speaker.title), len(s.speaker.text.split())),
    )
    return Quotation(_full_name(named, texts), named.speaker.title, tuple(told))


def _is_part(words: str, other: str) -> bool:
    return words != other and f" {words} " in f" {other} "


def _one_each(said: Iterable[_Said]) -> list[_Said]:
    return list({s.evidence.article.id: s for s in reversed(list(said))}.values())[::-1]
