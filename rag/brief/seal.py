"""The seal of an exported briefing: hashes of what is shown and of what stands behind it.

Each part of the record and each line of the page has a hash of its own, so that a check can say
which one was altered; one hash over all of them says that none was. A seal is no signature:
whoever has Byline can seal a forgery, and then the check against the articles is what finds it.
"""

from __future__ import annotations

from collections import Counter
from difflib import SequenceMatcher
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

from pydantic import BaseModel, ConfigDict

from rag.brief.export.record import canonical
from rag.files import sha256_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

VERSION = 1
"""Of the layout of record and seal; another one is not read."""
_MOST_COMPARED = 2_000
"""Lines in a row that differ; beyond it they are compared place by place, to end in time."""


class Seal(BaseModel):
    """What a file says of itself, as it is written."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    version: int
    byline: str
    """The version of Byline that sealed it."""
    form: str
    renderer: str
    """SHA-256 of what drew the page: where it is the same, the page can be drawn again."""
    record: str
    """Hash of the whole record."""
    parts: dict[str, list[str]]
    """Of the record: hashes of the entries of each list, one hash of each other value."""
    lines: list[str]
    """Hashes of the lines of the page that are not blank; none where the record is the page."""
    sha256: str
    """Over all of the above."""


class Kind(StrEnum):
    """What became of a sealed line or part."""

    ALTERED = "altered"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"


class Change(NamedTuple):
    """One difference between what was sealed and what is there."""

    kind: Kind
    before: int | None
    """0-based place when it was sealed; None for what was added."""
    after: int | None
    """0-based place now; None for what was removed."""


def seal(
    record: Mapping[str, Any], lines: Iterable[str], *, byline: str, form: str, renderer: str
) -> Seal:
    """The seal of a record and of the page that shows it."""
    unsealed = Seal(
        version=VERSION,
        byline=byline,
        form=form,
        renderer=renderer,
        record=sha256_text(canonical(record)),
        parts=parts_of(record),
        lines=[sha256_text(line) for line in lines],
        sha256="",
    )
    return unsealed.model_copy(update={"sha256": sealing_hash(unsealed)})


def sealing_hash(sealed: Seal) -> str:
    """The hash that a seal must carry."""
    return sha256_text(canonical(sealed.model_dump(exclude={"sha256"})))


def parts_of(record: Mapping[str, Any]) -> dict[str, list[str]]:
    """The hashes of a record by part: of each entry of a list, of every other value whole."""
    return {name: list(map(_hash, entries)) for name, entries in entries_of(record)}


def entries_of(record: Mapping[str, Any]) -> Iterator[tuple[str, list[Any]]]:
    """The parts of a record, each as the list of its entries.

    >>> dict(entries_of({"topic": "a", "table": {"rows": [1, 2]}}))
    {'topic': ['a'], 'table.rows': [1, 2]}
    """
    for key, value in record.items():
        inside = value if isinstance(value, dict) and value else None
        parts = {f"{key}.{name}": one for name, one in inside.items()} if inside else {key: value}
        for name, one in parts.items():
            yield name, one if isinstance(one, list) else [one]


def visible(text: str) -> list[tuple[int, str]]:
    """The lines of a page that are not blank, with their 1-based numbers.

    What editors and mail change unasked is left out: how a line ends, and blanks before that.
    """
    lines = ((number, line.rstrip()) for number, line in enumerate(text.split("\n"), 1))
    return [(number, line) for number, line in lines if line]


def changes(before: Sequence[str], after: Sequence[str]) -> list[Change]:
    """What was altered, added, removed or moved between two lists of hashes.

    >>> [tuple(map(str, change)) for change in changes("abc", "acd")]
    [('removed', '1', 'None'), ('added', 'None', '2')]
    """
    first, last = shared(before, after)
    old, new = before[first : len(before) - last], after[first : len(after) - last]
    if Counter(old) == Counter(new):
        return [
            Change(Kind.MOVED, first + place, first + place)
            for place, (was, now) in enumerate(zip(old, new, strict=True))
            if was != now
        ]
    return [one for span in _differing(old, new) for one in _changed(span, first)]


def shared(before: Sequence[str], after: Sequence[str]) -> tuple[int, int]:
    """How many entries, or letters, two have in common at the beginning and at the end.

    >>> shared("drew 1,200", "drew 1,300")
    (7, 2)
    """
    most = min(len(before), len(after))
    first = last = 0
    while first < most and before[first] == after[first]:
        first += 1
    while last < most - first and before[-1 - last] == after[-1 - last]:
        last += 1
    return first, last


def _differing(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int, int, int]]:
    if max(len(old), len(new)) > _MOST_COMPARED:
        return [(0, len(old), 0, len(new))]
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return [tuple(op[1:]) for op in matcher.get_opcodes() if op[0] != "equal"]  # type: ignore[misc]  # four numbers


def _changed(span: tuple[int, int, int, int], first: int) -> Iterator[Change]:
    old, old_end, new, new_end = (first + place for place in span)
    both = min(old_end - old, new_end - new)
    yield from (Change(Kind.ALTERED, old + n, new + n) for n in range(both))
    yield from (Change(Kind.REMOVED, place, None) for place in range(old + both, old_end))
    yield from (Change(Kind.ADDED, None, place) for place in range(new + both, new_end))


def _hash(value: object) -> str:
    return sha256_text(canonical(value))
