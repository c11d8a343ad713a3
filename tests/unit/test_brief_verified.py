"""An exported briefing against its articles: gone, edited, or known under another name."""

from __future__ import annotations

from typing import Any

import pytest
from briefs import TEXTS
from sealed import SEALED, Shelf, broken, faults

from rag.brief.export.files import FileForm
from rag.brief.findings import Fault, verification_json
from rag.brief.verifying import verify


@pytest.mark.parametrize("form", FileForm)
def test_every_quotation_and_source_is_among_the_lines_that_were_checked(form: FileForm) -> None:
    names = [line.line for line in verify(SEALED[form], Shelf()).lines]

    assert names == [
        "In short, 1: The bridge was shut on Monday.",
        "In short, 2: 1,200 people marched.",
        "Where accounts differ, 1: The march drew 1,200 people.",
        "Where accounts differ, 2: Twelve were hurt, then fifteen.",
        "Outlet by claim, 1: 1,200 people marched.",
        "Who said what, 1: “We will stay out,” said Ines Varga, a crane driver.",
        "Timeline, 1: The bridge was shut on Monday.",
        "Timeline, 2: 1,200 people marched.",
        "Not in every account, 1: 1,200 people marched.",
        "Certainty, 1: Twelve were hurt, then fifteen.",
        "Article port", "Article post", "Article radio", "Article star",
    ]  # fmt: skip


def test_an_article_that_is_gone_breaks_each_line_that_cites_it() -> None:
    found = verify(SEALED[FileForm.HTML], Shelf("radio"))

    assert [line for line, kinds in broken(found) if kinds == [Fault.MISSING]] == [
        "In short, 1: The bridge was shut on Monday.",
        "Where accounts differ, 1: The march drew 1,200 people.",
        "Outlet by claim, 1: 1,200 people marched.",
        "Who said what, 1: “We will stay out,” said Ines Varga, a crane driver.",
        "Timeline, 1: The bridge was shut on Monday.",
        "Article radio",
    ]


def test_an_article_that_was_edited_is_told_by_its_hash() -> None:
    found = verify(SEALED[FileForm.JSON], Shelf(texts={"star": TEXTS["star"] + " More."}))

    first = next(line for line in found.lines if not line.holds)
    assert first.problems[0].kind is Fault.CHANGED
    assert "though these words still stand in it" in first.problems[0].problem
    assert faults(found) == {Fault.CHANGED}


@pytest.mark.parametrize(
    ("field", "fault"),
    [
        ("outlet", Fault.OUTLET), ("title", Fault.TITLE), ("published", Fault.DATE),
        ("url", Fault.ADDRESS), ("author", Fault.AUTHOR),
    ],
)  # fmt: skip
def test_what_the_archive_says_otherwise_of_an_article_is_told(field: str, fault: Fault) -> None:
    found = verify(SEALED[FileForm.MARKDOWN], Shelf(**{field: "another"}))

    assert faults(found) == {fault}


def test_a_check_as_json_has_an_entry_for_every_line() -> None:
    found = verify(SEALED[FileForm.JSON], Shelf("port"))

    told: Any = verification_json("a.json", found)

    assert (told["file"], told["holds"], told["form"]) == ("a.json", False, "json")
    assert len(told["lines"]) == 14
    line = next(one for one in told["lines"] if not one["holds"])
    assert line["kind"] == "missing"
    assert "byline ingest" in line["remedy"]
