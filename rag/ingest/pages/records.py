"""What a page says of itself in a record for machines: JSON-LD, else microdata.

A record of another article, as in a list of headlines, never counts.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from rag.words import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.html import HtmlElement

_ARTICLE = re.compile(
    r"(?:[A-Za-z]*NewsArticle|Article|BlogPosting|LiveBlogPosting|SocialMediaPosting|Report"
    r"|PressRelease|TechArticle|ScholarlyArticle)"
)
_KINDS = {
    "NewsArticle": "news",
    "ReportageNewsArticle": "news",
    "AnalysisNewsArticle": "analysis",
    "BackgroundNewsArticle": "analysis",
    "OpinionNewsArticle": "opinion",
    "LiveBlogPosting": "live",
    "PressRelease": "release",
}
_ORGANIZATION = re.compile(r"(?:.*Organization|Corporation|Brand|WebSite|Periodical|Newspaper)")
_LONGEST = 2 * 1024 * 1024
_MOST_RECORDS = 200
_MOST_AUTHORS = 20


@dataclass(frozen=True, slots=True)
class Person:
    """An author as a record names it."""

    name: str
    is_organization: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """The fields of one record that bear on an article, as they were given."""

    source: str
    """`json-ld` or `microdata`."""
    headline: str | None = None
    published: str | None = None
    outlet: str | None = None
    authors: tuple[Person, ...] = ()
    language: str | None = None
    url: str | None = None
    kind: str | None = None
    sections: tuple[str, ...] = ()
    text: str | None = None
    teaser: str | None = None


def read_records(tree: HtmlElement, *, url: str | None, titles: Sequence[str]) -> list[Record]:
    """The records of the page's own article, the most trusted first."""
    return [*_json_ld(tree, url, titles), *_microdata(tree)]


def _json_ld(tree: HtmlElement, url: str | None, titles: Sequence[str]) -> Iterator[Record]:
    nodes: list[dict[str, Any]] = []
    for script in tree.iter("script"):
        if "ld+json" in script.get("type", "").lower() and len(nodes) < _MOST_RECORDS:
            nodes += _nodes(script.text or "")
    by_id = {n["@id"]: n for n in reversed(nodes) if isinstance(n.get("@id"), str) and len(n) > 1}
    articles = [node for node in nodes if any(map(_ARTICLE.fullmatch, _types(node)))]
    own = [node for node in articles if _is_own(node, url, titles)]
    chosen = own[0] if own else articles[0] if len(articles) == 1 else None
    if chosen is not None:
        yield _record(chosen, by_id)


def _nodes(script: str) -> list[dict[str, Any]]:
    """The objects at the top of a script; what does not parse counts as absent."""
    if len(script) > _LONGEST:
        return []
    try:
        found = json.loads(script.strip().removeprefix("<!--").removesuffix("-->").strip())
    except (ValueError, RecursionError):
        return []
    nodes: list[dict[str, Any]] = []
    waiting = [found]
    while waiting and len(nodes) < _MOST_RECORDS:
        value = waiting.pop(0)
        if isinstance(value, list):
            waiting += value[:_MOST_RECORDS]
        elif isinstance(value, dict):
            nodes.append(value)
            # A page names its article under `mainEntity`; lists name the articles of others.
            waiting += [value[key] for key in ("@graph", "mainEntity") if key in value]
    return nodes


def _record(node: dict[str, Any], by_id: dict[str, dict[str, Any]]) -> Record:
    publisher = _resolved(node.get("publisher"), by_id) or _resolved(node.get("isPartOf"), by_id)
    sections = [s for s in _list(node.get("articleSection")) if isinstance(s, str)]
    return Record(
        source="json-ld",
        headline=_text(node.get("headline")) or _text(node.get("name")),
        published=_text(node.get("datePublished")),
        outlet=_outlet(publisher),
        authors=tuple(_people(node.get("author") or node.get("creator"), by_id)),
        language=_text(node.get("inLanguage")),
        url=_address(node),
        kind=next((_KINDS[name] for name in _types(node) if name in _KINDS), None),
        sections=tuple(sections),
        text=_text(node.get("articleBody")),
        teaser=_text(node.get("description")),
    )


