"""A briefing as JSON and back: what every exported file carries inside.

Every value of `rag.brief.types` becomes an object with the names of its fields. An article stands
once, under `articles`, and is referred to by its id; a citation is an object of the contract
with the hash of its article. Where an article lay on the machine, and metadata that nobody
reads, are not written: an exported file is given to others.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError, create_model

import rag.brief.types
import rag.types
from rag.answer.record import DIGITS, article_json, citation_json
from rag.brief.export.edition import ORDER, Edition, Section
from rag.safety import printable
from rag.types import Article, Citation

_KEPT_AT_HOME = ("path", "metadata")
_OF_MARKUP = "<>&"


def edition_json(edition: Edition) -> dict[str, Any]:
    """The object that `edition_from_json` reads back."""
    articles: dict[str, dict[str, object]] = {}
    body = _written(edition.briefing, articles)
    return {
        "title": edition.title,
        "order": [str(section) for section in edition.order],
        **body,
        "articles": [articles[name] for name in sorted(articles)],
    }


def edition_from_json(record: Mapping[str, Any]) -> Edition:
    """The briefing that `edition_json` made an object of.

    Raises:
        ValueError: It is no such object; it lacks a key or has one that nobody reads; it
            contradicts itself.
    """
    try:
        known = {each["id"]: _article_fields(each) for each in record["articles"]}
        rest = {key: value for key, value in record.items() if key not in _AROUND}
        read: Any = _model().model_validate({"briefing": _expanded(rest, known)})
        edition = Edition(read.briefing, record["title"], tuple(map(Section, record["order"])))
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(f"this is not a briefing: {error!r}") from error
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"][1:])
        raise ValueError(f"{place}: {first['msg']}") from error
    if sorted(edition.order) != sorted(ORDER):
        raise ValueError("order: it must name each section once")
    # Reading is lenient about a number in quotation marks and a key with a usual value. What
    # is written is not: so nothing that stands twice in a file can say two things.
    if canonical(edition_json(edition)) != canonical(record):
        raise ValueError("it says one thing in two ways, or has a key that nobody reads")
    return edition


def canonical(value: object) -> str:
    """JSON in the one spelling that is hashed: ASCII, sorted keys, no blanks.

    Raises:
        ValueError: There is a number in it that JSON has no spelling for.
    """
    return json.dumps(value, sort_keys=True, separators=(",", ":"), allow_nan=False)


def inert(value: object, *, indent: int | None = None) -> str:
    """JSON that can stand in HTML, in a Markdown comment and on a terminal, and does nothing.

    >>> inert("--></script>\u202e")
    '"--\\\\u003e\\\\u003c/script\\\\u003e\\\\u202e"'
    """
    text = json.dumps(value, ensure_ascii=False, indent=indent, allow_nan=False)
    acting = {c for c in set(text) if c != "\n" and (c in _OF_MARKUP or printable(c) != c)}
    return text.translate({ord(c): _spelt(c) for c in acting})


_AROUND = frozenset(("title", "order", "articles"))


def _spelt(char: str) -> str:
    return f"\\u{ord(char):04x}" if char.isascii() else json.dumps(char)[1:-1]


def _written(value: object, articles: dict[str, dict[str, object]]) -> Any:
    if isinstance(value, Citation):
        _note(value.article, articles)
        return {**citation_json(value), "sha256": value.article.sha256}
    if is_dataclass(value):
        return _members({one.name: getattr(value, one.name) for one in fields(value)}, articles)
    if isinstance(value, tuple):
        if hasattr(value, "_asdict"):
            return _members(value._asdict(), articles)
        return [_written(one, articles) for one in value]
    return _plain(value)


def _plain(value: object) -> object:
    if isinstance(value, float):
        return round(value, DIGITS)
    # A string of an enumeration is written as the string it is.
    return str(value) if isinstance(value, (date, str)) else value


def _members(
    values: Mapping[str, object], articles: dict[str, dict[str, object]]
) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in values.items():
        if name == "article":
            found["article_id"] = value.id if isinstance(value, Article) else None
            if isinstance(value, Article):
                _note(value, articles)
        else:
            found[name] = _written(value, articles)
    return found


def _note(article: Article, articles: dict[str, dict[str, object]]) -> None:
    told = article_json(article)
    articles[article.id] = {name: told[name] for name in told if name not in _KEPT_AT_HOME}


def _article_fields(told: Mapping[str, Any]) -> dict[str, Any]:
    return {**told, "path": None}


def _expanded(value: Any, known: Mapping[str, dict[str, Any]]) -> Any:
    """The same with each article in the place of its id, as the types have it."""
    if isinstance(value, list):
        return [_expanded(one, known) for one in value]
    if not isinstance(value, dict):
        return value
    if "quote" in value:
        return {
            "article": known[value["article_id"]],
            "quote": value["quote"],
            "span": {"start": value["start"], "end": value["end"]},
            "sourced": value["sourced"],
        }
    found = {key: _expanded(one, known) for key, one in value.items()}
    # A sentence names its article; everything else holds it.
    if "article_id" in found and "ordinal" not in found:
        name = found.pop("article_id")
        found["article"] = None if name is None else known[name]
    return found


@cache
def _model() -> type[BaseModel]:
    """Built on first use: the annotations of the values are resolved only then."""
    config = ConfigDict(frozen=True, extra="forbid", defer_build=True)
    model = create_model("Read", __config__=config, briefing=(rag.brief.types.Briefing, ...))
    names = {**vars(rag.types), **vars(rag.brief.types), "date": date, "Mapping": Mapping}
    model.model_rebuild(_types_namespace=names)
    return model
