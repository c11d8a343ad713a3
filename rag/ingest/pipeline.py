"""Ingestion: from paths to stored articles, in batches that are stored wholly or not at all."""

from __future__ import annotations

import hashlib
import json
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rag.events import ArticlesStored, FileRead, IngestReport, IngestStarted, InputFailed
from rag.index.chunking import passages_of, words_to_embed
from rag.index.storing import Entry
from rag.ingest.fetching import Fetcher, Unchanged, documents_of, is_address
from rag.ingest.loaders import BY_SUFFIX, loader_for
from rag.ingest.metadata import Fields, MetadataProblem
from rag.ingest.outlets import load_outlets
from rag.ingest.preparing import NoWords, as_article, know
from rag.ingest.relating import Relating
from rag.ingest.sentences import sentences_of
from rag.ingest.sources import Sources, are_apart, kept_id
from rag.ingest.walking import find_files, place_of, read_bytes, size_of
from rag.types import Article, Document, Failure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from rag.events import IngestEvent
    from rag.index.archive import Archive
    from rag.ingest.preparing import Known
    from rag.ingest.sources import Known as Earlier
    from rag.ports import Embedder
    from rag.types import Passage, Sentence

PAGE_SIZE = 100_000
"""Bytes that an address counts for in the progress, before it has been fetched."""
BATCH_PASSAGES = 96
"""Passages after which a batch is stored: the most work that a kill can cost."""


@dataclass(frozen=True, slots=True)
class Options:
    """What the person said about everything in one ingest."""

    outlet: str | None = None
    published: str | None = None
    prune: bool = False


@dataclass(slots=True)
class _Prepared:
    article: Article
    known: Known
    sentences: list[Sentence]
    passages: list[Passage]
    document: Document
    revision: str
    is_new: bool
    """Whether no earlier reading of the record gave this article."""


@dataclass(slots=True)
class _Tally:
    counts: Counter[str] = field(default_factory=Counter)
    failed: list[Failure] = field(default_factory=list)
    articles: list[Article] = field(default_factory=list)
    chunks: int = 0


