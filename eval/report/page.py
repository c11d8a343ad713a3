"""A report as one HTML page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eval.judge import showing
from eval.report.judges import NOBODY, judge_line
from eval.report.markdown import COLUMNS
from eval.report.plots import curve, figure_bars, is_share, some, tag_rows
from eval.report.templating import render
from eval.report.wording import about, cells, met, remarks, subject, traces

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eval.report.build import Report
    from eval.report.details import Detail
    from eval.report.judges import JudgeUsed


def report_page(report: Report, details: Sequence[Detail]) -> str:
    """A whole report; the same run gives the same page to the byte."""
    drawn = [one for one in report.figures if is_share(one.name)]
    tagged = {one.name for one in report.tags}
    names = [one.name for one in drawn if one.name in tagged]
    return render(
        "report.html",
        title=subject(report),
        about=about(report),
        report=report,
        columns=COLUMNS,
        rows=[(one, cells(one), met(one)) for one in report.figures],
        remarks=remarks(report),
        bars=figure_bars(report.figures),
        tag_names=[one for one in drawn if one.name in names],
        tag_rows=tag_rows(report.tags, names),
        curve=curve(report.declining) if report.declining else None,
        points=some(report.declining.points) if report.declining else [],
        judges=[_judge(one) for one in report.judges],
        nobody=NOBODY,
        judge_columns=showing.COLUMNS,
        judge_words=showing.WORDS,
        traces=traces(report),
        details=details,
        in_place=any(_has_context(detail) for detail in details),
        tags=sorted({tag for detail in details for tag in detail.tags}),
        scorers=[one.name for one in drawn],
    )


def _has_context(detail: Detail) -> bool:
    return any(
        quotation.before or quotation.after
        for statement in (*detail.statements, *detail.dropped)
        for quotation in statement.quotations
    )


def _judge(judge: JudgeUsed) -> tuple[str, list[list[str]], list[str]]:
    """Who judged, the rows of what was measured of it, and how to read them."""
    if judge.record is None:
        return judge_line(judge), [], []
    rows = [showing.set_cells(one) for one in judge.record.sets]
    return judge_line(judge), rows, showing.record_remarks(judge.record)
