"""How suites, runs and figures read on the screen. Everything of unknown origin is made inert."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual.content import Content

from eval.compare.wording import cells as change_cells
from eval.compare.wording import verdict
from eval.report.judges import judge_summaries
from eval.report.plots import is_share
from eval.report.wording import about, cells, met, remarks, subject
from rag.answer.rendering import counted
from tui.bars import interval_bar
from tui.wording import line

if TYPE_CHECKING:
    from eval.compare.build import Flip
    from eval.compare.changes import Change
    from eval.listing import RunEntry, SuiteEntry
    from eval.report import Report
    from eval.report.figures import Figure, Named
    from eval.runner import Progress

NAME: Final = 20
"""Cells of a scorer's name."""
_FIGURES: Final = 56
"""Cells of a line that are no bar."""
_SPREAD: Final = 16
"""Cells of an interval in words, where there is room for it."""
_ROOMY: Final = 100
"""Cells from which there is."""
_LEAST, _MOST_BAR = 9, 60
_MINUTE, _HOUR = 60, 3600
_STYLES: Final = {
    None: "", True: "$text-success", False: "bold $text-error",
    "better": "$text-success", "worse": "bold $text-error",
}  # fmt: skip


def told_suite(suite: SuiteEntry) -> Content:
    """A suite in two lines: its name, then how many cases and how far its review is."""
    facts = [counted(suite.cases, "case")] if suite.path else []
    if suite.tally and suite.tally.left:
        facts.append(f"{counted(suite.tally.left, 'draft')} to review")
    if suite.problem:
        facts = ["✗ cannot be read"]
    whose = "yours" if suite.is_own else "comes with Byline"
    return Content.assemble(
        (line(suite.name), "bold"), (f"\n  {' · '.join([*facts, whose])}", "$foreground-muted")
    )


def told_run(run: RunEntry, *, is_marked: bool) -> Content:
    """A run in two lines: when, then what worded it and how it ended."""
    manifest = run.manifest
    mark = ("◆ ", "bold $text-accent") if is_marked else ("  ", "")
    when = manifest.started[:16].replace("T", " ") or "not finished"
    parts: list[str] = [str(manifest.worded_by or manifest.suite.mode)]
    parts += [line(manifest.model.name)] if manifest.model else []
    if run.answered is not None:
        parts.append(f"■ stopped after {counted(run.answered, 'answer')}")
    facts = (f"\n    {' · '.join(parts)}", "$foreground-muted")
    return Content.assemble(mark, (when, "bold"), facts)


def told_report(report: Report) -> Content:
    """What was run, with what has to be known to read the figures."""
    parts: list[tuple[str, str]] = [
        (line(subject(report)), "bold $primary"),
        (f"   {line(about(report))}", ""),
    ]
    notes = [*remarks(report), *judge_summaries(report.judges)]
    parts += [(f"\n{line(note)}", "$foreground-muted") for note in notes]
    return Content.assemble(*parts)


def told_figure(figure: Figure, width: int) -> Content:
    """A scorer's figure in one line, drawn on the scale that all shares have in common."""
    name, n, excluded, mean, interval, required = cells(figure)
    if width < _FIGURES:
        said = (f" {met(figure)}", _STYLES[figure.met])
        return Content.assemble((name, "bold"), f" {mean}", said)
    spread = f"  {interval:<{_SPREAD - 2}}" if width >= _ROOMY else ""
    bar = " " * _fitting(width - _FIGURES - len(spread))
    if figure.mean is not None and is_share(figure.name):
        bar = interval_bar(
            figure.mean, figure.low, figure.high, width=len(bar), mark=figure.required
        )
    out_of = n if excluded == "0" else f"{n}/{int(n) + int(excluded)}"
    return Content.assemble(
        (f"{name:<{NAME}.{NAME}}", "bold"),
        (f"{out_of:>8} ", "$foreground-muted"),
        f"{mean:>7}  ",
        (bar, "$secondary"),
        (spread, "$foreground-muted"),
        (f"{required:>7} ", "$foreground-muted"),
        (met(figure), _STYLES[figure.met]),
    )


