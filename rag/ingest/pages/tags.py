"""What a page says of itself in the tags of its head."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

PUBLISHED = (
    "article:published_time og:article:published_time og:published_time article:published "
    "dcterms.issued dc.date.issued dcterms.created dc.date.created dc.date dcterms.date "
    "citation_publication_date citation_online_date parsely-pub-date datepublished date.published "
    "date pubdate publishdate publish-date publish_date publication_date publication-date "
    "article.published cxenseparse:recs:publishtime sailthru.date"
).split()
OUTLET = (
    "og:site_name dcterms.publisher dc.publisher citation_journal_title publication_name "
    "application-name apple-mobile-web-app-title publisher"
).split()
AUTHOR = (
    "author article:author dcterms.creator dc.creator citation_author parsely-author byl "
    "cxenseparse:author sailthru.author"
).split()
LANGUAGE = ("dcterms.language", "dc.language", "content-language", "og:locale")
TITLE = ("og:title", "twitter:title", "dcterms.title", "dc.title", "citation_title",
         "parsely-title")  # fmt: skip
TEASER = ("description", "og:description", "twitter:description")
SECTION = ("article:section", "parsely-section", "dcterms.type", "dc.type")
_TRACKING = re.compile(r"utm_\w+|fbclid|gclid|mc_[ce]id|cmpid|ocid|xtor|ns_\w+", re.IGNORECASE)
_LONGEST = 4000


class Tags:
    """The meta, link and title elements of one page."""

    def __init__(self, tree: HtmlElement) -> None:
        self._tree = tree
        self._metas: dict[str, list[str]] = {}
        for meta in tree.iter("meta"):
            name = meta.get("property") or meta.get("name") or meta.get("http-equiv") or ""
            content = meta.get("content", "").strip()
            if name and content and len(content) <= _LONGEST:
                self._metas.setdefault(name.strip().lower(), []).append(content)

    def each(self, names: tuple[str, ...] | list[str]) -> Iterator[tuple[str, str]]:
        """(name, value) of the tags that are there, in the order of `names`."""
        for name in names:
            for value in self._metas.get(name, ()):
                yield name, value

    def first(self, names: tuple[str, ...] | list[str]) -> str | None:
        """The value of the first tag that is there."""
        return next((value for _, value in self.each(names)), None)

    @property
    def title(self) -> str | None:
        """What the window is called."""
        for element in self._tree.iter("title"):
            above = element.getparent()
            if above is not None and above.tag == "head":
                return " ".join((element.text or "").split()) or None
        return None

    @property
    def language(self) -> str | None:
        """What the page is declared to be written in."""
        root = self._tree
        names = ("lang", "{http://www.w3.org/XML/1998/namespace}lang", "xml:lang")
        return next((str(root.get(name)) for name in names if root.get(name)), None)

    @property
    def linked_author(self) -> str | None:
        """The name in a link to the author."""
        for link in self._tree.iter("link"):
            if "author" in link.get("rel", "").lower().split() and link.get("title"):
                return str(link.get("title"))
        return None

    def address(self, given: str | None) -> tuple[str, str] | None:
        """The canonical address of the page and where it stands; None when it names none."""
        base = next((b.get("href") for b in self._tree.iter("base") if b.get("href")), None)
        for link in self._tree.iter("link"):
            if "canonical" in link.get("rel", "").lower().split():
                found = absolute(link.get("href", ""), base, given)
                if found:
                    return found, "link canonical"
        found = absolute(self.first(("og:url",)) or "", base, given)
        return (found, "og:url") if found else None


def absolute(href: str, *bases: str | None) -> str | None:
    """A web address made whole, without what counts its readers; None when it is none.

    >>> absolute("a/b?utm_source=feed&page=2", "https://paper.example/")
    'https://paper.example/a/b?page=2'
    """
    href = href.strip()
    for base in (None, *bases):
        try:
            parts = urlsplit(urljoin(base, href) if base else href)
            if href and parts.scheme in {"http", "https"} and parts.hostname:
                return urlunsplit(parts._replace(query=_untracked(parts.query), fragment=""))
        except ValueError:
            continue
    return None


def _untracked(query: str) -> str:
    if not _TRACKING.search(query):
        return query
    pairs = parse_qsl(query, keep_blank_values=True)
    return urlencode([(key, value) for key, value in pairs if not _TRACKING.fullmatch(key)])
