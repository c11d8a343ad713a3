"""A comparison as JUnit XML: a scorer that got worse by more than chance is a failed test."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eval.compare.wording import COLUMNS, cells, heading
from eval.report.junit import Tested, junit_xml
from eval.scorers import SCORERS

if TYPE_CHECKING:
    from eval.compare.build import Comparison
    from eval.compare.changes import Change


def comparison_xml(comparison: Comparison) -> str:
    """A comparison as JUnit XML; times, which are not tested, are skipped tests."""
    facts = {"before": comparison.before, "after": comparison.after}
    return junit_xml(
        f"{comparison.suite} compared",
        [_tested(change, comparison) for change in comparison.changes],
        facts | {"heading": heading(comparison)},
    )


def _tested(change: Change, comparison: Comparison) -> Tested:
    name, *figures = cells(change)
    said = ", ".join(f"{column} {figure}" for column, figure in zip(COLUMNS, figures, strict=True))
    if SCORERS[name].timed:
        return Tested(name, skipped=f"times are not tested; {said}")
    if change.verdict != "worse":
        return Tested(name)
    lines = [
        f"{flip.case} {flip.before:.2f} -> {flip.after:.2f}: {flip.question}\n"
        f"  before: {flip.answer_before}\n  after:  {flip.answer_after}"
        for flip in comparison.flips
        if flip.scorer == name and not flip.better
    ]
    return Tested(name, failure=f"got worse; {said}", text="\n".join(lines))
