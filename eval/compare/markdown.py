"""A comparison as Markdown. What articles and models say is escaped: it can be no markup."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
from eval.report.markdown import table
from rag.markdown import plain

if TYPE_CHECKING:
    from eval.compare.build import Comparison, Flip
    from eval.compare.changes import Change


def comparison_markdown(comparison: Comparison) -> str:
    """A whole comparison: changes, changes by tag, and the cases that flipped."""
    parts = [comparison_summary(comparison).rstrip("\n")]
    tags = moved(comparison.tags)
    if tags:
        columns = ("tag", "scorer", *COLUMNS, "")
        rows = [(change.tag or "", *_row(change)) for change in tags]
        parts += ["## By tag", table(columns, rows, words=2), plain(TAG_FAMILIES)]
    if comparison.flips:
        parts += ["## Cases that flipped", *(_flip(flip) for flip in comparison.flips)]
    return "\n\n".join(parts) + "\n"


def comparison_summary(comparison: Comparison) -> str:
    """The part of a comparison that a CI system shows beside a build."""
    rows = [_row(change) for change in comparison.changes]
    said = [plain(remark) for remark in remarks(comparison)]
    figures = table(("scorer", *COLUMNS, ""), rows)
    parts = [f"# {plain(heading(comparison))}", *said, figures, plain(FAMILIES)]
    return "\n\n".join(parts) + "\n\n"


def _row(change: Change) -> tuple[str, ...]:
    return (*cells(change), verdict(change))


def _flip(flip: Flip) -> str:
    which = "better" if flip.better else "worse"
    return (
        f"### {plain(flip.case)}: {plain(flip.question)}\n\n"
        f"- {which}: {plain(f'{flip.scorer} {flip.before:.2f} -> {flip.after:.2f}')}\n"
        f"- before: {plain(flip.answer_before)}\n"
        f"- after: {plain(flip.answer_after)}"
    )
