"""Reports and comparisons say what was measured, and show the cases behind it."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from rich.console import Console
from small_suite import CAP

from eval.report import build_report, show_report
from eval.testing import Line
from rag.errors import ModelDied

if TYPE_CHECKING:
    from collections.abc import Callable

    from eval.saved import Run

BERLIN = Line("a-1", "Talks go on in Berlin.")


def printed(show: Callable[[Console], None]) -> str:
    stream = io.StringIO()
    show(Console(file=stream, width=160))
    return stream.getvalue()


def test_what_does_not_apply_is_counted_apart_and_is_no_zero(run_with: Callable[..., Run]) -> None:
    report = build_report(run_with(cap=(BERLIN,)))

    figures = {figure.name: figure for figure in report.figures}
    right = figures["right_citation"]
    # Two answerable cases, one of them right: 1 / 2; the third does not apply.
    assert (right.n, right.excluded, right.mean) == (2, 1, 0.5)
    # One of two articles right is worth one case: Wilson's interval of 0.5 for n = 1 is
    # 0.5 +- 1.96 * sqrt(0.25 + 3.8415 / 4) / (1 + 3.8415) = 0.5 +- 0.4454.
    assert (right.low, right.high) == pytest.approx((0.0546, 0.9454), abs=1e-4)
    # One unanswerable case: nothing to draw from.
    declined = figures["declined_correctly"]
    assert (declined.n, declined.mean, declined.low) == (1, 1.0, None)


def test_a_required_figure_is_met_missed_or_not_required(run_with: Callable[..., Run]) -> None:
    report = build_report(run_with(cap=(BERLIN,)))

    assert {f.name: f.met for f in report.figures} == {
        "right_citation": False,
        "quote_exact": True,
        "declined_correctly": None,
        "answer_correct": None,
        "latency": None,
    }
    assert [figure.name for figure in report.missed] == ["right_citation"]


def test_a_required_figure_that_was_never_measured_is_missed(run_with: Callable[..., Run]) -> None:
    """Declining everything must not pass for exact quotations."""
    report = build_report(run_with(cap=(), crimea=()))

    assert [figure.name for figure in report.missed] == ["right_citation", "quote_exact"]


def test_the_worst_cases_are_shown_with_question_and_answer(run_with: Callable[..., Run]) -> None:
    report = build_report(run_with(cap=(BERLIN,), crimea=ModelDied("it ended", remedy="")))

    text = printed(lambda console: show_report(report, console))

    assert report.failed == 1
    assert "small v3: 3 cases, 1 failed, mode quote, no model used" in text
    assert "cap: How large may the army be?" in text
    assert "Talks go on in Berlin. [The Post]" in text
    assert "right_citation 0.00: no citation quotes a right place" in text
    assert "failed: it ended" in text
    assert "✗ missed" in text


def test_the_worst_of_each_missed_figure_comes_first(run_with: Callable[..., Run]) -> None:
    """Many shortfalls of one kind must not hide the one of another."""
    run = run_with(crimea=(BERLIN,), navy=(CAP,))
    required = {"answer_correct": 0.5, "declined_correctly": 1.0}
    suite = run.manifest.suite.model_copy(update={"require": required})
    manifest = run.manifest.model_copy(update={"suite": suite})
    run = type(run)(run.folder, manifest, run.cases, run.answers, run.scores)

    text = printed(lambda console: show_report(build_report(run), console))

    # answer_correct is 1 / 2 and met; only declining is missed.
    assert text.index("navy: How large") < text.index("crimea: When was")


def test_an_interval_without_width_is_explained(run_with: Callable[..., Run]) -> None:
    level, spread = build_report(run_with("level")), build_report(run_with("spread", cap=(BERLIN,)))
    right = next(figure for figure in spread.figures if figure.name == "right_citation")
    only_right = spread.model_copy(update={"figures": (right,)})

    explained, plain = [
        printed(lambda console, shown=report: show_report(shown, console))
        for report in (level, only_right)
    ]

    assert "An interval without width" in explained
    assert "An interval without width" not in plain


def test_a_faultless_run_shows_no_worst_cases(run_with: Callable[..., Run]) -> None:
    report = build_report(run_with())

    text = printed(lambda console: show_report(report, console))

    assert "Where it fell short" not in text
    assert "✓ met" in text


def test_text_of_an_article_cannot_act_on_the_terminal(run_with: Callable[..., Run]) -> None:
    line = Line("a-1", "Talks go on in Berlin.", text="\x1b[31mred\x1b[0m [bold]loud[/bold]\x07")

    report = build_report(run_with(cap=(line,)))
    text = printed(lambda console: show_report(report, console))

    assert "red [bold]loud[/bold]" in text
    assert "\x1b" not in text
    assert "\x07" not in text
