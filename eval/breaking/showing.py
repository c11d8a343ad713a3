"""What came of a trial, as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from eval.breaking.trial import ALARMS_UP_TO, SEEN_FROM

if TYPE_CHECKING:
    from rich.console import Console

    from eval.breaking.trial import Row, Trial


def show_trial(trial: Trial, console: Console) -> None:
    """Print a trial on a terminal or into a pipe."""
    made = trial.right - trial.given
    console.print(
        Text(f"{trial.right} right answers, {made} of them made of the gold", style="bold")
    )
    console.print(Text(f"Judge: {trial.judge}; seed {trial.seed}"))
    console.print(_table(trial, trial.faults, "broken", f"≥ {SEEN_FROM:.0%}"))
    console.print()
    console.print(_table(trial, trial.harmless, "not broken", f"≤ {ALARMS_UP_TO:.0%}"))


def _table(trial: Trial, rows: tuple[Row, ...], what: str, bar: str) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in (what, "scorer"):
        table.add_column(name, no_wrap=True)
    for name in ("answers", "lost score", "share", "required"):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("", no_wrap=True)
    before = ""
    for row in rows:
        share = "-" if row.share is None else f"{row.share:.1%}"
        required = bar if row.held else ""
        kind = "" if row.kind == before else row.kind
        cells = (kind, row.scorer, str(row.n), str(row.lost), share, required)
        table.add_row(*map(Text, cells), _met(trial, row))
        before = row.kind
    return table


def _met(trial: Trial, row: Row) -> Text:
    if not row.held or not row.n:
        return Text()
    return Text("✗ missed", "bold red") if row in trial.missed else Text("✓ met", "green")
