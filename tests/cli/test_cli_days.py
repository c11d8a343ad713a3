"""--today, --as-of and --conversation: what a question is read from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from program import Byline

pytestmark = pytest.mark.model


def test_today_says_which_week_was_the_last(byline: Byline) -> None:
    ran = byline("search", "the bridge last week", "--today", "2026-03-10", "--json")

    assert {hit["article_id"] for hit in ran.value["hits"]} == {"shut", "radio"}
    assert ran.value["query"] == "the bridge last week"
    assert ran.err == "byline: Read “last week” as published 2 to 9 March 2026.\n"


def test_as_of_shows_only_what_was_known_then_and_is_the_day_it_is_read_from(
    byline: Byline,
) -> None:
    known = byline("search", "the harbour", "--as-of", "2026-03-03", "--json")
    read = byline("search", "the barge yesterday", "--as-of", "2026-03-03", "--json")

    assert {hit["article_id"] for hit in known.value["hits"]} == {"shut", "radio"}
    assert "published 2 to 3 March 2026" in read.err


def test_since_and_until_win_over_words_of_time(byline: Byline) -> None:
    ran = byline(
        "search", "the ferry last week", "--since", "2026-03-15", "--today", "2026-03-10", "--json"
    )

    assert "ferry" in {hit["article_id"] for hit in ran.value["hits"]}
    assert ran.err == ""


@pytest.mark.parametrize("option", ["--today", "--as-of"])
def test_a_day_that_is_none_is_refused(byline: Byline, option: str) -> None:
    ran = byline("search", "bridge", option, "31 February")

    assert ran.code == 1
    assert "YYYY-MM-DD" in ran.err


def test_each_line_of_a_conversation_may_lean_on_the_lines_before_it(byline: Byline) -> None:
    lines = "How many people were hurt at the Canal Bridge?\nwhy?\nWhen did the strike end?\n"

    ran = byline("ask", "--batch", "-", "--conversation", "--mode", "quote", "--json", stdin=lines)

    assert [line["read_as"] for line in ran.lines] == [
        None, "Why? (people, hurt, Canal Bridge)", None,
    ]  # fmt: skip
    assert [line["question"] for line in ran.lines] == lines.splitlines()


def test_without_conversation_each_line_stands_for_itself(byline: Byline) -> None:
    ran = byline("ask", "--batch", "-", "--mode", "quote", "--json", stdin="Who was hurt?\nwhy?\n")

    assert [line["read_as"] for line in ran.lines] == [None, None]


def test_a_conversation_needs_a_batch(byline: Byline) -> None:
    ran = byline("ask", "why?", "--conversation")

    assert ran.code == 2
    assert "--batch" in ran.err
