"""Questions that lean on earlier ones carry what they lean on; all others are left alone."""

from __future__ import annotations

import json
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING, Any

import pytest

from rag.retrieve.conversation import Turn, standalone
from rag.words import tokens

if TYPE_CHECKING:
    from collections.abc import Iterable

ROOT = Path(__file__).parents[2]
LABELLED = ROOT / "tests" / "data" / "followups.jsonl"
SUITES = sorted((ROOT / "eval" / "cases").glob("*.jsonl"))
MOSCOW = Turn("How did Moscow react to the sanctions on its oil companies?", "It called them void.")
UNION = Turn("Who leads the dockers' union?", "“We will strike,” said Maud Kestrin, the secretary.")
HURT = Turn("How many people were hurt at the Sallow Bridge?", "Seven people were injured.")


def records(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def stems(words: Iterable[str]) -> set[str]:
    return {token.stem for word in words for token in tokens(word)}


def is_right(case: dict[str, Any]) -> bool:
    read = standalone(case["question"], [Turn(*turn) for turn in case["before"]]).question
    if case["alone"]:
        return bool(read == case["question"])
    said = stems([read])
    carries = stems(case["carry"]) <= said and not stems(case["leave"]) & said
    return bool(read != case["question"] and carries)


@pytest.mark.parametrize(("split", "least"), [("first", 0.95), ("second", 0.8)])
def test_labelled_follow_ups_carry_what_they_must_and_not_what_they_must_not(
    split: str, least: float
) -> None:
    cases = [c for c in records(LABELLED) if c["split"] == split and not c["alone"]]

    right = [is_right(case) for case in cases]

    assert len(right) >= 30
    assert sum(right) / len(right) >= least


@pytest.mark.parametrize("suite", SUITES, ids=lambda path: path.stem)
def test_no_question_of_the_suites_is_rewritten_in_a_conversation(suite: Path) -> None:
    """They all stand alone, so any change would be a false one."""
    before: list[Turn] = []

    for case in records(suite):
        read = standalone(case["question"], before)

        assert read == (case["question"], ())
        answer = " ".join(key[0] for key in case.get("key", []))
        before.append(Turn(case["question"], answer))


@pytest.mark.parametrize(
    ("question", "turn", "read"),
    [
        ("and how did Kyiv react?", MOSCOW, "How did Kyiv react? (sanctions, oil, companies)"),
        (
            "What about the Dutch?",
            MOSCOW,
            "How did the Dutch react to the sanctions on its oil companies?",
        ),
        ("Kyiv?", MOSCOW, "How did Kyiv react to the sanctions on its oil companies?"),
        ("What did she say?", UNION, "What did Maud Kestrin say? (leads, dockers, union)"),
        ("What was her job before?", UNION, "What was Maud Kestrin's job before?"),
        ("Why?", HURT, "Why? (people, hurt, Sallow Bridge)"),
        ("Who built it?", HURT, "Who built the Sallow Bridge?"),
        ("how many were women?", HURT, "How many were women? (people, hurt, Sallow Bridge)"),
        ("Who said that?", HURT, "Who said that? (people, hurt, Sallow Bridge)"),
    ],
)
def test_a_follow_up_is_read_as_a_person_would_say_it(question: str, turn: Turn, read: str) -> None:
    assert standalone(question, [turn]).question == read


def test_what_is_carried_reaches_back_through_follow_ups() -> None:
    before = [HURT, Turn("Why?", "A barge struck a pier."), Turn("who said that?")]

    read = standalone("and when?", before)

    assert "Sallow Bridge" in read.carried


def test_another_time_takes_the_place_of_the_one_that_was_asked_for() -> None:
    before = [Turn("What did the mayor say last week?")]

    assert standalone("and yesterday?", before).question == "What did the mayor say yesterday?"
    assert standalone("and the union?", before).question == "What did the union say last week?"


@pytest.mark.parametrize("question", ["", " ", "?", "🦊", "\x00\x1b[31m\u202e", "x" * 100_000])
def test_what_cannot_be_a_follow_up_is_given_back(question: str) -> None:
    assert standalone(question, [HURT]) == (question, ())


def test_the_first_question_is_never_rewritten() -> None:
    assert standalone("And why did she say that?", []) == ("And why did she say that?", ())


def test_long_turns_cost_little() -> None:
    long = Turn("and the bridge of the " * 5000, "Maud Kestrin said " * 6000)
    begun = process_time()

    standalone("What did she say about it?", [long] * 50)

    assert process_time() - begun < 2


def test_words_from_right_to_left_are_carried_whole() -> None:
    before = [Turn("ماذا قال Orban عن الجسر؟")]

    assert "Orban" in standalone("why?", before).question
