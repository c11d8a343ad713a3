"""The three forms of an exported briefing, each with its record and seal inside.

JSON is the record itself. A Markdown or HTML file is a page, with record and seal in a block at
its end that no viewer shows.
"""

from __future__ import annotations

import hashlib
import json
import math
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from rag import __version__
from rag.brief.export.record import canonical, edition_json, inert
from rag.brief.seal import VERSION, Seal, seal, visible
from rag.errors import InputUnreadable, UsageProblem, nearest

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from rag.brief.export.edition import Edition

FORMAT = "byline-briefing"
_MOST = 64 * 1024 * 1024
"""Characters; a briefing of a thousand lines has a hundredth of it."""


class FileForm(StrEnum):
    """What an exported briefing is written as."""

    MARKDOWN = "markdown"
    HTML = "html"
    JSON = "json"


_SUFFIXES = {
    ".md": FileForm.MARKDOWN, ".markdown": FileForm.MARKDOWN,
    ".html": FileForm.HTML, ".htm": FileForm.HTML, ".json": FileForm.JSON,
}  # fmt: skip
_BLOCKS = {
    FileForm.MARKDOWN: ("<!-- byline-seal", "-->"),
    FileForm.HTML: ('<script type="application/json" id="byline-seal">', "</script>"),
}
"""The lines between which the block stands."""


@dataclass(frozen=True, slots=True)
class SealedFile:
    """An exported briefing as it was read; nothing in it has been checked."""

    form: FileForm
    record: Mapping[str, Any]
    seal: Seal
    lines: tuple[tuple[int, str], ...]
    """The lines of the page with their numbers; none where the record is the page."""


class SealUnreadable(Exception):
    """The file is a briefing, and its seal is damaged."""


def form_of(path: Path) -> FileForm:
    """The form that the end of a file's name asks for.

    Raises:
        UsageProblem: It is none of the three.
    """
    suffix = path.suffix.lower()
    if suffix not in _SUFFIXES:
        hint = nearest(suffix, (".md", ".html", ".json")) if suffix else None
        raise UsageProblem(
            f"a briefing is not written as {suffix or 'a file without a suffix'}",
            remedy=f"Name a file that ends in {hint}." if hint else "Use .md, .html or .json.",
        )
    return _SUFFIXES[suffix]


def exported(edition: Edition, form: FileForm) -> str:
    """The whole file, sealed. The same edition gives the same file to the byte."""
    record, page = edition_json(edition), drawn_page(edition, form, __version__)
    lines = [line for _, line in visible(page)]
    told = seal(record, lines, byline=__version__, form=form, renderer=renderer())
    inside = {
        "format": FORMAT, "version": VERSION, "briefing": record, "seal": told.model_dump()
    }  # fmt: skip
    if form is FileForm.JSON:
        return inert(inside, indent=1) + "\n"
    begin, end = _BLOCKS[form]
    block = f"{begin}\n{inert(inside)}\n{end}\n"
    if form is FileForm.MARKDOWN:
        return f"{page}\n{block}"
    above, body, below = page.rpartition("</body>")
    return f"{above}{block}{body}{below}"


def exported_line(edition: Edition) -> str:
    """What a JSON file holds, on one line without its end."""
    return inert(_sealed(edition, FileForm.JSON, ""))


def drawn_page(edition: Edition, form: FileForm, version: str) -> str:
    """What a reader sees of the file; nothing where the record is all there is."""
    from rag.brief.export.html import html_page
    from rag.brief.export.markdown import markdown_page

    if form is FileForm.JSON:
        return ""
    return (html_page if form is FileForm.HTML else markdown_page)(edition, version)


def _sealed(edition: Edition, form: FileForm, page: str) -> dict[str, Any]:
    record = edition_json(edition)
    lines = (line for _, line in visible(page))
    told = seal(record, lines, byline=__version__, form=form, renderer=renderer())
    return {"format": FORMAT, "version": VERSION, "briefing": record, "seal": told.model_dump()}


