"""Reviewing drafts: what a person says is kept at once, and can be taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from drafting_desk import shelf

from eval.drafting.drafting import draft_suite
from eval.drafting.review import Review
from eval.drafting.saved import DraftFolder, find_drafts, load_drafts
from eval.suite import load_suite, own_suites
from rag.errors import DiskProblem, SuiteInvalid, UsageProblem

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def drafted(tmp_path: Path) -> DraftFolder:
    folder = tmp_path / "home" / "eval" / "suites" / "mine"
    with shelf(tmp_path) as library:
        return draft_suite(library, folder, name="mine", count=6, seed=7)


def test_only_accepted_cases_are_part_of_the_suite(drafted: DraftFolder) -> None:
    review = Review(drafted)
    first, second, third = (draft.case.id for draft in review.drafts[:3])

    review.decide("accepted")
    review.decide("refused")
    review.decide("accepted")

    assert [case.id for case in load_suite(drafted.suite).cases] == [first, third]
    assert second not in drafted.suite.with_suffix(".jsonl").read_text(encoding="utf-8")
    assert review.tally == (2, 1, len(review.drafts) - 3)


def test_a_review_goes_on_where_it_was_left(drafted: DraftFolder) -> None:
    Review(drafted).decide("accepted")

    again = Review(load_drafts(drafted.path))

    assert again.at == 1
    assert again.tally.done == 1


def test_what_was_said_last_is_taken_back_and_looked_at_again(drafted: DraftFolder) -> None:
    review = Review(drafted)
    review.decide("accepted")

    review.undo()

    assert (review.at, review.tally.done, review.can_undo) == (0, 0, False)
    assert load_drafts(drafted.path).drafts == drafted.drafts
    assert not drafted.suite.exists()


def test_a_mended_draft_keeps_what_was_mended_and_still_waits(drafted: DraftFolder) -> None:
    review = Review(drafted)
    gold = review.draft.case.gold[0]
    shorter = gold.words.split(" ", 1)[1]

    review.edit("How much was it?", "490 tonnes | 490", shorter)

    case = load_drafts(drafted.path).drafts[0].case
    assert case.question == "How much was it?"
    assert case.key == (("490 tonnes", "490"),)
    assert case.gold[0].words == shorter
    assert review.draft.status == "proposed"
    assert review.draft.edited


@pytest.mark.parametrize(
    ("question", "key", "words"),
    [("", "490", None), ("How much?", " | ", None), ("How much?", "490", "words of nobody")],
    ids=["no question", "no answer", "no such words"],
)
def test_a_draft_cannot_be_mended_into_one_that_would_not_load(
    drafted: DraftFolder, question: str, key: str, words: str | None
) -> None:
    review = Review(drafted)
    words = review.draft.case.gold[0].words if words is None else words

    with pytest.raises(UsageProblem):
        review.edit(question, key, words)

    assert load_drafts(drafted.path).drafts == drafted.drafts


def test_what_cannot_be_written_down_was_not_said(
    drafted: DraftFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise DiskProblem("cannot write", remedy="Free some room.")

    review = Review(drafted)
    monkeypatch.setattr("eval.drafting.saved.write_whole", full)

    with pytest.raises(DiskProblem):
        review.decide("accepted")

    assert review.draft.status == "proposed"
    assert not review.can_undo


def test_thresholds_that_a_person_wrote_into_the_suite_stay(drafted: DraftFolder) -> None:
    review = Review(drafted)
    review.decide("accepted")
    text = drafted.suite.read_text(encoding="utf-8")
    with drafted.suite.open("w", encoding="utf-8") as opened:
        opened.write(text.replace("# [require]\n# right", "[require]\nright"))

    review.decide("accepted")

    assert load_suite(drafted.suite).spec.require == {"right_citation": 0.9}


def test_drafts_are_found_by_name_and_by_folder(drafted: DraftFolder, tmp_path: Path) -> None:
    home = tmp_path / "home"

    assert find_drafts("mine", home) == find_drafts(str(drafted.path), home) == drafted.path
    with pytest.raises(SuiteInvalid, match="no drafts named 'mien'") as caught:
        find_drafts("mien", home)
    assert "`mine`" in caught.value.remedy


def test_a_suite_is_ones_own_from_its_first_accepted_case_on(
    drafted: DraftFolder, tmp_path: Path
) -> None:
    before = own_suites(tmp_path / "home")
    Review(drafted).decide("accepted")

    assert (before, own_suites(tmp_path / "home")) == ([], [drafted.suite])
