"""A report on a terminal or in a pipe."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from eval.report.figures import WORST, worst_cases
from eval.report.judges import judge_summaries
from eval.report.wording import cells, heading, met, remarks
from rag.safety import printable

if TYPE_CHECKING:
    from rich.console import Console

    from eval.report.build import Report
    from eval.report.figures import Named


def show_report(report: Report, console: Console) -> None:
    """Print a report on a terminal or into a pipe."""
    console.print(Text(printable(heading(report)), style="bold"))
    console.print(_table(report))
    for remark in (*remarks(report), *judge_summaries(report.judges)):
        console.print(Text(printable(remark)))
    worst = worst_cases(report.figures)[:WORST]
    if worst:
        console.print(Text("\nWhere it fell short", style="bold"))
    for entries in worst:
        console.print(_block(entries))


def _table(report: Report) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("scorer", no_wrap=True)
    for name in ("n", "excluded", "mean", "95 % interval", "required"):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("", no_wrap=True)
    styles = {None: "", True: "green", False: "bold red"}
    for figure in report.figures:
        table.add_row(*map(Text, cells(figure)), Text(met(figure), styles[figure.met]))
    return table


def _block(entries: list[Named]) -> Text:
    first = entries[0].short
    lines = [f"\n{first.case}: {printable(first.question)}", f"  {printable(first.answer)}"]
    lines += [f"  {f.name} {s.value:.2f}: {printable(s.note)}" for f, s in entries]
    return Text("\n".join(lines))
