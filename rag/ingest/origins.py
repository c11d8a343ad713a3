"""Where an article says it took its reporting from, in its own words.

Every mention of another outlet has a place (credit line, dateline, headline, lead, body) and a
weight; an outlet is an origin of the article when its mentions together weigh enough. One late
remark "in an interview with CNN" does not make an article rest on CNN; a credit line, the lead
or a second attribution does. An article's own outlet is never its origin.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from rag.ingest.attributions import attributions, named_in_title
from rag.ingest.bylines import read_byline, read_dateline
from rag.ingest.outlets import is_short_form, looks_like_outlet, shipped, tidy
from rag.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from rag.ingest.bylines import Credit
    from rag.ingest.outlets import Outlets
    from rag.types import Kind

Place = Literal["credit", "dateline", "headline", "lead", "body"]

CHOSEN_AT = 0.5
"""The weight that the mentions of one outlet must reach together."""

_WEIGHTS: Mapping[Place, float] = {
    "credit": 1.0,
    "dateline": 1.0,
    "headline": 0.9,
    "lead": 0.7,
    "body": 0.3,
}
_IN_PASSING = 0.3
"""Share of the weight that an interview elsewhere, an old report or a bare "said" keeps."""
_LEAD_SHARE = 0.25
_SHORTEST_LEAD = 600
"""Characters, about five sentences: a short article has a lead too."""
_LONGEST_LINE = 400
_LONGEST_TEXT = 200_000
_DATELINE_WITHIN = 12
_SIGNED = re.compile(r"[(\[](?P<names>[^()\[\]\n]{2,60})[)\]]\.?\s*\Z")
_CREDIT_WORDS = re.compile(
    r"(?:copyright|©|\(c\)|sources?|quellen?|fuentes?|fonti?|источник|bron|via|reported by"
    r"|(?:an )?exclusive by"
    r"|with (?:inputs?|material|reporting|files|information)[\w ]*? (?:from|by)"
    r"|mit material (?:der|von)|(?:this (?:story|article|report) )?(?:was )?(?:originally|first)"
    r" (?:published|appeared) (?:by|on|in|at)|avec|con información de|(?:19|20)\d\d|[–—|-])[\s:,]*",
    re.IGNORECASE,
)
_APART = re.compile(r"\s*[,;/]\s*|\s+(?:and|und|et|y|и)\s+")


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where an article names another outlet as its source."""

    name: str
    words: str
    """As they stand in the article: the evidence."""
    span: Span | None
    """Of the words in the text; None for a line that is no longer part of it."""
    place: Place
    weight: float


@dataclass(frozen=True, slots=True)
class Origin:
    """An outlet or agency on whose reporting an article rests."""

    name: str
    words: str
    """Of its weightiest mention."""
    span: Span | None
    weight: float
    """Of all mentions together, at most 1."""
    mentions: tuple[Mention, ...]


def find_origins(
    text: str,
    credited: Sequence[Credit] = (),
    *,
    outlet: str | None = None,
    title: str | None = None,
    kind: Kind | None = None,
    outlets: Outlets | None = None,
) -> tuple[Origin, ...]:
    """The outlets on whose reporting an article says it rests, weightiest first.

    Args:
        text: The article without its page lines.
        credited: What the removed lines say of where it comes from.
        outlet: The article's own outlet, if it is known; it is never an origin.
        title: Its headline.
        kind: In a digest and in a live text each item stands alone, so all of it is lead.
        outlets: The table of names; the shipped one when None.

    >>> [o.name for o in find_origins("The bridge is shut, as Coastal Wire reported on Monday.")]
    ['Coastal Wire']
    """
    groups: dict[str, list[Mention]] = {}
    for mention in find_mentions(
        text, credited, outlet=outlet, title=title, kind=kind, outlets=outlets
    ):
        groups.setdefault(mention.name, []).append(mention)
    found: list[Origin] = []
    for name, group in groups.items():
        weight = round(min(1.0, sum(mention.weight for mention in group)), 3)
        best = max(group, key=lambda mention: mention.weight)
        if weight >= CHOSEN_AT:
            found.append(Origin(name, best.words, best.span, weight, tuple(group)))
    return tuple(sorted(found, key=lambda origin: -origin.weight))


