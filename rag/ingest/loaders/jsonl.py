"""JSON lines: one article a line, a bad line reported and skipped."""

from __future__ import annotations

import gzip
import io
import json
import math
import zlib
from dataclasses import replace
from typing import TYPE_CHECKING

from rag.ingest.decoding import NotText, decode, is_wide
from rag.types import Document, Failure

if TYPE_CHECKING:
    from collections.abc import Iterator

_LONGEST_LINE = 32 * 1024 * 1024
_DEEPEST = 64
_MOST_UNPACKED = 256 * 1024 * 1024
_TOO_DEEP = "the line is nested too deeply"


class JsonlLoader:
    """One article a line; its key is the file with the article's id or place."""

    suffixes: tuple[str, ...] = (".jsonl", ".ndjson")

    def read(self, data: bytes, path: str) -> Iterator[Document | Failure]:
        """Yield an article or a failure for each line that is not blank."""
        if is_wide(data):
            # In UTF-16 and UTF-32 a byte 10 is not always the end of a line.
            try:
                data = decode(data).encode("utf-8", "backslashreplace")
            except NotText as error:
                yield Failure(path, None, f"cannot be read: {error}", "Save the file as UTF-8.")
                return
        for number, raw in enumerate(io.BytesIO(data), 1):
            if raw.strip(b" \t\r\n\xef\xbb\xbf"):
                yield read_line(raw, path, number)


class GzippedJsonlLoader:
    """JSON lines in a gzip file, unpacked up to a bound."""

    suffixes: tuple[str, ...] = (".jsonl.gz", ".ndjson.gz")

    def read(self, data: bytes, path: str) -> Iterator[Document | Failure]:
        """Yield an article or a failure for each line that is not blank."""
        try:
            with gzip.GzipFile(fileobj=io.BytesIO(data)) as opened:
                lines = opened.read(_MOST_UNPACKED + 1)
        except (OSError, EOFError, zlib.error) as error:
            yield Failure(path, None, f"it cannot be unpacked: {error}", "Pack it again with gzip.")
            return
        if len(lines) > _MOST_UNPACKED:
            yield Failure(
                path, None, "it unpacks to more than the 268 MB that are read",
                "Split it into smaller files.",
            )  # fmt: skip
            return
        yield from JsonlLoader().read(lines, path)


def read_line(raw: bytes, path: str, number: int) -> Document | Failure:
    """The article of one line, or why it is none."""
    if len(raw) > _LONGEST_LINE:
        return Failure(path, number, "the line is longer than 32 MiB", "Split the article.")
    try:
        record = json.loads(decode(raw), parse_float=finite, parse_constant=finite)
    except NotText as error:
        return Failure(path, number, f"the line is not text: {error}", "Save the file as UTF-8.")
    except (ValueError, RecursionError) as error:
        return Failure(path, number, _why_not_json(error), "Mend or remove the line.")
    if not isinstance(record, dict):
        return Failure(
            path, number, "the line is JSON but not an object", "Write one {...} object a line."
        )
    if is_deep(record):
        return Failure(path, number, _TOO_DEEP, "Mend or remove the line.")
    return record_document(record, path, number)


def record_document(
    record: dict[str, object], path: str, line: int | None, *, name: str | None = None
) -> Document | Failure:
    """The article of one JSON object, or why it is none.

    Args:
        record: The object; its words stand under `text`, or as a page under `html`.
        path: The file it is in.
        line: Its line in the file, if it has one of its own.
        name: What to call it when it has no id; the file alone holds it if there is none.
    """
    text, page = record.get("text"), record.get("html")
    name = name or (f"line {line}" if line is not None else "")
    # What is half a character can be written in JSON but not be kept.
    name = str(record.get("id") or name).encode("utf-8", "backslashreplace").decode()
    key = f"{path}#{name}" if name else path
    if isinstance(text, str) and text.strip():
        return Document(key, text, record, path, line)
    if isinstance(page, str) and page.strip():
        return _of_page(record, page, path, line, key)
    return Failure(path, line, "the object has no text", 'Give the article\'s words under "text".')


def _of_page(
    record: dict[str, object], page: str, path: str, line: int | None, key: str
) -> Document | Failure:
    """The article of a page in a record, under what the record itself says."""
    from rag.ingest.loaders.html import page_document

    found = page_document(page.encode("utf-8", "replace"), path, key=key)
    if isinstance(found, Failure):
        return replace(found, path=path, line=line)
    said = {name: value for name, value in record.items() if value is not None}
    provenance = {name: where for name, where in found.provenance.items() if name not in said}
    return replace(found, metadata={**found.metadata, **said}, line=line, provenance=provenance)


def finite(number: str) -> float:
    """A number of a JSON text.

    Raises:
        ValueError: It is not one, or too large for one.
    """
    value = float(number)
    if not math.isfinite(value):
        raise ValueError(number)
    return value


def is_deep(value: object) -> bool:
    """Whether lists and objects stand in each other deeper than anything here can walk."""
    level: list[object] = [value]
    for _ in range(_DEEPEST):
        level = [
            inner
            for outer in level
            if isinstance(outer, (dict, list))
            for inner in (outer.values() if isinstance(outer, dict) else outer)
        ]
    return bool(level)


def _why_not_json(error: ValueError | RecursionError) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"the line is not JSON: {error.msg}"
    return "a number in it is out of range" if isinstance(error, ValueError) else _TOO_DEEP
