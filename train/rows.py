"""Cases as rows of signs, worked out once and kept, so that weighing and measuring are quick."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from rag.answer.verifying.judging import pieces_of, signs_for
from rag.ports import Pair

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from eval.judge.collections import Case
    from rag.ports import ClaimReader

_AT_ONCE = 256


class Row(NamedTuple):
    """One case: the signs of each sentence of its claim."""

    collection: str
    group: str
    label: bool
    kind: str
    claim: str
    signs: tuple[tuple[float, ...], ...]
    found: tuple[tuple[tuple[str, bool], ...], ...]
    """Of each sentence, the rules that found something, and whether the evidence says otherwise."""


def rows_of(cases: Iterable[Case], reader: ClaimReader) -> Iterator[Row]:
    """The rows of cases, in their order."""
    some: list[Case] = []
    for case in cases:
        some.append(case)
        if len(some) == _AT_ONCE:
            yield from _rows(some, reader)
            some = []
    yield from _rows(some, reader)


def kept(path: Path, cases: Iterable[Case], reader: ClaimReader) -> list[Row]:
    """The rows in a file; worked out first where there is none."""
    if not path.exists():
        with path.open("w", encoding="utf-8") as file:
            for row in rows_of(cases, reader):
                file.write(json.dumps(row) + "\n")
    return read_rows(path)


def read_rows(path: Path) -> list[Row]:
    """The rows of a file."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        collection, group, label, kind, claim, signs, known = json.loads(line)
        rules = tuple(tuple((rule, bool(is_not)) for rule, is_not in one) for one in known)
        found.append(Row(collection, group, label, kind, claim, tuple(map(tuple, signs)), rules))
    return found


def _rows(cases: list[Case], reader: ClaimReader) -> Iterator[Row]:
    pieces = [pieces_of(Pair(c.claim, c.evidence)) for c in cases]
    flat = [(piece.text, piece.evidence) for some in pieces for piece in some]
    readings = iter(reader.read(flat)) if flat else iter(())
    for case, some in zip(cases, pieces, strict=True):
        weighed = [signs_for(piece, None, next(readings)) for piece in some]
        yield Row(
            case.collection, case.group, case.label, case.kind, case.claim,
            tuple(tuple(w.signs) for w in weighed),
            tuple(tuple((rule, f.is_contradicted) for rule, f in w.findings) for w in weighed),
        )  # fmt: skip
