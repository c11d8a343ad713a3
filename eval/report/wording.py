"""How figures read, on a terminal, in Markdown and on a page alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from eval.report.build import Report
    from eval.report.figures import Figure
    from eval.saved import FileUsed, Manifest

NOTHING = "-"
"""Stands where nothing was measured."""


def heading(report: Report) -> str:
    """What was run, in one line."""
    return f"{subject(report)}: {about(report)}"


def subject(report: Report) -> str:
    """Which suite was run."""
    return f"{report.suite} v{report.version}"


def about(report: Report) -> str:
    """What it was run with."""
    model = f"model {report.model}" if report.model else "no model used"
    failed = f", {report.failed} failed" if report.failed else ""
    return f"{report.cases} cases{failed}, mode {report.mode}, {model}"


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


def traces(report: Report) -> list[tuple[str, str]]:
    """What the figures can be traced by, named."""
    traced = report.manifest
    machine = ", ".join(f"{name} {value}" for name, value in sorted(traced.machine.items()))
    packages = ", ".join(f"{name} {value}" for name, value in sorted(traced.packages.items()))
    return [
        ("Suite", f"{report.suite} v{report.version}, SHA-256 {traced.suite_sha256}"),
        ("Byline", _program(traced)),
        ("Mode", report.mode),
        ("Model", _file(traced.model)),
        ("Second opinion", _file(traced.second_opinion)),
        ("Prompt", _file(traced.prompt)),
        ("Encoder", traced.embedder or "none used"),
        ("Settings", f"SHA-256 {report.config_sha256}"),
        ("Articles", f"{traced.corpus.articles}, SHA-256 {report.corpus_sha256}"),
        ("Seed", str(traced.suite.seed)),
        ("Machine", machine),
        ("Packages", packages),
        ("Run", f"{traced.started}, {traced.seconds:.1f} s"),
        *_taken_over(traced),
    ]


def _taken_over(traced: Manifest) -> list[tuple[str, str]]:
    """What the run itself did not ask, where that is so."""
    said = []
    if traced.resumed:
        said.append(("Resumed", f"{traced.resumed} answers are of a process that was stopped"))
    if traced.reused:
        said.append(("Reused", f"{traced.reused} answers are of another run and have no times"))
    if traced.replayed:
        said.append(("Replayed", f"saved answers, SHA-256 {traced.replayed}, scored again"))
    return said


def _program(traced: Manifest) -> str:
    code = f", SHA-256 of its code {traced.code_sha256}" if traced.code_sha256 else ""
    return f"{traced.byline}{code}"


def _file(used: FileUsed | None) -> str:
    if used is None:
        return "none used"
    return f"{used.name}, {f'SHA-256 {used.sha256}' if used.sha256 else 'behind a server'}"