class Ingest:
    """One run of ingestion over an archive whose lock is held."""

    def __init__(
        self, archive: Archive, embedder: Embedder, options: Options, fetcher: Fetcher
    ) -> None:
        self._archive = archive
        self._catalog = archive.catalog
        self._sources = Sources(archive.catalog)
        self._embedder = embedder
        self._options = options
        self._fetcher = fetcher
        self._tally = _Tally()
        self._done = 0
        # Characters of the file at hand that have been gone through.
        self._within = 0
        self._batch: list[_Prepared] = []
        self._relating = Relating(archive)
        self._outlets = load_outlets(archive.home)

    def run(self, paths: Sequence[str], stop: Callable[[], bool]) -> Iterator[IngestEvent]:
        """Read, clean, embed and store; yield what happens; the report comes last."""
        begun = time.monotonic()
        # A run that was killed may have left articles without a lineage.
        self._relating.run()
        addresses = [given for given in paths if is_address(given)]
        places = [given for given in paths if not is_address(given)]
        files, missing = find_files(places)
        sizes = {path: size_of(path) for path in files}
        size = sum(sizes.values()) + PAGE_SIZE * len(addresses)
        yield IngestStarted(len(files) + len(addresses), size)
        for failure in missing:
            yield self._fail(failure)
        gone: list[str] = []
        for path in files:
            if stop():
                break
            seen: dict[str, str] = {}
            failed = len(self._tally.failed)
            for item in records_of(path):
                if stop():
                    break
                yield from self._take(item, seen)
            if len(self._tally.failed) == failed and not stop():
                # What was not read has not gone: only a file read in full tells that.
                gone += self._sources.no_longer_in(path, seen)
            self._done += sizes[path]
            self._within = 0
            yield FileRead(str(path), self._done)
        for address in addresses:
            if stop():
                break
            yield from self._fetch(address)
            self._done += PAGE_SIZE
            self._within = 0
            yield FileRead(address, self._done)
        yield from self._store_batch()
        self._archive.catalog.tidy(self._tally.chunks)
        gone += self._sources.vanished([place_of(given) for given in places])
        yield self._report(begun, gone)

    def _fetch(self, address: str) -> Iterator[IngestEvent]:
        """A page or feed. What has left a feed has not gone: a feed shows only the latest."""
        found = self._fetcher.fetch(address)
        if isinstance(found, Failure):
            yield self._fail(found)
            return
        if isinstance(found, Unchanged):
            self._tally.counts["unchanged"] += self._sources.count(address)
            return
        failed = len(self._tally.failed)
        seen: dict[str, str] = {}
        for item in documents_of(found):
            yield from self._take(item, seen)
        yield from self._store_batch()
        if self._fetcher.memory is not None and len(self._tally.failed) == failed:
            # Kept only now: a server that is asked with them sends nothing again.
            self._fetcher.memory.keep(address, found.validators)

    def _take(self, item: Document | Failure, seen: dict[str, str]) -> Iterator[IngestEvent]:
        if isinstance(item, Failure):
            yield self._fail(item)
            return
        self._within += len(item.text)
        revision = self._revision(item)
        if item.key in seen:
            yield from self._take_again(item, is_same=seen[item.key] == revision)
            return
        seen[item.key] = revision
        known = self._sources.known(item.key)
        if known is not None and known.revision == revision:
            self._tally.counts["unchanged"] += 1
            return
        prepared = self._prepare(item, revision, known)
        if isinstance(prepared, Failure):
            yield self._fail(prepared)
            return
        if any(_is_same(prepared.article, waiting.article) for waiting in self._batch):
            yield from self._store_batch()
        yield from self._settle(prepared)

    def _take_again(self, item: Document, *, is_same: bool) -> Iterator[IngestEvent]:
        """A second record of one file under the same id must not replace the first."""
        if is_same:
            self._tally.counts["duplicates"] += 1
            return
        yield self._fail(
            Failure(
                item.path or item.key, item.line, "its id was given before in this file",
                "Give each article an id of its own, or leave the ids out.",
            )
        )  # fmt: skip

    def _settle(self, prepared: _Prepared) -> Iterator[IngestEvent]:
        """Put a record with the article it is: a twin, one that is replaced, or a new one."""
        article, item = prepared.article, prepared.document
        # A record that brings an id of its own says that it is an article of its own.
        may_be_twin = prepared.is_new and not item.metadata.get("id")
        if may_be_twin and (twin := self._sources.twin(article)):
            self._archive.record_source(item.key, item.path or item.key, prepared.revision, twin)
            self._tally.counts["duplicates"] += 1
            return
        found = self._catalog.articles_by_id([article.id]).get(article.id)
        if found and prepared.is_new and are_apart(found.outlet, article.outlet):
            yield self._fail(
                Failure(
                    item.path or item.key, item.line,
                    f"the id {article.id!r} is that of an article of {found.outlet!r}",
                    "Give the article another id, or leave the id out.",
                )
            )  # fmt: skip
            return
        self._tally.counts["updated" if found else "added"] += 1
        self._batch.append(prepared)
        if sum(len(p.passages) for p in self._batch) >= BATCH_PASSAGES:
            yield from self._store_batch()

    def _prepare(
        self, item: Document, revision: str, earlier: Earlier | None
    ) -> _Prepared | Failure:
        where = item.path or item.key
        try:
            known = know(item, self._said(), self._outlets)
        except MetadataProblem as error:
            return Failure(where, item.line, str(error), error.remedy)
        except NoWords:
            return Failure(where, item.line, "there are no words in it", "Give it a text.")
        fields, sha256 = known.fields, known.sha256
        article_id = fields.id or kept_id(earlier, sha256) or self._new_id(fields, sha256, item)
        article = as_article(article_id, known, item)
        sentences = sentences_of(article_id, known.text, fields.language)
        is_new = earlier is None or earlier.article_id != article_id
        passages = passages_of(known.text, sentences)
        return _Prepared(article, known, sentences, passages, item, revision, is_new)

    def _store_batch(self) -> Iterator[IngestEvent]:
        batch = list({prepared.article.id: prepared for prepared in self._batch}.values())
        self._batch = []
        if not batch:
            return
        passages = self._embedder.passages([
            words_to_embed(one.article.title, p.text) for one in batch for p in one.passages
        ])  # fmt: skip
        sentences = self._embedder.passages([s.text for one in batch for s in one.sentences])
        entries: list[Entry] = []
        for one in batch:
            own, passages = passages[: len(one.passages)], passages[len(one.passages) :]
            lines, sentences = sentences[: len(one.sentences)], sentences[len(one.sentences) :]
            entries.append(
                Entry(
                    one.article, one.known.text, one.sentences, lines, one.passages, own,
                    one.document.key, one.document.path or one.document.key, one.revision,
                    one.known.removed, one.known.provenance,
                )
            )  # fmt: skip
        self._archive.store(entries)
        self._relating.run()
        stored = tuple(one.article for one in batch)
        chunks = sum(len(one.passages) for one in batch)
        self._tally.articles += stored
        self._tally.chunks += chunks
        yield ArticlesStored(stored, chunks, self._done + self._within)

    def _said(self) -> dict[str, object]:
        """What the person said for all records; it counts before what they say themselves."""
        said = {"outlet": self._options.outlet, "published": self._options.published}
        return {key: value for key, value in said.items() if value}

    def _revision(self, item: Document) -> str:
        parts = json.dumps({**item.metadata, **self._said()}, sort_keys=True, default=str)
        return hashlib.sha256(f"{parts}\0{item.text}".encode("utf-8", "surrogatepass")).hexdigest()

    def _new_id(self, fields: Fields, sha256: str, item: Document) -> str:
        """An id made of outlet and words; of the place too when an edited article has it."""
        name = content_id(fields, sha256)
        found = self._catalog.articles_by_id([name]).get(name)
        return name if found is None or found.sha256 == sha256 else content_id(fields, item.key)

    def _as_stored(self) -> tuple[Article, ...]:
        """What was stored in this run, with the lineage that was worked out since."""
        ids = list(dict.fromkeys(article.id for article in self._tally.articles))
        known = self._catalog.articles_by_id(ids)
        return tuple(known[article_id] for article_id in ids if article_id in known)

    def _fail(self, failure: Failure) -> InputFailed:
        self._tally.failed.append(failure)
        return InputFailed(failure)

    def _report(self, begun: float, gone: list[str]) -> IngestReport:
        ids = self._sources.without(gone)
        if self._options.prune:
            self._archive.remove(ids)
        counts = self._tally.counts
        return IngestReport(
            added=counts["added"],
            updated=counts["updated"],
            unchanged=counts["unchanged"],
            duplicates=counts["duplicates"],
            removed=len(ids) if self._options.prune else 0,
            gone=tuple(ids),
            failed=tuple(self._tally.failed),
            chunks=self._tally.chunks,
            seconds=time.monotonic() - begun,
            articles=self._as_stored(),
        )


def records_of(path: Path) -> Iterator[Document | Failure]:
    """What a file holds, as its loader reads it."""
    loader = loader_for(path.name)
    if loader is None:
        known = ", ".join(BY_SUFFIX)
        yield Failure(
            str(path),
            None,
            f"files {'of the kind ' + path.suffix if path.suffix else 'without a suffix'} "
            "are not read",
            f"Save it as one of {known}.",
        )
        return
    data = read_bytes(path)
    if isinstance(data, Failure):
        yield data
    elif not data.strip():
        yield Failure(str(path), None, "the file is empty", "Remove it or give it a text.")
    else:
        yield from loader.read(data, str(path))


def content_id(fields: Fields, sha256: str) -> str:
    """Twelve hex digits of a hash over outlet and words: the same article, the same id."""
    return hashlib.sha256(f"{fields.outlet or ''}\0{sha256}".encode()).hexdigest()[:12]


def _is_same(one: Article, other: Article) -> bool:
    return one.id == other.id or (one.outlet, one.sha256) == (other.outlet, other.sha256)
