"""A report as one HTML page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eval.report.judges import COLUMNS as JUDGE_COLUMNS
from eval.report.judges import NOBODY, judge_cells, judge_line
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
        judges=[(judge_line(one), _measured(one)) for one in report.judges],
        nobody=NOBODY,
        judge_columns=JUDGE_COLUMNS,
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


def _measured(judge: JudgeUsed) -> list[tuple[str, ...]]:
    return [judge_cells(one) for one in judge.record.sets] if judge.record else []
