"""JSON lines: one article a line, a bad line reported and skipped."""

from __future__ import annotations

import io
import json
import math
from typing import TYPE_CHECKING

from rag.ingest.decoding import NotText, decode, is_wide
from rag.types import Document, Failure

if TYPE_CHECKING:
    from collections.abc import Iterator

_LONGEST_LINE = 32 * 1024 * 1024
_DEEPEST = 64
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


def read_line(raw: bytes, path: str, number: int) -> Document | Failure:
    """The article of one line, or why it is none."""
    if len(raw) > _LONGEST_LINE:
        return Failure(path, number, "the line is longer than 32 MiB", "Split the article.")
    try:
        record = json.loads(decode(raw), parse_float=_finite, parse_constant=_finite)
    except NotText as error:
        return Failure(path, number, f"the line is not text: {error}", "Save the file as UTF-8.")
    except (ValueError, RecursionError) as error:
        return Failure(path, number, _why_not_json(error), "Mend or remove the line.")
    if not isinstance(record, dict):
        return Failure(
            path, number, "the line is JSON but not an object", "Write one {...} object a line."
        )
    if _is_deep(record):
        return Failure(path, number, _TOO_DEEP, "Mend or remove the line.")
    return record_document(record, path, number)


def record_document(record: dict[str, object], path: str, number: int) -> Document | Failure:
    """The article of one JSON object, or why it is none."""
    text = record.get("text")
    if not isinstance(text, str) or not text.strip():
        return Failure(
            path,
            number,
            "the object has no text",
            'Give the article\'s words under "text".',
        )
    # What is half a character can be written in JSON but not be kept.
    name = str(record.get("id") or f"line {number}").encode("utf-8", "backslashreplace").decode()
    return Document(f"{path}#{name}", text, record, path, number)


def _finite(number: str) -> float:
    value = float(number)
    if not math.isfinite(value):
        raise ValueError(number)
    return value


def _is_deep(value: object) -> bool:
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
