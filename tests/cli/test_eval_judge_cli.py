"""`byline eval judge` as people and scripts call it: what goes where, and the exit codes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from program import Byline

from eval.judge.record import JudgeRecord, judge_record

if TYPE_CHECKING:
    from pathlib import Path

# Settled without the network: the very words, and nothing to compare. Two share their evidence.
LINES = """\
{"claim": "The wall fell at noon.", "evidence": ["The wall fell at noon."], "label": "supported"}
{"claim": "The wall fell.", "evidence": ["The wall fell.", "So."], "labels": ["supported", "supported"]}
{"claim": "...", "evidence": "The wall fell at noon.", "label": "unsupported"}
{"claim": "…", "evidence": "It rained.", "labels": ["unsupported", "partial"]}
"""  # noqa: E501


@pytest.fixture
def byline(tmp_path: Path) -> Byline:
    return Byline(tmp_path)


@pytest.fixture
def own(tmp_path: Path) -> Path:
    path = tmp_path / "own.jsonl"
    path.write_text(LINES, encoding="utf-8")
    return path


def test_a_file_of_ones_own_is_measured_on_printed_and_kept_for_reports(
    byline: Byline, own: Path, tmp_path: Path
) -> None:
    out = tmp_path / "figures" / "judge.json"

    ran = byline("eval", "judge", "--in", own, "--json", "--out", out)

    assert ran.code == 0
    record = JudgeRecord.model_validate(ran.value)
    assert [(one.name, one.n, one.supported, one.groups) for one in record.sets] == [
        ("own", 4, 2, 3)
    ]
    assert record.sets[0].auroc is not None
    assert record.sets[0].auroc.value == 1.0
    assert record == JudgeRecord.model_validate_json(out.read_text(encoding="utf-8"))
    kept = judge_record(record.judge, byline.home)
    assert kept is not None
    assert record.sets[0] in kept.sets
    assert "byline: own 4/4" in ran.err


def test_a_person_is_shown_a_table_with_intervals(byline: Byline, own: Path) -> None:
    ran = byline("eval", "judge", "--in", own)

    assert ran.code == 0
    assert "1.00 [1.00, 1.00]" in ran.out
    assert "none of its claims was used to make the judge" in ran.out


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (json.dumps({"claim": "a", "evidence": "b"}), "own.jsonl (line 1)"),
        ("", "no claim with a label"),
        ("\ud800".encode("utf-8", "surrogatepass"), "UTF-8"),
    ],
)
def test_a_file_that_is_wrong_is_refused_before_anything_is_judged(
    byline: Byline, tmp_path: Path, content: str | bytes, said: str
) -> None:
    path = tmp_path / "own.jsonl"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())

    ran = byline("eval", "judge", "--in", path)

    assert (ran.code, ran.out) == (1, "")
    assert said in ran.err


def test_two_sets_of_one_name_cannot_be_told_apart(
    byline: Byline, own: Path, tmp_path: Path
) -> None:
    (tmp_path / "more").mkdir()
    other = tmp_path / "more" / own.name
    other.write_text(LINES, encoding="utf-8")

    ran = byline("eval", "judge", "--in", own, "--in", other)

    assert (ran.code, ran.out) == (2, "")
    assert "two sets are called 'own'" in ran.err


def test_a_folder_without_labelled_sets_is_said_to_have_none(
    byline: Byline, tmp_path: Path
) -> None:
    ran = byline("eval", "judge", "--data", tmp_path)

    assert (ran.code, ran.out) == (1, "")
    assert "rte_pairs.jsonl" in ran.err
    assert "--in FILE" in ran.err