@cache
def renderer() -> str:
    """SHA-256 over what draws the pages, so that a check knows whether it draws alike."""
    digest = hashlib.sha256(__version__.encode())
    package = files("rag.brief.export")
    for folder in (package, package / "templates"):
        for file in sorted(folder.iterdir(), key=lambda file: file.name):
            if file.is_file() and file.name.endswith((".py", ".html", ".css")):
                digest.update(file.read_bytes())
    return digest.hexdigest()


def read_sealed(text: str) -> SealedFile:
    """The record, the seal and the lines of an exported briefing.

    Raises:
        InputUnreadable: The file is no exported briefing, or one of a newer Byline.
        SealUnreadable: It is one, and its seal cannot be read.
    """
    if len(text) > _MOST:
        raise _no_briefing(f"It has more than {_MOST:,} characters.")
    text = text.removeprefix("\ufeff")
    if text.lstrip().startswith("{"):
        return _opened(FileForm.JSON, text, ())
    lines = text.split("\n")
    stripped = [line.strip() for line in lines]
    form = next((f for f, (begin, _) in _BLOCKS.items() if begin in stripped), None)
    if form is None:
        raise _no_briefing("It carries no seal; one that was cut off has lost it.")
    begin, end = _BLOCKS[form]
    first = stripped.index(begin)
    if begin in stripped[first + 1 :]:
        raise SealUnreadable("it carries two seals")
    if end not in stripped[first:]:
        raise SealUnreadable("its seal was cut off")
    last = stripped.index(end, first)
    inside = "\n".join(lines[first + 1 : last])
    # Blank lines take the place of the block, so that the others keep their numbers.
    around = [*lines[:first], *[""] * (last + 1 - first), *lines[last + 1 :]]
    return _opened(form, inside, tuple(visible("\n".join(around))))


def _opened(form: FileForm, text: str, lines: tuple[tuple[int, str], ...]) -> SealedFile:
    try:
        inside = json.loads(
            text, object_pairs_hook=_without_twins, parse_constant=_number, parse_float=_number
        )
        # What nests so deep that it cannot be written again is refused here, once.
        canonical(inside)
    except (ValueError, RecursionError) as error:
        if form is FileForm.JSON and f'"{FORMAT}"' not in text:
            raise _no_briefing("It is no whole JSON object.") from error
        raise SealUnreadable(f"its seal is no JSON: {error}") from error
    if not isinstance(inside, dict) or inside.get("format") != FORMAT:
        if form is FileForm.JSON:
            raise _no_briefing("It is another kind of JSON.")
        raise SealUnreadable("its seal is another kind of JSON")
    if inside.get("version") != VERSION:
        raise InputUnreadable(
            f"the briefing is of version {inside.get('version')!r}",
            detail=f"This Byline reads version {VERSION}.",
            remedy="Check it with the Byline that wrote it, or a newer one.",
        )
    record = inside.get("briefing")
    if set(inside) != {"format", "version", "briefing", "seal"} or not isinstance(record, dict):
        raise SealUnreadable("its seal lacks a part, or has one that nobody reads")
    try:
        return SealedFile(form, record, Seal.model_validate(inside["seal"]), lines)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        raise SealUnreadable(f"its seal is damaged at {place!r}: {first['msg']}") from error


def _without_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    table = dict(pairs)
    if len(table) < len(pairs):
        raise ValueError("a key stands twice in it")
    return table


def _number(told: str) -> float:
    number = float(told)
    if not math.isfinite(number):
        raise ValueError(f"{told} is no number of JSON")
    return number


def _no_briefing(detail: str) -> InputUnreadable:
    return InputUnreadable(
        "the file is no briefing of Byline",
        detail=detail,
        remedy="Name a file that `byline brief TOPIC --out FILE` wrote (.md, .html or .json).",
    )
