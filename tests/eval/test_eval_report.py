"""Reports and comparisons say what was measured, and show the cases behind it."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from rich.console import Console
from small_suite import CAP, CRIMEA

from eval.compare import compare_runs, show_comparison
from eval.report import build_report, show_report
from eval.testing import Line
from rag.errors import ModelDied, UsageProblem

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
    assert (right.low, right.high) == (0.0, 1.0)
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


def test_two_runs_are_compared_case_by_case(run_with: Callable[..., Run]) -> None:
    before = run_with("before", cap=(), navy=(CAP,))
    after = run_with("after", crimea=(BERLIN, CRIMEA))

    comparison = compare_runs(before, after)

    changes = {change.name: change for change in comparison.changes}
    right = changes["right_citation"]
    # cap 0 -> 1, crimea 1 -> 1: means 1/2 and 1. Of the two signs of the one article that
    # changed both reach the observed sum, so p = 1.
    assert (right.n, right.before, right.after, right.difference) == (2, 0.5, 1.0, 0.5)
    assert (right.p, right.improved, right.worsened) == (1.0, 1, 0)
    # Only crimea was answered in both runs.
    assert changes["quote_exact"].n == 1
    assert {(flip.scorer, flip.case) for flip in comparison.flips} == {
        ("right_citation", "cap"),
        ("answer_correct", "cap"),
        ("declined_correctly", "navy"),
    }


def test_a_run_compared_with_itself_has_changed_in_nothing(run_with: Callable[..., Run]) -> None:
    run = run_with(cap=())

    comparison = compare_runs(run, run)

    assert {(change.difference, change.p) for change in comparison.changes} == {(0.0, 1.0)}
    assert comparison.flips == comparison.notices == comparison.left_out == ()


def test_slower_is_counted_as_worse(run_with: Callable[..., Run]) -> None:
    comparison = compare_runs(run_with("a", seconds=1.0), run_with("b", seconds=2.0))

    latency = next(change for change in comparison.changes if change.name == "latency")
    assert (latency.difference, latency.improved, latency.worsened) == (1.0, 0, 3)


def test_a_comparison_prints_flips_with_both_answers(run_with: Callable[..., Run]) -> None:
    comparison = compare_runs(run_with("before", cap=()), run_with("after"))

    text = printed(lambda console: show_comparison(comparison, console))

    assert "right_citation 0.00 -> 1.00" in text
    assert "before: declined" in text
    assert "after:  The army would be capped at 800,000. [The Post]" in text


def test_a_case_that_was_asked_otherwise_is_left_out(run_with: Callable[..., Run]) -> None:
    before, after = run_with("before"), run_with("after")
    reworded = after.cases[0].model_copy(update={"question": "How many soldiers?"})
    after = type(after)(
        after.folder, after.manifest, (reworded, *after.cases[1:]), after.answers, after.scores
    )

    comparison = compare_runs(before, after)

    assert comparison.left_out == ("cap",)
    assert comparison.cases == 2


def test_runs_of_different_suites_are_not_compared(run_with: Callable[..., Run]) -> None:
    before, after = run_with("before"), run_with("after")
    suite = after.manifest.suite.model_copy(update={"name": "other"})
    manifest = after.manifest.model_copy(update={"suite": suite})
    after = type(after)(after.folder, manifest, after.cases, after.answers, after.scores)

    with pytest.raises(UsageProblem, match="'small' with one of 'other'"):
        compare_runs(before, after)
