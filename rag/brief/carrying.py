"""Which sentences of a topic carry a sentence: near in meaning, then judged one by one.

A line of a briefing is a sentence with everything that carries it. Reprints in the very same
words are not judged again, and what neither reports nor can be compared carries nothing.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

from rag.answer.attribution import cite, quoted
from rag.brief.gathering import by_time
from rag.brief.types import Line, is_reporting
from rag.ingest.lineage import independent_origins
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
_MOST = 10
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
        return self._as_line(place, [cite(pool[n]) for n in self.twins(place)])

    def _made(self, place: int) -> Line:
        pool = self._gathered.pool
        own = set(self.twins(place))
        firsts = self._near(place, own)
        statement = quoted(pool[place], [pool[n] for n in firsts], self._verifier)
        carried = {(c.article.id, c.span) for c in statement.citations}
        found = [
            twin
            for first in firsts
            if (pool[first].article.id, pool[first].sentence.span) in carried
            for twin in self.twins(first)
            if is_reporting(pool[twin].article)
        ]
        return self._as_line(place, [cite(pool[n]) for n in (*sorted(own), *found)])

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

    def _is_first(self, place: int, pool: Sequence[Evidence]) -> bool:
        """Whether no report before it in the pool has the same words."""
        reports = (n for n in self.twins(place) if is_reporting(pool[n].article))
        return next(reports) == place

    def _as_line(self, place: int, citations: Iterable[Citation]) -> Line:
        evidence = self._gathered.pool[place]
        first = cite(evidence)
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
