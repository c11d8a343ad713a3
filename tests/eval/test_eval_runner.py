"""A run goes through every case, whatever the model does, and can be read again."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from small_suite import ARTICLES, CAP, RIGHT

from eval.runner import Progress, run_suite
from eval.saved import load_run, untimed
from eval.testing import Line, ScriptedArchive
from rag.errors import (
    DiskProblem,
    InputUnreadable,
    ModelDied,
    ModelFileMissing,
    SuiteInvalid,
    UsageProblem,
)
from rag.types import Failure, Mode

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from eval.saved import Run
    from eval.suite import Suite
    from rag.config import Config

FILES = [
    "answers.jsonl",
    "cases.jsonl",
    "judgements.jsonl",
    "manifest.json",
    "scores.jsonl",
    "times.jsonl",
]


def test_every_case_is_answered_and_scored_by_every_scorer(run_with: Callable[..., Run]) -> None:
    run = run_with(cap=(Line("a-1", "Talks go on in Berlin."),))

    assert {
        name: {case: score.value if score else None for case, score in by_case.items()}
        for name, by_case in run.scores.items()
    } == {
        "right_citation": {"cap": 0.0, "crimea": 1.0, "navy": None},
        "quote_exact": {"cap": 1.0, "crimea": 1.0, "navy": None},
        "declined_correctly": {"cap": None, "crimea": None, "navy": 1.0},
        "answer_correct": {"cap": 0.0, "crimea": 1.0, "navy": None},
        "latency": {"cap": 0.5, "crimea": 0.5, "navy": 0.5},
    }


def test_a_model_that_ends_in_the_middle_fails_its_case_and_not_the_run(
    run_with: Callable[..., Run],
) -> None:
    run = run_with(cap=ModelDied("the model ended", remedy="Ask again."))

    assert run.answers["cap"].failure == "the model ended"
    assert run.answers["crimea"].failure is None
    assert run.scores["right_citation"]["cap"] == (0.0, "failed")
    assert run.scores["latency"]["cap"] is None


def test_a_model_that_is_not_there_fails_the_run(run_with: Callable[..., Run]) -> None:
    with pytest.raises(ModelFileMissing):
        run_with(cap=ModelFileMissing("no model file", remedy="Point at one."))


def test_a_citation_with_wrong_offsets_is_recorded_with_what_is_really_there(
    run_with: Callable[..., Run],
) -> None:
    run = run_with(cap=(Line("a-1", "The army would be", shift=4),))

    cited = run.answers["cap"].citations[0]
    assert (cited.quote, cited.found) == ("The army would be", "army would be cap")
    assert run.scores["quote_exact"]["cap"] == (0.0, "0 of 1 citations")


@pytest.mark.parametrize("shift", [-4, 1000])
def test_offsets_outside_the_article_hold_nothing(run_with: Callable[..., Run], shift: int) -> None:
    """Python would count -4 from the end; the contract does not."""
    run = run_with(cap=(Line("a-1", "The army would be", shift=shift),))

    assert run.answers["cap"].citations[0].found == ""


def test_a_saved_run_reads_as_it_was_written(run_with: Callable[..., Run]) -> None:
    run = run_with(cap=(), navy=(CAP,))

    again = load_run(run.folder)

    assert again == run
    assert sorted(path.name for path in run.folder.iterdir()) == FILES


def test_the_same_run_twice_gives_the_same_bytes_times_aside(
    run_with: Callable[..., Run],
) -> None:
    first, second = run_with("one", seconds=0.5), run_with("two", seconds=0.75)

    for name in ("answers.jsonl", "cases.jsonl", "scores.jsonl"):
        assert (first.folder / name).read_bytes() == (second.folder / name).read_bytes()
    assert untimed(first.manifest) == untimed(second.manifest)
    assert first.scores["latency"] != second.scores["latency"]


def test_the_manifest_traces_the_figures(run_with: Callable[..., Run]) -> None:
    manifest = json.loads((run_with().folder / "manifest.json").read_text(encoding="utf-8"))

    assert manifest["suite"]["name"] == "small"
    assert manifest["model"] is None
    assert manifest["embedder"] == "scripted"
    assert manifest["corpus"]["articles"] == 2
    assert all(len(manifest[name]) == 64 for name in ("suite_sha256", "config_sha256"))
    assert manifest["machine"]["cpus"]
    assert manifest["packages"]["chromadb"]


def test_the_corpus_goes_into_an_archive_of_its_own(suite: Suite, config: Config) -> None:
    archive = ScriptedArchive(ARTICLES, RIGHT)
    opened: list[Path] = []

    def opener(settings: Config, folder: Path) -> ScriptedArchive:
        assert settings.home == config.home
        opened.append(folder)
        return archive

    run = run_suite(suite, config, out=config.home / "run", open_archive=opener)

    assert opened == [config.home / "eval" / run.manifest.corpus.sha256[:16]]
    assert archive.ingested == [str(suite.corpus)]
    assert archive.is_closed


def test_a_changed_article_makes_another_archive(
    suite: Suite, run_with: Callable[..., Run]
) -> None:
    before = run_with("one").manifest.corpus.sha256
    (suite.corpus / "a.md").write_text("Changed.", encoding="utf-8")

    after = run_with("two").manifest.corpus.sha256

    assert before != after


def test_the_mode_that_is_asked_for_reaches_the_engine(suite: Suite, config: Config) -> None:
    archive = ScriptedArchive(ARTICLES, RIGHT)

    run = run_suite(
        suite.worded_by(Mode.WRITE),
        config,
        out=config.home / "run",
        open_archive=lambda *_: archive,
    )

    assert {mode for _, mode in archive.asked} == {Mode.WRITE}
    assert run.manifest.model is not None
    assert run.manifest.model.name == "scripted"


def test_each_case_is_told_as_it_is_done(suite: Suite, config: Config) -> None:
    told: list[Progress] = []
    archive = ScriptedArchive(ARTICLES, RIGHT)

    run_suite(
        suite, config, out=config.home / "r", open_archive=lambda *_: archive, watch=told.append
    )

    assert [(step.done, step.total) for step in told] == [(0, 3), (1, 3), (2, 3), (3, 3)]
    assert [step.answer.case for step in told if step.answer] == ["cap", "crimea", "navy"]


def test_a_folder_that_holds_a_run_is_never_written_over(run_with: Callable[..., Run]) -> None:
    before = (run_with("same").folder / "answers.jsonl").read_bytes()

    with pytest.raises(UsageProblem, match="already holds a run"):
        run_with("same", cap=())

    assert (run_with("other").folder.parent / "same" / "answers.jsonl").read_bytes() == before


def test_a_run_that_was_stopped_keeps_its_answers_but_is_no_run(
    run_with: Callable[..., Run], tmp_path: Path
) -> None:
    with pytest.raises(KeyboardInterrupt):
        run_with("stopped", crimea=KeyboardInterrupt())

    saved = (tmp_path / "stopped" / "answers.jsonl").read_text(encoding="utf-8")
    assert [json.loads(line)["case"] for line in saved.splitlines()] == ["cap"]
    with pytest.raises(InputUnreadable) as caught:
        load_run(tmp_path / "stopped")
    assert "stopped before its end" in str(caught.value.detail)


def test_a_folder_without_a_run_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputUnreadable, match="no finished run"):
        load_run(tmp_path / "nothing")


def test_a_damaged_run_is_named_with_file_and_line(run_with: Callable[..., Run]) -> None:
    folder = run_with().folder
    scores = folder / "scores.jsonl"
    scores.write_text(
        scores.read_text(encoding="utf-8").replace("quote_exact", "quote_exakt"), encoding="utf-8"
    )

    with pytest.raises(SuiteInvalid) as caught:
        load_run(folder)

    assert "unknown scorer 'quote_exakt'" in caught.value.problem
    assert f"{scores} (line 4)" in str(caught.value.detail)
    assert "`quote_exact`" in caught.value.remedy


def test_an_out_folder_that_cannot_be_made_is_a_disk_problem(
    run_with: Callable[..., Run], tmp_path: Path
) -> None:
    (tmp_path / "taken").write_text("a file", encoding="utf-8")

    with pytest.raises(DiskProblem):
        run_with("taken")


def test_a_corpus_that_is_not_there_is_named(suite: Suite, config: Config) -> None:
    (suite.corpus / "a.md").unlink()
    suite.corpus.rmdir()

    with pytest.raises(SuiteInvalid, match="no corpus at"):
        run_suite(suite, config, out=config.home / "r", open_archive=_never)


def test_a_corpus_that_cannot_be_read_whole_is_refused(suite: Suite, config: Config) -> None:
    broken = Failure("articles/b.md", 3, "not UTF-8", "Save it as UTF-8.")
    archive = ScriptedArchive(ARTICLES, RIGHT, failures=[broken])

    with pytest.raises(SuiteInvalid) as caught:
        run_suite(suite, config, out=config.home / "r", open_archive=lambda *_: archive)

    assert caught.value.detail == "articles/b.md (line 3): not UTF-8"
    assert caught.value.remedy == "Save it as UTF-8."


def test_gold_is_checked_before_the_first_question(suite: Suite, config: Config) -> None:
    changed = [ARTICLES[0], ("a-2", "The Wire", "Moscow annexed Crimea.")]
    archive = ScriptedArchive(changed, {})

    with pytest.raises(SuiteInvalid, match="the gold words 'in 2014' are not in 'a-2'"):
        run_suite(suite, config, out=config.home / "r", open_archive=lambda *_: archive)

    assert archive.asked == []
    assert not (config.home / "r").exists()


def _never(_: Config) -> ScriptedArchive:
    raise AssertionError("an archive was opened")
