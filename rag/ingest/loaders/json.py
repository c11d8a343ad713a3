"""JSON files: one article, a list of them, or an object with a list under `articles`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from rag.ingest.decoding import NotText, decode
from rag.ingest.loaders.jsonl import finite, is_deep, record_document
from rag.types import Document, Failure

if TYPE_CHECKING:
    from collections.abc import Iterator

_LONGEST = 64 * 1024 * 1024
_TOO_DEEP = "it is nested too deeply"


class JsonLoader:
    """Articles under the keys of JSON lines."""

    suffixes: tuple[str, ...] = (".json",)

    def read(self, data: bytes, path: str) -> Iterator[Document | Failure]:
        """Yield an article or a failure for each object."""
        found = _parsed(data, path)
        if isinstance(found, Failure):
            yield found
            return
        is_one = isinstance(found, dict) and not isinstance(found.get("articles"), list)
        records = found.get("articles", [found]) if isinstance(found, dict) else found
        if not isinstance(records, list):
            yield Failure(path, None, "it is JSON but holds no article", _REMEDY)
            return
        for number, record in enumerate(records, 1):
            if isinstance(record, dict):
                yield record_document(
                    record, path, None, name=None if is_one else f"article {number}"
                )
            else:
                yield Failure(path, None, f"article {number} is not an object", _REMEDY)


_REMEDY = 'Write {"text": ...}, a list of such objects, or {"articles": [...]}.'


def _parsed(data: bytes, path: str) -> object | Failure:
    if len(data) > _LONGEST:
        return Failure(
            path, None, f"it has {len(data) / 1e6:.0f} MB, more than the 67 MB that are read",
            "Write one article a line, as .jsonl.",
        )  # fmt: skip
    try:
        found: object = json.loads(decode(data), parse_float=finite, parse_constant=finite)
    except NotText as error:
        return Failure(path, None, f"cannot be read as text: {error}", "Save the file as UTF-8.")
    except json.JSONDecodeError as error:
        return Failure(path, error.lineno, f"it is not JSON: {error.msg}", "Mend the file.")
    except ValueError:
        return Failure(path, None, "a number in it is out of range", "Mend the file.")
    except RecursionError:
        return Failure(path, None, _TOO_DEEP, "Mend the file.")
    return Failure(path, None, _TOO_DEEP, "Mend the file.") if is_deep(found) else found
