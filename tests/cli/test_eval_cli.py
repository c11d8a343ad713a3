"""`byline eval` as people and scripts call it: what goes where, and the exit codes."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, NamedTuple

import pytest

from eval.testing import Line, Script, ScriptedArchive
from rag.cli import main
from rag.errors import ModelDied

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from rag.config import Config

ARTICLES = [("a-1", "The Post", "The army would be capped at 800,000. Talks go on in Berlin.")]
SUITE = """\
name = "tiny"
version = 1
corpus = "articles"
cases = "tiny.jsonl"
mode = "quote"
scorers = ["right_citation", "quote_exact", "declined_correctly"]

[require]
right_citation = 0.9
declined_correctly = 1
"""
CASES = """\
{"id": "cap", "question": "How large?", "answerable": true, \
"gold": [{"article": "a-1", "words": "at 800,000"}], "outlets": ["The Post"], "key": [["800,000"]]}
{"id": "navy", "question": "How many ships?", "answerable": false}
"""
RIGHT: dict[str, Script] = {
    "How large?": (Line("a-1", "The army would be capped at 800,000."),),
    "How many ships?": (),
}


class Ran(NamedTuple):
    code: int
    out: str
    err: str


@pytest.fixture
def byline(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> Callable[..., Ran]:
    """Call the program in this process, with a home of its own."""

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
def answer_by(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[Config]]:
    """Put a scripted archive in the engine's place; gives the settings it is opened with."""

    def script(**changed: Script) -> list[Config]:
        opened: list[Config] = []
        by_question = {"How large?": changed.get("cap"), "How many ships?": changed.get("navy")}
        answers = RIGHT | {q: given for q, given in by_question.items() if given is not None}

        def open_engine(config: Config, **_: object) -> ScriptedArchive:
            opened.append(config)
            return ScriptedArchive(ARTICLES, answers)

        monkeypatch.setattr("rag.opening.open_engine", open_engine)
        return opened

    return script


def test_list_names_each_suite_with_version_cases_and_corpus(byline: Callable[..., Ran]) -> None:
    ran = byline("list")

    assert ran.code == 0
    assert "assessments  v1  10 cases  corpus assessments" in ran.out
    assert "harbour  v1  10 cases  corpus harbour" in ran.out
    assert ran.err == ""


def test_list_as_json_is_one_object(byline: Callable[..., Ran]) -> None:
    listed = json.loads(byline("list", "--json").out)

    assert [(s["name"], s["cases"]) for s in listed["suites"]] == [
        ("assessments", 10),
        ("harbour", 10),
        ("newsroom-assessments", 123),
        ("newsroom-harbour", 187),
    ]


def test_an_unknown_suite_is_an_error_that_offers_the_nearest(byline: Callable[..., Ran]) -> None:
    ran = byline("run", "asessments")

    assert ran.code == 1
    assert ran.out == ""
    assert "no suite named 'asessments'" in ran.err
    assert "Did you mean `assessments`?" in ran.err


def test_a_run_prints_its_table_on_stdout_and_its_progress_on_stderr(
    byline: Callable[..., Ran], suite: Path, answer_by: Callable[..., object], tmp_path: Path
) -> None:
    answer_by()

    ran = byline("run", suite, "--out", tmp_path / "run")

    assert ran.code == 0
    assert "tiny v1: 2 cases, mode quote, no model used" in ran.out
    assert "✓ met" in ran.out
    assert "byline:" not in ran.out
    assert "byline: 1/2 cap" in ran.err
    assert f"byline: saved in {tmp_path / 'run'}" in ran.err


@pytest.mark.parametrize(
    ("changed", "missed"),
    [
        ({"cap": ()}, "right_citation"),
        ({"navy": (Line("a-1", "Talks go on in Berlin."),)}, "declined_correctly"),
        ({"cap": ModelDied("it ended", remedy="Ask again.")}, "right_citation"),
    ],
)
def test_a_missed_threshold_is_exit_code_four_after_the_report(
    byline: Callable[..., Ran],
    suite: Path,
    answer_by: Callable[..., object],
    changed: dict[str, Script],
    missed: str,
) -> None:
    answer_by(**changed)

    ran = byline("run", suite)

    assert ran.code == 4
    assert "✗ missed" in ran.out
    assert f"the suite 'tiny' requires more than was reached: {missed}" in ran.err


