"""The same report as Markdown and as JUnit XML, and the judges that it names."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING

from lxml import etree
from markdown_it import MarkdownIt
from reporting import HOSTILE, answering, reworded
from rich.console import Console
from small_suite import CAP

from eval.compare import compare_runs
from eval.compare.junit import comparison_xml
from eval.compare.markdown import comparison_markdown, comparison_summary
from eval.judge.record import Estimate, JudgeRecord, SetFigures
from eval.records import Judgement
from eval.report import build_report, show_report
from eval.report.details import build_details
from eval.report.junit import report_xml
from eval.report.markdown import report_markdown, summary_markdown
from eval.report.page import report_page
from eval.testing import Line

if TYPE_CHECKING:
    from collections.abc import Callable

    from eval.saved import Run

BERLIN = Line("a-1", "Talks go on in Berlin.")
JUDGE = "a judge 1.0"
RECORD = JudgeRecord(
    judge=JUDGE,
    supported_from=0.6,
    measured="2026-11-26",
    sets=(
        SetFigures(
            name="people",
            sha256="0" * 64,
            known="unseen",
            n=200,
            supported=90,
            groups=40,
            disputed=3,
            balanced_accuracy=Estimate(value=0.81, low=0.75, high=0.87),
            f1=Estimate(value=0.79, low=None, high=None),
            auroc=Estimate(value=0.9, low=0.85, high=0.94),
            calibration_error=Estimate(value=0.05, low=0.03, high=0.09),
            kappa=Estimate(value=0.62, low=0.5, high=0.73),
            annotators_kappa=None,
        ),
    ),
)


def markdown_of(run: Run) -> str:
    report = build_report(run)
    return report_markdown(report, build_details(run, report))


def judged(run: Run) -> Run:
    said = run.answers["cap"].statements[0]
    judgement = Judgement(
        judge=JUDGE, supported_from=0.6, whole=0.93, alone=(0.93,), without=(None,)
    )
    return answering(
        run, "cap", statements=(said.model_copy(update={"judged": judgement, "text": "So."}),)
    )


def cells_of(markdown: str, first: str) -> list[str]:
    """The cells of the table row that begins with `first`."""
    row = next(line for line in markdown.splitlines() if line.startswith(f"| {first} |"))
    return [cell.strip() for cell in row.strip("|").split("|")]


def test_markdown_has_the_figures_what_was_run_and_the_cases(run_with: Callable[..., Run]) -> None:
    text = markdown_of(run_with(cap=(BERLIN,)))

    assert text.startswith("# small v3: 3 cases, mode quote, no model used\n")
    # Cells as on the terminal; right of two answerable cases is one.
    figures = ["2", "1", "0.500", "0.05 to 0.95", "≥ 0.9", "✗ missed"]
    assert cells_of(text, "right\\_citation") == ["right\\_citation", *figures]
    assert "### cap: How large may the army be?" in text
    assert "**Talks go on in Berlin.**" in text
    assert "- right words: “capped at 800,000” (a-1)" in text
    # Only cases that fell short are told case by case.
    assert "### crimea" not in text


def test_nothing_that_an_article_says_is_markup_in_markdown(run_with: Callable[..., Run]) -> None:
    run = run_with(cap=(BERLIN,), navy=(CAP,))
    said = reworded(run.answers["cap"].statements[0], HOSTILE)
    run = answering(run, "cap", statements=(said,), dropped=(said,), notice=HOSTILE)
    case = run.cases[0].model_copy(update={"question": HOSTILE})
    run = replace(run, cases=(case, *run.cases[1:]))
    other = run_with("right")
    other = replace(other, cases=(case, *other.cases[1:]))
    comparison = compare_runs(run, other)

    texts = [
        markdown_of(run),
        summary_markdown(build_report(run)),
        comparison_markdown(comparison),
        comparison_summary(comparison),
    ]

    reader = MarkdownIt("commonmark").enable("table")
    for text in texts:
        tokens = [t for token in reader.parse(text) for t in (token, *(token.children or ()))]
        kinds = {token.type for token in tokens}
        assert not {"html_block", "html_inline", "image", "link_open", "fence"} & kinds
        assert "\x1b" not in text
    assert "<script>" in reader.render(texts[0]).replace("&lt;", "<").replace("&gt;", ">")


def test_a_summary_is_the_figures_and_the_worst_cases(run_with: Callable[..., Run]) -> None:
    text = summary_markdown(build_report(run_with(cap=(BERLIN,))))

    assert cells_of(text, "quote\\_exact")[-1] == "✓ met"
    assert "- **cap**: How large may the army be?" in text
    # Several steps of one build append to the same file.
    assert text.endswith("\n\n")


def test_junit_fails_exactly_where_the_gate_fails(run_with: Callable[..., Run]) -> None:
    report = build_report(run_with(cap=(BERLIN,)))

    root = etree.fromstring(report_xml(report).encode())

    suite = root.find("testsuite")
    tests = {test.get("name"): [child.tag for child in test] for test in suite.iter("testcase")}
    assert root.tag == "testsuites"
    assert tests == {
        "right_citation ≥ 0.9": ["failure"],
        "quote_exact ≥ 1": [],
        "declined_correctly": ["skipped"],
        "answer_correct": ["skipped"],
        "latency": ["skipped"],
    }
    counted = {name: suite.get(name) for name in ("tests", "failures", "errors", "skipped")}
    assert counted == {"tests": "5", "failures": "1", "errors": "0", "skipped": "3"}
    # What schemas of JUnit ask of a suite and of a test.
    assert set(suite.attrib) >= {"name", "time", "timestamp"}
    assert all({"name", "classname", "time"} <= set(t.attrib) for t in suite.iter("testcase"))
    failure = suite.find("testcase/failure")
    assert failure.get("message").startswith("≥ 0.9 is required; mean 0.500")
    assert "cap 0.00: no citation quotes a right place" in failure.text


def test_junit_holds_no_character_that_xml_cannot(run_with: Callable[..., Run]) -> None:
    run = run_with(cap=(BERLIN,))
    said = run.answers["cap"].statements[0]
    said = said.model_copy(update={"text": f"{HOSTILE}\ufffe\uffff\x0b"})
    report = build_report(answering(run, "cap", statements=(said,)))

    root = etree.fromstring(report_xml(report).encode())

    assert "<script>alert(1)</script>" in "".join(root.itertext())


def test_junit_of_a_comparison_skips_times(run_with: Callable[..., Run]) -> None:
    comparison = compare_runs(run_with("a", seconds=1.0), run_with("b", seconds=2.0))

    root = etree.fromstring(comparison_xml(comparison).encode())

    children = {test.get("name"): [child.tag for child in test] for test in root.iter("testcase")}
    assert children["latency"] == ["skipped"]
    assert children["right_citation"] == []


def test_a_report_carries_the_figures_of_the_judge_it_used(run_with: Callable[..., Run]) -> None:
    run = judged(run_with())
    report = build_report(run, {JUDGE: RECORD}.get)

    details = build_details(run, report)

    texts = [report_markdown(report, details), report_page(report, details)]

    # Markdown escapes the brackets.
    for text in (texts[0].replace("\\", ""), texts[1]):
        assert "Judged by a judge 1.0, measured on 2026" in text
        for figure in ("0.81 [0.75, 0.87]", "0.79", "0.90 [0.85, 0.94]", "0.62 [0.50, 0.73]"):
            assert figure in text
    assert "Judged 0.93." in texts[1]


def test_a_judge_that_nobody_measured_is_said_to_be_so(run_with: Callable[..., Run]) -> None:
    run = judged(run_with())
    report = build_report(run)

    assert "was not measured" in summary_markdown(report)
    assert "was not measured" in report_page(report, build_details(run, report))


def test_a_run_that_no_judge_saw_says_so(run_with: Callable[..., Run]) -> None:
    run = run_with()
    report = build_report(run)

    assert "No judge was asked" in summary_markdown(report)
    assert "No judge was asked" in report_page(report, build_details(run, report))


def test_two_runs_by_different_judges_are_told_apart(run_with: Callable[..., Run]) -> None:
    before, after = run_with("before"), judged(run_with("after"))

    assert compare_runs(before, after).notices == ("differs between the runs: the judge",)


def test_the_terminal_tells_how_right_the_judge_is_too(run_with: Callable[..., Run]) -> None:
    run, stream = judged(run_with()), io.StringIO()

    for known in (build_report(run, {JUDGE: RECORD}.get), build_report(run)):
        show_report(known, Console(file=stream, width=200))

    assert "measured on 2026-11-26. Balanced accuracy: 0.81 on people." in stream.getvalue()
    assert "was not measured" in stream.getvalue()
