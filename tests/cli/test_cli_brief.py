"""`byline brief` as people and scripts call it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from program import Byline


def test_a_topic_gives_a_page_on_stdout_and_nothing_else(byline: Byline) -> None:
    ran = byline("brief", "the Canal Bridge", "--mode", "quote")

    assert ran.code == 0
    assert ran.out.startswith("# the Canal Bridge\n")
    assert "The Harbour Post" in ran.out
    assert ran.err == ""


def test_json_is_one_object_on_one_line(byline: Byline) -> None:
    ran = byline("brief", "the Canal Bridge", "--mode", "quote", "--json")

    assert ran.code == 0
    assert ran.value["format"] == "byline-briefing"


@pytest.mark.parametrize("end", ["md", "html", "json"])
def test_out_writes_the_form_that_the_name_asks_for(
    byline: Byline, tmp_path: Path, end: str
) -> None:
    file = tmp_path / f"page.{end}"

    ran = byline("brief", "the Canal Bridge", "--mode", "quote", "--out", str(file))

    assert (ran.code, ran.out) == (0, "")
    assert str(file) in ran.err
    text = file.read_text(encoding="utf-8")
    assert "Harbour Post" in text
    if end == "json":
        assert json.loads(text)["briefing"]["topic"] == "the Canal Bridge"


def test_a_name_that_is_no_form_is_said_before_the_work(byline: Byline, tmp_path: Path) -> None:
    ran = byline("brief", "the Canal Bridge", "--out", str(tmp_path / "page.htlm"))

    assert ran.code == 2
    assert ".html" in ran.err
    assert ran.out == ""


def test_nothing_on_a_topic_is_an_answer_that_says_what_came_nearest(byline: Byline) -> None:
    ran = byline("brief", "penguins of the Antarctic", "--mode", "quote")

    assert ran.code == 0
    assert "nothing on this topic" in ran.out


def test_as_of_a_day_nothing_later_is_known(byline: Byline) -> None:
    ran = byline("brief", "the Canal Bridge", "--mode", "quote", "--as-of", "2026-03-02", "--json")

    told = {a["id"] for a in ran.value["briefing"]["articles"]}
    assert "shut" in told
    assert "radio" not in told


@pytest.mark.parametrize(
    "arguments", [[], ["a topic", "--verify", "x.md"], ["a topic", "--articles", "seeds"]]
)
def test_what_does_not_go_together_is_wrong_usage(byline: Byline, arguments: list[str]) -> None:
    assert byline("brief", *arguments).code == 2


def test_nothing_in_a_page_can_act_on_a_terminal(byline: Byline) -> None:
    ran = byline("brief", "the quay crane fell", "--mode", "quote")

    assert ran.code == 0
    assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(ran.out)