def test_a_run_as_json_is_one_object_with_every_figure(
    byline: Callable[..., Ran], suite: Path, answer_by: Callable[..., object]
) -> None:
    answer_by(cap=())

    ran = byline("run", suite, "--json")

    report = json.loads(ran.out)
    figures = {figure["name"]: figure for figure in report["figures"]}
    assert ran.code == 4
    assert report["met"] is False
    assert (figures["right_citation"]["n"], figures["right_citation"]["mean"]) == (1, 0.0)
    assert figures["quote_exact"]["mean"] is None
    assert figures["right_citation"]["worst"][0]["answer"] == "declined"


def test_without_out_each_run_gets_a_folder_of_its_own(
    byline: Callable[..., Ran], suite: Path, answer_by: Callable[..., object], tmp_path: Path
) -> None:
    answer_by()

    byline("run", suite)
    byline("run", suite)

    runs = sorted((tmp_path / "home" / "eval" / "runs").iterdir())
    assert len(runs) == 2
    assert all((run / "manifest.json").is_file() for run in runs)


def test_a_second_run_into_one_folder_is_refused(
    byline: Callable[..., Ran], suite: Path, answer_by: Callable[..., object], tmp_path: Path
) -> None:
    answer_by()
    byline("run", suite, "--out", tmp_path / "run")

    ran = byline("run", suite, "--out", tmp_path / "run")

    assert ran.code == 2
    assert "already holds a run" in ran.err


def test_a_model_is_taken_by_name_or_by_file_and_the_mode_as_typed(
    byline: Callable[..., Ran],
    suite: Path,
    answer_by: Callable[..., list[Config]],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    """A path that is configured must not win over a name that is typed."""
    monkeypatch.setenv("BYLINE_MODEL__PATH", "/models/configured.gguf")
    opened = answer_by()

    by_name = byline("run", suite, "--model", "other", "--mode", "write")
    byline("run", suite, "--model", tmp_path / "mine.gguf")
    byline("run", suite)

    assert "mode write, model scripted" in by_name.out
    assert (opened[0].model.name, opened[0].model.path) == ("other", None)
    assert opened[1].model.path == tmp_path / "mine.gguf"
    assert str(opened[2].model.path) == "/models/configured.gguf"


def test_a_saved_run_is_reported_as_it_was_printed(
    byline: Callable[..., Ran], suite: Path, answer_by: Callable[..., object], tmp_path: Path
) -> None:
    answer_by(cap=())
    printed = byline("run", suite, "--out", tmp_path / "run").out

    ran = byline("report", tmp_path / "run")

    assert ran == Ran(0, printed, "")


def test_two_saved_runs_are_compared(
    byline: Callable[..., Ran], suite: Path, answer_by: Callable[..., object], tmp_path: Path
) -> None:
    answer_by(cap=())
    byline("run", suite, "--out", tmp_path / "before")
    answer_by()
    byline("run", suite, "--out", tmp_path / "after")

    text = byline("compare", tmp_path / "before", tmp_path / "after")
    as_json = byline("compare", tmp_path / "before", tmp_path / "after", "--json")

    assert text.code == as_json.code == 0
    assert "right_citation 0.00 -> 1.00" in text.out
    assert [flip["case"] for flip in json.loads(as_json.out)["flips"]] == ["cap"]


def test_a_folder_without_a_run_is_an_error_that_says_what_to_type(
    byline: Callable[..., Ran], tmp_path: Path
) -> None:
    ran = byline("report", tmp_path)

    assert ran.code == 1
    assert f"no finished run in {tmp_path}" in ran.err
    assert "byline eval run SUITE --out DIR" in ran.err


def test_a_wrong_case_is_named_by_file_and_line(byline: Callable[..., Ran], suite: Path) -> None:
    cases = suite.with_suffix(".jsonl")
    cases.write_text(CASES.replace('"answerable": false', '"answerabel": false'), encoding="utf-8")

    ran = byline("run", suite)

    assert ran.code == 1
    assert "unknown key 'answerabel'" in ran.err
    assert f"{cases} (line 2)" in ran.err
    assert "`answerable`" in ran.err
