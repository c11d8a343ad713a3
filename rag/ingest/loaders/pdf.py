"""PDF files with text in them; a scan without text is told as such."""

from __future__ import annotations

import io
import logging
import re
import struct
import time
import zlib
from collections import Counter
from typing import TYPE_CHECKING, Any

from rag.types import Document, Failure, Removed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pypdf import PdfReader

_LONGEST = 128 * 1024 * 1024
_MOST_PAGES = 1000
_SECONDS = 60.0
_MOST_CHARACTERS = 20_000_000
_FEWEST_WORDS = 5
_DAMAGED = (
    ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RuntimeError, OSError,
    AssertionError, EOFError, MemoryError, zlib.error, struct.error,
)  # fmt: skip
"""What a parser of a format as loose as PDF raises over damaged files."""
_HYPHENATED = re.compile(r"(?<=[^\W\d_])[-\u00ad\u2010]\n(?=[a-zß-öø-ÿа-яё])")
_PAGE_NUMBER = re.compile(
    r"(?:page\s+|seite\s+|p\.\s*)?\d{1,4}(?:\s*(?:/|of|von)\s*\d{1,4})?", re.IGNORECASE
)
_NO_TITLE = re.compile(
    r"untitled|document\d*|microsoft \w+ - |.*\.(?:docx?|indd|qxp|pdf|html?|txt|tex)$|print|layout|"
    r"https?://|about:blank",
    re.IGNORECASE,
)
_SENTENCE_END = '.!?…"”»:;)'
_RECURS = 3
_SHORT_LINE = 0.75


class PdfLoader:
    """One article a file, its pages one after the other."""

    suffixes: tuple[str, ...] = (".pdf",)

    def read(self, data: bytes, path: str) -> Iterator[Document | Failure]:
        """Yield the text of the file, or why there is none."""
        if len(data) > _LONGEST:
            yield Failure(
                path, None, f"it has {len(data) / 1e6:.0f} MB, more than the 134 MB that are read",
                "Save the pages of the article alone.",
            )  # fmt: skip
            return
        from pypdf.errors import PyPdfError

        # The library logs each oddity of a file; none of them is news to the person.
        logging.getLogger("pypdf").setLevel(logging.CRITICAL)
        try:
            yield _document(data, path)
        except (PyPdfError, *_DAMAGED) as error:
            why = " ".join(str(error).split())[:100] or type(error).__name__
            yield Failure(path, None, f"the PDF is damaged: {why}", "Save it again.")


def _document(data: bytes, path: str) -> Document | Failure:
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(data), strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        return Failure(path, None, "the PDF is locked by a password", "Save it without one.")
    if len(reader.pages) > _MOST_PAGES:
        return Failure(
            path, None,
            f"it has {len(reader.pages)} pages, more than the {_MOST_PAGES} that are read",
            "Save the pages of the article alone.",
        )  # fmt: skip
    pages: list[str] = []
    begun = time.monotonic()
    for page in reader.pages:
        pages.append(page.extract_text())
        if time.monotonic() - begun > _SECONDS or sum(map(len, pages)) > _MOST_CHARACTERS:
            return Failure(
                path, None, "reading the PDF takes too long", "Save it as text or as a page."
            )
    text, removed = join_pages(pages)
    if len(text.split()) < _FEWEST_WORDS:
        return Failure(
            path, None, "there is no text in the PDF, only pictures of it",
            "Run text recognition on it first, for example with ocrmypdf.",
        )  # fmt: skip
    metadata, provenance = _told(reader, text)
    return Document(path, text, metadata, path, provenance=provenance, removed=removed)


def join_pages(pages: list[str]) -> tuple[str, tuple[Removed, ...]]:
    """One text of the pages, without running heads, and the lines left out.

    Words that were parted at the end of a line are whole again, and lines stand together as
    paragraphs.
    """
    lines = [[line.strip() for line in page.splitlines()] for page in pages]
    running = _running_heads(lines)
    removed: list[Removed] = []
    kept: list[str] = []
    for page in lines:
        for line in page:
            is_number = bool(_PAGE_NUMBER.fullmatch(line))
            if line and (is_number or line in running):
                removed.append(Removed(line, "page number" if is_number else "running head"))
            else:
                kept.append(line)
    return _paragraphs(_HYPHENATED.sub("", "\n".join(kept)).split("\n")), tuple(removed)


def _running_heads(pages: list[list[str]]) -> set[str]:
    """First and last lines that stand on many pages."""
    edges = Counter(
        line
        for page in pages
        for line in {line for line in (*page[:2], *page[-2:]) if line}
    )  # fmt: skip
    return {line for line, count in edges.items() if count >= max(_RECURS, len(pages) / 2)}


def _paragraphs(lines: list[str]) -> str:
    """Join lines; an empty line, or a short one that ends a sentence, ends a paragraph."""
    lengths = sorted(len(line) for line in lines if line)
    width = lengths[int(len(lengths) * 0.8)] if lengths else 0
    joined: list[str] = [""]
    for line in lines:
        if not line:
            joined.append("")
            continue
        joined[-1] = f"{joined[-1]} {line}".strip()
        if len(line) < width * _SHORT_LINE and line[-1] in _SENTENCE_END:
            joined.append("")
    return "\n\n".join(paragraph for paragraph in joined if paragraph)


def _told(reader: PdfReader, text: str) -> tuple[dict[str, object], dict[str, str]]:
    """Title, author and date of the file's own record, as far as they can be the article's."""
    from rag.ingest.pages.dates import stated_dates
    from rag.ingest.pages.names import credited

    info = reader.metadata
    title = _line(info.title if info else None)
    people = credited(_line(info.author if info else None) or "", outlet=None).people
    made = _made(info)
    # The day a file was made is that of the article only if the article says so too.
    dates = [d.value for d in stated_dates(text[:1500], None)] if made else []
    values: dict[str, object] = {
        "title": title if title and not _NO_TITLE.match(title) and " " in title else None,
        "author": ", ".join(people) or None,
        "published": next((d for d in dates if d[:10] == made), None),
    }
    where = {"published": "date in the text, as in the PDF's record"}
    told = {key: value for key, value in values.items() if value}
    return told, {key: where.get(key, f"PDF's record, {key}") for key in told}


def _made(info: Any) -> str | None:
    try:
        made = info.creation_date if info else None
    except _DAMAGED:
        return None
    return made.date().isoformat() if made else None


def _line(value: object) -> str | None:
    return " ".join(value.split()) or None if isinstance(value, str) else None
