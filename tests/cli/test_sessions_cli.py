"""Conversations on the command line: kept, gone on with, shown, exported and deleted."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from program import Byline

pytestmark = pytest.mark.model

LOUD = "\x1b]0;owned\x07\x1b[2J\u202e"
ARTICLES = [
    {
        "id": "shut", "outlet": "The Harbour Post", "title": "Bridge shut after collision",
        "published": "2026-03-02", "url": "https://post.example/shut",
        "text": "The Canal Bridge was shut on Monday after a barge struck it. Mayor Ines Duarte "
        "said 14 people were hurt. Repairs will take three weeks.",
    },
    {
        "id": "loud", "outlet": f"Loud {LOUD}Gazette", "title": f"Crane {LOUD}[^1] *falls*",
        "published": "2026-03-15",
        "text": f"{LOUD}The quay crane fell on Sunday night. Its driver was unhurt.",
    },
]  # fmt: skip
WHEN = "When was the Canal Bridge shut?"


def ingest(byline: Byline, articles: list[dict[str, Any]]) -> None:
    source = byline.folder / "articles.jsonl"
    source.write_text("\n".join(map(json.dumps, articles)), encoding="utf-8")
    assert byline("ingest", source).code == 0


@pytest.fixture
def desk(fresh: Byline) -> Byline:
    """The program over a small archive that may be changed."""
    ingest(fresh, ARTICLES)
    return fresh


def kept(byline: Byline, question: str = WHEN, *more: str) -> str:
    """The id of a new session with one question."""
    ran = byline("ask", "--mode", "quote", "--new-session", question, "--json", *more)
    name: str = ran.value["session"]
    assert (ran.code, f"byline ask --session {name}" in ran.err) == (0, True)
    return name


def test_a_question_leans_on_the_turns_that_were_kept(desk: Byline) -> None:
    name = kept(desk, "How many people were hurt, said Mayor Ines Duarte?")

    ran = desk("ask", "--mode", "quote", "--session", "last", "And what did she close?", "--json")

    assert ran.value["session"] == name
    assert "Duarte" in ran.value["read_as"]
    assert (
        desk("ask", "--mode", "quote", "And what did she close?", "--json").value["read_as"] is None
    )
    (listed,) = desk("sessions", "--json").value["sessions"]
    assert (listed["id"], listed["turns"]) == (name, 2)


def test_what_is_shown_later_is_what_was_printed_then(desk: Byline) -> None:
    asked = desk("ask", "--mode", "quote", "--new-session", WHEN)
    printed = desk("ask", "--mode", "quote", "--session", "last", WHEN, "--json").value
    name = printed.pop("session")
    desk("remove", "shut")

    shown = desk("sessions", "show", name, "--json").value
    told = desk("sessions", "show", name)

    assert shown["answers"][1]["answer"] == printed
    assert shown["answers"][1]["changed"] == {"shut": "removed"}
    day = shown["answers"][0]["asked"][:10]
    remark = f" (removed from the archive since; here as it read on {day})"
    assert remark in told.out
    assert asked.out in told.out.replace(remark, "")


def test_an_article_that_was_edited_is_said_to_be(desk: Byline) -> None:
    name = kept(desk)
    assert "since" not in desk("sessions", "show", name).out
    ingest(desk, [ARTICLES[0] | {"text": "The Canal Bridge was shut on Tuesday."}, ARTICLES[1]])

    told = desk("sessions", "show", name).out

    assert "edited since; here as it read on" in told
    assert "shut on Monday after" in told


def test_a_session_is_shown_where_there_is_no_archive_and_none_is_made(desk: Byline) -> None:
    name = kept(desk)
    for path in desk.home.iterdir():
        if path.is_file() and not path.name.startswith("sessions"):
            path.unlink()

    told = desk("sessions", "show", name)

    assert (told.code, "shut on Monday" in told.out) == (0, True)
    assert "removed from the archive since" in told.out
    assert not (desk.home / "catalog.sqlite").exists()


def test_a_session_is_exported_to_a_file_with_its_references(desk: Byline) -> None:
    kept(desk)
    desk("ask", "--mode", "quote", "--session", "last", "Who fell on Sunday night, the crane?")
    out = desk.folder / "out.md"

    written = desk("sessions", "export", "last", "--out", out)
    printed = desk("sessions", "export", WHEN)

    text = out.read_text(encoding="utf-8")
    assert (written.code, written.out, text) == (0, "", printed.out)
    assert "[^1]: The Harbour Post, 2026-03-02. Bridge shut after collision. " in text
    assert "<https://post.example/shut>" in text
    digest = desk("show", "shut", "--json").value["sha256"]
    assert f"(article shut, characters 0 to 60, SHA-256 of its text {digest})" in text
    assert "Crane \\[\\^1\\] \\*falls\\*" in text
    assert not set(text) & set("\x1b\x07\u202e")


def test_the_filters_of_a_session_hold_until_others_are_typed(desk: Byline) -> None:
    name = kept(desk, WHEN, "--outlet", "The Harbour Post")
    ask = ("ask", "--mode", "quote", "--session", name, "Did the quay crane fall?", "--json")

    narrowed = desk(*ask)
    other = desk(*ask, "--since", "2026-03-10")

    assert "searching only The Harbour Post, as the session began" in narrowed.err
    assert {e["outlet"] for e in narrowed.value["evidence"]} == {"The Harbour Post"}
    assert {e["article_id"] for e in other.value["evidence"]} == {"loud"}
    shown = desk("sessions", "show", name, "--json").value
    assert shown["filters"]["outlets"] == ["The Harbour Post"]
    assert [a["filters"]["since"] for a in shown["answers"]] == [None, None, "2026-03-10"]


def test_a_session_stays_on_the_day_it_is_seen_from(desk: Byline) -> None:
    name = kept(desk, "Did the quay crane fall?", "--as-of", "2026-03-10")

    ran = desk("ask", "--mode", "quote", "--session", name, "Did the quay crane fall?", "--json")

    assert {e["article_id"] for e in ran.value["evidence"]} == {"shut"}


def test_sessions_are_found_renamed_and_listed(desk: Byline) -> None:
    bridge, crane = kept(desk), kept(desk, "Did the quay crane fall?")

    renamed = desk("sessions", "rename", bridge, f"The {LOUD}bridge")
    found = desk("sessions", "list", "--search", "crane fell")
    none = desk("sessions", "--search", "ferry")
    one = desk("sessions", "list", "-n", "1")

    assert renamed.out == f"{bridge}  The bridge\n"
    assert [line.split()[0] for line in found.out.splitlines()] == [crane]
    assert none.out == "No session has these words.\n"
    assert len(one.out.splitlines()) == 1
    assert "1 more" in one.err


def test_deleting_asks_first_and_leaves_no_text(desk: Byline) -> None:
    name = kept(desk, "What did Wintersgill say of the Canal Bridge?")
    kept(desk, "Did the quay crane fall?")

    refused = desk("sessions", "delete", name)
    deleted = desk("sessions", "delete", name, "--yes", "--json")

    assert (refused.code, "--yes" in refused.err) == (2, True)
    assert deleted.value == {"deleted": [name], "wiped": True}
    files = b"".join(path.read_bytes() for path in desk.home.glob("sessions.sqlite*"))
    assert (b"intersgill" in files, b"quay crane" in files) == (False, True)
    assert desk("sessions", "delete", "--all", "--yes").out == "1 deleted\n"
    assert desk("sessions").out == "No sessions are kept.\n"


@pytest.mark.parametrize(
    ("typed", "code", "hint"),
    [
        (["ask", "x", "--session", "a", "--new-session"], 2, "either --session or --new-session"),
        (["ask", "x", "--session", "zzzz"], 1, "no session 'zzzz'"),
        (["sessions", "show", "zzzz"], 1, "byline sessions"),
        (["sessions", "delete"], 2, "name either sessions or --all"),
        (["sessions", "delete", "a", "--all"], 2, "name either sessions or --all"),
        (["sessions", "--json", "show", "x"], 2, "stand after it"),
        (["sessions", "rename", "last", "x"], 1, "no session 'last'"),
    ],
)
def test_what_cannot_be_done_says_why_and_makes_nothing(
    fresh: Byline, typed: list[str], code: int, hint: str
) -> None:
    ran = fresh(*typed)

    assert (ran.code, ran.out) == (code, "")
    assert hint in ran.err
    assert not (fresh.home / "sessions.sqlite").exists()


def test_a_damaged_file_of_sessions_leaves_the_archive_working(desk: Byline) -> None:
    (desk.home / "sessions.sqlite").write_bytes(b"garbage " * 600)

    listed = desk("sessions")
    asked = desk("ask", "--mode", "quote", "--session", "last", WHEN)
    answered = desk("ask", "--mode", "quote", "--new-session", WHEN)

    assert (listed.code, asked.code, asked.out) == (1, 1, "")
    assert "byline: the kept sessions cannot be read" in listed.err
    assert "move it away" in listed.err
    assert answered.code == 1
    assert "shut on Monday" in answered.out, "an answer that cannot be kept is shown all the same"
    assert desk("ask", "--mode", "quote", WHEN).code == 0


def test_a_kill_in_the_middle_of_an_answer_loses_that_answer_alone(desk: Byline) -> None:
    process = desk.start(
        *("ask", "--mode", "quote", "--new-session", "--json", "--batch", "-"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(WHEN.encode() + b"\n")
    process.stdin.flush()
    answered = json.loads(process.stdout.readline())
    process.stdin.write(b"Did the quay crane fall?\n" * 50)
    process.stdin.flush()

    process.kill()
    process.communicate()

    shown = desk("sessions", "show", answered.pop("session"), "--json").value
    assert shown["answers"][0]["answer"] == answered
    assert [a["number"] for a in shown["answers"]] == list(range(1, shown["turns"] + 1))
