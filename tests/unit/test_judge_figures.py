"""The figures of the judge, held by scores that were saved when it was made."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from sklearn.metrics import roc_auc_score

from eval.agreement import calibration_error
from eval.judge.labelled import WRITER
from rag.answer.verifying.weights import WEIGHTS
from train.collections import writer
from train.measure import shipped
from train.rows import rows_of
from train.weigh import reader

if TYPE_CHECKING:
    from numpy.typing import NDArray

ROOT = Path(__file__).parents[2]
SAVED = [
    json.loads(line)
    for line in (ROOT / "tests/data/judge-scores.jsonl").read_text(encoding="utf-8").splitlines()
]
FIGURES = (ROOT / "docs/figures/verifier.md").read_text(encoding="utf-8")
SHIPPED = re.findall(
    r"\| ([\w ]+) \| ([\d.]+) % \| ([\d.]+) % \| (0\.\d+) \|", FIGURES.split("as shipped")[1]
)


def saved(collection: str) -> tuple[NDArray[np.bool_], NDArray[np.float64]]:
    """Labels and scores of a collection."""
    own: list[Any] = [one for one in SAVED if one["collection"] == collection]
    labels = [label == "1" for one in own for label in one["labels"]]
    return np.array(labels), np.array([score for one in own for score in one["scores"]])


@pytest.mark.parametrize("row", SHIPPED, ids=lambda row: row[0])
def test_the_published_table_is_what_the_saved_scores_say(row: tuple[str, ...]) -> None:
    labels, scores = saved(row[0])

    passed = scores >= WEIGHTS.supported

    # Saved scores have three digits, so a few stand on the other side of the threshold.
    assert 100 * passed[labels].mean() == pytest.approx(float(row[1]), abs=1.0)
    assert 100 * passed[~labels].mean() == pytest.approx(float(row[2]), abs=1.0)
    assert calibration_error(scores.tolist(), labels.tolist()) == pytest.approx(
        float(row[3]), abs=0.01
    )


def test_every_collection_is_in_the_published_table() -> None:
    assert {row[0] for row in SHIPPED} == {one["collection"] for one in SAVED}


def test_the_judge_still_says_what_it_said_of_sentences_that_were_labelled() -> None:
    """Eight-bit arithmetic differs by processor; a change of rule, weight or network does more."""
    rows = list(rows_of(writer(WRITER), reader()))

    now = np.array([shipped(row) for row in rows])

    labels, then = saved("writer")
    assert list(labels) == [row.label for row in rows]
    assert np.abs(now - then).mean() < 0.02
    assert roc_auc_score(labels, now) == pytest.approx(roc_auc_score(labels, then), abs=0.015)
