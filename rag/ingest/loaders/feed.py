"""Feeds in RSS and Atom: each entry is an article, as far as the feed gives its words."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any

from rag.ingest.pages.parsing import NotAPage
from rag.types import Document, Failure, Removed

if TYPE_CHECKING:
    from collections.abc import Iterator

_LONGEST = 20 * 1024 * 1024
_MOST_ENTRIES = 5000
_MOST_PARSED = 25_000
"""Entries; the library takes a fifth of a millisecond for an empty one."""
_ENTITY = re.compile(r"<!ENTITY", re.IGNORECASE)
_FEED_WORDS = re.compile(
    r"\s*(?:[-–—|:>»]\s*)?\b(?:rss|atom|news)?\s*feeds?\b.*$|\s*[-–—|:>»]\s*(?:rss|atom|latest.*|all.*|"
    r"top stories|headlines)$|^(?:rss|latest (?:news )?from|news from)\s*[-–—|:]?\s*",
    re.IGNORECASE,
)
_PARTS = re.compile(r"\s+[-–—|>»:]\s+")


class FeedLoader:
    """The entries of one feed."""

    suffixes: tuple[str, ...] = (".xml", ".rss", ".atom")

    def read(self, data: bytes, path: str) -> Iterator[Document | Failure]:
        """Yield an article or a failure for each entry."""
        problem = _refused(data)
        if problem is not None:
            yield Failure(path, None, *problem)
            return
        parsed = _parsed(data)
        if not parsed.get("version") and not parsed["entries"]:
            yield Failure(
                path, None, "it is neither an RSS nor an Atom feed",
                "Give a feed, or save the articles as pages or text.",
            )  # fmt: skip
            return
        if not parsed["entries"]:
            yield Failure(path, None, "the feed has no entries", "Fetch it again later.")
        for number, entry in enumerate(parsed["entries"][:_MOST_ENTRIES], 1):
            yield _entry_document(entry, parsed, path, number)
        if len(parsed["entries"]) > _MOST_ENTRIES:
            yield Failure(
                path, None, f"only the first {_MOST_ENTRIES} of its entries were read",
                "Split the feed.",
            )  # fmt: skip


def _refused(data: bytes) -> tuple[str, str] | None:
    """Why a feed must not be handed to a parser of XML, with what to do."""
    from rag.ingest.decoding import NotText
    from rag.ingest.pages.parsing import page_text

    if len(data) > _LONGEST:
        size = f"it has {len(data) / 1e6:.0f} MB, more than the 21 MB that are read"
        return size, "Split the feed."
    try:
        text = page_text(data)
    except NotText as error:
        return f"cannot be read as text: {error}", "Save the feed as UTF-8."
    if text.count("<item") + text.count("<entry") > _MOST_PARSED:
        return f"it has more than the {_MOST_PARSED} entries that are gone through", "Split it."
    if _ENTITY.search(text) or _is_unsafe(data):
        problem = "it defines entities of its own, which may grow without bound"
        return problem, "Remove its DOCTYPE."
    return None


def _is_unsafe(data: bytes) -> bool:
    """Whether a careful parser refuses it; what is not well-formed may still be read leniently."""
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import ParseError, fromstring

    try:
        fromstring(data, forbid_dtd=False, forbid_entities=True, forbid_external=True)
    except DefusedXmlException:
        return True
    except (ParseError, ValueError, LookupError):
        return False
    return False


def _parsed(data: bytes) -> Any:
    import feedparser

    try:
        # A stream: what is no stream may be taken for an address or for a file's name.
        return feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    except (ValueError, LookupError, TypeError, AttributeError, RuntimeError, AssertionError):
        # The lenient half of the library trips over mark-up that is damaged enough.
        return {"entries": [], "feed": {}}


def _entry_document(entry: Any, parsed: Any, path: str, number: int) -> Document | Failure:
    name = _word(entry, "id") or _word(entry, "link") or f"entry {number}"
    text, removed, where = _text(entry, path)
    if not text.strip():
        return Failure(
            path, None, f"entry {number} has no words", "Give the address of the article itself."
        )
    told = {key: one for key, one in _told(entry, parsed).items() if one[0]}
    return Document(
        f"{path}#{name}", text, {key: value for key, (value, _) in told.items()}, path,
        provenance={**{key: place for key, (_, place) in told.items()}, "text": where},
        removed=removed,
    )  # fmt: skip


def _text(entry: Any, path: str) -> tuple[str, tuple[Removed, ...], str]:
    """The words of an entry, the lines left out, and which of its fields they are from."""
    from rag.ingest.loaders.html import page_document

    fields = [(str(part.get("value") or ""), "feed content") for part in entry.get("content") or ()]
    fields.append((_word(entry, "summary") or "", "feed summary"))
    for value, where in sorted(fields, key=lambda one: len(one[0]), reverse=True):
        if "<" not in value and "&" not in value:
            return value, (), where
        found = page_document(value.encode("utf-8", "replace"), path)
        if isinstance(found, Document):
            return found.text, found.removed, where
        if words := _words_of(value):
            return words, (), where
    return "", (), ""


def _words_of(page: str) -> str:
    from rag.ingest.pages.parsing import parse_text

    try:
        return " ".join(str(parse_text(page).text_content()).split())
    except NotAPage:
        return ""


def _told(entry: Any, parsed: Any) -> dict[str, tuple[object, str]]:
    from rag.ingest.pages.names import credited
    from rag.ingest.pages.tags import absolute

    outlet = _outlet(entry, parsed)
    names = [str(a.get("name") or "") for a in entry.get("authors") or ()]
    found = [credited(name, outlet=outlet[0]) for name in names or [_word(entry, "author") or ""]]
    people = dict.fromkeys(name for one in found for name in one.people)
    agencies = dict.fromkeys(name for one in found for name in one.agencies)
    language = (_word(parsed["feed"], "language") or "").partition("-")[0].lower()
    return {
        "title": (_words_of(_word(entry, "title") or ""), "feed title"),
        "url": (absolute(_word(entry, "link") or ""), "feed link"),
        "published": _published(entry, parsed),
        "outlet": outlet,
        "author": (", ".join(people), "feed author"),
        "origins": (tuple(agencies), "feed author"),
        "language": (language, "feed language"),
    }


def _published(entry: Any, parsed: Any) -> tuple[str | None, str]:
    from rag.ingest.pages.dates import machine_date

    given, where = _word(entry, "published"), "feed published"
    if not given and str(parsed.get("version") or "").startswith("rss"):
        # RSS knows no date of change: what the library calls so is Dublin Core's date.
        given, where = _word(entry, "updated"), "feed dc:date"
    return (machine_date(given) if given else None), where


def _outlet(entry: Any, parsed: Any) -> tuple[str | None, str]:
    """The source that an entry names, else the feed's own name without the words of feeds."""
    from rag.ingest.outlets import looks_like_outlet, shipped
    from rag.ingest.pages.selfnames import is_possible

    source = entry.get("source")
    named = _word(source, "title") if hasattr(source, "get") else None
    title = _FEED_WORDS.sub("", _words_of(named or _word(parsed["feed"], "title") or "")).strip()
    parts = [part.strip() for part in _PARTS.split(title)]
    known = [part for part in parts if shipped().find(part)]
    known += [part for part in parts if looks_like_outlet(part)]
    name = next(iter(known), parts[0] if len(parts) == 1 else None)
    return name if name and is_possible(name) else None, "feed source" if named else "feed title"


def _word(table: Any, key: str) -> str | None:
    value = table.get(key)
    return value.strip() or None if isinstance(value, str) else None
