"""Which sentences of a topic carry a sentence: near in meaning, then judged one by one.

A line of a briefing is a sentence with everything that carries it. Reprints in the very same
words are not judged again, and what neither reports nor can be compared carries nothing.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from rag.answer.attribution import quoted
from rag.brief.gathering import by_time
from rag.brief.selfstanding import leans
from rag.brief.touching import Touching, coverage
from rag.brief.types import Line, is_reporting
from rag.ingest.lineage import independent_origins, origin_keys
from rag.ports import Pair
from rag.types import Form, Statement, Support
from rag.words import folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from rag.brief.gathering import Gathered
    from rag.brief.types import Disputed
    from rag.ports import Verifier
    from rag.types import Citation, Evidence

_NEAR = 0.5
"""Cosine from which a sentence may say the same; whether it does, the check decides."""
_COVERED = 0.75
"""Share of the words of meaning from which a sentence of another report says all of a line."""
_BACK = 0.5
"""Score of the check the other way round from which two sentences say the same."""
_MOST = 8
"""Wordings that are judged for one sentence, the nearest."""


class Carrying:
    """Makes lines, each sentence at most once."""

    def __init__(
        self,
        gathered: Gathered,
        verifier: Verifier,
        disputed: Mapping[tuple[str, int], Disputed],
    ) -> None:
        self._gathered = gathered
        self._verifier = verifier
        self._disputed = disputed
        self._touching = Touching(gathered)
        self._known: dict[int, Line] = {}
        self._twins: dict[str, list[int]] = defaultdict(list)
        for place, evidence in enumerate(gathered.pool):
            self._twins[folded(evidence.sentence.text)].append(place)

    def line(self, place: int) -> Line:
        """The sentence at a place of the pool, with all that carries it."""
        if place not in self._known:
            self._known[place] = self._made(place)
        return self._known[place]

    def twins(self, place: int) -> list[int]:
        """The places of the same words, this one among them."""
        return self._twins[folded(self._gathered.pool[place].sentence.text)]

    def verbatim(self, place: int) -> Line:
        """The sentence with nothing but its own words in other articles; nothing is judged."""
        pool = self._gathered.pool
        return self._as_line(place, [self._gathered.cited(pool[n]) for n in self.twins(place)])

    def _made(self, place: int) -> Line:
        pool = self._gathered.pool
        own = set(self.twins(place))
        # Nobody knows whom "he" means in another article.
        firsts = [] if leans(pool[place].sentence.text) else self._near(place, own)
        statement = quoted(pool[place], [pool[n] for n in firsts], self._verifier)
        cited = {(c.article.id, c.span) for c in statement.citations}
        judged = [n for n in firsts if (pool[n].article.id, pool[n].sentence.span) in cited]
        alike = self._alike(place, judged)
        carried = [self._gathered.cited(pool[n]) for n in (*sorted(own), *self._reports(alike))]
        line = self._as_line(place, carried)
        telling = {c.article.id for c in line.citations}
        leaning = leans(pool[place].sentence.text)
        near = [] if leaning else self._touching.of(place)
        rest = [n for n in near if n not in alike]
        partly = {
            pool[n].article.id: self._gathered.cited(pool[n])
            for n in reversed(self._reports(rest))
            if pool[n].article.id not in telling
        }
        told = sorted(partly.values(), key=lambda c: by_time(c.article))
        return replace(line, partly=tuple(told))

    def _reports(self, firsts: Sequence[int]) -> list[int]:
        """The places of the same words in all reports."""
        pool = self._gathered.pool
        return [n for f in firsts for n in self.twins(f) if is_reporting(pool[n].article)]

    def _near(self, place: int, own: set[int]) -> list[int]:
        """The first of each wording among the nearest reports of other articles."""
        pool = self._gathered.pool
        cosines = self._gathered.vectors @ self._gathered.vectors[place]
        firsts: list[int] = []
        for n in np.argsort(-cosines, kind="stable"):
            if cosines[n] < _NEAR or len(firsts) == _MOST:
                break
            evidence = pool[n]
            if n in own or not is_reporting(evidence.article):
                continue
            if evidence.article.id != pool[place].article.id and self._is_first(int(n), pool):
                firsts.append(int(n))
        return firsts

    def _alike(self, place: int, judged: Sequence[int]) -> list[int]:
        """Those that say the same beyond the check of one way.

        Retellings of one report need no more. Another report must have nearly all of the words
        of meaning, or be carried in its turn: a longer sentence of the same people and places
        often passes for what it does not say.
        """
        pool = self._gathered.pool
        own = pool[place]
        kin: list[int] = []
        others: list[int] = []
        for n in judged:
            is_kin = origin_keys(pool[n].article) & origin_keys(own.article)
            covers = coverage(own.sentence.text, pool[n].sentence.text) >= _COVERED
            (kin if is_kin or covers else others).append(n)
        pairs = [
            Pair(pool[n].sentence.text, [own.sentence.text], own.article.published) for n in others
        ]
        verdicts = self._verifier.judge_all(pairs)
        back = [n for n, v in zip(others, verdicts, strict=True) if v.score >= _BACK]
        return sorted((*kin, *back))

    def _is_first(self, place: int, pool: Sequence[Evidence]) -> bool:
        """Whether no report before it in the pool has the same words."""
        reports = (n for n in self.twins(place) if is_reporting(pool[n].article))
        return next(reports) == place

    def _as_line(self, place: int, citations: Iterable[Citation]) -> Line:
        evidence = self._gathered.pool[place]
        first = self._gathered.cited(evidence)
        articles = {c.article.id: c for c in reversed([first, *citations])}
        rest = sorted(articles.values(), key=lambda c: by_time(c.article))
        kept = (
            first,
            *(
                c
                for c in rest
                # What reports is backed by reports alone.
                if c.article.id != evidence.article.id
                and (is_reporting(c.article) or not is_reporting(evidence.article))
            ),
        )
        spot = (evidence.article.id, evidence.sentence.ordinal)
        statement = Statement(
            evidence.sentence.text, Form.QUOTED, Support.SUPPORTED, 1.0,
            "These are the words of the source.", kept,
        )  # fmt: skip
        return Line(statement, origins(kept), self._disputed.get(spot, ""))


def origins(citations: Iterable[Citation]) -> int:
    """How many independent reports stand behind citations."""
    return independent_origins(c.article for c in citations if is_reporting(c.article))
