"""What is denied on one side only."""

from __future__ import annotations

import pytest

from rag.answer.verifying.checks.negation import turned_round
from rag.answer.verifying.side import Side

CRASH = "Seven people were hurt when the Marten Belle struck the Sallow Bridge on Monday."
TALKS = "Putin criticised Trump on Monday and did not speak to reporters."


def told(claim: str, evidence: str) -> list[tuple[str, bool]]:
    found = turned_round(Side(claim), Side(evidence))
    return [(finding.span.of(claim), finding.is_contradicted) for finding in found]


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("Putin criticised Trump.", TALKS),
        ("Putin did not speak to reporters.", TALKS),
        ("Nobody was hurt.", "No one was hurt."),
        ("Seven were hurt.", "Nobody was killed, but seven were hurt."),
        ("Not only Roe resigned but also Lind.", "Roe resigned, and Lind too."),
        ("The bridge will open in May.", "The bridge will not open until May."),
        ("The skipper denied it.", "The skipper denied it."),
        ("He failed to win.", "He did not win."),
        ("The council rejected the plan.", "The council did not accept the plan."),
        ("Roe never left without her deputy.", "Roe left with her deputy."),
        ("No doubt the bridge opened.", "The bridge opened."),
        ("Roe did not sign in 2018.", "Roe signed in 2014."),
        ("The bridge opened.", "The bridge opened. The road did not. Nobody said why."),
        ("The firm is independent.", "The firm was not seen."),
        ("", "Nothing."),
    ],
)
def test_a_denial_of_something_else_alarms_nobody(claim: str, evidence: str) -> None:
    assert told(claim, evidence) == []


@pytest.mark.parametrize(
    ("claim", "evidence", "words"),
    [
        ("Seven people were not hurt.", CRASH, "not"),
        ("The skipper had slept.", "The skipper denied that he had slept.", "slept"),
        ("Putin did not criticise Trump.", TALKS, "not"),
        ("Putin spoke to reporters.", TALKS, "spoke"),
        ("The bridge is closed.", "The bridge is no longer closed.", "closed"),
        ("The minister was unable to attend.", "The minister was able to attend.", "unable"),
        ("The council did not refuse the plan.", "The council refused the plan.", "not"),
        ("Neither Roe nor Lind attended.", "Roe and Lind attended.", "Neither"),
        ("Roe came without her deputy.", "Roe came with her deputy.", "without"),
        ("He didn’t go.", "He went.", "didn’t"),
        ("The plan is illegal.", "The plan is legal.", "illegal"),
        ("The court ruled out an appeal.", "The court allowed an appeal.", "ruled"),
        ("Seven people were not hurt.", f"Nothing is sure. {CRASH}", "not"),
    ],
)
def test_a_statement_turned_round_is_a_contradiction(claim: str, evidence: str, words: str) -> None:
    assert told(claim, evidence) == [(words, True)]


def test_a_denial_in_one_clause_of_a_long_sentence_is_compared_with_its_own_source() -> None:
    claim = "The ferry port raised pay in May, while the harbour office did not offer a ballot."
    source = "In June ships came. The harbour office will offer a ballot. Gulls sat on the wall."

    assert told(claim, source) == [("not", True)]


def test_the_note_names_the_word_that_is_denied() -> None:
    (finding,) = turned_round(Side("Seven people were not hurt."), Side(CRASH))

    assert finding.kind == "negation"
    assert finding.note == "The sentence denies “hurt”; the source does not."
