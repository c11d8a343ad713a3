"""What words carry and what they do not; the false sentence matters more than the lost one."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from rag.answer.verifying.words import PARTIAL, SUPPORTED, WordVerifier, support_of
from rag.types import Span, Support, Verdict

CRASH = (
    "Seven people were hurt when the Marten Belle struck the Sallow Bridge at 6.42 a.m. on Monday."
)
REPAIR = "The repair will cost $5 million and 20% of it is insured, the harbour office said."
MAYOR = "Mayor Ada Roe said the bridge “may not open before May” because the pier had moved."
DENIAL = "The skipper denied that he had slept."
TALKS = "Putin criticised Trump on Monday and did not speak to reporters in Moscow."


def judge(claim: str, *sentences: str) -> Verdict:
    return WordVerifier().judge(claim, sentences)


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        (CRASH, CRASH),
        ("Seven people were hurt.", CRASH),
        ("7 people were hurt when the Marten Belle struck the bridge.", CRASH),
        ("The Marten Belle struck the Sallow Bridge on Monday.", CRASH),
        ("The repair will cost 5 million dollars.", REPAIR),
        ("The harbour office said 20 percent is insured.", REPAIR),
        ("The repair will cost 5,000,000 dollars.", REPAIR),
        ("The skipper denied that he slept.", DENIAL),
        ("Mayor Ada Roe said it “may not open before May”.", MAYOR),
        ('Mayor Ada Roe said it "may not open before May".', MAYOR),
        ("Putin did not speak to reporters.", TALKS),
        ("Trump was criticised by Putin on Monday.", None),
        ("Nobody was hurt.", "No one was hurt."),
        ("Zelenskyy met the ministers.", "Zelensky met the ministers."),
    ],
)
def test_a_faithful_sentence_is_supported(claim: str, sentence: str | None) -> None:
    verdict = judge(claim, sentence or claim)

    assert verdict.support is Support.SUPPORTED
    assert verdict.problems == ()


class Fault(NamedTuple):
    """A sentence that its source does not carry, and where the fault lies."""

    claim: str
    sentence: str
    kind: str
    words: str
    """The part of the claim that is named."""


FAULTS = [
    Fault("Nine people were hurt.", CRASH, "number", "Nine"),
    Fault("17 people were hurt when it struck the bridge.", CRASH, "number", "17"),
    Fault("The repair will cost $5 billion.", REPAIR, "number", "$5 billion"),
    Fault("The repair will cost €5 million.", REPAIR, "number", "€5 million"),
    Fault("The repair will cost 20 million.", REPAIR, "number", "20 million"),
    Fault("The harbour office said 20 of it is insured.", REPAIR, "number", "20"),
    Fault("It fell to -5 degrees.", "It fell to 5 degrees.", "number", "-5"),
    Fault("Turnout rose by 5%.", "Turnout rose by 5.", "number", "5%"),
    Fault("They won 1:2,3.", "They won 3:1.", "missing", "1:2,3"),
    Fault("Seven people were hurt when the Star Belle struck.", CRASH, "name", "Star"),
    Fault("It struck the Harrow Bridge at 6.42 a.m. on Monday.", CRASH, "name", "Harrow"),
    Fault("Mayor Ada Roe said it “will not open before May”.", MAYOR, "quote",
          "will not open before May"),
    Fault("Mayor Ada Roe said it “not may open before May”.", MAYOR, "quote",
          "not may open before May"),
    Fault("Seven people were not hurt.", CRASH, "negation", "not"),
    Fault("The skipper had slept.", DENIAL, "negation", "The skipper had slept."),
    Fault("Putin did not criticise Trump.", TALKS, "negation", "not"),
    Fault("The bridge opened.", "The bridge allegedly opened.", "certainty", "The bridge opened."),
    Fault("He will resign.", "He may resign.", "certainty", "He will resign."),
    Fault("On Monday Trump saw Putin.", "On Monday Putin saw Trump.", "name", "Trump"),
    Fault("The Sallow Bridge struck the Marten Belle.", CRASH, "name", "Sallow"),
    Fault("Seven people were hurt in a fire.", CRASH, "missing", "fire"),
]  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS, ids=lambda f: f"{f.kind}: {f.claim}")
def test_an_unfaithful_sentence_is_refused_and_its_fault_named_in_place(fault: Fault) -> None:
    verdict = judge(fault.claim, fault.sentence)

    named = {(p.kind, p.span.of(fault.claim)) for p in verdict.problems}
    assert verdict.support is not Support.SUPPORTED
    assert (fault.kind, fault.words) in named
    assert verdict.reason == verdict.problems[0].note


@pytest.mark.parametrize("nothing", [[], [""], ["", " "], ["…"], ["?!"]])
def test_nothing_supports_nothing(nothing: list[str]) -> None:
    for claim in ("Seven people were hurt.", "", "?", "the"):
        verdict = WordVerifier().judge(claim, nothing)

        assert (verdict.support, verdict.score) == (Support.UNSUPPORTED, 0.0)


@pytest.mark.parametrize("claim", ["", " ", "?!", "“”"])
def test_a_claim_that_says_nothing_is_never_supported(claim: str) -> None:
    assert judge(claim, CRASH).support is Support.UNSUPPORTED


def test_two_sentences_may_carry_a_claim_together() -> None:
    claim = "The Marten Belle struck the Sallow Bridge and the repair will cost $5 million."

    together = judge(claim, CRASH, REPAIR)

    assert judge(claim, CRASH).support is not Support.SUPPORTED
    assert judge(claim, REPAIR).support is not Support.SUPPORTED
    assert together.support is Support.SUPPORTED


def test_quotes_are_the_sentences_that_were_needed() -> None:
    verdict = judge("The repair will cost $5 million.", CRASH, REPAIR, DENIAL)

    (quote,) = verdict.quotes
    assert quote.of(f"{CRASH} {REPAIR} {DENIAL}") == REPAIR


def test_a_sentence_that_was_not_needed_cannot_spoil_a_claim() -> None:
    """A neighbour that denies something else says nothing about this claim."""
    assert judge("Seven people were hurt.", DENIAL, CRASH).support is Support.SUPPORTED


def test_a_claim_is_judged_alike_alone_and_among_others() -> None:
    """A verdict that changed with its neighbours could not be looked up later."""
    verifier = WordVerifier()
    alone = [WordVerifier().judge(f.claim, [f.sentence]) for f in FAULTS]

    forwards = [verifier.judge(f.claim, [f.sentence]) for f in FAULTS]
    backwards = [verifier.judge(f.claim, [f.sentence]) for f in reversed(FAULTS)]

    assert alone == forwards == backwards[::-1]


@pytest.mark.parametrize(
    ("score", "support"),
    [
        (1.0, Support.SUPPORTED),
        (SUPPORTED, Support.SUPPORTED),
        (SUPPORTED - 1e-9, Support.PARTIAL),
        (PARTIAL, Support.PARTIAL),
        (PARTIAL - 1e-9, Support.UNSUPPORTED),
        (0.0, Support.UNSUPPORTED),
    ],
)
def test_the_thresholds_are_where_they_are_said_to_be(score: float, support: Support) -> None:
    assert support_of(score) is support


def test_a_reason_is_given_where_no_single_fault_is_named() -> None:
    assert "Every part" in Verdict(Support.SUPPORTED, 1.0, (Span(0, 1),), ()).reason
    assert "do not carry" in Verdict(Support.UNSUPPORTED, 0.1, (), ()).reason
