"""Text from articles is data: it cannot act on the terminal of whoever reads it."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from program import Byline, Ran

pytestmark = pytest.mark.model

ACTING = set(map(chr, (*range(10), *range(11, 32), *range(0x7F, 0xA0), 0x202E, 0x2066)))


def is_inert(ran: Ran) -> bool:
    return not ACTING & set(ran.out + ran.err)


@pytest.mark.parametrize(
    "command",
    [
        ["articles"],
        ["show", "loud"],
        ["show", "loud", "--json"],
        ["search", "quay crane fell"],
        ["ask", "When did the quay crane fall?", "--mode", "quote"],
        ["ask", "When did \x1b[2J\x9b31m the crane fall?", "--mode", "quote", "--json"],
        ["show", "\x1b[31mno-such-id\x07"],
        ["search", "crane", "--outlet", "\x1b[31mNobody\x07"],
    ],
)
def test_nothing_that_acts_reaches_the_terminal(byline: Byline, command: list[str]) -> None:
    ran = byline(*command)

    assert ran.out + ran.err
    assert is_inert(ran)


def test_a_file_whose_name_acts_is_reported_inertly(fresh: Byline) -> None:
    folder = fresh.folder / "articles"
    folder.mkdir()
    (folder / "\x1b[31m\u202e[bold]red\n.txt").write_bytes(b"")

    plain, as_json = fresh("ingest", folder), fresh("ingest", folder, "--json")

    assert plain.code == as_json.code == 1
    assert is_inert(plain)
    assert is_inert(as_json)
    assert "[bold]red" in plain.err
    assert as_json.value["failed"][0]["path"].endswith("\x1b[31m\u202e[bold]red\n.txt")


def test_markup_in_an_article_is_shown_as_it_stands(fresh: Byline) -> None:
    source = fresh.folder / "a.md"
    front = "---\ntitle: 'Headline [bold]x[/bold] [/]'\n---\n"
    source.write_text(f"{front}The [red]bridge[/red] shut.", "utf-8")
    fresh("ingest", source)

    assert "[bold]x[/bold] [/]" in " ".join(fresh("articles").out.split())
    assert "The [red]bridge[/red] shut." in fresh("search", "bridge").out


def test_a_reader_that_goes_away_early_is_no_fault(byline: Byline) -> None:
    for command in (["articles"], ["articles", "--json"], ["show", "shut"]):
        with byline.start(*command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
            assert process.stdout is not None
            process.stdout.close()
            assert process.stderr is not None
            assert process.stderr.read() == b""
        assert process.returncode in {0, 1}


@pytest.mark.parametrize("command", [["articles"], ["show", "shut"], ["articles", "--json"]])
def test_an_answer_that_cannot_be_written_is_an_error(byline: Byline, command: list[str]) -> None:
    """`byline show ID > file` on a full disk must not end as if all were well."""
    with open("/dev/full", "wb") as full:  # noqa: PTH123 - a device
        process = byline.start(*command, stdout=full, stderr=subprocess.PIPE)
        _, err = process.communicate(timeout=60)

    assert process.returncode == 1
    assert err.startswith(b"byline: the answer cannot be written: No space left on device")
    assert b"Exception ignored" not in err
