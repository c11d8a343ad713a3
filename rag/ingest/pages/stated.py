"""What a page tells its readers near the headline: the date and the byline."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from rag.ingest.pages.dates import machine_date, stated_dates
from rag.ingest.pages.names import credited, has_by

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rag.ingest.pages.blocks import Block

_CHANGED = re.compile(
    r"updated?|modified|changed|reviewed|revised|print(?:ed)?|accessed|stand\b|aktualisiert|geändert|"
    r"mis à jour|modifié|actualizad|modificad|aggiornat|bijgewerkt|обновлен|изменен|expires|"
    r"datemodified|corrected",
    re.IGNORECASE,
)
_PUBLISHED = re.compile(
    r"publish|posted|released|issued|created|first\b|erstellt|veröffentlicht|publié|publicad|"
    r"pubblicat|gepubliceerd|опубликован|datepublished",
    re.IGNORECASE,
)
_LONGEST_LINE = 160
_WEEKDAY = re.compile(
    r"\b(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|"
    r"(?:lun|mar|mercole|giove|vener)(?:edì|dì)|sabato|domenica|"
    r"(?:lun|mar|mercre|jeu|vendre|same)di|dimanche|"
    r"(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch)\b\.?",
    re.IGNORECASE,
)
_ELSEWHERE = frozenset(
    {"page head", "other articles", "comments", "navigation", "caption", "tags", "share",
     "advertisement", "about the author", "hidden", "cookies", "dialog"}
)  # fmt: skip
_NAMED = re.compile(r"byline|author|(?:^|[\s_-])by(?:$|[\s_-])|autor|auteur|firma", re.IGNORECASE)
_SHORT = 14
_NUMERIC = re.compile(r"\d{1,2}[./]\d{1,2}[./]\d{2,4}")


class Stated(NamedTuple):
    """A value and the place on the page that states it."""

    value: str
    where: str


class Byline(NamedTuple):
    """Whom the lines round the headline credit."""

    people: tuple[str, ...]
    agencies: tuple[str, ...]
    line: str


def stated_date(top: Sequence[Block], language: str | None) -> Stated | None:
    """The date of publication that stands near the headline.

    A date that is called the last change, or the day of printing, is none.
    """
    found: list[tuple[int, Stated]] = []
    for block in lines_of(top):
        for names, given in block.stamps:
            value = machine_date(given)
            if value and not _CHANGED.search(names) and not _is_changed(block.text):
                rank = 0 if _PUBLISHED.search(names) else 2
                found.append((rank, Stated(value, f"time element in “{block.text[:60]}”")))
        found += _dates_in(block.text, language)
    return min(found, key=lambda one: one[0])[1] if found else None


def stated_byline(top: Sequence[Block], language: str | None, outlet: str | None) -> Byline | None:
    """The people and agencies that the lines near the headline credit."""
    lines = lines_of(top)
    agencies: list[str] = []
    for number, block in enumerate(lines):
        if not _is_byline(block, lines[max(0, number - 2) : number + 3], language):
            continue
        found = credited(_undated(block.text, language), outlet=outlet)
        agencies += found.agencies
        if found.people:
            after = lines[number + 1 : number + 2]
            for later in after if after and _is_short(after[0]) else ():
                agencies += credited(_undated(later.text, language), outlet=outlet).agencies
            return Byline(found.people, tuple(dict.fromkeys(agencies)), block.text)
    return Byline((), tuple(dict.fromkeys(agencies)), "") if agencies else None


def lines_of(top: Sequence[Block]) -> list[Block]:
    """The short lines round a headline that may say something of the article."""
    return [b for b in top if b.reason not in _ELSEWHERE and len(b.text) <= _LONGEST_LINE]


def _is_byline(block: Block, near: Sequence[Block], language: str | None) -> bool:
    """Whether a line says so, is called so, or is a short one beside a date."""
    if has_by(block.text) or _is_called_byline(block):
        return True
    dated = any(
        other.stamps or stated_dates(other.text, language) or _NUMERIC.search(other.text)
        for other in near
    )
    return dated and _is_short(block)


def _is_short(block: Block) -> bool:
    return (
        block.words <= _SHORT and block.tag not in {"h1", "h2"} and block.text[-1] not in "?!"
        and block.reason != "headline"
    )  # fmt: skip


def _is_called_byline(block: Block) -> bool:
    around = block.element
    for _ in range(2):
        if around is None:
            return False
        names = (around.get("class", ""), around.get("itemprop", ""), around.get("rel", ""))
        if _NAMED.search(" ".join(names)):
            return True
        around = around.getparent()
    return False


def _dates_in(line: str, language: str | None) -> Iterable[tuple[int, Stated]]:
    end = 0
    for stated in stated_dates(line, language):
        before = line[end : stated.start]
        end = stated.end
        changed = [m.end() for m in _CHANGED.finditer(before)]
        published = [m.end() for m in _PUBLISHED.finditer(before)]
        if changed and max(changed) > max(published, default=0):
            continue
        yield 1 if published else 3, Stated(stated.value, f"line “{line[:60]}”")


def _is_changed(line: str) -> bool:
    return bool(_CHANGED.search(line)) and not _PUBLISHED.search(line)


def _undated(line: str, language: str | None) -> str:
    for stated in reversed(stated_dates(line, language)):
        line = line[: stated.start] + " | " + line[stated.end :]
    return _WEEKDAY.sub(" | ", _NUMERIC.sub(" | ", line))
