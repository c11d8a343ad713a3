"""Saved answers are scored again, by today's scorers and by thresholds of today."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from small_suite import CAP, CRIMEA

from eval.judging import judging
from eval.records import Judgement
from eval.replay import replay
from eval.report import build_report
from eval.saved import load_answers, load_run
from eval.suite import load_suite
from eval.testing import Line
from rag.errors import SuiteInvalid, UsageProblem
from rag.files import sha256_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from eval.records import Recorded
    from eval.saved import Run
    from eval.suite import Suite


class LengthJudge:
    """Supports the more, the more quotations there are; counts what it is asked."""

    supported_from = 0.5

    def __init__(self, name: str = "length 1") -> None:
        self.name = name
        self.asked = 0

    def score(self, claim: str, quotes: Sequence[str]) -> float:
        del claim
        self.asked += 1
        return len(quotes) / 4


def changed(suite: Suite, before: str, after: str) -> Suite:
    """The suite as somebody has edited it."""
    for path in (suite.path, suite.cases_path):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace(before, after), encoding="utf-8")
    return load_suite(suite.path)


def test_a_run_scored_again_has_the_same_answers_scores_and_times(
    run_with: Callable[..., Run], tmp_path: Path
) -> None:
    run = run_with(cap=(Line("a-1", "Talks go on in Berlin."),))

    again = replay(load_answers(run.folder), out=tmp_path / "again")

    assert again.scores == run.scores
    assert load_run(again.folder) == again
    for name in ("answers.jsonl", "cases.jsonl", "scores.jsonl", "times.jsonl"):
        assert (again.folder / name).read_bytes() == (run.folder / name).read_bytes()
    assert again.manifest.replayed == sha256_of(run.folder / "answers.jsonl")
    assert again.manifest.suite_sha256 == run.manifest.suite_sha256


def test_gold_and_thresholds_of_today_hold_in_place_of_the_saved_ones(
    run_with: Callable[..., Run], suite: Suite, tmp_path: Path
) -> None:
    saved = run_with()
    changed(suite, "right_citation = 0.9", "right_citation = 0.4")
    today = changed(suite, "capped at 800,000", "Talks go on")

    again = replay(saved, suite=today, out=tmp_path / "again")

    figures = {figure.name: figure for figure in build_report(again).figures}
    assert figures["right_citation"].mean == 0.5
    assert figures["right_citation"].required == 0.4
    assert figures["right_citation"].met is True
    assert again.manifest.suite_sha256 != saved.manifest.suite_sha256


def test_cases_that_are_no_longer_in_the_suite_are_left_out(
    run_with: Callable[..., Run], suite: Suite, tmp_path: Path
) -> None:
    saved = run_with()
    fewer = replace(suite, cases=suite.cases[1:])

    again = replay(saved, suite=fewer, out=tmp_path / "again")

    assert list(again.answers) == ["crimea", "navy"]
    assert load_run(again.folder) == again


@pytest.mark.parametrize(
    ("before", "after", "why"),
    [
        ("How large may the army be?", "How big?", "'cap' was not asked in these words."),
        ('"id": "cap"', '"id": "army"', "'army' was not asked in these words."),
        ('"answerable": true', '"before": ["Who?"], "answerable": true', "'cap' was not asked"),
        ('name = "small"', 'name = "other"', "They are to the suite 'small'."),
    ],
)
def test_answers_to_something_else_are_refused(
    run_with: Callable[..., Run], suite: Suite, tmp_path: Path, before: str, after: str, why: str
) -> None:
    saved = run_with()
    today = changed(suite, before, after)

    with pytest.raises(UsageProblem) as refused:
        replay(saved, suite=today, out=tmp_path / "again")

    assert why in str(refused.value.detail)
    assert f"byline eval run {suite.path}" in refused.value.remedy
    assert not (tmp_path / "again").exists()


def test_answers_about_articles_that_have_changed_are_refused(
    run_with: Callable[..., Run], suite: Suite, tmp_path: Path
) -> None:
    saved = run_with()
    (suite.corpus / "a.md").write_text("Changed.", encoding="utf-8")

    with pytest.raises(UsageProblem) as refused:
        replay(saved, suite=suite, out=tmp_path / "again")

    assert refused.value.detail == "The articles have changed since."
    assert replay(saved, out=tmp_path / "by itself").answers == saved.answers


def test_a_run_whose_scorers_are_no_longer_there_is_scored_by_a_suite_of_today(
    run_with: Callable[..., Run], suite: Suite, tmp_path: Path
) -> None:
    folder = run_with().folder
    for name in ("manifest.json", "scores.jsonl"):
        text = (folder / name).read_text(encoding="utf-8")
        (folder / name).write_text(text.replace("quote_exact", "quote_exakt"), encoding="utf-8")

    with pytest.raises(SuiteInvalid) as refused:
        replay(load_answers(folder), out=tmp_path / "again")
    again = replay(load_answers(folder), suite=suite, out=tmp_path / "again")

    assert "unknown scorer 'quote_exakt'" in refused.value.problem
    assert "`quote_exact`" in refused.value.remedy
    assert "`--suite SUITE`" in refused.value.remedy
    assert "quote_exact" in again.scores


def test_a_folder_that_holds_a_run_is_not_written_over(run_with: Callable[..., Run]) -> None:
    run = run_with()

    with pytest.raises(UsageProblem, match="already holds a run"):
        replay(run, out=run.folder)


def test_judgements_stand_apart_and_the_answers_are_the_same_whoever_judges(
    run_with: Callable[..., Run], tmp_path: Path
) -> None:
    run = run_with()

    again = replay(run, out=tmp_path / "again", judge=judging(LengthJudge()))

    assert (again.folder / "answers.jsonl").read_bytes() == (
        run.folder / "answers.jsonl"
    ).read_bytes()
    lines = (again.folder / "judgements.jsonl").read_text(encoding="utf-8").splitlines()
    assert [(row["case"], row["statement"]) for row in map(json.loads, lines)] == [
        ("cap", 0),
        ("crimea", 0),
    ]
    assert again.answers["cap"].statements[0].judged == Judgement(
        judge="length 1", supported_from=0.5, whole=0.25, alone=(0.25,), without=(None,)
    )
    assert load_run(again.folder) == again


def test_judgements_that_were_saved_stand_and_another_judge_is_asked_anew(
    run_with: Callable[..., Run], tmp_path: Path
) -> None:
    same, other = LengthJudge(), LengthJudge("length 2")
    first = replay(run_with(cap=(CAP, CRIMEA)), out=tmp_path / "1", judge=judging(LengthJudge()))

    kept = replay(load_run(first.folder), out=tmp_path / "2")
    again = replay(load_run(first.folder), out=tmp_path / "3", judge=judging(same))
    anew = replay(load_run(first.folder), out=tmp_path / "4", judge=judging(other))

    assert kept.answers == again.answers == first.answers
    assert (same.asked, other.asked) == (0, 3)
    assert names(anew.answers["cap"]) == ["length 2", "length 2"]


def test_a_judgement_of_a_statement_that_is_not_there_is_named(
    run_with: Callable[..., Run], tmp_path: Path
) -> None:
    run = replay(run_with(), out=tmp_path / "again", judge=judging(LengthJudge()))
    path = run.folder / "judgements.jsonl"
    text = path.read_text(encoding="utf-8").replace('"statement":0', '"statement":1', 1)
    path.write_text(text, encoding="utf-8")

    with pytest.raises(SuiteInvalid) as caught:
        load_run(run.folder)

    assert caught.value.problem == "'cap' has no statement 1"
    assert f"{path} (line 1)" in str(caught.value.detail)


def test_a_run_from_before_there_were_judgements_is_read(run_with: Callable[..., Run]) -> None:
    run = run_with()
    (run.folder / "judgements.jsonl").unlink()

    assert load_run(run.folder) == run


def names(answer: Recorded) -> list[str | None]:
    return [said.judged and said.judged.judge for said in answer.statements]
