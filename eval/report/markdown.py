"""A report as Markdown. What articles and models say is escaped: it can be no markup."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eval.judge import showing
from eval.report.figures import WORST, worst_cases
from eval.report.judges import NOBODY, judge_line
from eval.report.wording import cells, heading, met, remarks, spread, traces
from rag.markdown import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from eval.report.build import Report
    from eval.report.details import Detail, Quotation, Statement
    from eval.report.figures import Named

COLUMNS = ("scorer", "n", "excluded", "mean", "95 % interval", "required", "")

TAG_COLUMNS = ("tag", "scorer", "n", "mean", "95 % interval")


def report_markdown(report: Report, details: Sequence[Detail]) -> str:
    """A whole report: figures, figures by tag, and the cases that fell short."""
    facts = [f"- {plain(name)}: {plain(value)}" for name, value in traces(report)]
    parts = [_head(report), "## What was run", "\n".join(facts), *_tags(report)]
    short = [detail for detail in details if detail.short or detail.failure]
    if short:
        parts += ["## Where it fell short", *(_case(detail) for detail in short)]
    return "\n\n".join(parts) + "\n"


def summary_markdown(report: Report) -> str:
    """The part of a report that a CI system shows beside a build: figures and worst cases."""
    parts = [_head(report)]
    worst = worst_cases(report.figures)[:WORST]
    if worst:
        parts += ["### Where it fell short", "\n".join(_named(entries) for entries in worst)]
    return "\n\n".join(parts) + "\n\n"


def table(columns: Sequence[str], rows: Iterable[Sequence[str]], *, words: int = 1) -> str:
    """A Markdown table; its first columns are words, the others are figures."""
    lines = [columns, [*["---"] * words, *["---:"] * (len(columns) - words)]]
    lines += [[plain(cell) for cell in row] for row in rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _head(report: Report) -> str:
    rows = [(*cells(figure), met(figure)) for figure in report.figures]
    said = [plain(remark) for remark in remarks(report)]
    return "\n\n".join(
        [f"# {plain(heading(report))}", table(COLUMNS, rows), *said, *_judges(report)]
    )


def _judges(report: Report) -> list[str]:
    if not report.judges:
        return [plain(NOBODY)]
    parts = []
    for judge in report.judges:
        parts.append(plain(judge_line(judge)))
        if judge.record:
            rows = map(showing.set_cells, judge.record.sets)
            parts.append(table(showing.COLUMNS, rows, words=showing.WORDS))
            parts += [plain(remark) for remark in showing.record_remarks(judge.record)]
    return parts


def _tags(report: Report) -> list[str]:
    if not report.tags:
        return []
    rows = [
        (one.tag, one.name, str(one.n), f"{one.mean:.3f}", spread(one.low, one.high))
        for one in report.tags
    ]
    return ["## By tag", table(TAG_COLUMNS, rows, words=2)]


def _named(entries: Sequence[Named]) -> str:
    first = entries[0].short
    notes = "; ".join(f"{one.name} {short.value:.2f}: {short.note}" for one, short in entries)
    return (
        f"- **{plain(first.case)}**: {plain(first.question)}\n"
        f"  - {plain(first.answer)}\n"
        f"  - {plain(notes)}"
    )


def _case(detail: Detail) -> str:
    lines = [f"### {plain(detail.id)}: {plain(detail.question)}", ""]
    if detail.read_as:
        lines.append(f"- read as: {plain(detail.read_as)}")
    lines += [f"- {plain(f'{m.name} {m.value:.2f}: {m.note}')}" for m in detail.short]
    if detail.failure is not None:
        lines.append(f"- failed: {plain(detail.failure)}")
    if detail.outcome == "declined":
        lines.append("- declined")
        lines += [f"- looked at: {plain(s.text)} ({s.score:.2f})" for s in detail.nearest]
    if detail.notice:
        lines.append(f"- notice: {plain(detail.notice)}")
    lines += [line for statement in detail.statements for line in _statement(statement)]
    lines += [f"- dropped: {plain(s.text)} ({plain(s.reason)})" for s in detail.dropped]
    lines += [f"- right words: “{plain(g.words)}” ({plain(g.article)})" for g in detail.gold]
    return "\n".join(lines)


def _statement(statement: Statement) -> list[str]:
    said = f"{plain(statement.support)}, {statement.score:.2f}: {plain(statement.reason)}"
    head = f"- {plain(statement.text)} ({said})"
    return [head, *(f"  - {_quotation(one)}" for one in statement.quotations)]


def _quotation(one: Quotation) -> str:
    place = plain(f"{one.outlet or 'unknown outlet'}, {one.article}")
    return f"{plain(one.before)} **{plain(one.quote)}** {plain(one.after)} ({place})".strip()
