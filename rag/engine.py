"""What can be done with an archive; the parts come from `rag/opening.py`."""

from __future__ import annotations

import threading
import time
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Self

from rag.errors import ArticleUnknown, BylineError, ModelProblem, nearest
from rag.ports import Window
from rag.types import Filter, Mode, Spread, Version

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from rag.config import Config
    from rag.events import AnswerEvent, BriefEvent, IngestEvent
    from rag.index.archive import Archive
    from rag.ingest.fetching import Fetcher
    from rag.ports import AnswerReader, Embedder, LanguageModel, Verifier
    from rag.retrieve.asking import Understood
    from rag.retrieve.conversation import Turn
    from rag.types import (
        Article,
        Check,
        Hit,
        Lineage,
        Provenance,
        Removed,
        Sentence,
        SentenceHit,
        Verdict,
    )

ANYTHING = Filter()
_GRACE = 2.0
"""Seconds that a load has to end by itself; native code should not be left in its middle."""
WORDLESS = (
    "nothing was searched for: there is no word and no number in what was asked. "
    'Type at least one, for example `byline search "canal bridge"`.'
)


def never() -> bool:
    """Do not stop."""
    return False


def ignore(text: str) -> None:
    """Tell nobody."""


class Engine:
    """Everything Byline does, over one archive. Made by `open_engine`."""

    def __init__(
        self,
        config: Config,
        archive: Archive,
        embedder: Embedder,
        reader: AnswerReader,
        model: LanguageModel,
        verifier: Verifier,
        notify: Callable[[str], None],
        clock: Callable[[], date] = date.today,
    ) -> None:
        from rag.answer.answering import Answering
        from rag.retrieve.evidence import EvidenceChooser
        from rag.retrieve.search import Search

        self.config = config
        self.archive = archive
        self._embedder = embedder
        self._reader = reader
        self._model = model
        self._verifier = verifier
        self._notify = notify
        self._clock = clock
        self._opened = time.monotonic()
        self._search = Search(archive.catalog, archive.index, embedder)
        self.chooser = EvidenceChooser(
            archive.catalog, self._search, embedder, reader, passages=config.retrieve.passages
        )
        self._answering = Answering(config, self.chooser, verifier, model, embedder.name)
        self._agreed = threading.Lock()
        self._is_agreed = False
        self._loads: list[threading.Thread] = []
        self._writes = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def ingest(
        self,
        paths: Sequence[str],
        *,
        outlet: str | None = None,
        published: str | None = None,
        prune: bool = False,
        fetcher: Fetcher | None = None,
        stop: Callable[[], bool] = never,
    ) -> Iterator[IngestEvent]:
        """Add what the paths and addresses hold; the last event is an `IngestReport`.

        Addresses are fetched from the open internet, unless a `fetcher` says otherwise.

        Raises:
            ArchiveBusy: Another process is writing.
            InputUnreadable: `published` is no date.
        """
        from rag.ingest.fetching import Fetcher, FileMemory
        from rag.ingest.metadata import check_date
        from rag.ingest.pipeline import Ingest, Options

        options = Options(outlet, check_date(published), prune)
        with self.archive.writing():
            self._agree()
            fetcher = fetcher or Fetcher(FileMemory(self.archive.home / "state" / "fetched.json"))
            run = Ingest(self.archive, self._embedder, options, fetcher)
            yield from run.run(paths, stop)

    def articles(self, only: Filter = ANYTHING) -> list[Article]:
        """Articles that pass the filter, by outlet and date."""
        return self.archive.catalog.articles(self._checked(only))

    def article(self, article_id: str) -> Article:
        """One article."""
        return self.archive.catalog.article(article_id)

    def articles_of(self, ids: Sequence[str]) -> dict[str, Article]:
        """The articles of those ids that are in the archive, by id."""
        return self.archive.catalog.articles_by_id(ids)

    def text(self, article_id: str) -> str:
        """The cleaned text that every offset refers to."""
        return self.archive.catalog.text(article_id)

    def sentences(self, article_id: str) -> list[Sentence]:
        """The sentences of an article."""
        return self.archive.catalog.sentences(article_id)

    def size(self) -> int:
        """How many articles there are."""
        return self.archive.catalog.count("articles")

    def outlets(self) -> dict[str, int]:
        """Named outlets and how many articles each has."""
        return self.archive.catalog.outlets()

    def remove(self, *, ids: Sequence[str] = (), outlet: str | None = None) -> list[Article]:
        """Remove articles and say which.

        Raises:
            ArticleUnknown: There is no article of one of the ids; nothing is removed then.
                or none of that outlet.
        """
        found = [self.article(article_id) for article_id in ids]
        if outlet is not None:
            found += self._of_outlet(outlet)
        self.archive.remove([article.id for article in found])
        return found

    def search(
        self,
        query: str,
        *,
        limit: int = 10,
        only: Filter = ANYTHING,
        spread: Spread = Spread.NONE,
        before: Sequence[Turn] = (),
        today: date | None = None,
    ) -> list[Hit]:
        """At most `limit` passages, best first; `before` and `today` as for an answer."""
        self._agree()
        asked = self._understood(query, only, before, today)
        return self._search.find(asked.text, limit=limit, only=asked.only, spread=spread)

    def search_sentences(
        self,
        query: str,
        *,
        limit: int = 10,
        only: Filter = ANYTHING,
        before: Sequence[Turn] = (),
        today: date | None = None,
    ) -> list[SentenceHit]:
        """At most `limit` sentences, best first, each in its passage."""
        self._agree()
        asked = self._understood(query, only, before, today)
        return self._search.sentences(asked.text, limit=limit, only=asked.only)

    def answer(
        self,
        question: str,
        *,
        only: Filter = ANYTHING,
        mode: Mode | None = None,
        before: Sequence[Turn] = (),
        today: date | None = None,
        stop: Callable[[], bool] = never,
    ) -> Iterator[AnswerEvent]:
        """Yield what happens while the question is answered; `Finished` comes last.

        Args:
            question: As it was asked.
            only: Which articles may be used.
            mode: Who words the answer; as the settings say when None.
            before: Earlier turns of the conversation, which a question may lean on.
            today: The day that "last week" is relative to; None leaves such words as they are.
            stop: Ends the writing early once it is true.
        """
        from rag.answer.answering import Request

        begun = time.monotonic()
        settled, note = self._settled(mode or self.config.answer.mode)
        self._load(settled)
        self._agree()
        understood = self._understood(question, only, before, today)
        request = Request(
            replace(understood, notes=(note, *understood.notes)) if note else understood,
            settled,
            stop,
            self.corpus_sha256(),
            time.monotonic() - begun,
        )
        yield from self._answering.answer(request)

    def traced(self, mode: Mode | None = None) -> tuple[Mode, Provenance]:
        """Who would word an answer now, and what that answer would be traced to."""
        settled, _ = self._settled(mode or self.config.answer.mode)
        return settled, self._answering.provenance(settled, self.corpus_sha256())

    def brief(
        self,
        topic: str,
        *,
        only: Filter = ANYTHING,
        as_of: str | None = None,
        mode: Mode | None = None,
        today: date | None = None,
        stop: Callable[[], bool] = never,
    ) -> Iterator[BriefEvent]:
        """Yield what happens while a briefing is made; `Briefed` comes last.

        Args:
            topic: What it is about.
            only: Which articles may be used.
            as_of: ISO day; nothing that was published later is looked at.
            mode: Who words the points; as the settings say when None.
            today: The day that "last week" is relative to; None leaves such words as they are.
            stop: Ends it early once it is true, without a `Briefed`.
        """
        from rag.brief.composing import Composing, Parts, Request

        self._agree()
        settled, note = self._settled(mode or self.config.answer.mode)
        if as_of:
            only = replace(only, until=min(filter(None, (only.until, as_of))))
        understood = self._understood(topic, only, (), today)
        notes = (note, *understood.notes) if note else understood.notes
        asked = replace(understood, notes=notes)
        request = Request(asked, as_of, settled, self.today(), self.corpus_sha256(), stop)
        parts = Parts(
            self.config, self.archive.catalog, self._search, self.chooser,
            self._verifier, self._model, self._embedder.name,
        )  # fmt: skip
        yield from Composing(parts).brief(request)

    def today(self) -> date:
        """The day it is, by the clock the engine was opened with."""
        return self._clock()

    def judge(self, claim: str, sentences: Sequence[str]) -> Verdict:
        """Whether the sentences support the claim."""
        return self._verifier.judge(claim, sentences)

    def warm_up(self) -> None:
        """Begin loading what answers need; returns at once, faults surface on first use."""
        settled, _ = self._settled(self.config.answer.mode)
        self._writes = settled is Mode.WRITE
        self._load(settled)

    def is_warm(self) -> bool:
        """Whether all that an answer needs is loaded; False until `warm_up` was called.

        Raises:
            ModelProblem: The model that is to write cannot be loaded.
        """
        if not self._loads or any(load.is_alive() for load in self._loads):
            return False
        return not self._writes or self._model.is_loaded()

    def origins_behind(self, articles: Iterable[Article]) -> int:
        """How many independent origins stand behind the articles."""
        from rag.ingest.lineage import independent_origins

        return independent_origins(articles)

    def lineages(self, article_id: str | None = None) -> list[Lineage]:
        """The lineage of one article, or all that hold more than one article."""
        from rag.ingest.lineage import lineages_of

        catalog = self.archive.catalog
        if article_id is None:
            return [g for g in lineages_of(catalog.articles(), catalog.kinships()) if g.kinships]
        article = self.article(article_id)
        if article.lineage is None:
            return lineages_of([article], ())
        # By the index: a reader who walks through a large archive asks for each article.
        kin = catalog.articles(Filter(lineages=(article.lineage,)))
        return lineages_of(kin, catalog.kinships(article.lineage))

    def versions(self, article_id: str) -> list[Version]:
        """All versions of an article, the oldest first and what it says now last."""
        article, text = self.article(article_id), self.text(article_id)
        earlier = self.archive.catalog.versions(article_id)
        now = Version(len(earlier) + 1, article.title, article.published, article.sha256, text)
        return [*earlier, now]

    def removed(self, article_id: str) -> list[Removed]:
        """What cleaning took away from an article."""
        return self.archive.catalog.removed(self.article(article_id).id)

    def provenance(self, article_id: str) -> dict[str, str]:
        """Where the value of each field of an article came from."""
        return self.archive.catalog.provenance(self.article(article_id).id)

    def corpus_sha256(self) -> str:
        """Hash of the archive's articles."""
        return self.archive.fingerprint()

    def reindex(self) -> int:
        """Rebuild the search index from the catalogue; gives the number of passages."""
        count = self.archive.reindex(self._embedder)
        self._is_agreed = True
        return count

    def doctor(self) -> list[Check]:
        """What works here and what does not."""
        from rag.doctor import examine

        return examine(self.config, self.archive)

    def close(self) -> None:
        """End the model's process and let go of the archive."""
        self._model.close()
        for load in self._loads:
            load.join(_GRACE)
        self.archive.close()

    def _agree(self) -> None:
        """Bring the search index into agreement once, before it is first used."""
        with self._agreed:
            # A search may do without the index; whoever writes tries it once more.
            if not self._is_agreed or (self.archive.is_writing and self.archive.index.is_resting):
                self.archive.reconcile(self._notify)
                self._is_agreed = True

    def _settled(self, mode: Mode) -> tuple[Mode, str | None]:
        """Who words the answer, and what a reader should know of why."""
        from rag.models.trust import is_measured_by_us, trusted

        if mode is not Mode.AUTO:
            return mode, None
        try:
            model = self._model.identity()
        except ModelProblem as problem:
            return Mode.QUOTE, f"No model can be used ({problem}); these are quotations."
        trust = trusted(model, self.config.home)
        if trust.checked or is_measured_by_us(model):
            return trust.mode, None
        return trust.mode, (
            f"{model.name} was not checked on this machine, so it does not write: "
            "`byline models check` tries it out."
        )

    def understand(
        self,
        question: str,
        *,
        only: Filter = ANYTHING,
        before: Sequence[Turn] = (),
        today: date | None = None,
    ) -> Understood:
        """How a question is read before it is searched."""
        from rag.index.filtering import Admitted
        from rag.retrieve.asking import understand

        catalog = self.archive.catalog

        def holds(some: Filter) -> bool:
            return Admitted(catalog, some).count(1) > 0

        only = catalog.resolved(only)
        return understand(question, only=only, before=before, today=today, holds=holds)

    def _understood(
        self, question: str, only: Filter, before: Sequence[Turn], today: date | None
    ) -> Understood:
        """The same, and the person is told how it was read."""
        asked = self.understand(question, only=self._checked(only), before=before, today=today)
        for note in asked.notes:
            self._notify(note)
        if not any(c.isalnum() for c in question):
            self._notify(WORDLESS)
        return asked

    def _checked(self, only: Filter) -> Filter:
        """The filter in stored spelling; says so when it names what is not there."""
        from rag.retrieve.unmatched import told_of

        only = self.archive.catalog.resolved(only)
        for words in told_of(self.archive.catalog, only):
            self._notify(words)
        return only

    def _of_outlet(self, outlet: str) -> list[Article]:
        only = self.archive.catalog.resolved(Filter(outlets=(outlet,)))
        found = self.archive.catalog.articles(only)
        if not found:
            hint = nearest(outlet, self.outlets())
            raise ArticleUnknown(
                f"no articles of the outlet {outlet!r}",
                remedy=f"Did you mean {hint!r}?"
                if hint
                else "`byline articles` lists the outlets.",
            )
        return found

    def _load(self, mode: Mode) -> None:
        """Load model, encoder, reader and judge beside the store, each at the first need of any."""
        if mode is Mode.WRITE:
            self._model.start()
        if not self._loads:
            self._loads = [
                threading.Thread(target=_warmed, args=(use,), daemon=True)
                for use in (
                    lambda: self._embedder.question("warm up"),
                    lambda: self._reader.read("Who?", [Window("", "", "Nobody.")]),
                    # The figures settle it, so that no second opinion is asked for.
                    lambda: self._verifier.judge("Two ships sank.", ["Three ships sank."]),
                )
            ]
            for load in self._loads:
                load.start()


def _warmed(use: Callable[[], object]) -> None:
    try:
        use()
    except BylineError:
        # The same fault meets the first question, where there is someone to tell.
        return
