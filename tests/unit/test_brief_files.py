"""Sealed files that are edited through the program, cut off, of another kind or not as written."""

from __future__ import annotations

import pytest
from sealing import PAGES, SEALED, Shelf

from rag.brief.export.edition import moved, reordered, retitled
from rag.brief.export.files import FileForm, exported
from rag.brief.loading import load
from rag.brief.verifying import verify
from rag.errors import BriefingBroken, InputUnreadable


@pytest.mark.parametrize("form", FileForm)
def test_an_edited_title_and_order_is_sealed_anew(form: FileForm) -> None:
    edition = load(SEALED[form])

    edited = moved(reordered(retitled(edition, "Numbers"), ["sources", "said"]), "in_short", 2, 1)

    text = exported(edited, form)
    assert verify(text, Shelf()).holds
    assert load(text) == edited
    assert edited.title == "Numbers"
    assert edited.sections[:2] == ("sources", "said")


@pytest.mark.parametrize("form", FileForm)
def test_a_file_that_was_altered_cannot_be_edited(form: FileForm) -> None:
    """Exporting it again would put a seal on the alteration."""
    with pytest.raises(BriefingBroken, match="not what was sealed"):
        load(SEALED[form].replace("1,200 people marched.", "1,300 people marched."))


@pytest.mark.parametrize("form", PAGES)
def test_a_seal_that_was_cut_off_within_is_broken_and_one_cut_off_whole_is_no_briefing(
    form: FileForm,
) -> None:
    text = SEALED[form]
    begin = text.index("byline-seal")

    assert not verify(text[: begin + 400], Shelf()).holds
    with pytest.raises(InputUnreadable, match="no briefing"):
        verify(text[: begin - 60], Shelf())


@pytest.mark.parametrize(
    "text",
    ["", "\n", "{}", "[]", "# A page\n", "<html></html>", '{"format": "another"}', "\x00" * 9, "{"],
)
def test_a_file_of_another_kind_is_no_briefing(text: str) -> None:
    with pytest.raises(InputUnreadable, match="no briefing"):
        verify(text, Shelf())


def test_a_briefing_of_a_newer_byline_says_so() -> None:
    text = SEALED[FileForm.JSON].replace('"version": 1', '"version": 2', 1)

    with pytest.raises(InputUnreadable, match="version 2"):
        verify(text, Shelf())


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('"topic":', '"mood": 1, "topic":'),
        ('"topic":', '"topic": "another", "topic":'),
        ('"origins": 2', '"origins": NaN'),
        ('"origins": 2', '"origins": 1e999'),
        ('"origins": 2', '"origins": "2"'),
        ('"seal": {', '"seals": {'),
        ('"renderer":', '"mood": 1, "renderer":'),
        ('"nearest": []', '"nearest": ' + "[" * 2000 + "]" * 2000),
        ('"nearest": []', '"nearest": ' + "[" * 400 + "]" * 400),
        ('"nearest": []', '"nearest": [], "table.rows": []'),
    ],
)
def test_json_that_is_not_what_was_written_does_not_hold(before: str, after: str) -> None:
    text = SEALED[FileForm.JSON]
    assert before in text

    assert not verify(text.replace(before, after, 1), Shelf()).holds
