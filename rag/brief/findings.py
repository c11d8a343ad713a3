"""What a check of an exported briefing finds, line by line."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

from rag.brief.export.edition import Section
from rag.brief.export.wording import HEADINGS

if TYPE_CHECKING:
    from rag.brief.export.files import SealedFile

_LONGEST = 100
_NAMED = {str(section): heading for section, heading in HEADINGS.items()} | {
    "table.rows": HEADINGS[Section.TABLE]
}


class Fault(StrEnum):
    """Why a line does not hold."""

    MISSING = "missing"
    """The article is not there."""
    CHANGED = "changed"
    """The article's text is not the one that was quoted."""
    WORDS = "words"
    """The words do not stand at their place in the article."""
    OUTLET = "outlet"
    TITLE = "title"
    AUTHOR = "author"
    DATE = "date"
    ADDRESS = "address"
    """The article has another one."""
    ALTERED = "altered"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    """The line is not what or where it was when the file was sealed."""
    SEAL = "seal"
    """The seal is not that of this file."""


class Problem(NamedTuple):
    """One reason for which a line does not hold."""

    kind: Fault
    problem: str
    remedy: str


@dataclass(frozen=True, slots=True)
class CheckedLine:
    """A line of the page, or an entry of the record inside."""

    line: str
    """Its section and words, or its number and words."""
    number: int | None
    """1-based, of a line of the page."""
    problems: tuple[Problem, ...]

    @property
    def holds(self) -> bool:
        """Whether nothing speaks against it."""
        return not self.problems


@dataclass(frozen=True, slots=True)
class Verification:
    """What a check found; every entry that was looked at is among the lines."""

    sealed: SealedFile | None
    """None where the seal could not be read."""
    lines: tuple[CheckedLine, ...]

    @property
    def holds(self) -> bool:
        """Whether every line holds."""
        return all(line.holds for line in self.lines)


def verification_json(file: str, found: Verification) -> dict[str, object]:
    """The object that `brief --verify --json` prints."""
    sealed = found.sealed
    return {
        "file": file,
        "form": str(sealed.form) if sealed else None,
        "byline": sealed.seal.byline if sealed else None,
        "seal": sealed.seal.sha256 if sealed else None,
        "holds": found.holds,
        "lines": [_line_json(line) for line in found.lines],
    }


def name_of(part: str, place: int, entry: Any) -> str:
    """An entry of the record as a reader knows it: its section, its place, its words."""
    if part == "articles":
        told = entry.get("id") if isinstance(entry, dict) else None
        return f"Article {told}" if told else f"Article, {place + 1}"
    name = f"{_NAMED[part]}, {place + 1}" if part in _NAMED else part
    words = _first_words(entry)
    return f"{name}: {shortened(words)}" if words else name


def shortened(words: str) -> str:
    """Words that fit on a line."""
    words = " ".join(words.split())
    return words if len(words) <= _LONGEST else words[: _LONGEST - 2].rstrip() + " …"


def _first_words(value: Any) -> str | None:
    """The first text or quotation in an entry."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            told = one.get("text") or one.get("quote")
            if isinstance(told, str):
                return told
            waiting += reversed(one.values())
        elif isinstance(one, list):
            waiting += reversed(one)
    return None


def _line_json(line: CheckedLine) -> dict[str, object]:
    first = line.problems[0] if line.problems else None
    return {
        "line": line.line,
        "number": line.number,
        "holds": line.holds,
        "kind": str(first.kind) if first else None,
        "problem": first.problem if first else None,
        "remedy": first.remedy if first else None,
        "problems": [
            {"kind": str(p.kind), "problem": p.problem, "remedy": p.remedy} for p in line.problems
        ],
    }