def _people(value: object, by_id: dict[str, dict[str, Any]]) -> Iterator[Person]:
    for one in _list(value)[:_MOST_AUTHORS]:
        person = _resolved(one, by_id)
        if isinstance(person, dict):
            is_firm = any(map(_ORGANIZATION.fullmatch, _types(person)))
            for name in _list(person.get("name")):
                if text := _text(name):
                    yield Person(text, is_firm)
        elif text := _text(person):
            yield Person(text)


def _outlet(publisher: object) -> str | None:
    if isinstance(publisher, dict):
        is_page = "WebPage" in _types(publisher)
        return None if is_page else _text(publisher.get("name"))
    return None if _is_address(publisher) else _text(publisher)


def _resolved(value: object, by_id: dict[str, dict[str, Any]]) -> object:
    value = next(iter(_list(value)), None) if isinstance(value, list) else value
    if isinstance(value, dict) and not value.get("name") and isinstance(value.get("@id"), str):
        return by_id.get(value["@id"], value)
    return value


def _is_own(node: dict[str, Any], url: str | None, titles: Sequence[str]) -> bool:
    headline = fold(_text(node.get("headline")) or "")
    if headline and any(headline in title or title in headline for title in titles if title):
        return True
    address = _address(node)
    return bool(url and address) and _place(address or "") == _place(url or "")


def _address(node: dict[str, Any]) -> str | None:
    page = node.get("mainEntityOfPage")
    page = page.get("@id") or page.get("url") if isinstance(page, dict) else page
    found = (node.get("url"), page, node.get("@id"))
    return next((text for one in found if _is_address(one) and (text := _text(one))), None)


def _microdata(tree: HtmlElement) -> Iterator[Record]:
    scopes = [
        scope
        for scope in tree.xpath("//*[@itemscope][@itemtype]")
        if _ARTICLE.fullmatch(_type_of(scope))
    ]
    with_headline = [scope for scope in scopes if next(scope.iter("h1"), None) is not None]
    chosen = with_headline[0] if with_headline else scopes[0] if len(scopes) == 1 else None
    if chosen is None:
        return
    values: dict[str, list[str]] = {}
    people: list[Person] = []
    for element in chosen.iterdescendants():
        names = element.get("itemprop", "").split() if isinstance(element.tag, str) else []
        if not names or _scope_of(element) is not chosen:
            continue
        inner = element.get("itemscope") is not None
        value = _named_within(element) if inner else _value(element)
        if value and {"author", "creator"} & set(names):
            people.append(Person(value, bool(_ORGANIZATION.fullmatch(_type_of(element)))))
        for name in names if value else ():
            values.setdefault(name, []).append(value or "")
    first = {name: found[0] for name, found in values.items()}
    yield Record(
        source="microdata",
        headline=first.get("headline"),
        published=first.get("datePublished"),
        outlet=first.get("publisher") or first.get("sourceOrganization"),
        authors=tuple(people),
        language=first.get("inLanguage"),
        kind=_KINDS.get(_type_of(chosen)),
        sections=tuple(values.get("articleSection", ())),
        teaser=first.get("description"),
    )


def _scope_of(element: HtmlElement) -> HtmlElement | None:
    above = element.getparent()
    while above is not None and above.get("itemscope") is None:
        above = above.getparent()
    return above


def _named_within(scope: HtmlElement) -> str | None:
    for inner in scope.iterdescendants():
        if isinstance(inner.tag, str) and "name" in inner.get("itemprop", "").split():
            return _value(inner)
    return _value(scope)


def _value(element: HtmlElement) -> str | None:
    given = element.get("content") or element.get("datetime")
    return _text(given or " ".join(element.itertext()))


def _type_of(scope: HtmlElement) -> str:
    return str(scope.get("itemtype", "").strip().rstrip("/").rpartition("/")[2])


def _types(node: dict[str, Any]) -> list[str]:
    return [str(name).rpartition("/")[2] for name in _list(node.get("@type"))]


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _text(value: object) -> str | None:
    if isinstance(value, dict):
        value = value.get("@value") or value.get("name")
    value = value[0] if isinstance(value, list) and value else value
    return (value.strip() or None) if isinstance(value, str) else None


def _is_address(value: object) -> bool:
    return isinstance(value, str) and value.strip().lower().startswith(("http://", "https://"))


def _place(url: str) -> tuple[str, str]:
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return url, ""
    return parts.netloc.lower().removeprefix("www."), parts.path.rstrip("/")
