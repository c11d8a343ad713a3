"""Who wrote it, for whom, where and when: what an article says of itself in its own words.

Only what stands there counts. Every value comes with the words it was read from; what is not
stated stays None, and a date without its year is no date of publication.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from rag.ingest.outlets import looks_like_outlet, shipped, tidy
from rag.ingest.stated_dates import complete_date, is_labelled, without_date

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.ingest.outlets import Outlets

CreditKind = Literal["byline", "signature", "source", "headline", "date", "appeal", "copyright"]


class Credit(NamedTuple):
    """A line, or the end of one, that says where an article comes from."""

    text: str
    kind: CreditKind


class Stated(NamedTuple):
    """A value with the words that state it."""

    value: str
    words: str
    reason: str


class Byline(NamedTuple):
    """What a line such as "By A and B for C" says."""

    authors: tuple[str, ...]
    outlets: tuple[str, ...]


class Dateline(NamedTuple):
    """What stands before the first sentence: `KYIV, March 3 (Reuters) -`."""

    place: str
    agency: str | None
    published: str | None
    words: str


@dataclass(frozen=True, slots=True)
class Bylines:
    """What an article says of itself."""

    author: Stated | None = None
    outlet: Stated | None = None
    published: Stated | None = None
    place: Stated | None = None
    agency: Stated | None = None


_LONGEST = 200
_PARTICLES = "de|da|di|du|del|della|des|van|von|der|den|ter|bin|bint|ibn|al|el|la|le|dos|y|e|zu"
_WORD = r"(?:[^\W\d_a-zà-ÿа-яё][^\W\d_]*(?:['’.-][^\W\d_]+)*\.?)"
_NAME = re.compile(rf"{_WORD}(?: (?:(?:{_PARTICLES})[ -])*{_WORD}){{1,4}}")
_LEAD = re.compile(
    r"(?:exclusive\s+)?(?:by|(?:words|written|reported|reporting|story|text|compiled)\s+by|von|par"
    r"|por|di|door|(?:автор|текст|text)\s*:)\s+(?=\S)",
    re.IGNORECASE,
)
_PARTS = re.compile(r"\s*[,;|•·]\s*|\s+(?:and|und|et|y|и|e|&|with|mit|avec|con|for|für)\s+")
_PLACE = re.compile(r"\s+(?:in|from|at|aus|à|en|из)\s+[^\W\d_]\S*.*$")
_ROLE = re.compile(
    r"\b(?:correspondent|reporter|editor|writer|staff|bureau|chief|desk|newsroom|columnist|team"
    r"|columnista|redaktion|korrespondent(?:in)?|redaktør|rédaction|redacción|journalist|press"
    r"\s+office|корреспондент|редакция|photographs?|agencies|analyst)\b",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"\b\d+ (?:comments?|views?|shares?)\b", re.IGNORECASE)
_TITLE = re.compile(r"(?:Dr|Prof|Mr|Mrs|Ms|Sir)\.?\s+")
_MONTHS = r"[A-Z][a-z]{2,8}\.?|\d{1,2}\.?(?:\sde)?\s[^\W\d_]{3,9}\.?"
_DATELINE = re.compile(
    rf"""(?P<place>[^\W\d_a-zß-öø-ÿа-яё][^\W\d_]*(?:[\ /’'.-]+[^\W\d_]+){{0,4}}
         (?:,\ [^\W\d_a-z][\w.]*(?:\ [^\W\d_a-z][\w.]*)?)??)
        (?:,\ (?P<date>(?:{_MONTHS})(?:\ \d{{1,2}})?(?:,\ \d{{4}}|\ \d{{4}})?))?
        (?: \s*\((?P<agency>[^()\n]{{2,40}})\)\.?\s*(?:[-–—]{{1,2}}|:)
          | \.?\s*/(?P<wire>[^\s/][^/\n]{{1,30}})/\.?\s*(?:[-–—]{{1,2}}|:)?
          | (?<=\w)\s*[–—]\s(?P<after>[^\W\d_a-zа-яё][\w-]*(?:\ [^\W\d_a-zа-яё][\w-]*)?)\.\s
          | (?<=\w)\s*(?:[–—]|--|\s-)\s )\s*""",
    re.VERBOSE,
)
_FEWEST_CAPITALS = 4
_NO_PLACES = frozenset({"NATO", "OPEC", "NASA", "FIFA", "UEFA", "UNESCO", "UNICEF"})
_APPEAL = re.compile(
    r"(?:a|an)\s+(?:\w+\s+)?(?:message|word|note|appeal)\s+from\s+(?P<name>.+?)\s*[:.!]?",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(
    r"(?:copyright|©|\(c\))(?:\s*(?:copyright|©|\(c\)|(?:19|20)\d\d(?:\s*[-–]\s*(?:19|20)\d\d)?))*"
    r"[\s,]*(?P<name>[^.|•·]{2,60})",
    re.IGNORECASE,
)


def read_byline(line: str, outlets: Outlets | None = None) -> Byline | None:
    """The authors and outlets of a line that is a byline and nothing else.

    >>> read_byline("By Mirela Tonsk, Joren Abel and Reuters").authors
    ('Mirela Tonsk', 'Joren Abel')
    >>> read_byline("By Monday the water had gone.") is None
    True
    """
    if len(line) > _LONGEST or not (lead := _LEAD.match(line)):
        return None
    parts = _PARTS.split(_COUNTED.sub("", line[lead.end() :]))
    return _people([_undated(part) for part in parts], outlets or shipped())


def read_dateline(text: str) -> Dateline | None:
    """The dateline that opens a text.

    >>> read_dateline("KYIV, March 3 (Reuters) - The city was dark.")[:3]
    ('KYIV', 'Reuters', None)
    >>> read_dateline("Greyling (dpa/tke) - Dockers struck.").agency
    'dpa'
    """
    found = _DATELINE.match(text[:_LONGEST])
    if found is None or (found["after"] and not found["date"]):
        return None
    place = found["place"].strip()
    agency = found["agency"] or found["wire"] or found["after"] or ""
    agency = re.split("[/,]", agency)[0].strip() or None
    shouted = place.isupper() and len(place) >= _FEWEST_CAPITALS and place not in _NO_PLACES
    if agency is None and not shouted:
        return None  # "Nobody - not even the mayor - knew": only capitals speak for a place
    if agency is not None and not (agency[0].isupper() or (agency.islower() and " " not in agency)):
        return None
    published = complete_date(found["date"]) if found["date"] else None
    return Dateline(place, agency, published, found.group().strip())


def find_bylines(
    text: str, credited: Sequence[Credit] = (), *, outlets: Outlets | None = None
) -> Bylines:
    """Author, outlet, date, place and agency as the article itself states them.

    Args:
        text: The article without its page lines.
        credited: The lines that `furniture.strip` took out of it.
        outlets: The table of names; the shipped one when None.
    """
    table = outlets or shipped()
    dateline = next(
        (found for line in text[: 4 * _LONGEST].split("\n")[:6] if (found := read_dateline(line))),
        None,
    )
    return Bylines(
        author=_author(credited, table),
        outlet=_outlet(credited, table),
        published=_published(credited, dateline),
        place=dateline and Stated(dateline.place, dateline.words, "dateline"),
        agency=_agency(dateline, table),
    )


def named_in_appeal(line: str, outlets: Outlets | None = None) -> str | None:
    """The outlet that a donation appeal speaks for.

    >>> named_in_appeal("A Message from The Harbour Post:")
    'The Harbour Post'
    >>> named_in_appeal("A message from our sponsor") is None
    True
    """
    found = _APPEAL.fullmatch(line.strip())
    return _named(found["name"], outlets or shipped()) if found else None


def _author(credited: Sequence[Credit], outlets: Outlets) -> Stated | None:
    for credit in credited:
        if credit.kind != "byline":
            continue
        found = read_byline(credit.text, outlets) or _signed_with_date(credit.text)
        if found and found.authors:
            return Stated(", ".join(found.authors), credit.text, "byline")
    return None


def _outlet(credited: Sequence[Credit], outlets: Outlets) -> Stated | None:
    for credit in credited:
        if credit.kind == "appeal" and (name := named_in_appeal(credit.text, outlets)):
            return Stated(name, credit.text, "its appeal to readers")
    for credit in credited:
        found = _COPYRIGHT.search(credit.text) if credit.kind == "copyright" else None
        name = _named(found["name"], outlets) if found else None
        # An agency's mark under a text says whose report it is, not who published it.
        if name and not outlets.is_agency(name):
            return Stated(name, credit.text, "its copyright line")
    return None


def _published(credited: Sequence[Credit], dateline: Dateline | None) -> Stated | None:
    lines = [credit.text for credit in credited if credit.kind in {"date", "byline"}]
    for line in sorted(lines, key=is_labelled, reverse=True):
        if day := complete_date(line):
            return Stated(day, line, "date line")
    if dateline and dateline.published:
        return Stated(dateline.published, dateline.words, "dateline")
    return None


def _agency(dateline: Dateline | None, outlets: Outlets) -> Stated | None:
    if dateline is None or dateline.agency is None:
        return None
    return Stated(outlets.canonical(dateline.agency), dateline.words, "dateline")


def _named(words: str, outlets: Outlets) -> str | None:
    if known := outlets.find(words):
        return known.name
    return tidy(words) if looks_like_outlet(words) and words[0].isupper() else None


def _undated(part: str) -> str:
    rest = without_date(part)
    return ("" if part.isdigit() else part) if rest is None else rest


def _people(parts: list[str], outlets: Outlets) -> Byline | None:
    """Names and outlets of a byline; None when any part is something else."""
    authors: list[str] = []
    names: list[str] = []
    for part in parts:
        bare = _TITLE.sub("", _PLACE.sub("", part), count=1).strip(" .")
        if known := outlets.find(bare):
            names.append(known.name)
        elif looks_like_outlet(bare) and bare[:1].isupper():
            names.append(tidy(bare))
        elif _NAME.fullmatch(bare) and not _ROLE.search(bare):
            authors.append(_cased(bare))
        elif not (_ROLE.search(part) and len(part.split()) <= 6) and part:  # noqa: PLR2004
            return None
    return Byline(tuple(authors), tuple(names)) if authors or names else None


def _signed_with_date(line: str) -> Byline | None:
    """`Runa Halcro · 7 May 2025`: a name beside a date, without "by"."""
    rest = without_date(line)
    if rest and (found := read_byline(rest)):
        return found
    if not rest or not _NAME.fullmatch(rest) or looks_like_outlet(rest):
        return None
    return Byline((_cased(rest),), ())


def _cased(name: str) -> str:
    return name.title() if name.isupper() else name
