"""A saved page while it is taken apart: its lines, what was removed and why."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rag.ingest.bylines import Credit
from rag.types import Removed
from rag.words import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rag.ingest.bylines import CreditKind
    from rag.ingest.outlets import Outlets

PROSE_WORDS = 8
"""A line of so many words that ends in a full stop is taken for a sentence of the article."""
_LONG = 30
_LONGEST_COMPARED = 2000
_UNSPACED = 15
_CLOSED = re.compile(r"[.!?…。！？։؟।][\"'”’»“)\]]*\Z")
_UNSPACED_SCRIPT = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")


class Line:
    """One line that is not blank."""

    __slots__ = ("folded", "index", "is_closed", "is_prose", "text", "words")

    def __init__(self, index: int, text: str) -> None:
        self.index = index
        self.text = text.strip()
        self.words = len(self.text.split())
        self.folded = folded(self.text)
        self.is_closed = _CLOSED.search(self.text[-12:]) is not None
        unspaced = self.is_closed and len(self.text) >= _UNSPACED
        self.is_prose = (
            self.words >= _LONG
            or (self.is_closed and self.words >= PROSE_WORDS)
            or (unspaced and _UNSPACED_SCRIPT.search(self.text) is not None)
        )


class Page:
    """The lines that are left, and a record of those that are not."""

    def __init__(self, text: str, title: str | None, table: Outlets) -> None:
        self.raw = text.split("\n")
        self.title = title
        self.table = table
        self.credits: list[Credit] = []
        self.judged: set[int] = set()
        """Lines that were looked at one by one: what they are does not change."""
        self._lines = [Line(n, line) for n, line in enumerate(self.raw) if line.strip()]
        self._reasons: dict[int, str] = {}
        self._left = len(self._lines)
        self._prose = self.prose_in(self._lines)

    @property
    def lines(self) -> list[Line]:
        """What is left; made anew only after something went, so that many can go at once."""
        if len(self._lines) != self._left:
            self._lines = [line for line in self._lines if line.index not in self._reasons]
        return self._lines

    @property
    def size(self) -> int:
        """How many lines have been removed."""
        return len(self._reasons)

    def remove(self, lines: Sequence[Line], reason: str) -> bool:
        """Take lines out; False, and nothing happens, when no sentence would be left."""
        going = {line.index: line for line in lines if line.index not in self._reasons}
        prose = self._prose - self.prose_in(going.values())
        if len(going) == self._left or (self._prose and not prose):
            return False
        self._prose = prose
        self._left -= len(going)
        self._reasons.update(dict.fromkeys(going, reason))
        return bool(going)

    def has(self, line: Line) -> bool:
        """Whether a line is still there."""
        return line.index not in self._reasons

    def credit(self, text: str, kind: CreditKind) -> None:
        """Keep what a removed line says of where the article comes from."""
        self.credits.append(Credit(text, kind))

    def head(self, most: int) -> list[Line]:
        """The lines above the first sentence, at most so many."""
        for place, line in enumerate(self.lines[:most]):
            if line.is_prose:
                return self.lines[:place]
        return self.lines[:most]

    def removed(self) -> tuple[Removed, ...]:
        """The removed lines as they stood, in their order."""
        return tuple(Removed(self.raw[n], self._reasons[n]) for n in sorted(self._reasons))

    def text(self) -> str:
        """What is left, with one empty line where there were more."""
        kept = (line for n, line in enumerate(self.raw) if n not in self._reasons)
        plain = "\n".join(line if line.strip() else "" for line in kept)
        return re.sub(r"\n{3,}", "\n\n", plain).strip("\n")

    @staticmethod
    def prose_in(lines: Iterable[Line]) -> int:
        """How many of the lines are sentences."""
        return sum(line.is_prose for line in lines)


def folded(text: str) -> str:
    """A line as it is compared: no case, no accents, plain marks, single blanks."""
    if len(text) > _LONGEST_COMPARED:
        return text
    return " ".join(fold(word) for word in text.split())
