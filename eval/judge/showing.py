"""A judge's record as a table for a terminal or a pipe."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from rag.safety import printable

if TYPE_CHECKING:
    from rich.console import Console

    from eval.judge.record import Estimate, JudgeRecord, SetFigures

MEASURES = (
    ("balanced accuracy", "balanced_accuracy"),
    ("F1", "f1"),
    ("AUROC", "auroc"),
    ("calibration error", "calibration_error"),
    ("kappa", "kappa"),
    ("annotators' kappa", "annotators_kappa"),
)
KNOWN = {
    "unseen": "none of its claims was used to make the judge",
    "weighed": "the last weights of the judge were fitted to it",
}
WORDS = 2
"""The first columns, which hold words."""
COLUMNS = ("set", "judge", "n", "supported", *(title for title, _ in MEASURES))


def show_record(record: JudgeRecord, console: Console) -> None:
    """Print what was measured of a judge."""
    head = f"{record.judge}, supported from {record.supported_from:g}, measured {record.measured}"
    console.print(Text(printable(head), style="bold"))
    table = Table(box=None, pad_edge=False, header_style="bold")
    for place, name in enumerate(COLUMNS):
        table.add_column(name, justify="left" if place < WORDS else "right", no_wrap=True)
    for one in record.sets:
        table.add_row(*map(Text, set_cells(one)))
    console.print(table)
    for remark in record_remarks(record):
        console.print(Text(printable(remark)))


def record_remarks(record: JudgeRecord) -> list[str]:
    """What has to be known to read the figures of a record."""
    known = dict.fromkeys(one.known for one in record.sets)
    disputed = [
        f"{one.name}: {one.disputed} claims left out, because annotators do not agree on them"
        for one in record.sets
        if one.disputed
    ]
    return [*(f"{word}: {KNOWN[word]}" for word in known), *disputed]


def set_cells(one: SetFigures) -> list[str]:
    """What was measured on one set, in the order of `COLUMNS`."""
    figures = [_figure(getattr(one, field)) for _, field in MEASURES]
    return [printable(one.name), one.known, str(one.n), str(one.supported), *figures]


def _figure(estimate: Estimate | None) -> str:
    if estimate is None:
        return "-"
    if estimate.low is None or estimate.high is None:
        return f"{estimate.value:.2f}"
    return f"{estimate.value:.2f} [{estimate.low:.2f}, {estimate.high:.2f}]"
