"""A claim that is surer than its source, and one that forgets whose words it repeats."""

from __future__ import annotations

import pytest

from rag.answer.verifying.checks.certainty import surer_than_source, unattributed
from rag.answer.verifying.side import Side


@pytest.mark.parametrize(
    ("claim", "evidence", "words", "contradicted"),
    [
        ("The bridge opened.", "The bridge allegedly opened.", "opened", False),
        ("He will resign.", "He may resign.", "resign", False),
        ("The bridge will not open.", "The bridge might not open.", "open", False),
        ("Roe killed the skipper.", "Roe is accused of killing the skipper.", "killed", False),
        ("The bridge opened in May.", "The bridge will open in May.", "opened", True),
        ("The bridge will open in May.", "The bridge is expected to open in May.", "open", False),
        ("The city closed the wall.", "The city is considering closing the wall.", "closed",
         False),
        ("The company sold the port.", "The company plans to sell the port.", "sold", False),
        ("The port raised pay.", "They will stop if the port raised pay.", "port", False),
        ("The skipper slept.", "Witnesses claimed the skipper slept.", "skipper", False),
    ],
)  # fmt: skip
def test_what_the_source_only_supposes_is_not_stated(
    claim: str, evidence: str, words: str, *, contradicted: bool
) -> None:
    (finding,) = surer_than_source(Side(claim), Side(evidence))

    assert finding.kind == "certainty"
    assert (finding.span.of(claim), finding.is_contradicted) == (words, contradicted)


def test_a_whole_sentence_may_be_in_doubt() -> None:
    claim = "The attack killed 12 people."
    source = Side("The attack killed 12 people, which could not be independently verified.")

    (finding,) = surer_than_source(Side(claim), source)

    assert finding.span.of(claim) == claim[:-1]


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("The bridge may open.", "The bridge will open."),
        ("The minister may resign.", "The minister is expected to resign."),
        ("The bridge will open in May.", "The bridge will open in May."),
        ("Roe resigned in May.", "Roe resigned in May."),
        ("The pier moved.", "The pier moved and the bridge could close."),
        ("The bridge opened.", "The bridge may have opened. The bridge opened."),
        ("Roe could swim.", "Roe could not swim."),
        ("Roe took the food.", "Could you take care of the food?"),
        ("", "It may."),
    ],
)
def test_being_as_sure_or_less_sure_is_no_fault(claim: str, evidence: str) -> None:
    assert surer_than_source(Side(claim), Side(evidence)) == []


@pytest.mark.parametrize(
    ("evidence", "whose"),
    [
        ("Russia said it had shot down 40 drones.", "the words of Russia"),
        ("Russia shot down 40 drones, officials said.", "somebody's words"),
        ("“Russia shot down 40 drones,” said Tom Ash.", "the words of Tom Ash"),
        ("According to Kyiv, Russia shot down 40 drones.", "the words of Kyiv"),
    ],
)
def test_words_of_one_side_are_not_stated_in_the_writers_own_voice(
    evidence: str, whose: str
) -> None:
    (finding,) = unattributed(Side("Russia shot down 40 drones."), Side(evidence))

    assert finding.note == (f"The source gives this as {whose}; the sentence states it as a fact.")
    assert not finding.is_contradicted


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("Russia said it shot down 40 drones.", "Russia said it had shot down 40 drones."),
        ("Russia reportedly shot down 40 drones.", "Russia said it had shot down 40 drones."),
        ("Russia shot down 40 drones.", "Russia shot down 40 drones. It said they were Dutch."),
        ("Russia shot down 40 drones.", "Russia shot down 40 drones over the United States."),
    ],
)
def test_an_attribution_that_is_kept_or_never_was_alarms_nobody(claim: str, evidence: str) -> None:
    assert unattributed(Side(claim), Side(evidence)) == []
