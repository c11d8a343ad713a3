"""Errors as a person meets them: what, why, what to type next, and the exit code."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from rag.cli import main
from rag.cli.failures import report

if TYPE_CHECKING:
    from pathlib import Path

    from program import Byline, Ran


def is_error(ran: Ran, *, code: int) -> bool:
    """Nothing on stdout; on stderr what, then why or what to type next, indented."""
    first, *rest = [line for line in ran.err.splitlines() if line]
    told = first.startswith("byline: ") and rest and all(line.startswith("     ") for line in rest)
    return ran.code == code and ran.out == "" and bool(told)


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        (["serch", "x"], "did you mean 'search'"),
        (["zzz"], "no command 'zzz'"),
        (["search", "--jsn", "x"], "--json"),
        (["search"], "give either a query or --batch FILE"),
        (["ask", "x", "--batch", "f"], "give either a question or --batch FILE"),
        (["ask", "x", "--mode", "nonsense"], "'auto', 'quote', 'write'"),
        (["search", "x", "-k", "0"], "1<=x<=1000"),
        (["search", "x", "-k", "ten"], "'ten' is not a valid integer"),
        (["ingest"], "Missing argument"),
        (["show"], "Missing argument"),
        (["remove"], "name either article ids or one --outlet"),
        (["remove", "a", "--outlet", "b"], "name either article ids or one --outlet"),
    ],
)
def test_wrong_usage_ends_with_two_and_a_hint(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    typed: list[str],
    hint: str,
) -> None:
    monkeypatch.setattr(sys, "argv", ["byline", "--home", str(tmp_path / "home"), *typed])

    with pytest.raises(SystemExit) as ended:
        main()

    out, err = capsys.readouterr()
    assert (ended.value.code, out) == (2, "")
    assert hint in err
    assert "--help" in err
    assert not (tmp_path / "home").exists(), "wrong usage makes nothing"


def test_without_a_terminal_the_interface_says_what_to_type_instead(fresh: Byline) -> None:
    ran = fresh()

    assert is_error(ran, code=2)
    assert "byline ask" in ran.err


def test_an_ingest_in_which_nothing_went_in_says_why_and_ends_with_one(fresh: Byline) -> None:
    missing = fresh("ingest", fresh.folder / "nowhere")
    (fresh.folder / "empty").mkdir()
    empty = fresh("ingest", fresh.folder / "empty", "--json")

    assert missing.code == empty.code == 1
    assert "byline: nothing was ingested" in missing.err
    assert "there is no such file or folder" in missing.err
    assert "Check the path." in missing.err
    assert (empty.value["added"], len(empty.value["failed"])) == (0, 1)


def test_an_ingest_in_which_something_went_in_ends_with_zero(fresh: Byline) -> None:
    (fresh.folder / "a.txt").write_text("The bridge shut on Monday.", encoding="utf-8")

    ran = fresh("ingest", fresh.folder / "a.txt", fresh.folder / "nowhere.txt")

    assert ran.code == 0
    assert ran.out.startswith("1 added, 1 failed")
    assert str(fresh.folder / "nowhere.txt") in ran.err


@pytest.mark.parametrize(
    ("typed", "what", "remedy"),
    [
        (["show", "ferri"], "no article 'ferri'", "Did you mean 'ferry'?"),
        (["remove", "zzzzz"], "no article 'zzzzz'", "`byline articles`"),
        (["remove", "--outlet", "Quai Radio"], "no articles of the outlet", "'Quay Radio'"),
        (["ingest", ".", "--published", "soon"], "'soon' is not a date", "YYYY-MM-DD"),
        (["search", "--batch", "/nowhere/q.txt"], "cannot read /nowhere/q.txt", "UTF-8"),
    ],
)
def test_what_a_person_can_mend_ends_with_one_and_says_how(
    byline: Byline, typed: list[str], what: str, remedy: str
) -> None:
    ran = byline(*typed)

    assert is_error(ran, code=1)
    assert what in ran.err.splitlines()[0]
    assert remedy in ran.err


def test_a_damaged_catalogue_is_an_error_of_every_command_and_is_left_alone(
    fresh: Byline,
) -> None:
    fresh.home.mkdir()
    path = fresh.home / "catalog.sqlite"
    path.write_bytes(b"not a database " * 1000)

    for command in (["articles"], ["ask", "x", "--mode", "quote"], ["reindex"]):
        ran = fresh(*command)
        assert is_error(ran, code=1)
        assert "the catalogue cannot be read" in ran.err
        assert "Restore that file from a copy" in ran.err
    assert path.read_bytes() == b"not a database " * 1000


def test_an_unknown_model_is_named_with_the_nearest_and_ends_with_three(byline: Byline) -> None:
    ran = byline("ask", "How long will repairs take?", "--mode", "write", "--model", "smolm2")

    assert is_error(ran, code=3)
    assert "smollm2-135m" in ran.err


def test_a_ctrl_c_that_a_library_made_another_error_of_is_still_a_ctrl_c(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """ONNX Runtime says "initialization failed" of a Ctrl-C during its import."""
    try:
        try:
            raise KeyboardInterrupt  # noqa: TRY301 - what a library would meet
        except KeyboardInterrupt as stopped:
            raise ImportError("initialization failed") from stopped
    except ImportError as error:
        code = report(error)

    assert code == 130
    assert capsys.readouterr().err.startswith("byline: stopped")
