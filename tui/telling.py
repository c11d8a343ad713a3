"""How the work on an archive is told: what an ingest did, what failed, what a group holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rag.answer.rendering import counted
from tui.pace import clock
from tui.wording import UNDATED, date_of, line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.events import IngestReport
    from rag.types import Failure
    from tui.grouping import Group
    from tui.workers.ingesting import IngestFinished

MOST: Final = 2000
"""Failures that are listed; whoever has more mends the first ones."""


def told_end(message: IngestFinished) -> str:
    """`Added 120, updated 3, 2 failed · 0:12`, or that it was stopped."""
    report = message.report
    counts = {
        "added": report.added,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "duplicates": report.duplicates,
        "failed": len(report.failed),
    }
    told = ", ".join(f"{n:,} {name}" for name, n in counts.items() if n) or "nothing to do"
    parts = [f"Stopped: {told}" if message.stopped else told[0].upper() + told[1:]]
    if message.addressed:
        parts.append(f"{counted(message.addressed, 'article')} with words addressed to models")
    if gone := _gone(report):
        parts.append(gone)
    return " · ".join([*parts, clock(report.seconds)])


def told_failures(failures: Sequence[Failure]) -> str:
    """Each failure with its place and its remedy, one below the other."""
    lines = []
    for failure in failures[:MOST]:
        where = f"{failure.path}:{failure.line}" if failure.line else failure.path
        lines.append(f"{line(where)}\n  ✗ {line(failure.problem)}\n    {line(failure.remedy)}")
    if len(failures) > MOST:
        lines.append(f"and {len(failures) - MOST:,} more")
    return "\n\n".join(lines)


def told_group(group: Group) -> str:
    """Heading, number of articles and the days that they are from."""
    days = sorted(day for article in group.articles if (day := date_of(article)) != UNDATED)
    span = f"{days[0]} to {days[-1]}" if days else UNDATED
    return f"{group.heading}\n{counted(len(group.articles), 'article')} · {span}"


def _gone(report: IngestReport) -> str:
    if not report.gone:
        return ""
    return f"{counted(len(report.gone), 'article')} kept although the file is gone"
