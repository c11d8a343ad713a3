"""One record into one article: cleaned, parted from its page, with where each value came from.

Order of trust for a value: what the person said for the whole ingest, what the record says of
itself (front matter, keys, page metadata, feed), what the article's own words say. What none of
them says stays unknown.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rag.files import sha256_text
from rag.ingest.bylines import find_bylines
from rag.ingest.cleaning import clean_text
from rag.ingest.furniture import Stripped, strip
from rag.ingest.metadata import Fields, read_fields
from rag.ingest.origins import find_origins
from rag.types import Article, Removed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rag.ingest.bylines import Bylines, Stated
    from rag.ingest.outlets import Outlets
    from rag.types import Document

_NAMES_KEPT = ("author", "published", "outlet")
_LONGEST_READ = 2_000_000
"""Characters; a longer text is a book or a dump, and its page lines are left alone."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of an article before it has an id."""

    fields: Fields
    text: str
    sha256: str
    removed: tuple[Removed, ...]
    provenance: Mapping[str, str]


class NoWords(ValueError):
    """Nothing is left of the record's text."""


def know(item: Document, said: Mapping[str, object], outlets: Outlets) -> Known:
    """Clean a record and gather what is known of it.

    Args:
        item: The record as a loader read it.
        said: What the person said about everything in this ingest, by field.
        outlets: The table of outlets and agencies.

    Raises:
        MetadataProblem: The record's id cannot be used as one.
        NoWords: Nothing is left of its text.
    """
    fields = read_fields({**item.metadata, **said})
    cleaned = clean_text(item.text)
    page = _parted(cleaned, fields.title, outlets)
    text = page.text or cleaned
    if not text:
        raise NoWords
    provenance = _given(fields, said, item)
    stated = find_bylines(text, page.credits, outlets=outlets)
    fields = _completed(fields, page, stated, provenance)
    fields = _named(fields, outlets)
    if not fields.origins:
        fields = _with_origins(fields, text, page, outlets, provenance)
    if fields.language is None:
        fields = _with_language(fields, text, provenance)
    removed = _cleaned((*item.removed, *page.removed))
    return Known(fields, text, sha256_text(text), removed, provenance)


def as_article(article_id: str, known: Known, item: Document) -> Article:
    """The article that a record is, under its id."""
    fields = known.fields
    return Article(
        id=article_id, outlet=fields.outlet, title=fields.title, author=fields.author,
        published=fields.published, url=fields.url, language=fields.language, kind=fields.kind,
        origins=fields.origins, lineage=None, words=len(known.text.split()),
        sha256=known.sha256, path=item.path, extra=fields.extra,
    )  # fmt: skip


def _parted(text: str, title: str | None, outlets: Outlets) -> Stripped:
    if len(text) > _LONGEST_READ:
        return Stripped(text, (), title, ())
    return strip(text, title=title, outlets=outlets)


def _given(fields: Fields, said: Mapping[str, object], item: Document) -> dict[str, str]:
    """Where each value that the record or the person gave came from."""
    given = [name for name in Fields.__slots__ if name not in {"id", "extra"}]
    sources = {}
    for name in given:
        if getattr(fields, name):
            source = f"--{name}" if name in said else item.provenance.get(name, "the record")
            sources[name] = source
    return sources


def _completed(
    fields: Fields, page: Stripped, stated: Bylines, provenance: dict[str, str]
) -> Fields:
    """The fields with what the article's own words add."""
    found: dict[str, str] = {}
    if fields.title is None and page.title:
        found["title"] = page.title
        provenance["title"] = "the headline in the text"
    for name in _NAMES_KEPT:
        value: Stated | None = getattr(stated, name)
        if getattr(fields, name) is None and value is not None:
            found[name] = value.value
            provenance[name] = f"{value.reason}: {value.words}"
    return replace(fields, **found)  # type: ignore[arg-type]  # names of text fields only


def _named(fields: Fields, outlets: Outlets) -> Fields:
    """The fields with every outlet under its one name."""
    outlet = _known_as(fields.outlet, outlets) if fields.outlet else None
    origins = dict.fromkeys(_known_as(name, outlets) for name in fields.origins)
    return replace(fields, outlet=outlet, origins=tuple(origins))


def _known_as(name: str, outlets: Outlets) -> str:
    """The one name of an outlet; one that no table knows stays to the letter as it was given."""
    found = outlets.find(name)
    return found.name if found else name


def _with_origins(
    fields: Fields, text: str, page: Stripped, outlets: Outlets, provenance: dict[str, str]
) -> Fields:
    found = find_origins(
        text, page.credits, outlet=fields.outlet, title=fields.title, kind=fields.kind,
        outlets=outlets,
    )  # fmt: skip
    if found:
        provenance["origins"] = "; ".join(f"{origin.name}: {origin.words}" for origin in found)
    return replace(fields, origins=tuple(origin.name for origin in found))


def _with_language(fields: Fields, text: str, provenance: dict[str, str]) -> Fields:
    from rag.ingest.pages.description import language_of

    language = language_of(text)
    if language:
        provenance["language"] = "recognised from the words"
    return replace(fields, language=language)


def _cleaned(removed: tuple[Removed, ...]) -> tuple[Removed, ...]:
    return tuple(Removed(clean_text(line.text), line.reason) for line in removed)
