"""From what a record says of itself to the fields of an article. Unknown stays unknown."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from rag.errors import InputUnreadable
from rag.safety import printable
from rag.types import KINDS, Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

_FIELDS = frozenset(
    {"id", "outlet", "title", "author", "published", "url", "language", "origins", "kind"}
)
_CONTENT = frozenset({"text", "html"})
_LONGEST = 2000
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d")
_ID = re.compile(r"[^\s/#\x00-\x1f]{1,200}")


class MetadataProblem(ValueError):
    """A record whose metadata cannot be used, with what to do about it."""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(problem)
        self.remedy = remedy


@dataclass(frozen=True, slots=True)
class Fields:
    """What a record says of itself, checked."""

    id: str | None
    outlet: str | None
    title: str | None
    author: str | None
    published: str | None
    url: str | None
    language: str | None
    kind: Kind | None
    origins: tuple[str, ...]
    extra: Mapping[str, object]


def read_fields(metadata: Mapping[str, object]) -> Fields:
    """Check the known keys and keep the others.

    A date that is no date is kept under `published_as_given` and the field stays unknown.

    Raises:
        MetadataProblem: The id cannot be used as one.
    """
    extra = {k: v for k, v in metadata.items() if k not in _FIELDS | _CONTENT}
    given = metadata.get("published")
    published = iso_date(given)
    if published is None and given not in (None, ""):
        extra["published_as_given"] = str(given)[:_LONGEST]
    return Fields(
        id=_identifier(metadata.get("id")),
        outlet=_line(metadata.get("outlet")),
        title=_line(metadata.get("title")),
        author=_author(metadata.get("author")),
        published=published,
        url=_line(metadata.get("url")),
        language=_language(metadata.get("language")),
        kind=_kind(metadata.get("kind")),
        origins=_names(metadata.get("origins")),
        extra=extra,
    )


def iso_date(value: object) -> str | None:
    """A date or a time in ISO 8601 as precise as it was given; None when it is neither.

    >>> iso_date("2026-03-02T08:30:00Z"), iso_date("2026-02-30"), iso_date("soon")
    ('2026-03-02T08:30:00+00:00', None, None)
    """
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    text = value.strip() if isinstance(value, str) else ""
    try:
        if _DAY.fullmatch(text):
            return date.fromisoformat(text).isoformat()
        return datetime.fromisoformat(text).isoformat() if _MOMENT.match(text) else None
    except ValueError:
        return None


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


def _identifier(value: object) -> str | None:
    if value is None or value == "":
        return None
    text = str(value).strip() if isinstance(value, (str, int)) else ""
    if not _ID.fullmatch(text) or printable(text) != text:
        raise MetadataProblem(
            f"the id {printable(str(value))[:60]!r} cannot be used",
            "Use up to 200 characters without spaces, '/' and '#', or leave the id out.",
        )
    return text


def _line(value: object) -> str | None:
    if not isinstance(value, (str, int, float)) or isinstance(value, bool):
        return None
    return " ".join(printable(str(value)).split())[:_LONGEST] or None


def _author(value: object) -> str | None:
    if isinstance(value, (list, tuple)):
        return ", ".join(name for name in map(_line, value) if name) or None
    return _line(value)


def _language(value: object) -> str | None:
    text = (_line(value) or "").replace("_", "-")
    return text.lower() if re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", text) else None


def _kind(value: object) -> Kind | None:
    return next((kind for kind in KINDS if kind == value), None)


def _names(value: object) -> tuple[str, ...]:
    items = value if isinstance(value, (list, tuple)) else [value]
    return tuple(dict.fromkeys(name for name in map(_line, items) if name))
