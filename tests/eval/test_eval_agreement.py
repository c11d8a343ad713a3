"""How well scores and labels agree: by hand and against scikit-learn."""

from __future__ import annotations

import math
import warnings
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import balanced_accuracy_score, cohen_kappa_score, f1_score, roc_auc_score

from eval.agreement import auroc, balanced_accuracy, calibration_error, cohen_kappa, f1

if TYPE_CHECKING:
    from collections.abc import Sequence

# Few values, so that ties are common.
SCORED = st.lists(
    st.tuples(st.sampled_from([0.0, 0.1, 0.25, 0.5, 0.55, 0.9, 1.0]), st.booleans()),
    min_size=1,
    max_size=40,
)


def parted(rows: Sequence[tuple[float, bool]]) -> tuple[list[float], list[bool]]:
    return [score for score, _ in rows], [label for _, label in rows]


def test_agreement_worked_out_by_hand() -> None:
    said = [True, True, True, False, False, False, False, False]
    labels = [True, True, False, True, False, False, False, True]

    # Two of four right ones are found and three of four wrong ones refused: (1/2 + 3/4) / 2.
    assert balanced_accuracy(said, labels) == 0.625
    # Precision 2/3, recall 2/4: 2 * 2 / (3 + 4).
    assert f1(said, labels) == pytest.approx(4 / 7)
    # They agree on 5 of 8. By chance 3/8 * 1/2 + 5/8 * 1/2 = 1/2: (5/8 - 1/2) / (1/2).
    assert cohen_kappa(said, labels) == pytest.approx(0.25)


def test_a_ranking_worked_out_by_hand() -> None:
    # Right 0.9, 0.5, 0.5; wrong 0.5, 0.1. Of six pairs 0.9 wins two, each 0.5 ties one and
    # wins one: 2 + 2 * 1.5 = 5 of 6.
    scores, labels = [0.9, 0.5, 0.5, 0.5, 0.1], [True, True, True, False, False]

    assert auroc(scores, labels) == pytest.approx(5 / 6)


def test_calibration_worked_out_by_hand() -> None:
    # Bin 0.2 to 0.3: scores 0.2 and 0.28, one of two so: |0.24 - 0.5| * 2/5. Bin 0.9 to 1, the
    # upper end with it: 0.95, 1.0 and 0.9, all so: |0.95 - 1| * 3/5. 0.104 + 0.03 = 0.134.
    scores, labels = [0.2, 0.28, 0.95, 1.0, 0.9], [True, False, True, True, True]

    assert calibration_error(scores, labels) == pytest.approx(0.134)


def test_what_has_no_meaning_has_no_figure() -> None:
    """A figure of 0 or 0.5 in its place would be read as a bad judge."""
    assert balanced_accuracy([True], [True]) is None
    assert auroc([0.5, 0.6], [False, False]) is None
    assert f1([False, False], [False, False]) is None
    assert cohen_kappa([True, True], [True, True]) is None
    for nothing in (
        balanced_accuracy([], []),
        f1([], []),
        auroc([], []),
        calibration_error([], []),
        cohen_kappa([], []),
    ):
        assert nothing is None


@pytest.mark.parametrize("measure", [balanced_accuracy, f1, auroc, calibration_error, cohen_kappa])
def test_as_many_labels_as_scores_are_wanted(measure: object) -> None:
    assert callable(measure)
    with pytest.raises(ValueError, match="zip"):
        measure([True, False, True], [True, False])


@given(SCORED)
def test_every_measure_is_what_scikit_learn_says(rows: list[tuple[float, bool]]) -> None:
    scores, labels = parted(rows)
    said = [score >= 0.5 for score in scores]

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs = {
            "f1": f1_score(labels, said) if any(said) or any(labels) else None,
            "kappa": cohen_kappa_score(said, labels, labels=[False, True]),
        }
        if len(set(labels)) > 1:
            assert auroc(scores, labels) == pytest.approx(roc_auc_score(labels, scores))
            mine = balanced_accuracy(said, labels)
            assert mine == pytest.approx(balanced_accuracy_score(labels, said))

    assert f1(said, labels) == (None if theirs["f1"] is None else pytest.approx(theirs["f1"]))
    kappa = cohen_kappa(said, labels)
    # Where both always say the same, theirs is not a number.
    assert (kappa is None) == math.isnan(theirs["kappa"])
    assert kappa is None or kappa == pytest.approx(theirs["kappa"])


@given(SCORED)
def test_calibration_is_what_numpy_s_bins_say(rows: list[tuple[float, bool]]) -> None:
    scores, labels = parted(rows)
    places = np.clip(np.digitize(scores, np.arange(1, 10) / 10), 0, 9)

    expected = sum(
        np.sum(places == n)
        / len(scores)
        * abs(np.mean(np.array(scores)[places == n]) - np.mean(np.array(labels)[places == n]))
        for n in range(10)
        if np.any(places == n)
    )

    assert calibration_error(scores, labels) == pytest.approx(expected)


@given(SCORED)
def test_bounds_and_what_turning_everything_round_does(rows: list[tuple[float, bool]]) -> None:
    scores, labels = parted(rows)
    said = [score >= 0.5 for score in scores]
    turned = [not label for label in labels]

    area, other = auroc(scores, labels), auroc(scores, turned)
    assert area is None or other is None or area + other == pytest.approx(1.0)
    right, wrong = balanced_accuracy(said, labels), balanced_accuracy(said, turned)
    assert right is None or wrong is None or right + wrong == pytest.approx(1.0)
    for figure in (area, right, f1(said, labels), calibration_error(scores, labels)):
        assert figure is None or 0.0 <= figure <= 1.0
    kappa = cohen_kappa(said, labels)
    assert kappa is None or -1.0 <= kappa <= 1.0
    assert cohen_kappa(labels, labels) in {None, 1.0}
    assert kappa == cohen_kappa(labels, said)
