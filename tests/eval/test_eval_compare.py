"""Comparisons say what changed, whether it could be chance, and which cases it were."""

from __future__ import annotations

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
