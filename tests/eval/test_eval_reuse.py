"""Answers of an earlier run stand in for new ones where they would be the same to the letter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from small_suite import ARTICLES, CAP, RIGHT

from eval.conditions import code_sha256, differing
from eval.runner import run_suite
from eval.saved import FileUsed, load_run
from eval.testing import ScriptedArchive
from rag.config import ModelSection
from rag.errors import ModelDied, UsageProblem
from rag.types import Mode

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from eval.saved import Run
    from eval.suite import Case, Suite
    from rag.config import Config


@pytest.fixture
def again(suite: Suite, config: Config, tmp_path: Path) -> Callable[..., Any]:
    """Run the suite, or other cases, with the answers of an earlier run."""

    def run(reuse: Run, *cases: Case, settings: Config = config, **options: Any) -> Any:
        archive = ScriptedArchive(ARTICLES, RIGHT)
        lines = {case.id: place for place, case in enumerate(cases or suite.cases, 1)}
        asked = type(suite)(suite.path, suite.spec, cases or suite.cases, lines)
        out = tmp_path / "again"
        options = {"open_archive": lambda *_: archive, "reuse": reuse, "out": out} | options
        return run_suite(asked, settings, **options), archive

    return run


def test_unchanged_cases_are_not_asked_again_and_have_no_times(
    run_with: Callable[..., Run], again: Callable[..., Any]
) -> None:
    first = run_with()
    told: list[str] = []

    run, archive = again(load_run(first.folder), notify=told.append)

    assert archive.asked == []
    assert told == ["3 of 3 answers are reused; they have no times"]
    assert run.manifest.reused == 3
    assert set(run.scores["latency"].values()) == {None}
    assert load_run(run.folder) == run
    for name in ("answers.jsonl", "scores.jsonl"):
        assert (run.folder / name).read_bytes() == (first.folder / name).read_bytes()


def test_a_case_in_other_words_is_asked_and_one_with_another_name_is_not(
    run_with: Callable[..., Run], again: Callable[..., Any], suite: Suite
) -> None:
    cap, crimea, navy = suite.cases
    first = run_with()

    run, archive = again(
        first,
        cap.model_copy(update={"id": "renamed"}),
        crimea.model_copy(update={"before": ("How large may the navy be?",)}),
        navy,
    )

    assert [question for question, _ in archive.asked] == [
        "How large may the navy be?",
        "When was Crimea annexed?",
    ]
    assert run.answers["renamed"].case == "renamed"
    assert run.answers["renamed"].citations == first.answers["cap"].citations
    assert run.manifest.reused == 2


def test_gold_that_changed_needs_no_new_answer(
    run_with: Callable[..., Run], again: Callable[..., Any], suite: Suite
) -> None:
    cap, *others = suite.cases
    gold = (cap.gold[0].model_copy(update={"words": "Talks go on"}),)

    run, archive = again(run_with(), cap.model_copy(update={"gold": gold}), *others)

    assert archive.asked == []
    assert run.scores["right_citation"]["cap"].value == 0.0


def test_a_failed_case_is_asked_again(
    run_with: Callable[..., Run], again: Callable[..., Any]
) -> None:
    first = run_with(cap=ModelDied("it ended", remedy="Ask again."))

    run, archive = again(first)

    assert [question for question, _ in archive.asked] == ["How large may the army be?"]
    assert run.answers["cap"].citations[0].quote == CAP.quote


def test_other_settings_are_refused_with_what_differs(
    run_with: Callable[..., Run], again: Callable[..., Any], config: Config, tmp_path: Path
) -> None:
    """Nothing could be reused, and a person who waits for it must know why."""
    first = run_with()
    warmer = config.model_copy(update={"model": ModelSection(temperature=0.5)})

    with pytest.raises(UsageProblem) as refused:
        again(first, settings=warmer)

    assert refused.value.detail == "Something else is now: the settings."
    assert not (tmp_path / "again").exists()


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"byline": "0.0.9"}, "the program"),
        ({"code_sha256": "0" * 64}, "the program"),
        ({"code_sha256": None}, "the program"),
        ({"packages": {}}, "the packages"),
        ({"config_sha256": "0" * 64}, "the settings"),
        ({"worded_by": Mode.WRITE}, "the mode"),
        ({"model": FileUsed(name="m", sha256="0" * 64)}, "the model"),
        ({"second_opinion": FileUsed(name="m", sha256="0" * 64)}, "the model"),
        ({"prompt": FileUsed(name="answer@2", sha256="0" * 64)}, "the prompt"),
        ({"embedder": "other"}, "the encoder"),
    ],
)
def test_all_that_can_change_an_answer_is_compared(
    run_with: Callable[..., Run], changed: dict[str, object], named: str
) -> None:
    manifest = run_with().manifest

    assert differing(manifest, manifest.model_copy(update=changed)) == [named]
    assert differing(manifest, manifest.model_copy(update={"machine": {}, "started": "now"})) == []


def test_answers_by_a_model_behind_a_server_are_never_reused(
    run_with: Callable[..., Run], again: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its name may stay while its weights change."""
    first = run_with()
    served = FileUsed(name="served", sha256=None)
    known = first.manifest.model_copy(update={"model": served})
    monkeypatch.setattr("eval.reusing.differing", lambda *_: [])

    with pytest.raises(UsageProblem, match="cannot be used again") as refused:
        again(type(first)(first.folder, known, first.cases, first.answers, first.scores))

    assert "behind a server" in str(refused.value.detail)


def test_the_hash_of_the_program_stays_while_nothing_changes() -> None:
    first = code_sha256()
    code_sha256.cache_clear()

    assert code_sha256() == first


def test_a_stopped_run_with_reused_answers_goes_on_with_them(
    run_with: Callable[..., Run], again: Callable[..., Any], suite: Suite
) -> None:
    cap, crimea, navy = suite.cases
    fresh = navy.model_copy(update={"question": "When was Crimea annexed?", "before": ("Who?",)})
    dies = ScriptedArchive(ARTICLES, RIGHT | {"Who?": KeyboardInterrupt()})
    first = run_with()
    with pytest.raises(KeyboardInterrupt):
        again(first, cap, crimea, fresh, open_archive=lambda *_: dies)
    goes = ScriptedArchive(ARTICLES, RIGHT | {"Who?": ()})

    run, _ = again(first, cap, crimea, fresh, open_archive=lambda *_: goes)

    assert (run.manifest.resumed, run.manifest.reused) == (2, 2)
    assert len(goes.asked) == 2
