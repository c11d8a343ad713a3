"""`byline eval score` and `byline eval selftest` as people and scripts call them."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, NamedTuple

import pytest

from eval.testing import ScriptedArchive
from rag.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ARTICLES = [
    ("a-1", "The Post", "The army would be capped at 800,000. Talks go on in Berlin."),
    ("a-2", "The Star", "Volunteers carried furniture and paintings out of the museum by hand."),
]
SUITE = """\
name = "tiny"
version = 1
corpus = "articles"
cases = "tiny.jsonl"
scorers = ["right_citation", "quote_exact", "citation_recall", "uncited", "declined_correctly"]

[require]
right_citation = 0.9
"""
CASES = """\
{"id": "cap", "question": "How large?", "answerable": true, \
"gold": [{"article": "a-1", "words": "at 800,000"}], "outlets": ["The Post"], "key": [["800,000"]]}
{"id": "navy", "question": "How many ships?", "answerable": false}
"""
RIGHT = {
    "question": "How large?",
    "answer": "The army would be capped at 800,000 [1].",
    "passages": ["The army would be capped at 800,000."],
}


class Ran(NamedTuple):
    code: int
    out: str
    err: str


@pytest.fixture
def byline(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> Callable[..., Ran]:
    """Call the program in this process, with a home of its own and scripted articles."""
    monkeypatch.setattr("rag.opening.open_engine", lambda *_, **__: ScriptedArchive(ARTICLES, {}))

    def call(*arguments: object) -> Ran:
        typed = ["byline", "--home", str(tmp_path / "home"), "eval", *map(str, arguments)]
        monkeypatch.setattr(sys, "argv", typed)
        with pytest.raises(SystemExit) as ended:
            main()
        out, err = capsys.readouterr()
        code = ended.value.code or 0
        assert isinstance(code, int)
        return Ran(code, out, err)

    return call


@pytest.fixture
def suite(tmp_path: Path) -> Path:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "a.md").write_text("Scripted.", encoding="utf-8")
    (tmp_path / "tiny.jsonl").write_text(CASES, encoding="utf-8")
    path = tmp_path / "tiny.toml"
    path.write_text(SUITE, encoding="utf-8")
    return path


@pytest.fixture
def answers(tmp_path: Path) -> Callable[..., Path]:
    def write(*rows: dict[str, object]) -> Path:
        path = tmp_path / "theirs.jsonl"
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        return path

    return write


def test_answers_are_scored_for_a_suite_and_saved_as_a_run(
    byline: Callable[..., Ran], suite: Path, answers: Callable[..., Path], tmp_path: Path
) -> None:
    folder = tmp_path / "scored"

    ran = byline("score", answers(RIGHT), "--suite", suite, "--out", folder)

    assert ran.code == 0
    assert "tiny v1: 1 cases, mode write, model theirs.jsonl" in ran.out
    assert "✓ met" in ran.out
    assert "cases without an answer in the file, left out: 1 (navy)" in ran.err
    assert f"byline: saved in {folder}" in ran.err
    assert byline("report", folder).out == ran.out


def test_what_a_reader_has_to_know_of_the_file_is_told_on_stderr(
    byline: Callable[..., Ran], suite: Path, answers: Callable[..., Path]
) -> None:
    bad = {**RIGHT, "answer": "So [1]. And so [2].", "passages": ["Nobody wrote this."]}

    ran = byline("score", answers(bad, {**RIGHT, "question": "Why?"}), "--suite", suite)

    assert ran.code == 4
    assert "answers to what the suite does not ask, left out: 1 (line 2)" in ran.err
    assert "citations of passages that are not there: 1" in ran.err
    assert "citations of passages that stand in no article of the suite: 1" in ran.err
    assert "byline:" not in ran.out


def test_without_a_suite_one_json_object_is_printed(
    byline: Callable[..., Ran], answers: Callable[..., Path]
) -> None:
    ran = byline("score", answers({**RIGHT, "answer": "It is small."}), "--json")

    figures = {figure["name"]: figure for figure in json.loads(ran.out)["figures"]}
    assert ran.code == 0
    assert figures["uncited"]["mean"] == 1.0
    assert figures["token_f1"]["n"] == 0
    assert "no answer cites anything" in ran.err


def test_marks_of_a_terminal_in_an_answer_do_not_reach_it(
    byline: Callable[..., Ran], answers: Callable[..., Path]
) -> None:
    ran = byline("score", answers({**RIGHT, "answer": "It \x1b[31mis\x1b]0;red\x07 small [9]."}))

    assert "\x1b" not in ran.out + ran.err
    assert "\x07" not in ran.out + ran.err


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("--form", "alce"), 1, "'output' is missing"),
        (("--suite", "asessments"), 1, "Did you mean `assessments`?"),
        (("--form", "xml"), 2, "'xml' is not one of"),
    ],
)
def test_a_wrong_call_says_what_to_type_next(
    byline: Callable[..., Ran],
    answers: Callable[..., Path],
    arguments: tuple[str, ...],
    code: int,
    told: str,
) -> None:
    ran = byline("score", answers(RIGHT), *arguments)

    assert ran.code == code
    assert told in ran.err
    assert ran.out == ""


def test_a_selftest_prints_each_fault_with_the_scorers_that_should_see_it(
    byline: Callable[..., Ran], suite: Path
) -> None:
    ran = byline("selftest", suite)

    assert ran.code == 0
    assert "2 right answers, 2 of them made of the gold" in ran.out
    assert "another article" in ran.out
    assert "✗ missed" not in ran.out


def test_a_selftest_as_json_is_one_object(byline: Callable[..., Ran], suite: Path) -> None:
    told = json.loads(byline("selftest", suite, "--json", "--seed", "3").out)

    assert (told["right"], told["given"], told["seed"], told["met"]) == (2, 0, 3, True)
    assert {row["scorer"] for row in told["harmless"]} == {"any"}


def test_a_selftest_with_a_run_breaks_its_right_answers(
    byline: Callable[..., Ran], suite: Path, answers: Callable[..., Path], tmp_path: Path
) -> None:
    quoted = {**RIGHT, "answer": "The army would be capped at 800,000. [1]"}
    byline("score", answers(quoted), "--suite", suite, "--out", tmp_path / "run")

    ran = byline("selftest", suite, "--run", tmp_path / "run")

    assert ran.code == 0
    assert "2 right answers, 1 of them made of the gold" in ran.out


def test_a_run_of_something_else_is_refused(
    byline: Callable[..., Ran], suite: Path, answers: Callable[..., Path], tmp_path: Path
) -> None:
    byline("score", answers(RIGHT), "--suite", suite, "--out", tmp_path / "run")
    other = tmp_path / "other.toml"
    other.write_text(SUITE.replace('"tiny"', '"other"'), encoding="utf-8")

    unnamed = byline("selftest", other, "--run", tmp_path / "run")
    twice = byline("selftest", suite, "--run", tmp_path / "run", "--run", tmp_path / "run")
    (tmp_path / "tiny.jsonl").write_text(
        CASES.replace("How large?", "How big?").replace("many ships", "many"), encoding="utf-8"
    )
    stale = byline("selftest", suite, "--run", tmp_path / "run")

    assert [ran.code for ran in (unnamed, twice, stale)] == [2, 2, 2]
    assert "Name tiny too, or leave the run out." in unnamed.err
    assert "two runs of the suite 'tiny'" in twice.err
    assert "It was asked other questions." in stale.err
