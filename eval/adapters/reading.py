"""Files of answers of other programs, read so that a mistake is named by file and record."""

from __future__ import annotations

import csv
import io
import json
import sys
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from pydantic import ValidationError

from eval.adapters.forms import Alce, Plain, Ragas
from eval.reading import explained, read_text, wrong

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from eval.adapters.foreign import Foreign

FormName = Literal["ragas", "alce", "plain"]
FORMS: dict[FormName, type[Ragas | Alce | Plain]] = {"ragas": Ragas, "alce": Alce, "plain": Plain}
_MARKING: dict[FormName, frozenset[str]] = {
    "ragas": frozenset({"user_input", "response", "retrieved_contexts", "contexts"}),
    "alce": frozenset({"output", "docs"}),
    "plain": frozenset({"passages"}),
}
"""Keys that only this form has."""


class _Row(NamedTuple):
    place: str
    value: dict[str, Any]


def read_foreign(path: Path, form: FormName | None = None) -> list[Foreign]:
    """The answers in a file.

    Args:
        path: JSON, JSON lines or CSV in UTF-8.
        form: Told from the keys of the first record where it is None.

    Raises:
        SuiteInvalid: The file is none of the forms, or a record of it is wrong.
    """
    rows = list(_rows(path, read_text(path, "answers")))
    if not rows:
        raise wrong(path, None, "there is no answer in it", remedy="Name a file of answers.")
    model = FORMS[form or _told(path, rows[0])]
    return [_read(path, row, model) for row in rows]


def _read(path: Path, row: _Row, model: type[Ragas | Alce | Plain]) -> Foreign:
    try:
        return model.model_validate(row.value).foreign(row.place)
    except ValidationError as error:
        raise explained(path, row.place, error, model) from error


def _told(path: Path, row: _Row) -> FormName:
    found = [name for name, keys in _MARKING.items() if keys & row.value.keys()]
    if len(found) == 1:
        return found[0]
    problem = f"it could be of the forms {', '.join(found)}" if found else "its form is not known"
    raise wrong(
        path, row.place, problem, remedy="Say which it is with `--form ragas`, `alce` or `plain`."
    )


def _rows(path: Path, text: str) -> Iterator[_Row]:
    if path.suffix.lower() == ".csv":
        yield from _table(path, text)
        return
    whole = _whole(text)
    if isinstance(whole, dict) and isinstance(whole.get("data"), list):
        whole = whole["data"]
    elif isinstance(whole, dict):
        whole = [whole]
    if isinstance(whole, list):
        for number, value in enumerate(whole, 1):
            yield _row(path, f"record {number}", value)
        return
    # Not splitlines(): a line separator may stand unescaped inside a JSON string.
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield _row(path, f"line {number}", _parsed(path, f"line {number}", line))


def _whole(text: str) -> Any:
    """The file as one JSON value; None where it is not one, as JSON lines are not."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _parsed(path: Path, place: str, line: str) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError) as error:
        remedy = "Write one JSON object a line, or one JSON list."
        raise wrong(path, place, f"not JSON: {error}", remedy=remedy) from error


def _row(path: Path, place: str, value: Any) -> _Row:
    if isinstance(value, dict):
        return _Row(place, value)
    problem = f"an answer is expected, not a {type(value).__name__}"
    raise wrong(path, place, problem, remedy="Write one JSON object for each answer.")


def _table(path: Path, text: str) -> Iterator[_Row]:
    # A cell holds all passages of an answer; the module's own limit is 128 KiB.
    csv.field_size_limit(sys.maxsize)
    rows = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    try:
        for number, row in enumerate(rows, 1):
            if None in row:
                problem = "it has more cells than the first line has names"
                raise wrong(path, f"row {number}", problem, remedy="Quote cells with commas.")
            yield _Row(f"row {number}", {k: v for k, v in row.items() if v is not None})
    except csv.Error as error:
        remedy = "Save the table again as CSV in UTF-8."
        raise wrong(path, f"line {rows.line_num}", f"not CSV: {error}", remedy=remedy) from error