def told_change(change: Change, width: int, reach: float) -> Content:
    """What changed in a scorer, in one line, drawn to either side of no change."""
    name, n, before, after, difference, interval, p, adjusted = change_cells(change)
    is_roomy = width >= _ROOMY + _SPREAD
    bar = " " * _fitting(width - (98 if is_roomy else 63))
    if change.difference is not None and is_share(change.name):
        bar = interval_bar(
            change.difference, change.low, change.high,
            width=len(bar), mark=0.0, ends=(-reach, reach),
        )  # fmt: skip
    return Content.assemble(
        (f"{name:<{NAME}.{NAME}}", "bold"),
        (f"{n:>4} " if is_roomy else "", "$foreground-muted"),
        f"{before:>6} → {after:<6} {difference:>7}  ",
        (bar, "$secondary"),
        (f"  {interval:<15}" if is_roomy else "", "$foreground-muted"),
        (f" p {p:>6} {f'({adjusted}) ' if is_roomy else ''}", "$foreground-muted"),
        (verdict(change), _STYLES[change.verdict]),
    )


def told_worst(entries: list[Named]) -> Content:
    """A case that fell short: the question, in what, and what was shown."""
    short = entries[0].short
    said = "; ".join(f"{one.figure.name} {one.short.value:.2f}" for one in entries)
    return Content.assemble(
        (f"{line(short.case)}  ", "bold $primary"),
        line(short.question),
        (f"\n  {said}: {line(short.note)}", "$text-warning"),
        (f"\n  {line(short.answer)}\n", "$foreground-muted"),
    )


def told_flip(flip: Flip) -> Content:
    """A case that was faultless in one run and is not in the other."""
    mark = ("▲ ", "$text-success") if flip.better else ("▼ ", "bold $text-error")
    return Content.assemble(
        mark,
        (f"{line(flip.case)}  ", "bold $primary"),
        line(flip.question),
        (f"\n  {flip.scorer} {flip.before:.2f} → {flip.after:.2f}", "$text-warning"),
        (f"\n  before: {line(flip.answer_before)}", "$foreground-muted"),
        (f"\n  after:  {line(flip.answer_after)}\n", "$foreground-muted"),
    )


def told_trend(name: str, reports: list[Report], width: int) -> Content:
    """One scorer over the runs of a suite, the oldest first."""
    rows = [Content.styled(name, "bold $primary")]
    for report in reports:
        figure = next((one for one in report.figures if one.name == name), None)
        if figure is None or figure.mean is None:
            continue
        bar = interval_bar(
            figure.mean, figure.low, figure.high,
            width=_fitting(width - _FIGURES), mark=figure.required,
        )  # fmt: skip
        when = report.manifest.started[:16].replace("T", " ")
        worded = str(report.manifest.worded_by or report.mode)
        rows.append(
            Content.assemble(
                (f"  {when} {worded:<6}", "$foreground-muted"),
                f"{figure.mean:>7.3f}  ",
                (bar, "$secondary"),
                (f"  {met(figure)}", _STYLES[figure.met]),
            )
        )
    return Content("\n").join([*rows, Content("")])


def told_progress(progress: Progress) -> str:
    """How far a run is, in words."""
    done = f"{progress.done}/{progress.total}"
    case = f" {line(progress.answer.case)}" if progress.answer else ""
    return f"{done}{case}{_left(progress.left)}"


def _left(seconds: float | None) -> str:
    if seconds is None:
        return ""
    if seconds < _MINUTE:
        return f" · {seconds:.0f} s left"
    if seconds < _HOUR:
        return f" · {seconds / _MINUTE:.0f} min left"
    return f" · {seconds / _HOUR:.1f} h left"


def _fitting(width: int) -> int:
    """A bar's cells, of those that are left for it."""
    return max(_LEAST, min(_MOST_BAR, width))
