"""A briefing from a topic: the sections one after the other, each from what was gathered once.

Nothing is kept between runs: in quotations the whole takes seconds, so a briefing that was
stopped is simply made again. `docs/briefings.md` has the figures.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from rag.answer.prompting import load_prompt
from rag.brief.carrying import Carrying
from rag.brief.claims import claims, weighed
from rag.brief.descending import descent
from rag.brief.differing import differing
from rag.brief.gathering import Gathering
from rag.brief.happenings import timeline
from rag.brief.listing import sources
from rag.brief.remarks import notices
from rag.brief.speaking import quotations
from rag.brief.summing import in_short
from rag.brief.sureness import by_certainty
from rag.brief.tabling import ROWS, Tellers, claim_table, missing
from rag.brief.types import Briefing
from rag.brief.wording import PROMPT, Worded, Writer, worded
from rag.events import Briefed, Stage, StageBegun
from rag.types import Mode, Provenance

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator
    from datetime import date

    from rag.brief.claims import Claim
    from rag.brief.differing import Differences
    from rag.brief.gathering import Gathered
    from rag.brief.types import Line
    from rag.config import Config
    from rag.events import BriefEvent
    from rag.index.catalog import Catalog
    from rag.ports import LanguageModel, Verifier
    from rag.retrieve.asking import Understood
    from rag.retrieve.evidence import EvidenceChooser
    from rag.retrieve.search import Search
    from rag.types import Evidence


@dataclass(frozen=True, slots=True)
class Request:
    """One topic with everything that a briefing on it is made with."""

    asked: Understood
    """The topic as it is searched, the filter, and what the reader must know of how it was read."""
    as_of: str | None
    mode: Mode
    made_on: date
    corpus_sha256: str
    stop: Callable[[], bool]


class Parts(NamedTuple):
    """What a briefing is made with."""

    config: Config
    catalog: Catalog
    search: Search
    chooser: EvidenceChooser
    verifier: Verifier
    model: LanguageModel
    embedder: str


class _Compared(NamedTuple):
    """What several sections are made from."""

    gathered: Gathered
    differences: Differences
    carrying: Carrying
    claims: list[Claim]


class Composing:
    """Makes briefings."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._gathering = Gathering(parts.catalog, parts.search)

    def brief(self, request: Request) -> Iterator[BriefEvent]:
        """Yield what happens; the briefing comes last, and never once `stop()` is true."""
        blank = self._blank(request)
        yield StageBegun(Stage.GATHERING)
        if request.mode is Mode.WRITE:
            # Loads beside the rest; what goes wrong surfaces when it is asked to write.
            self._parts.model.start()
        gathered = self._gathering.gather(request.asked.text, request.asked.only)
        if not gathered.pool:
            yield Briefed(replace(blank, nearest=self._nearest(request)))
            return
        made = yield from self._sections(blank, gathered, request)
        if made is not None:
            yield Briefed(replace(made, sources=sources(made)))

    def _sections(
        self, blank: Briefing, gathered: Gathered, request: Request
    ) -> Generator[BriefEvent, None, Briefing | None]:
        compared = yield from self._compared(gathered, request.stop)
        if compared is None:
            return None
        _, differences, carrying, found = compared
        yield StageBegun(Stage.TIMELINE)
        happened = timeline(gathered, carrying)
        if request.stop():
            return None
        yield StageBegun(Stage.QUOTATIONS)
        said = quotations(gathered, differences.drifted)
        sure = by_certainty(gathered, carrying)
        yield StageBegun(Stage.LINEAGE)
        lineage = descent(gathered.articles, self._parts.catalog.kinships())
        points = yield from self._points(in_short(found, gathered, differences), gathered, request)
        if request.stop():
            return None
        tellers = Tellers(gathered.articles)
        return replace(
            blank,
            in_short=points.points,
            differences=differences.shown,
            table=claim_table(found, tellers, differences, gathered),
            said=said,
            timeline=happened,
            lineage=lineage,
            missing=missing(found, tellers),
            certainty=sure,
            notices=(*blank.notices, *notices(gathered, points.dropped)),
        )

    def _compared(
        self, gathered: Gathered, stop: Callable[[], bool]
    ) -> Generator[BriefEvent, None, _Compared | None]:
        """The sentences held against each other, and the claims among them."""
        if stop():
            return None
        yield StageBegun(Stage.DIFFERENCES)
        differences = differing(gathered)
        if stop():
            return None
        yield StageBegun(Stage.CLUSTERING)
        carrying = Carrying(gathered, self._parts.verifier, differences.disputed)
        # Every side of a conflict gets a line, so that the table shows who takes it.
        wanted = [gathered.places[min(side)] for sides in differences.sides for side in sides]
        wanted = wanted[:ROWS]
        found = claims(gathered, weighed(gathered), carrying, wanted)
        return None if stop() else _Compared(gathered, differences, carrying, found)

    def _points(
        self, points: tuple[Line, ...], gathered: Gathered, request: Request
    ) -> Generator[BriefEvent, None, Worded]:
        if request.mode is not Mode.WRITE or not points:
            return Worded(points, 0)
        yield StageBegun(Stage.WORDING)
        parts = self._parts
        writer = Writer(parts.model, parts.config.model, parts.verifier)
        return (yield from worded(points, gathered, writer, request.stop))

    def _nearest(self, request: Request) -> tuple[Evidence, ...]:
        limit = self._parts.config.answer.sources
        asked = request.asked
        chosen = self._parts.chooser.choose(asked.text, only=asked.only, limit=limit, pool=limit)
        return tuple(chosen.sources)

    def _blank(self, request: Request) -> Briefing:
        """A briefing without sections."""
        parts = self._parts
        writes = request.mode is Mode.WRITE
        provenance = Provenance(
            model=parts.model.identity() if writes else None,
            prompt=load_prompt(*PROMPT).ref if writes else None,
            embedder=parts.embedder,
            config_sha256=parts.config.sha256,
            corpus_sha256=request.corpus_sha256,
            seed=parts.config.model.seed,
        )
        return Briefing(
            topic=request.asked.question, made_on=request.made_on, only=request.asked.only,
            as_of=request.as_of, mode=request.mode, in_short=(), differences=(), table=None,
            said=(), timeline=(), lineage=(), missing=(), certainty=(), sources=(),
            notices=request.asked.notes, provenance=provenance,
        )  # fmt: skip
