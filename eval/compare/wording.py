"""How changes read, on a terminal, in Markdown and on a page alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eval.compare.changes import ALPHA
from eval.report.wording import NOTHING
from eval.scorers import SCORERS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from eval.compare.build import Comparison
    from eval.compare.changes import Change

_LEAST_P = 0.001
COLUMNS = ("n", "before", "after", "difference", "95 % interval", "p", "p (Holm)")
FAMILIES = (
    "p: paired randomisation test. p (Holm): the same, adjusted for testing every scorer at once; "
    f"better and worse are called below {ALPHA:g}. Times are not tested."
)
TAG_FAMILIES = (
    "Of a tag, p is adjusted for testing every tag of its scorer at once: a place to look, "
    "no verdict on the run."
)


def heading(comparison: Comparison) -> str:
    """What was compared, in one line."""
    return f"{comparison.suite}: {about(comparison)}"


def about(comparison: Comparison) -> str:
    """How many cases were compared."""
    return f"{comparison.cases} cases in both runs"


def remarks(comparison: Comparison) -> list[str]:
    """What has to be known to read the figures."""
    left_out = ", ".join(comparison.left_out)
    return [*comparison.notices, *([f"left out: {left_out}"] if left_out else [])]


def cells(change: Change) -> tuple[str, ...]:
    """Scorer and figures, in the order of `COLUMNS`."""
    difference = NOTHING if change.difference is None else f"{change.difference:+.3f}"
    spread = NOTHING if change.low is None else f"{change.low:+.2f} to {change.high:+.2f}"
    averages = (_plain(change.before), _plain(change.after))
    tested = (_chance(change.p), _chance(change.adjusted))
    return (change.name, str(change.n), *averages, difference, spread, *tested)


def verdict(change: Change) -> str:
    """Better or worse, with a glyph for those who see no colour; empty where it may be chance."""
    return {None: "", "better": "▲ better", "worse": "▼ worse"}[change.verdict]


def moved(changes: Iterable[Change]) -> list[Change]:
    """Changes in which any case moved, the least likely to be chance first; no times."""
    tested = [c for c in changes if c.improved + c.worsened and not SCORERS[c.name].timed]
    return sorted(tested, key=lambda c: (1.0 if c.p is None else c.p, -abs(c.difference or 0.0)))


def _plain(value: float | None) -> str:
    return NOTHING if value is None else f"{value:.3f}"


def _chance(p: float | None) -> str:
    """A p-value; one that would round to nothing is not nothing."""
    return "<0.001" if p is not None and p < _LEAST_P else _plain(p)
