"""Whatever is typed as a question is a question: never syntax, never a fault."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from program import Byline

pytestmark = pytest.mark.model

HOSTILE = [
    "x",
    "?",
    "🦊",
    "👩\u200d🚒 bridge",
    "the of and",
    '"',
    '""',
    "'; DROP TABLE articles; --",
    "bridge AND NOT",
    "NEAR(bridge barge, 3)",
    "title:bridge OR text:",
    "bridge* ^barge -ferry +",
    "{bridge} (barge [ferry",
    '"canal bridge" "',
    "col\x00umn \x1b[31m red \x07",
    "\u202egdirb\u202c \ufeff\u200b",
    "bridge " * 5000,
    "b" * 100_000,
    "мост 橋 γέφυρα جسر",
    "%s %d {} ${HOME} $(id) `id`",
    "\ufffd\ufffe\uffff bridge",
    "1e999 14 3.14 -0",
    "[bold red]bridge[/bold red] [link=file:///etc/passwd]x[/link]",
]


@pytest.mark.parametrize("command", [["search"], ["ask", "--mode", "quote"]])
def test_every_query_gets_one_object_in_its_turn(byline: Byline, command: list[str]) -> None:
    name = "query" if command == ["search"] else "question"

    ran = byline(*command, "--batch", "-", "--json", stdin="\n".join(HOSTILE))

    assert (ran.code, ran.err) == (0, "")
    assert [line[name] for line in ran.lines] == HOSTILE
    assert not set(ran.out) & set("\x1b\x07\x00\u202e")


def test_an_empty_query_finds_nothing_and_says_so(byline: Byline) -> None:
    searched = byline("search", "")
    asked = byline("ask", " \t ", "--mode", "quote")

    assert (searched.code, searched.out) == (0, "Nothing found.\n")
    assert asked.code == 0
    assert "does not answer" in asked.out


def test_an_empty_batch_prints_nothing(byline: Byline) -> None:
    ran = byline("ask", "--batch", "-", "--json", stdin="\n \n")

    assert (ran.code, ran.out, ran.err) == (0, "", "")


def test_a_query_of_bytes_that_are_no_text_is_taken_for_what_can_be_read(byline: Byline) -> None:
    typed = [*map(str.encode, byline.typed("search", "--json", "-k", "1")), b"bridge \xff\xfe"]

    ended = subprocess.run(
        typed, capture_output=True, env=byline.environment, timeout=60, check=False
    )

    assert (ended.returncode, ended.stderr) == (0, b"")
    assert b'"article_id"' in ended.stdout


@pytest.mark.parametrize("content", [None, b"bridge\n\xff\xfe\n"])
def test_a_batch_that_cannot_be_read_is_named(byline: Byline, content: bytes | None) -> None:
    path = byline.folder / "queries.txt"
    path.unlink(missing_ok=True)
    if content is not None:
        path.write_bytes(content)

    ran = byline("search", "--batch", path, "--json")

    assert ran.code == 1
    assert f"byline: cannot read {path}" in ran.err
    assert "UTF-8" in ran.err
