"""Wrong names, and names in each other's roles."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple

from eval.faults.change import Change, Setting, is_quoted, outside, swap
from eval.faults.figures import MONTHS
from eval.faults.times import WEEKDAYS
from rag.types import Span
from rag.words import STOPWORDS, fold

if TYPE_CHECKING:
    from random import Random

Sort = Literal["person", "place", "body", "letters", "other"]

_NAME = re.compile(
    r"(?<![\w.-])[A-ZÀ-Ý][\w'’-]*[a-zà-ÿ](?: (?:of |de |van |von |al-|bin |"
    r"the (?=[A-Z]))?[A-ZÀ-Ý][\w-]*[a-zà-ÿ])*"
    r"|(?<![\w.-])[A-Z]{3,5}(?![\w.-])"
)
_TITLE = re.compile(
    r"(?:Mr|Mrs|Ms|Dr|President|Minister|Mayor|Senator|Judge|Sir|Professor|Chancellor|"
    r""
    r"Governor|Captain|Sergeant|General|Bishop|Pope|King|Queen|Prince)\.? "
)
_ROLE_BEFORE = re.compile(
    r"\b(?:president|minister|mayor|senator|judge|professor|chancellor|governor|director|"
    r""
    r"commander|engineer|spokesman|spokeswoman|leader|chief|secretary|"
    r"skipper|driver|"
    r"resident|deckhand|coach|actor|singer|author|lawyer|prosecutor|"
    r"chairman|head|"
    r"told|wife|husband|son|daughter|brother|sister)\,? \Z"
)
_SAYS = re.compile(
    r",? (?:said|says|told|added|wrote|replied|argued|tweeted|who|was born|wore|married|"
    r""
    r"resigned|died|testified)\b|, \d\d,"
)
_BODY = re.compile(
    r"\b(?:Inc|Ltd|Corp|Company|Group|Bank|University|Party|Council|Ministry|Agency|Union|"
    r""
    r"Association|Department|Court|Committee|Club|Hospital|Police|Office|"
    r"Institute|College|"
    r"Commission|Authority|Freight|Airlines|Motors|Times|Post|Wire|Press|"
    r"News|Court|Senate|"
    r"Parliament|Congress|Foundation|Analytics|Pictures|Studios|Records|Games|Energy|Systems|Service|Board|FC)\b"
)
_PLACE = re.compile(
    r"\b(?:Street|Road|Avenue|Bridge|River|Lake|Mount|Island|Islands|City|County|Counties|"
    r"Square|Park|"
    r"Wharf|Bay|Port|Valley|Coast|Station|Airport|District|Quay|Cut|Lane)\b"
)
_NO_BODY = re.compile(
    r"[IVXLC]+|DNA|CEO|CFO|USA|PDF|FAQ|HIV|AIDS|COVID|LLC|GDP|GPS|DVD|EST|UTC|GMT|THE|AND|"
    r"NOT|ALL|NEW|BY|ISBN|GAAP|EBITDA|EPS|HTTP"
)
_IN = re.compile(r"\b(?:in|near|to|from|across|outside|around|of) \Z")
_NOT_NAMES = frozenset(
    (
        *map(str.casefold, (*MONTHS, *WEEKDAYS)),
        "i",
        "mr",
        "mrs",
        "ms",
        "dr",
        "god",
        "english",
        "internet",
        "french",
        "german",
        "american",
        "british",
        "european",
        "president",
        "minister",
    )
)
PEOPLE = (
    "Marta Ellingsen|Tomas Heck|Anil Deshpande|Ruth Calloway|Peter Varga|Leila Haddad|Owen Pryce|"
    "Sofia Lindqvist|James Okoro|Clara Weiss|Daniel Moreau|Hana Suzuki|Victor Almeida|Nina Petrova"
).split("|")
PLACES = (
    "Lisbon|Oslo|Manchester|Turin|Krakow|Denver|Nairobi|Hamburg|Toronto|Lyon|Seville|Osaka|"
    "Bristol|"
    "Antwerp|Calgary|Zagreb|Adelaide|Porto|Tampa|Leeds"
).split("|")
BODIES = (
    "Northgate Bank|Halden Group|the Transport Agency|Meridian Energy|the Harbour Union|"
    "Castell Motors|"
    "the Audit Office|Orion Airlines|the Civic Party|Redwood University|the Appeal Court"
).split("|")
SYMMETRIC = re.compile(
    r"\b(?:met|meet|meets|married|between|and|or|with|versus|vs|joined|alongside|like|"
    r"as well as|near)\b|[,/()]"
)
_DESCRIBED = re.compile(
    r"\b[Tt]he (?:(?:prime|foreign|former|deputy|local|federal|state|port|city|national|new) )?"
    r"(?:(?P<person>minister|mayor|president|senator|judge|governor|director|chancellor|officer|"
    r"suspect|victim|driver|captain|prosecutor|lawyer|doctor|teacher|student|patient|author|"
    r"king|queen|prince|emperor|general|bishop|pope|actor|singer|coach|player|owner|man|woman|"
    r"boy|girl|father|mother|workers|residents|police|officials|soldiers|protesters|students|"
    r"teachers|doctors|farmers|voters|defendant|plaintiff|manager|chairman)|"
    r"government|company|union|court|council|ministry|army|party|parliament|senate|agency|"
    r"bank|board|club|team|committee|commission|university|hospital|opposition|state|city|"
    r"church|school|port|navy|air force|airline|newspaper|firm|group|association)"
    r"\b(?!['’]|\s(?:of|for|in)\b| [A-Z]|-)"
)
_TITLED = re.compile(r"(?:[A-Z][\w.]*|&) ?\Z")
_COUNTRY = (
    "France|Germany|Italy|Spain|Poland|Russia|Ukraine|China|Japan|India|Brazil|Canada|"
    "Mexico|Iran|Iraq|Israel|"
    "Syria|Turkey|Egypt|Greece|Sweden|Norway|Britain|Ireland|Scotland|Australia|Nigeria|"
    "Kenya|Pakistan"
).split("|")


class Name(NamedTuple):
    """A name and where it stands."""

    text: str
    span: Span
    sort: Sort


def names_in(text: str) -> list[Name]:
    """The names of a sentence, each with what it seems to name."""
    found: list[Name] = []
    for match in _NAME.finditer(text):
        name, (start, end) = match.group(), match.span()
        if title := _TITLE.match(name):
            name, start = name[title.end() :], start + title.end()
        name = re.sub(r"['’]s?\Z", "", name)
        end = start + len(name)
        first = fold(name.split()[0]) if name.split() else ""
        if not first or first in STOPWORDS or first in _NOT_NAMES or is_quoted(text, start):
            continue
        if " " not in name and not title and _begins(text, start) and not _SAYS.match(text[end:]):
            continue
        found.append(Name(name, Span(start, end), _sort(text, name, start, end, bool(title))))
    return found


def name(text: str, setting: Setting, random: Random) -> Change | None:
    """Another person, place or body: one of the same document first, else one from a list."""
    mine = [n for n in names_in(text) if n.sort != "other"]
    if not mine:
        return None
    old = random.choice(mine)
    document = {n.text for s in setting.document for n in names_in(s) if n.sort == old.sort}
    own = _words(text)
    near = sorted(
        n for n in document if not _words(n) & own and n.count(" ") <= old.text.count(" ") + 1
    )
    if old.sort == "letters" and not near:
        return None
    use_near = old.sort == "letters" or (near and random.random() < 0.75)  # noqa: PLR2004
    new = random.choice(near) if use_near else _stranger(old, random)
    if _words(new) & own:
        return None
    if re.search(r"\bthe \Z", text[: old.span.start], re.IGNORECASE):
        new = new.removeprefix("the ")
    if not old.span.start:
        new = new[:1].upper() + new[1:]
    return swap(text, old.span, new, "name")


def role(text: str, setting: Setting, random: Random) -> Change | None:
    """Two names of one sort in each other's place: who did it to whom, from where to where."""
    del setting
    named = [n for n in names_in(text) if n.sort not in {"other", "letters"}]
    plain = [n for n in named if not _TITLED.search(text[: n.span.start])]
    found = sorted([*plain, *_described(text)], key=lambda n: n.span.start)
    pairs = [
        (one, other)
        for at, one in enumerate(found)
        for other in found[at + 1 :]
        if (one.sort == other.sort or {one.sort, other.sort} == {"person", "body"})
        and one.span.end <= other.span.start
        and not _words(one.text) & _words(other.text)
        and not SYMMETRIC.search(text[one.span.end : other.span.start])
        and text[one.span.end : other.span.start].strip()
    ]
    if not pairs:
        return None
    one, other = random.choice(pairs)
    between = text[one.span.end : other.span.start]
    first = other.text[:1].upper() + other.text[1:] if not one.span.start else other.text
    swapped = first + between + re.sub(r"\AThe ", "the ", one.text)
    return swap(text, (one.span.start, other.span.end), swapped, "role")


