"""Where a judge's figures are kept, and how a report finds those of the judge it used."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from eval.judge.record import Estimate, JudgeRecord, SetFigures, judge_record, save_record
from rag.errors import SuiteInvalid

if TYPE_CHECKING:
    from pathlib import Path


def figures(name: str, n: int) -> SetFigures:
    half = Estimate(value=0.5, low=0.25, high=0.75)
    return SetFigures(
        name=name,
        sha256="0" * 64,
        known="unseen",
        n=n,
        supported=n // 2,
        groups=n,
        disputed=0,
        balanced_accuracy=half,
        f1=half,
        auroc=half,
        calibration_error=half,
        kappa=half,
        annotators_kappa=None,
    )


def record(judge: str, *sets: SetFigures) -> JudgeRecord:
    return JudgeRecord(judge=judge, supported_from=0.6, measured="2026-11-26", sets=sets)


def test_a_judge_that_nobody_measured_has_no_record(tmp_path: Path) -> None:
    save_record(record("another", figures("own", 4)), tmp_path)

    assert judge_record("mine", tmp_path) is None


def test_a_record_is_found_again_by_the_name_of_its_judge(tmp_path: Path) -> None:
    saved = record("mine (1/2) ../x", figures("own", 4))

    save_record(saved, tmp_path)

    assert judge_record("mine (1/2) ../x", tmp_path) == saved
    assert [path.parent.name for path in tmp_path.rglob("*.json")] == ["judges"]


def test_a_set_that_is_measured_again_counts_once_and_the_others_stay(tmp_path: Path) -> None:
    save_record(record("mine", figures("one", 4), figures("two", 6)), tmp_path)

    save_record(record("mine", figures("one", 8)), tmp_path)

    known = judge_record("mine", tmp_path)
    assert known is not None
    assert [(s.name, s.n) for s in known.sets] == [("two", 6), ("one", 8)]


def test_a_damaged_record_is_named_and_not_taken_for_none(tmp_path: Path) -> None:
    save_record(record("mine", figures("one", 4)), tmp_path)
    (path,) = tmp_path.rglob("*.json")
    path.write_text("{", encoding="utf-8")

    with pytest.raises(SuiteInvalid) as caught:
        judge_record("mine", tmp_path)

    assert path.name in str(caught.value.detail)
