"""Dates written out in words, as lines of a saved page give them. Incomplete is unknown.

Only a day with its month and its year is a date here: a weekday, "December 19" or a numeric
date that can be read two ways says too little, and nothing is filled in.
"""

from __future__ import annotations

import re
from datetime import datetime

from rag.dates import MONTHS

_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_ORDINAL = r"(?:st|nd|rd|th|er|\.)?(?:\s+(?:de|of))?"
_DATES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b{_YEAR}-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)",
        rf"\b(?P<day>\d{{1,2}}){_ORDINAL}\s+(?P<name>{_MONTH})\b\.?(?:\s+de)?,?\s+{_YEAR}\b",
        rf"\b(?P<name>{_MONTH})\b\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+{_YEAR}\b",
        rf"\b(?P<day>\d{{1,2}})\.\s?(?P<month>\d{{1,2}})\.\s?{_YEAR}\b",
        rf"\b(?P<day>\d{{1,2}})/(?P<month>\d{{1,2}})/{_YEAR}\b",
    )
)
_TIME = re.compile(
    r"[\s,|·•–—-]*(?:(?:at|à|um|alle)\s+)?(?P<hour>[01]?\d|2[0-3])(?::|\.|\s?h\s?)(?P<minute>[0-5]\d)(?![\d.])\s*"
    r"(?P<half>[ap]\.?m\b\.?)?",
    re.IGNORECASE,
)
_ANCHOR = re.compile(
    rf"\b(?:{_MONTH})\b|\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}}|\d{{4}}-\d\d-\d\d"
    r"|\d+ (?:min|minutes?|hrs?|hours?|days?) ago\b",
    re.IGNORECASE,
)
_PARTS = re.compile(
    rf"""(?ix) \b(?:{_MONTH})\b\.? | [ap]\.?m\b\.? | \d+(?:st|nd|rd|th|er|h\d*|[ap]m)?\b
    | [:.,/|•·()–—-]
    | \b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?
    | \b(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag|lundi|mardi
        |mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|miércoles|jueves|viernes|sábado
        |domingo|lunedì|martedì|mercoledì|giovedì|venerdì|sabato|domenica|понедельник|вторник|среда
        |четверг|пятница|суббота|воскресенье)\b
    | \b(?:published|posted|updated|first|last|modified|created|date|on|at|the|of|veröffentlicht
        |aktualisiert|erstellt|stand|am|um|uhr|publié|mis|jour|le|à|modifié|publicado|actualizado|el
        |de|las|pubblicato|aggiornato|il|alle|опубликовано|обновлено|года|г|в|est|edt|et|pst|pdt|gmt
        |utc|bst|cet|cest|msk|мск|mins?|minutes?|hrs?|hours?|days?|ago|read|reading|time|lesezeit|lecture|lectura)\b"""
)
_FIRST = re.compile(
    r"published|posted|veröffentlicht|erstellt|publié|publicado|pubblicato|опубликовано",
    re.IGNORECASE,
)
_LATER = re.compile(
    r"updated|modified|aktualisiert|\bstand\b|mis à jour|modifié|actualizado|aggiornato|обновлено"
    r"|reviewed|printed|gedruckt|imprimé",
    re.IGNORECASE,
)
_NOON = 12
_LONGEST = 160


def without_date(line: str) -> str | None:
    """What a line says besides a date; None when there is no date in it.

    >>> without_date("Published on Tuesday 3 March 2026, 14:05"), without_date("March 2 by Jo Lee")
    ('', 'by Jo Lee')
    >>> without_date("Nobody knows when.") is None
    True
    """
    if len(line) > _LONGEST or not (_ANCHOR.search(line) and re.search(r"\d", line)):
        return None
    return " ".join(_PARTS.sub(" ", line).split())


def is_labelled(line: str) -> bool:
    """Whether the line calls its date one of publication or of a change."""
    return bool(_FIRST.search(line) or _LATER.search(line))


def complete_date(line: str) -> str | None:
    """The day on which something was first published, in ISO 8601 and as precise as stated.

    >>> complete_date("Published: Mar. 3, 2026 2:05 p.m."), complete_date("3. März 2026")
    ('2026-03-03T14:05', '2026-03-03')
    >>> complete_date("December 19"), complete_date("06/12/2025"), complete_date("31.02.2026")
    (None, None, None)
    """
    line = line[:_LONGEST]
    if first := _FIRST.search(line):
        line = line[first.end() :]
    if later := _LATER.search(line):
        line = line[: later.start()]
    for pattern in _DATES:
        if found := pattern.search(line):
            return _iso(found, line[found.end() :])
    return None


def _iso(found: re.Match[str], rest: str) -> str | None:
    parts = found.groupdict()
    day = int(parts["day"])
    month = MONTHS[parts["name"].lower()] if "name" in parts else int(parts["month"])
    if "/" in found.group():
        if day <= _NOON and month <= _NOON and day != month:
            return None  # the sixth of December or the twelfth of June
        day, month = (month, day) if month > _NOON else (day, month)
    time = _TIME.match(rest)
    try:
        moment = datetime(int(parts["year"]), month, day)  # noqa: DTZ001 - a zone is not stated
    except ValueError:
        return None
    if time is None:
        return moment.date().isoformat()
    half = (time["half"] or "").lower()[:1]
    hour = int(time["hour"]) % _NOON + (_NOON if half == "p" else 0) if half else int(time["hour"])
    return moment.replace(hour=hour, minute=int(time["minute"])).isoformat(timespec="minutes")
