"""JSON lines: one article a line, a bad line reported and skipped."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

from rag.ingest.decoding import NotText, decode
from rag.types import Document, Failure

if TYPE_CHECKING:
    from collections.abc import Iterator

_LONGEST_LINE = 32 * 1024 * 1024


class JsonlLoader:
    """One article a line; its key is the file with the article's id or place."""

    suffixes: tuple[str, ...] = (".jsonl", ".ndjson")

    def read(self, data: bytes, path: str) -> Iterator[Document | Failure]:
        """Yield an article or a failure for each line that is not blank."""
        for number, raw in enumerate(io.BytesIO(data), 1):
            if raw.strip(b" \t\r\n\xef\xbb\xbf"):
                yield read_line(raw, path, number)


def read_line(raw: bytes, path: str, number: int) -> Document | Failure:
    """The article of one line, or why it is none."""
    if len(raw) > _LONGEST_LINE:
        return Failure(path, number, "the line is longer than 32 MiB", "Split the article.")
    try:
        record = json.loads(decode(raw))
    except NotText as error:
        return Failure(path, number, f"the line is not text: {error}", "Save the file as UTF-8.")
    except (ValueError, RecursionError) as error:
        why = getattr(error, "msg", "it is nested too deeply")
        return Failure(path, number, f"the line is not JSON: {why}", "Mend or remove the line.")
    if not isinstance(record, dict):
        return Failure(
            path, number, "the line is JSON but not an object", "Write one {...} object a line."
        )
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
    name = record.get("id") or f"line {number}"
    return Document(f"{path}#{name}", text, record, path, number)
