"""Figures as JUnit XML, the form in which CI systems show what failed.

A test case is a scorer, not a question: what fails a build must be what fails the gate, and a
question that fell short does not while its scorer's threshold is met. The failure names the
questions. A scorer of which nothing is required is a skipped test, so that its figure is seen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lxml import etree

from eval.report.wording import cells, heading, required, subject
from rag.safety import printable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from eval.report.build import Report
    from eval.report.figures import Figure


class Tested(NamedTuple):
    """One thing that passed, failed or was not asked for."""

    name: str
    failure: str | None = None
    """What is wrong; a failed test."""
    skipped: str | None = None
    """Why nothing could fail; a skipped test."""
    text: str = ""
    """More of the failure."""


def report_xml(report: Report) -> str:
    """A report as JUnit XML."""
    traced = report.manifest
    facts = {
        "byline": traced.byline,
        "mode": report.mode,
        "model": report.model or "none",
        "corpus_sha256": report.corpus_sha256,
        "config_sha256": report.config_sha256,
    }
    return junit_xml(
        subject(report),
        [_test_case(figure) for figure in report.figures],
        facts | {"heading": heading(report)},
        seconds=traced.seconds,
        started=traced.started,
    )


def junit_xml(
    name: str,
    tests: Sequence[Tested],
    facts: Mapping[str, str],
    *,
    seconds: float = 0.0,
    started: str = "",
) -> str:
    """One JUnit test suite.

    Args:
        name: Of the suite.
        tests: Its test cases.
        facts: Properties of the suite.
        seconds: How long it took.
        started: ISO 8601; left out when empty.
    """
    counts = {
        "tests": str(len(tests)),
        "failures": str(sum(test.failure is not None for test in tests)),
        "errors": "0",
        "skipped": str(sum(test.skipped is not None for test in tests)),
        "time": f"{seconds:.3f}",
    }
    root = etree.Element("testsuites", name=_safe(name), **counts)
    # The schema knows no time zone here.
    when = {"timestamp": started[:19]} if started else {}
    suite = etree.SubElement(root, "testsuite", name=_safe(name), **counts, **when)
    properties = etree.SubElement(suite, "properties")
    for fact, value in facts.items():
        etree.SubElement(properties, "property", name=fact, value=_safe(value))
    for test in tests:
        _add(suite, test, classname=f"byline.eval.{name.partition(' ')[0]}")
    written: bytes = etree.tostring(root, pretty_print=True, xml_declaration=True, encoding="utf-8")
    return written.decode()


def _add(suite: etree._Element, test: Tested, *, classname: str) -> None:
    element = etree.SubElement(
        suite, "testcase", name=_safe(test.name), classname=_safe(classname), time="0.000"
    )
    if test.failure is not None:
        failure = etree.SubElement(
            element, "failure", message=_safe(test.failure), type="ThresholdMissed"
        )
        failure.text = _safe(test.text)
    elif test.skipped is not None:
        etree.SubElement(element, "skipped", message=_safe(test.skipped))


def _test_case(figure: Figure) -> Tested:
    _, n, excluded, average, spread, _ = cells(figure)
    name = f"{figure.name} {required(figure)}".rstrip()
    reached = f"mean {average}, 95 % interval {spread}, n {n}, excluded {excluded}"
    if figure.met is None:
        return Tested(name, skipped=f"nothing is required; {reached}")
    if figure.met:
        return Tested(name)
    lines = [
        f"{short.case} {short.value:.2f}: {short.note}\n  {short.question}\n  {short.answer}"
        for short in figure.worst
    ]
    return Tested(name, failure=f"{required(figure)} is required; {reached}", text="\n".join(lines))


def _safe(text: str) -> str:
    """Text that XML can hold."""
    return printable(text, keep_newlines=True).translate({0xFFFE: None, 0xFFFF: None})