def _described(text: str) -> list[Name]:
    """People and bodies that are called by what they are."""
    return [
        Name(match.group(), Span(*match.span()), "person" if match["person"] else "body")
        for match in outside(_DESCRIBED, text)
    ]


def _sort(text: str, name: str, start: int, end: int, has_title: bool) -> Sort:  # noqa: FBT001, PLR0911
    if name.isupper():
        return "other" if _NO_BODY.fullmatch(name) else "letters"
    if has_title:
        return "person"
    if name in _COUNTRY or name in PLACES:
        return "place"
    if _BODY.search(name):
        return "body"
    if _PLACE.search(name):
        return "place"
    if _SAYS.match(text[end:]) or _ROLE_BEFORE.search(text[:start]):
        return "person"
    if _IN.search(text[:start]) and " " not in name and not re.match(r"['’]", text[end:]):
        return "place"
    return "other"


def _stranger(old: Name, random: Random) -> str:
    if old.sort == "person":
        new = random.choice(PEOPLE)
        return new if " " in old.text else new.split()[-1]
    if old.sort == "body":
        return random.choice(BODIES)
    return random.choice(_COUNTRY if old.text in _COUNTRY else PLACES)


def _words(text: str) -> set[str]:
    return {fold(word) for word in re.findall(r"[\w'’-]+", text) if word[:1].isupper()}


def _begins(text: str, start: int) -> bool:
    before = text[:start].rstrip(" \"“«'‘(")
    return not before or before[-1] in ".!?:"
