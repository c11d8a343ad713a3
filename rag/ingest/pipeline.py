"""Ingestion: from paths to stored articles, in batches that are stored wholly or not at all."""

from __future__ import annotations

import hashlib
import json
import time
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from rag.errors import InputUnreadable
from rag.events import ArticlesStored, FileRead, IngestReport, IngestStarted, InputFailed
from rag.files import sha256_text
from rag.index.archive import Entry
from rag.index.chunking import passages_of
from rag.ingest.cleaning import clean_text
from rag.ingest.loaders import BY_SUFFIX
from rag.ingest.metadata import Fields, MetadataProblem, iso_date, read_fields, title_from
from rag.ingest.sentences import sentences_of
from rag.ingest.walking import find_files, read_bytes
from rag.types import Article, Document, Failure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from rag.events import IngestEvent
    from rag.index.archive import Archive
    from rag.ports import Embedder
    from rag.types import Passage, Sentence

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
    text: str
    sentences: list[Sentence]
    passages: list[Passage]
    document: Document
    revision: str


@dataclass(slots=True)
class _Tally:
    counts: Counter[str] = field(default_factory=Counter)
    failed: list[Failure] = field(default_factory=list)
    articles: list[Article] = field(default_factory=list)
    chunks: int = 0


class Ingest:
    """One run of ingestion over an archive whose lock is held."""

    def __init__(self, archive: Archive, embedder: Embedder, options: Options) -> None:
        self._archive = archive
        self._catalog = archive.catalog
        self._embedder = embedder
        self._options = options
        self._tally = _Tally()
        self._batch: list[_Prepared] = []

    def run(self, paths: Sequence[str], stop: Callable[[], bool]) -> Iterator[IngestEvent]:
        """Read, clean, embed and store; yield what happens; the report comes last."""
        begun = time.monotonic()
        files, missing = find_files(paths)
        yield IngestStarted(len(files))
        for failure in missing:
            yield self._fail(failure)
        gone: list[str] = []
        for path in files:
            if stop():
                break
            keys: set[str] = set()
            for item in _read(path):
                yield from self._take(item, keys)
            gone += self._no_longer_in(path, keys)
            yield FileRead(str(path))
        yield from self._store_batch()
        gone += self._vanished(paths)
        yield self._report(begun, gone)

    def _take(self, item: Document | Failure, keys: set[str]) -> Iterator[IngestEvent]:
        if isinstance(item, Failure):
            yield self._fail(item)
            return
        keys.add(item.key)
        revision = self._revision(item)
        known = self._source(item.key)
        if known is not None and known[0] == revision:
            self._tally.counts["unchanged"] += 1
            return
        prepared = self._prepare(item, revision, known[1] if known else None)
        if isinstance(prepared, Failure):
            yield self._fail(prepared)
            return
        if any(_is_same(prepared.article, waiting.article) for waiting in self._batch):
            yield from self._store_batch()
        if known is None and (twin := self._twin(prepared.article, item)):
            self._archive.record_source(item.key, item.path or item.key, revision, twin)
            self._tally.counts["duplicates"] += 1
            return
        exists = bool(self._catalog.articles_by_id([prepared.article.id]))
        self._tally.counts["updated" if exists else "added"] += 1
        self._batch.append(prepared)
        if sum(len(p.passages) for p in self._batch) >= BATCH_PASSAGES:
            yield from self._store_batch()

    def _prepare(self, item: Document, revision: str, known_id: str | None) -> _Prepared | Failure:
        where = item.path or item.key
        try:
            fields = read_fields(self._described(item))
        except MetadataProblem as error:
            return Failure(where, item.line, str(error), error.remedy)
        text = clean_text(item.text)
        if not text:
            return Failure(where, item.line, "there are no words in it", "Give it a text.")
        sha256 = sha256_text(text)
        article_id = fields.id or known_id or _content_id(fields, sha256)
        article = _article(article_id, fields, text, sha256, item)
        sentences = sentences_of(article_id, text, fields.language)
        return _Prepared(article, text, sentences, passages_of(text, sentences), item, revision)

    def _store_batch(self) -> Iterator[IngestEvent]:
        batch = list({prepared.article.id: prepared for prepared in self._batch}.values())
        self._batch = []
        if not batch:
            return
        passages = self._embedder.passages([
            f"{one.article.title}. {p.text}" if one.article.title else p.text
            for one in batch for p in one.passages
        ])  # fmt: skip
        sentences = self._embedder.passages([s.text for one in batch for s in one.sentences])
        entries: list[Entry] = []
        for one in batch:
            own, passages = passages[: len(one.passages)], passages[len(one.passages) :]
            lines, sentences = sentences[: len(one.sentences)], sentences[len(one.sentences) :]
            entries.append(
                Entry(
                    one.article, one.text, one.sentences, lines, one.passages, own,
                    one.document.key, one.document.path or one.document.key, one.revision,
                )
            )  # fmt: skip
        self._archive.store(entries)
        stored = tuple(one.article for one in batch)
        chunks = sum(len(one.passages) for one in batch)
        self._tally.articles += stored
        self._tally.chunks += chunks
        yield ArticlesStored(stored, chunks)

    def _described(self, item: Document) -> dict[str, object]:
        """The record's own words, under what the person said for all of them."""
        said = {"outlet": self._options.outlet, "published": self._options.published}
        return {**item.metadata, **{key: value for key, value in said.items() if value}}

    def _revision(self, item: Document) -> str:
        parts = json.dumps(self._described(item), sort_keys=True, default=str)
        return hashlib.sha256(f"{parts}\0{item.text}".encode("utf-8", "surrogatepass")).hexdigest()

    def _source(self, key: str) -> tuple[str, str] | None:
        rows = self._catalog.rows("SELECT revision, article_id FROM sources WHERE key = ?", [key])
        return (rows[0]["revision"], rows[0]["article_id"]) if rows else None

    def _twin(self, article: Article, item: Document) -> str | None:
        """A stored article of the same outlet with the same words, read from elsewhere.

        A record that brings an id of its own says that it is an article of its own.
        """
        if item.metadata.get("id"):
            return None
        rows = self._catalog.rows(
            "SELECT id FROM articles WHERE sha256 = ? AND outlet IS ?",
            [article.sha256, article.outlet],
        )
        return rows[0]["id"] if rows else None

    def _no_longer_in(self, path: Path, keys: set[str]) -> list[str]:
        rows = self._catalog.rows("SELECT key, article_id FROM sources WHERE path = ?", [str(path)])
        return [row["article_id"] for row in rows if row["key"] not in keys]

    def _vanished(self, paths: Sequence[str]) -> list[str]:
        """Articles of the given folders whose file is no longer there."""
        from pathlib import Path

        roots = [str(Path(given).expanduser().absolute()) for given in paths]
        rows = [
            row
            for root in roots
            for row in self._catalog.rows(
                "SELECT path, article_id FROM sources WHERE path = ? OR substr(path, 1, ?) = ?",
                [root, len(root) + 1, root + "/"],
            )
        ]
        lost = {path for path in {row["path"] for row in rows} if not Path(path).exists()}
        return [row["article_id"] for row in rows if row["path"] in lost]

    def _fail(self, failure: Failure) -> InputFailed:
        self._tally.failed.append(failure)
        return InputFailed(failure)

    def _report(self, begun: float, gone: list[str]) -> IngestReport:
        ids = [
            name for name in dict.fromkeys(gone) if name not in {a.id for a in self._tally.articles}
        ]
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
            articles=tuple(self._tally.articles),
        )


