"""What a page says of its article, each value from the most trusted place that states it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from rag.ingest.pages.dates import address_date, machine_date, stated_dates
from rag.ingest.pages.kinds import kind_of
from rag.ingest.pages.names import credited, is_name, natural
from rag.ingest.pages.selfnames import is_possible, self_name
from rag.ingest.pages.stated import lines_of, stated_byline, stated_date
from rag.ingest.pages.tags import AUTHOR, LANGUAGE, OUTLET, PUBLISHED, SECTION, absolute
from rag.words import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.html import HtmlElement

    from rag.ingest.pages.body import Body
    from rag.ingest.pages.records import Record
    from rag.ingest.pages.tags import Tags

_CODE = re.compile(r"([A-Za-z]{2,3})(?![A-Za-z])")
_FEWEST_WORDS = 30
_SURE = 0.99
_LONGEST_SAMPLE = 4000
_LABEL_WORDS = 6
_SOURCE = re.compile(
    r"(?:source|quelle|источник|fuente|fonte|bron)\s*:\s*(?P<name>[^\n/]{2,60})", re.IGNORECASE
)


class Description:
    """The values of one page and where each came from; the first that is told stays."""

    def __init__(
        self, tree: HtmlElement, tags: Tags, records: Sequence[Record], body: Body
    ) -> None:
        self.values: dict[str, object] = {}
        self.provenance: dict[str, str] = {}
        self._tree, self._tags, self._records, self._body = tree, tags, records, body

    def fill(self, url: str | None, text: str) -> None:
        """Find every value that the page states.

        Args:
            url: Where it was fetched from.
            text: The words of the article, to tell their language where nothing states it.
        """
        self._tell_title()
        self._tell_address(url)
        self._tell_language(text)
        self._tell_outlet()
        self._tell_people()
        self._tell_date()
        self._tell_kind()

    def _tell(self, key: str, value: object, where: str) -> None:
        if value and key not in self.values:
            self.values[key] = value
            self.provenance[key] = where

    def _tell_title(self) -> None:
        if self._body.headline is not None:
            self._tell("title", " ".join(self._body.headline.text.split()), "headline")
        for record in self._records:
            self._tell("title", record.headline, f"{record.source} headline")

    def _tell_address(self, url: str | None) -> None:
        if found := self._tags.address(url):
            self._tell("url", *found)
        for record in self._records:
            self._tell("url", absolute(record.url or "", url), f"{record.source} url")
        self._tell("url", absolute(url or ""), "address it was fetched from")

    def _tell_language(self, text: str) -> None:
        for record in self._records:
            self._tell("language", _code(record.language), f"{record.source} inLanguage")
        self._tell("language", _code(self._tags.language), "html lang")
        for name, value in self._tags.each(LANGUAGE):
            self._tell("language", _code(value), f"meta {name}")
        if "language" not in self.values:
            self._tell("language", language_of(text), "the words of the text")

    def _tell_outlet(self) -> None:
        for record in self._records[:1]:
            if record.source == "json-ld" and record.outlet and is_possible(record.outlet):
                self._tell("outlet", record.outlet, "json-ld publisher")
        for name, value in self._tags.each(OUTLET):
            if is_possible(value):
                self._tell("outlet", value, name if ":" in name else f"meta {name}")
        for record in self._records:
            self._tell("outlet", record.outlet, f"{record.source} publisher")
        if "outlet" not in self.values:
            title = self._tags.title
            if found := self_name(self._body.blocks, self._tree, title, self._title):
                self._tell("outlet", *found)

    def _tell_people(self) -> None:
        agencies: list[str] = []
        for people, found, where in self._credits():
            agencies += found
            self._tell("author", ", ".join(people), where)
        byline = stated_byline(self._body.top, self._language, self._outlet)
        if byline is not None:
            agencies += byline.agencies
            self._tell("author", ", ".join(byline.people), f"byline “{byline.line[:60]}”")
        for block in self._body.after:
            if source := _SOURCE.fullmatch(block.text.strip()):
                agencies.append(source["name"].strip(" ."))
        self._tell("origins", tuple(dict.fromkeys(agencies)), "byline and source lines")

    def _credits(self) -> Iterator[tuple[tuple[str, ...], tuple[str, ...], str]]:
        """(people, agencies, where) of each place for machines that names authors."""
        outlet = self._outlet
        for record in self._records:
            people: list[str] = []
            agencies: list[str] = []
            for author in record.authors:
                found = credited(author.name, outlet=outlet)
                agencies += found.agencies
                people += [] if author.is_organization else found.people or _uncased(author.name)
            yield tuple(dict.fromkeys(people)), tuple(agencies), f"{record.source} author"
        for name in AUTHOR:
            people, agencies = [], []
            for _, value in self._tags.each((name,)):
                if "://" not in value:
                    found = credited(natural(value), outlet=outlet)
                    people += found.people
                    agencies += found.agencies
            yield tuple(dict.fromkeys(people)), tuple(agencies), f"meta {name}"
        if linked := self._tags.linked_author:
            yield credited(linked, outlet=outlet).people, (), "link author"

    def _tell_date(self) -> None:
        language = self._language
        by_source = {record.source: record for record in self._records}
        if (record := by_source.get("json-ld")) is not None:
            self._tell("published", _read_date(record.published, language), "json-ld datePublished")
        for name, value in self._tags.each(PUBLISHED):
            where = name if ":" in name else f"meta {name}"
            self._tell("published", _read_date(value, language), where)
        if (record := by_source.get("microdata")) is not None:
            self._tell(
                "published", _read_date(record.published, language), "microdata datePublished"
            )
        if "published" not in self.values and (found := stated_date(self._body.top, language)):
            self._tell("published", *found)
        self._tell(
            "published", address_date(str(self.values.get("url") or "")), "date in the address"
        )

    def _tell_kind(self) -> None:
        near = [b.text for b in lines_of(self._body.top) if b.words <= _LABEL_WORDS]
        section = [value for _, value in self._tags.each(SECTION)]
        sections = [s for record in self._records for s in record.sections]
        found = kind_of((*near, *section, *sections), self._title)
        for record in self._records:
            # A label that says more than "news" knows better than a type that says "news".
            self._tell("kind", found or record.kind, "label" if found else f"{record.source} type")
        self._tell("kind", found, "label")

    @property
    def _title(self) -> str | None:
        found = self.values.get("title")
        return str(found) if found else None

    @property
    def _outlet(self) -> str | None:
        found = self.values.get("outlet")
        return str(found) if found else None

    @property
    def _language(self) -> str | None:
        found = self.values.get("language")
        return str(found) if found else None


def language_of(text: str) -> str | None:
    """The language of a text of some length, if there is no doubt.

    >>> text = "Der Rat hat am Montag beschlossen, die Brücke drei Wochen lang zu schließen. "
    >>> language_of(text * 3), language_of(text)
    ('de', None)
    """
    if len(text.split()) < _FEWEST_WORDS:
        return None
    try:
        code, sure = _identifier().classify(text[:_LONGEST_SAMPLE])
    except OSError:
        # The model is unpacked into the folder for temporary files, which may be full.
        return None
    return str(code) if sure >= _SURE else None


@lru_cache(maxsize=1)
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def _code(value: str | None) -> str | None:
    found = _CODE.match((value or "").strip())
    code = found.group(1).lower() if found else None
    return None if code in {"und", "mul", "zxx", "x"} else code


def _read_date(value: str | None, language: str | None) -> str | None:
    if not value:
        return None
    stated = stated_dates(value, language)
    return machine_date(value) or (stated[0].value if len(stated) == 1 else None)


def _uncased(name: str) -> list[str]:
    """A name in a script without capitals, which no rule of capitals can know."""
    is_uncased = not any(c.islower() or c.isupper() for c in name) and any(map(str.isalpha, name))
    return [name] if is_uncased and not is_name(name) and fold(name) else []
