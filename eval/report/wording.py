"""How figures read, on a terminal, in Markdown and on a page alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from eval.report.build import Report
    from eval.report.figures import Figure

NOTHING = "-"
"""Stands where nothing was measured."""


def heading(report: Report) -> str:
    """What was run, in one line."""
    model = f", model {report.model}" if report.model else ", no model used"
    failed = f", {report.failed} failed" if report.failed else ""
    head = f"{report.suite} v{report.version}: {report.cases} cases{failed}, mode {report.mode}"
    return f"{head}{model}"


def cells(figure: Figure) -> tuple[str, ...]:
    """Name, n, excluded, mean, interval and what is required."""
    counts = (str(figure.n), str(figure.excluded))
    average = NOTHING if figure.mean is None else f"{figure.mean:.3f}"
    return (figure.name, *counts, average, spread(figure.low, figure.high), required(figure))


def spread(low: float | None, high: float | None) -> str:
    """An interval in words."""
    return NOTHING if low is None else f"{low:.2f} to {high:.2f}"


def required(figure: Figure) -> str:
    """The threshold; empty where nothing is required."""
    sign = "≥" if figure.better == "more" else "≤"
    return "" if figure.required is None else f"{sign} {figure.required:g}"


def met(figure: Figure) -> str:
    """Whether the threshold is reached, with a glyph for those who see no colour."""
    return {None: "", True: "✓ met", False: "✗ missed"}[figure.met]


def remarks(report: Report) -> list[str]:
    """What has to be known to read the figures."""
    said = []
    if any(f.low is not None and f.low == f.high for f in report.figures):
        said.append("An interval without width: no spread was seen in so few articles.")
    return said
