"""Faithful and shorter: a parenthesis, an apposition, an adverbial or a clause left out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from eval.faults.change import is_quoted

if TYPE_CHECKING:
    from random import Random

_PARENTHESIS = re.compile(r"\s?\((?!\d{3}\))[^()]*\)")
_AGE = re.compile(
    r"(?<=[a-z]), \d\d,(?= (?:said|says|was|is|told|has|had|who|and [a-z]+ed|[a-z]+ed)\b)"
)
_APPOSITION = re.compile(
    r"(?<=[a-z]), (?:an?|the|who|which)\s[^,;:\"“”()]{3,70},(?= (?:said|says|was|is|were|are|"
    r"has|"
    r"have|had|told|will|would|can|could|did|does|also|added)\b)"
)
_WHICH = re.compile(
    r", (?:which|who|whose|where)\s(?!(?:[^,]*\b(?:not|no|only)\b))[^,;:\"“”()]{6,110}(?=\.\Z)"
)
_GERUND = re.compile(r"(?<!ing), (?:[a-z]+ing)\b[^,;:\"“”()]{5,90}(?=\.\Z)")
_BECAUSE = re.compile(r",? (?:because|while|although|though|whereas)\s[^,;:\"“”()]{8,90}(?=\.\Z)")
_TIME_LAST = re.compile(
    r" (?:on|early on|late on) (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?: (?:morning|evening|"
    r""
    r"night|afternoon))?(?=\.\Z)| (?:yesterday|last (?:week|month|year)|"
    r"this (?:week|month|year))(?=\.\Z)"
)
_LEADING = re.compile(
    r"(?:(?:On|In|At|During|After|Before|Since|Following) [^,;:\"“”()]{2,45}|Earlier|Meanwhile|"
    r""
    r"However|Later|Yesterday|Today|Still|Also|Additionally|Furthermore|"
    r"Moreover|Nevertheless|"
    r"Overall|Finally|Last (?:week|month|year)|Then), (?=\w)"
)
_CONJUNCTION = re.compile(r"(?:But|And|So|Yet) (?=[a-z]|[A-Z])")
_ADVERB = re.compile(
    r" (?:also|however|therefore|then|meanwhile|reportedly|very|quite|extremely|really|recently|"
    r""
    r"currently|already|finally|eventually|subsequently|later|still|"
    r"just)(?= [a-z])"
)
_MATTERS = re.compile(
    r"\b(?:if|unless|not|n['’]t|never|no|only|some|many|most|few|theory|view|opinion|cases?|"
    r"film|movie|novel|book|story|dream|play|episode|game|general|part|until|would|could|"
    r"might|may)\b",
    re.IGNORECASE,
)
_LIST = re.compile(r"(?:a|an|the|in|on|and|or)?\s?[^,]{1,25}, and |[A-Z]{2},")
_SHORTEST = 4
"""Words below which nothing more is left out."""


def trimmed(text: str, random: Random) -> str | None:
    """The sentence without one part that adds to it and does not change the rest."""
    cuts = [cut(text) for cut in (_inner, _leading, _last)]
    usable = [new for group in cuts for new in group if len(new.split()) >= _SHORTEST]
    return random.choice(usable) if usable else None


def _inner(text: str) -> list[str]:
    spots = [m for p in (_PARENTHESIS, _AGE, _APPOSITION) for m in p.finditer(text)]
    spots += [
        m
        for m in _ADVERB.finditer(text)
        if m.group().strip() in {"also", "however", "therefore", "meanwhile"}
    ]
    return [
        _without(text, m.span())
        for m in spots
        if not is_quoted(text, m.start()) and _reads(text, m)
    ]


def _reads(text: str, match: re.Match[str]) -> bool:
    """Whether what goes is no member of a list: `Rome, the capital, and Milan`."""
    if match.re is not _APPOSITION:
        return True
    before = text[: match.start()]
    return before.count(",") == 0 or not re.search(r",[^,]{1,25}\Z", before)


def _leading(text: str) -> list[str]:
    found = []
    match = _LEADING.match(text)
    if match and not _MATTERS.search(match.group()) and not _LIST.match(text, match.end()):
        found.append(_capital(text[match.end() :]))
    if match := _CONJUNCTION.match(text):
        found.append(_capital(text[match.end() :]))
    return found


def _last(text: str) -> list[str]:
    spots = [m for p in (_WHICH, _GERUND, _TIME_LAST) for m in p.finditer(text)]
    if not _MATTERS.search(text):
        spots += _BECAUSE.finditer(text)
    return [_without(text, m.span()) for m in spots if not is_quoted(text, m.start())]


def _without(text: str, span: tuple[int, int]) -> str:
    return text[: span[0]] + text[span[1] :]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
