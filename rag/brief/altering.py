"""What was altered in an exported briefing since it was sealed."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from rag.brief.export.files import FileForm, drawn_page, renderer
from rag.brief.export.record import canonical, edition_from_json
from rag.brief.findings import CheckedLine, Fault, Problem, shortened
from rag.brief.seal import Kind, changes, parts_of, sealing_hash, shared, visible
from rag.files import sha256_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rag.brief.export.files import SealedFile
    from rag.brief.seal import Change

ANEW = "Take the file anew from whoever made it, or make the briefing anew."
_AROUND = 8
"""Letters shown on each side of a difference."""
_TAG = re.compile(r"<[^<>]*>")
_TOLD = {
    Kind.ALTERED: "its text was altered since it was sealed",
    Kind.ADDED: "it was added since the file was sealed",
    Kind.REMOVED: "it was removed since the file was sealed",
    Kind.MOVED: "it does not stand where it stood when it was sealed",
}


def altered_seal(sealed: SealedFile) -> Iterator[CheckedLine]:
    """The seal itself, where it is not that of this file."""
    seal, told = sealed.seal, []
    if sealing_hash(seal) != seal.sha256:
        told.append("the seal itself was altered")
    if seal.form != sealed.form:
        told.append(f"it is the seal of another form, {seal.form}")
    is_its_own = sha256_text(canonical(sealed.record)) == seal.record
    if not is_its_own and not altered_parts(sealed):
        told.append("it is not the seal of the record inside")
    if is_its_own and seal.renderer == renderer():
        try:
            edition_from_json(sealed.record)
        except ValueError as error:
            told.append(f"the record inside is no briefing: {error}")
    if told:
        problems = tuple(Problem(Fault.SEAL, words, ANEW) for words in told)
        yield CheckedLine("the seal", None, problems)


def altered_parts(sealed: SealedFile) -> dict[str, dict[int, list[Problem]]]:
    """By part of the record and place in it, what was altered.

    What was removed stands at a place below zero: -1 for the first that there was.
    """
    now = parts_of(sealed.record)
    found: dict[str, dict[int, list[Problem]]] = {}
    for name in {**sealed.seal.parts, **now}:
        for change in changes(sealed.seal.parts.get(name, []), now.get(name, [])):
            place = -1 - (change.before or 0) if change.after is None else change.after
            problem = Problem(Fault(change.kind), _TOLD[change.kind], ANEW)
            found.setdefault(name, {}).setdefault(place, []).append(problem)
    return found


def altered_page(sealed: SealedFile) -> list[CheckedLine]:
    """The lines of the page that are not what they were, or not what the record says."""
    found = changes(sealed.seal.lines, [sha256_text(line) for _, line in sealed.lines])
    drawn = _drawn(sealed)
    was = drawn if drawn and [sha256_text(d) for d in drawn] == sealed.seal.lines else None
    if found:
        return [_altered(sealed, change, was, _TOLD[change.kind]) for change in found]
    if drawn is None or was is not None:
        return []
    # The seal fits and the page does not: whoever altered the page sealed it again.
    forged = changes(drawn, [line for _, line in sealed.lines])
    told = "the page does not show what the record inside says"
    return [_altered(sealed, change, drawn, told) for change in forged]


def _drawn(sealed: SealedFile) -> list[str] | None:
    """The page drawn again from the record, where this Byline draws as the one that sealed it."""
    if sealed.form is FileForm.JSON or sealed.seal.renderer != renderer():
        return None
    try:
        edition = edition_from_json(sealed.record)
    except ValueError:
        return None
    return [line for _, line in visible(drawn_page(edition, sealed.form, sealed.seal.byline))]


def _altered(sealed: SealedFile, change: Change, drawn: list[str] | None, told: str) -> CheckedLine:
    before = drawn[change.before] if drawn and change.before is not None else None
    if change.after is None:
        name, number = f"a line{f': {_words(sealed, before)}' if before else ''}", None
    else:
        number, words = sealed.lines[change.after]
        name = f"line {number}: {_words(sealed, words)}"
        if before and change.kind is Kind.ALTERED:
            was, now = _shown(sealed, before), _shown(sealed, words)
            told = f"{told}: {_contrast(was, now) if was != now else _contrast(before, words)}"
    return CheckedLine(name, number, (Problem(Fault(change.kind), told, ANEW),))


def _words(sealed: SealedFile, line: str) -> str:
    return shortened(_shown(sealed, line))


def _shown(sealed: SealedFile, line: str) -> str:
    """A line as a reader sees it; one of markup alone as it is written."""
    if sealed.form is not FileForm.HTML:
        return line
    return " ".join(html.unescape(_TAG.sub(" ", line)).split()) or line


def _contrast(before: str, now: str) -> str:
    """Where two lines differ, with a few letters around it.

    >>> _contrast("It drew 1,200 people.", "It drew 1,300 people.")
    '“…drew 1,200 peopl…” became “…drew 1,300 peopl…”'
    """
    first, last = shared(before, now)
    begin = max(0, first - _AROUND)
    parts = []
    for line in (before, now):
        end = min(len(line), len(line) - last + _AROUND)
        dots = ("…" if begin else "", "…" if end < len(line) else "")
        parts.append(f"“{dots[0]}{shortened(line[begin:end])}{dots[1]}”")
    return " became ".join(parts)
