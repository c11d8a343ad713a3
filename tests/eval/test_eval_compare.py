"""Comparisons say what changed, whether it could be chance, and which cases it were."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from reporting import scored
from rich.console import Console
from small_suite import CAP, CRIMEA

from eval.compare import compare_runs, show_comparison
from eval.compare.families import holm
from eval.compare.junit import comparison_xml
from eval.compare.page import comparison_page
from eval.testing import Line
from rag.errors import UsageProblem

if TYPE_CHECKING:
    from collections.abc import Callable

    from eval.saved import Run

BERLIN = Line("a-1", "Talks go on in Berlin.")
RIGHT, WRONG = [1.0] * 8, [0.0] * 8


def printed(run: Callable[[Console], None]) -> str:
    stream = io.StringIO()
    run(Console(file=stream, width=160))
    return stream.getvalue()


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


def test_worse_by_more_than_chance_is_called_worse(run_with: Callable[..., Run]) -> None:
    run = run_with()
    before = scored(run, {"right_citation": RIGHT, "answered": RIGHT, "latency": RIGHT})
    after = scored(run, {"right_citation": WRONG, "answered": RIGHT, "latency": [9.0] * 8})

    comparison = compare_runs(before, after)

    changes = {change.name: change for change in comparison.changes}
    # Eight articles, all turned: of the 256 assignments of signs two are as far, p = 2 / 256.
    # Two scorers are tested, for times are not: the smaller p is doubled, the larger one is 1.
    assert (changes["right_citation"].p, changes["right_citation"].adjusted) == (2 / 256, 4 / 256)
    assert (changes["answered"].p, changes["answered"].adjusted) == (1.0, 1.0)
    assert (changes["latency"].p, changes["latency"].adjusted) == (2 / 256, None)
    assert {name: change.verdict for name, change in changes.items()} == {
        "right_citation": "worse",
        "answered": None,
        "latency": None,
    }
    assert [change.name for change in comparison.worse] == ["right_citation"]


def test_less_of_what_is_better_when_less_is_better(run_with: Callable[..., Run]) -> None:
    run = run_with()
    before, after = scored(run, {"uncited": RIGHT}), scored(run, {"uncited": WRONG})

    there, back = compare_runs(before, after), compare_runs(after, before)

    assert [change.verdict for change in there.changes] == ["better"]
    assert [change.verdict for change in back.changes] == ["worse"]


def test_what_could_be_chance_is_neither(run_with: Callable[..., Run]) -> None:
    run = run_with()
    before = scored(run, {"right_citation": [1.0, 1.0, 1.0, 1.0]})
    after = scored(run, {"right_citation": [0.0, 0.0, 0.0, 0.0]})

    # Four articles: 2 of 16 assignments of signs are as far, p = 0.125.
    assert [(c.p, c.verdict) for c in compare_runs(before, after).changes] == [(0.125, None)]


def test_many_scorers_make_chance_likelier(run_with: Callable[..., Run]) -> None:
    """With p = 2 / 256 for one of seven scorers, 7 * 2 / 256 = 0.055 is chance again."""
    run = run_with()
    others = ["answered", "quote_exact", "answer_correct", "uncited", "token_f1", "answer_exact"]
    before = scored(run, {"right_citation": RIGHT} | dict.fromkeys(others, RIGHT))
    after = scored(run, {"right_citation": WRONG} | dict.fromkeys(others, RIGHT))

    comparison = compare_runs(before, after)

    assert comparison.changes[0].adjusted == pytest.approx(14 / 256)
    assert comparison.worse == ()


def test_changes_are_told_by_tag(run_with: Callable[..., Run]) -> None:
    run = run_with()
    tags = ["date", "date", "name", "name"]
    before = scored(run, {"right_citation": [1.0, 1.0, 1.0, 0.0]}, tags)
    after = scored(run, {"right_citation": [0.0, 0.0, 1.0, 1.0]}, tags)

    comparison = compare_runs(before, after)

    found = {c.tag: (c.n, c.difference, c.p, c.adjusted) for c in comparison.tags}
    # Of `date` both cases turned: 2 of 4 assignments are as far. Of `name` one: 2 of 2 are.
    # The two tags are one family: 0.5 is doubled.
    assert found == {"date": (2, -1.0, 0.5, 1.0), "name": (2, 0.5, 1.0, 1.0)}
    assert {flip.case: (flip.tags, flip.better) for flip in comparison.flips} == {
        "c-0": (("date",), False),
        "c-1": (("date",), False),
        "c-3": (("name",), True),
    }


def test_a_comparison_prints_the_tags_that_moved(run_with: Callable[..., Run]) -> None:
    run, tags = run_with(), ["date", "name"]
    before = scored(run, {"right_citation": [1.0, 1.0]}, tags)
    after = scored(run, {"right_citation": [0.0, 1.0]}, tags)

    text = printed(lambda console: show_comparison(compare_runs(before, after), console))

    by_tag = text[text.index("By tag") :]
    assert "date  right_citation" in by_tag
    assert "name" not in by_tag


def test_the_page_and_the_junit_file_agree_with_the_verdicts(run_with: Callable[..., Run]) -> None:
    run = run_with()
    before = scored(run, {"right_citation": RIGHT, "answered": WRONG})
    after = scored(run, {"right_citation": WRONG, "answered": RIGHT})
    comparison = compare_runs(before, after)

    page, root = comparison_page(comparison), etree.fromstring(comparison_xml(comparison).encode())

    assert page.count("▼ worse</td>") == page.count("▲ better</td>") == 1
    (failed,) = root.iterfind(".//testcase[failure]")
    assert failed.get("name") == "right_citation"
    assert "c-0 1.00 -> 0.00: Question 0?" in failed.find("failure").text


def test_holm_by_hand() -> None:
    # In order: 0.01 * 4, 0.02 * 3, 0.03 * 2 = 0.06, not below the one before, 0.5 * 1.
    assert holm([0.5, 0.01, 0.03, 0.02]) == pytest.approx([0.5, 0.04, 0.06, 0.06])
    assert holm([]) == []
    assert holm([0.9, 0.8]) == [1.0, 1.0]


@given(st.lists(st.floats(0, 1), max_size=12))
def test_holm_is_what_the_definition_says(p_values: list[float]) -> None:
    """The largest, over all p-values not above it, of that one times how many are not below."""
    expected = [
        max(min(1.0, q * sum(r >= q for r in p_values)) for q in p_values if q <= p)
        for p in p_values
    ]

    assert holm(p_values) == pytest.approx(expected)
