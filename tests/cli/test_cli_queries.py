"""Whatever is typed as a question is a question: never syntax, never a fault."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from program import Byline

NOTE = (
    "byline: nothing was searched for: there is no word and no number in what was asked. "
    'Type at least one, for example `byline search "canal bridge"`.\n'
)

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
    "bridge NEAR/2 barge",
    "AND (",
    "*",
    "col: bridge",
    "-bridge",
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

    wordless = sum(not any(c.isalnum() for c in query) for query in HOSTILE)
    assert (ran.code, ran.err) == (0, NOTE * wordless)
    assert [line[name] for line in ran.lines] == HOSTILE
    assert not set(ran.out) & set("\x1b\x07\x00\u202e")


def test_an_empty_query_finds_nothing_and_says_so(byline: Byline) -> None:
    searched = byline("search", "")
    asked = byline("ask", " \t ", "--mode", "quote")

    assert (searched.code, searched.out) == (0, "Nothing found.\n")
    assert (asked.code, asked.err) == (0, NOTE)
    assert searched.err == NOTE
    assert "does not answer" in asked.out


@pytest.mark.parametrize(("limit", "code"), [("0", 2), ("1001", 2), ("ten", 2), ("1000", 0)])
def test_a_number_of_hits_out_of_bounds_is_wrong_usage(
    byline: Byline, limit: str, code: int
) -> None:
    ran = byline("search", "bridge", "-k", limit)

    assert ran.code == code
    assert ("-k" in ran.err) == (code == 2)


def test_a_query_of_any_length_takes_a_bounded_time(byline: Byline) -> None:
    """Only its beginning is read: nobody means more, and the encoder would cut it anyway."""
    long = ["bridge " * 15_000, "b" * 100_000, "\U0001f98a" * 100_000, '"' * 100_000, "(" * 100_000]

    ran = byline("search", "--batch", "-", "--json", stdin="\n".join(long))

    assert ran.code == 0
    assert max(line["seconds"] for line in ran.lines) < 5


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
