"""A comparison on a terminal or in a pipe."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from eval.compare.wording import (
    COLUMNS,
    FAMILIES,
    TAG_FAMILIES,
    cells,
    heading,
    moved,
    remarks,
    verdict,
)
from rag.safety import printable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from eval.compare.build import Comparison, Flip
    from eval.compare.changes import Change

MOST_TAGS = 10
"""Tags shown, those first that are least likely to be chance."""
_STYLES = {None: "", "better": "green", "worse": "bold red"}


def show_comparison(comparison: Comparison, console: Console) -> None:
    """Print a comparison on a terminal or into a pipe."""
    console.print(Text(printable(heading(comparison)), style="bold"))
    for remark in remarks(comparison):
        console.print(Text(printable(remark)))
    console.print(_table(comparison.changes))
    console.print(Text(FAMILIES))
    tags = moved(comparison.tags)
    if tags:
        console.print(Text("\nBy tag", style="bold"))
        console.print(_table(tags[:MOST_TAGS], tagged=True))
        more = f" {len(tags) - MOST_TAGS} more with `--out FILE`." if tags[MOST_TAGS:] else ""
        console.print(Text(f"{TAG_FAMILIES}{more}"))
    for flip in comparison.flips:
        console.print(_block(flip))


def _table(changes: Sequence[Change], *, tagged: bool = False) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("tag", "scorer") if tagged else ("scorer",):
        table.add_column(name, no_wrap=True)
    for name in (*COLUMNS, "better", "worse"):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("", no_wrap=True)
    for change in changes:
        counts = (str(change.improved), str(change.worsened))
        shown = [*([change.tag or ""] if tagged else []), *cells(change), *counts]
        table.add_row(*map(Text, shown), Text(verdict(change), _STYLES[change.verdict]))
    return table


def _block(flip: Flip) -> Text:
    return Text(
        f"\n{flip.case}: {printable(flip.question)}\n"
        f"  {flip.scorer} {flip.before:.2f} -> {flip.after:.2f}\n"
        f"  before: {printable(flip.answer_before)}\n"
        f"  after:  {printable(flip.answer_after)}"
    )