def check_date(value: str | None) -> str | None:
    """A date that the person typed, in ISO 8601.

    Raises:
        InputUnreadable: It is not one.
    """
    if value is None:
        return None
    found = iso_date(value)
    if found is None:
        raise InputUnreadable(
            f"{value!r} is not a date", remedy="Write it as YYYY-MM-DD, for example 2026-03-02."
        )
    return found


def _read(path: Path) -> Iterator[Document | Failure]:
    loader = BY_SUFFIX.get(path.suffix.lower())
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


def _content_id(fields: Fields, sha256: str) -> str:
    """Twelve hex digits of a hash over outlet and words: the same article, the same id."""
    return hashlib.sha256(f"{fields.outlet or ''}\0{sha256}".encode()).hexdigest()[:12]


def _is_same(one: Article, other: Article) -> bool:
    return one.id == other.id or (one.outlet, one.sha256) == (other.outlet, other.sha256)


def _article(article_id: str, fields: Fields, text: str, sha256: str, item: Document) -> Article:
    known = Article(
        id=article_id, outlet=fields.outlet, title=fields.title, author=fields.author,
        published=fields.published, url=fields.url, language=fields.language, kind=fields.kind,
        origins=fields.origins, lineage=None, words=len(text.split()), sha256=sha256,
        path=item.path, extra=fields.extra,
    )  # fmt: skip
    return known if known.title else replace(known, title=title_from(text))
