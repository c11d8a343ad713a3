"""Errors say what, why and what to type next."""

from __future__ import annotations

from pathlib import Path

import pytest

from rag.errors import BylineError, DiskProblem, ModelDied, UsageProblem, as_disk_problem, nearest


def test_an_error_keeps_problem_reason_and_remedy_apart() -> None:
    error = UsageProblem("both were given", detail="why", remedy="Leave one out.")

    assert str(error) == error.problem == "both were given"
    assert (error.detail, error.remedy, error.exit_code) == ("why", "Leave one out.", 2)


def test_every_fault_of_a_model_ends_with_the_same_code() -> None:
    assert ModelDied("it died", remedy="Ask again.").exit_code == 3


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("smolm2", "smollm2-135m"), ("GEMMA", "gemma"), ("xyzzy", None), ("", None)],
)
def test_a_mistyped_name_brings_the_nearest_one(typed: str, expected: str | None) -> None:
    assert nearest(typed, ["smollm2-135m", "gemma"]) == expected


def test_a_name_is_offered_in_its_own_spelling() -> None:
    assert nearest("the harbor post", ["The Harbour Post"]) == "The Harbour Post"


def test_what_the_disk_refuses_becomes_an_error_with_a_remedy() -> None:
    with pytest.raises(DiskProblem) as told, as_disk_problem(Path("/somewhere")):
        raise PermissionError(13, "Permission denied")

    assert told.value.problem == "cannot write /somewhere"
    assert told.value.detail == "Permission denied"
    assert isinstance(told.value.__cause__, PermissionError)


def test_other_faults_are_not_taken_for_the_disk() -> None:
    with pytest.raises(BylineError, match="other"), as_disk_problem(Path("x")):
        raise BylineError("other", remedy="none")
