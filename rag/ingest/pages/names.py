"""Names of people and outlets, told from the words round them."""

from __future__ import annotations

import re
from typing import NamedTuple

from rag.words import fold

_BY = re.compile(
    r"""^(?:\W*(?:exclusive|analysis|opinion|comment)\W+)?
        (?:(?:words|text|story|report|reporting|written|compiled|photographs?|interview|posted)\s+)?
        (?:by|von|par|por|di|door|av|af|autore?|author|autor|auteur|автор|текст
          |minute\ by\ minute\ with)
        \b\s*:?\s*""",
    re.VERBOSE | re.IGNORECASE,
)
_REPORTS = re.compile(r"\s+(?:reports|writes|berichtet|schreibt|reporting)\.?$", re.IGNORECASE)
_TITLES = re.compile(
    r"^(?:(?:dr|prof|professor|mr|mrs|ms|miss|sir|dame|rev|lord|lady|herr|frau|dott|ing)\.?\s+)+",
    re.IGNORECASE,
)
_ELSE = re.compile(
    r"\s+(?:in|for|at|on|from|aus|à|en|am|le|pour|für|with|avec|mit|con|photographs?\s+by|"
    r"photos?\s+by|pictures?\s+by|illustrations?\s+by|updated|published|posted|last\s+updated|[–—-])(?:\s.*)?$",
    re.IGNORECASE,
)
_PARTS = re.compile(
    r"\s*(?:[,;/|·•&\n]|\s[–—-]\s|\s(?:and|und|et|y|e|en|и|with|avec|mit|con)\s|\s{2,})\s*"
)
_PARTICLES = frozenset(
    "de da do dos das del della di du la le les van von der den ten ter zu zur af av bin ibn al el "
    "y e mac mc st".split()
)
_ROLES = frozenset(
    """editor correspondent reporter staff writer writers desk team newsroom columnist producer
    journalist reporters editors contributor bureau chief agency agencies news press service
    redaktion redakteur korrespondent rédaction redacción redazione редакция admin administrator
    online guest special political science health business sports courts environment the a an
    our own from read updated published posted print share save facebook
    twitter whatsapp email linkedin instagram comment comments subscribe
    january february march april may june july august september october november december
    monday tuesday wednesday thursday friday saturday sunday""".split()
)
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['’.-](?=[^\W\d_])|\.$)*\.?")
_FEWEST_WORDS, _MOST_WORDS = 2, 5


class Credited(NamedTuple):
    """Whom a byline names."""

    people: tuple[str, ...]
    agencies: tuple[str, ...]


def credited(line: str, *, outlet: str | None) -> Credited:
    """The people and the agencies that a byline or an author field names.

    >>> credited("By Dr. Ana de la Cruz, Courts Correspondent", outlet=None).people
    ('Ana de la Cruz',)
    >>> credited("Par Maëlle Tourvieux avec AFP", outlet=None)
    Credited(people=('Maëlle Tourvieux',), agencies=('AFP',))
    """
    from rag.ingest.outlets import looks_like_outlet, shipped

    table = shipped()
    line = " | ".join(" ".join(part.split()) for part in line.splitlines())
    line = _REPORTS.sub("", _BY.sub("", line))
    people: list[str] = []
    agencies: list[str] = []
    for part in _PARTS.split(line):
        name = part.strip(" .:,;()[]–—-")
        if table.is_agency(name):
            agencies.append(table.canonical(name))
            continue
        name = _TITLES.sub("", _ELSE.sub("", _BY.sub("", name)))
        own = outlet is not None and fold(name) == fold(outlet)
        if is_name(name) and not own and not looks_like_outlet(name):
            people.append(name.title() if name.isupper() else name)
    return Credited(tuple(dict.fromkeys(people)), tuple(dict.fromkeys(agencies)))


def has_by(line: str) -> bool:
    """Whether a line begins or ends as a byline does.

    >>> has_by("By Ana Cruz"), has_by("Innes Macrory reports"), has_by("Bystanders ran")
    (True, True, False)
    """
    return bool(_BY.match(line) or _REPORTS.search(line))


def is_name(text: str) -> bool:
    """Whether words look like the name of a person.

    >>> [is_name(name) for name in ("Ana de la Cruz", "Courts Correspondent", "Ana", "3 Comments")]
    [True, False, False, False]
    """
    words = text.split()
    if not _FEWEST_WORDS <= len(words) <= _MOST_WORDS:
        return False
    for number, word in enumerate(words):
        if word.lower().rstrip(".") in _ROLES or not _WORD.fullmatch(word):
            return False
        if not word[0].isupper() and (number in {0, len(words) - 1} or word not in _PARTICLES):
            return False
    return True


def natural(name: str) -> str:
    """A name as it is spoken: the family name of a register put last.

    >>> natural("Nwosu-Lange, Ephraim")
    'Ephraim Nwosu-Lange'
    """
    family, comma, given = name.partition(", ")
    is_inverted = comma and "," not in given and is_name(f"{given} {family}")
    return f"{given} {family}" if is_inverted else name
