"""The word lists of this package: one entry a line, `#` begins a remark."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def lines(name: str) -> tuple[str, ...]:
    """The entries of a list in `eval/faults/tables`."""
    text = files("eval.faults").joinpath("tables", name).read_text(encoding="utf-8")
    return tuple(line for line in text.splitlines() if line.strip() and not line.startswith("#"))