def find_mentions(
    text: str,
    credited: Sequence[Credit] = (),
    *,
    outlet: str | None = None,
    title: str | None = None,
    kind: Kind | None = None,
    outlets: Outlets | None = None,
) -> tuple[Mention, ...]:
    """Every place where an article names another outlet as a source; as for `find_origins`."""
    table = outlets or shipped()
    found = [
        *_in_credits(credited, table),
        *_in_dateline(text, table),
        *_in_title(title or "", table),
        *_in_text(text[:_LONGEST_TEXT], table, everywhere=kind in {"digest", "live"}),
        *_in_signature(text, table),
    ]
    return _settled(found, outlet, table)


def _settled(found: list[Mention], outlet: str | None, table: Outlets) -> tuple[Mention, ...]:
    """Without the article's own outlet; short forms under the full name they stand for."""
    full = [mention.name for mention in found if not is_short_form(mention.name)]
    settled: list[Mention] = []
    for mention in found:
        name = mention.name
        if outlet and table.same(name, outlet):
            continue
        if is_short_form(name):
            longer = next((other for other in full if table.same(name, other)), None)
            if longer is None or (outlet and table.same(longer, outlet)):
                continue  # "told the Times": which of them it is cannot be told
            name = longer
        name = next((other.name for other in settled if table.same(other.name, name)), name)
        settled.append(replace(mention, name=name))
    return tuple(settled)


def _in_credits(credited: Sequence[Credit], table: Outlets) -> Iterator[Mention]:
    for credit in credited:
        for name in _credit_names(credit, table):
            yield Mention(name, credit.text, None, "credit", _WEIGHTS["credit"])


def _credit_names(credit: Credit, table: Outlets) -> list[str]:
    if credit.kind == "byline":
        byline = read_byline(credit.text, table)
        return list(byline.outlets) if byline else []
    if credit.kind in {"date", "appeal"}:
        return []
    names = _names_of(credit.text, table)
    # A mark of copyright is the outlet's own, unless it is that of an agency.
    return [name for name in names if credit.kind != "copyright" or table.is_agency(name)]


def _names_of(words: str, table: Outlets) -> list[str]:
    words = words[:_LONGEST_LINE].strip("()[] .")
    while lead := _CREDIT_WORDS.match(words):
        words = words[lead.end() :]
    parts = [part.strip(" .()[]") for part in _APART.split(words.split(". ")[0])]
    known = [(part, table.find(part)) for part in parts if part]
    return [
        outlet.name if outlet else tidy(part)
        for part, outlet in known
        if outlet or (looks_like_outlet(part) and part[0].isupper())
    ]


def _in_dateline(text: str, table: Outlets) -> Iterator[Mention]:
    offset = 0
    for line in text[: _LONGEST_LINE * 4].split("\n")[:_DATELINE_WITHIN]:
        if (dateline := read_dateline(line)) and dateline.agency:
            name = table.canonical(dateline.agency)
            span = Span(offset, offset + len(dateline.words))
            yield Mention(name, dateline.words, span, "dateline", _WEIGHTS["dateline"])
            return
        offset += len(line) + 1


def _in_title(title: str, table: Outlets) -> Iterator[Mention]:
    for name in sorted(named_in_title(title[:_LONGEST_LINE], table)):
        yield Mention(name, title, None, "headline", _WEIGHTS["headline"])


def _in_text(text: str, table: Outlets, *, everywhere: bool) -> Iterator[Mention]:
    lead = len(text) if everywhere else max(_LEAD_SHARE * len(text), _SHORTEST_LEAD)
    for found in attributions(text, table):
        place: Place = "lead" if found.span.start < lead else "body"
        weight = _WEIGHTS[place] * (1 if found.is_firm else _IN_PASSING)
        yield Mention(found.name, found.span.of(text), found.span, place, weight)


def _in_signature(text: str, table: Outlets) -> Iterator[Mention]:
    """`... said on Monday. (dpa)`: a signature at the end of the last paragraph."""
    start = max(0, len(text) - _LONGEST_LINE)
    if signed := _SIGNED.search(text, start):
        span = Span(signed.start(), signed.start() + len(signed.group().rstrip()))
        for name in _names_of(signed["names"], table):
            yield Mention(name, span.of(text), span, "credit", _WEIGHTS["credit"])
