"""What words carry and what they do not; the false sentence matters more than the lost one."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from rag.answer.verifying.weights import BOUNDS, WEIGHTS
from rag.config import Config
from rag.opening import open_verifier
from rag.ports import Pair
from rag.types import Span, Support, Verdict

CRASH = (
    "Seven people were hurt when the Marten Belle struck the Sallow Bridge at 6.42 a.m. on Monday."
)
REPAIR = "The repair will cost $5 million and 20% of it is insured, the harbour office said."
MAYOR = "Mayor Ada Roe said the bridge “may not open before May” because the pier had moved."
DENIAL = "The skipper denied that he had slept."
TALKS = "Putin criticised Trump on Monday and did not speak to reporters in Moscow."


VERIFIER = open_verifier(Config(home=Path("/nowhere")))
"""The real one, its network included."""


def judge(claim: str, *sentences: str) -> Verdict:
    return VERIFIER.judge(claim, sentences)


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
        ("Mayor Ada Roe said the bridge “may not open before May”.", MAYOR),
        ('Mayor Ada Roe said the bridge "may not open before May".', MAYOR),
        ("Putin did not speak to reporters.", TALKS),
        ("Trump was criticised by Putin on Monday.", None),
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
    Fault("It fell to -5 degrees.", "It fell to 5 degrees.", "number", "5 degrees"),
    Fault("Turnout rose by 5%.", "Turnout rose by 5.", "number", "5%"),
    Fault("They won 1:2,3.", "They won 3:1.", "number", "1:2,3"),
    Fault("Seven people were hurt when the Star Belle struck.", CRASH, "name", "Star Belle"),
    Fault("It struck the Harrow Bridge at 6.42 a.m. on Monday.", CRASH, "name", "Harrow"),
    Fault("Mayor Ada Roe said it “will not open before May”.", MAYOR, "quote",
          "will not open before May"),
    Fault("Mayor Ada Roe said it “not may open before May”.", MAYOR, "quote",
          "not may open before May"),
    Fault("Seven people were not hurt.", CRASH, "negation", "not"),
    Fault("The skipper had slept.", DENIAL, "negation", "slept"),
    Fault("Putin did not criticise Trump.", TALKS, "negation", "not"),
    Fault("The bridge opened.", "The bridge allegedly opened.", "certainty", "opened"),
    Fault("He will resign.", "He may resign.", "certainty", "resign"),
    Fault("On Monday Trump saw Putin.", "On Monday Putin saw Trump.", "name",
          "Monday Trump saw Putin"),
    Fault("The Sallow Bridge struck the Marten Belle.", CRASH, "name",
          "Sallow Bridge struck the Marten Belle"),
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
        verdict = VERIFIER.judge(claim, nothing)

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
    pairs = [Pair(f.claim, [f.sentence]) for f in FAULTS]
    alone = [VERIFIER.judge(f.claim, [f.sentence]) for f in FAULTS]

    forwards = VERIFIER.judge_all(pairs)
    backwards = VERIFIER.judge_all(pairs[::-1])

    assert alone == forwards == backwards[::-1]


@pytest.mark.parametrize(
    ("score", "support"),
    [
        (1.0, Support.SUPPORTED),
        (WEIGHTS.supported, Support.SUPPORTED),
        (WEIGHTS.supported - 1e-9, Support.PARTIAL),
        (WEIGHTS.partial, Support.PARTIAL),
        (WEIGHTS.partial - 1e-9, Support.UNSUPPORTED),
        (0.0, Support.UNSUPPORTED),
    ],
)
def test_the_thresholds_are_where_they_are_said_to_be(score: float, support: Support) -> None:
    assert WEIGHTS.support(score) is support


@pytest.mark.parametrize(
    ("score", "found", "bounded"),
    [
        (0.9, [], 0.9),
        (0.9, [("unattributed", False)], 0.9),
        (0.9, [("numbers", False)], 0.4),
        (0.9, [("numbers", False), ("negation", True)], 0.2),
        (0.1, [("numbers", True)], 0.1),
    ],
)
def test_what_a_rule_found_bounds_the_score(
    score: float, found: list[tuple[str, bool]], bounded: float
) -> None:
    assert WEIGHTS.bounded(score, found) == bounded


def test_a_finding_never_leaves_a_sentence_supported() -> None:
    assert all(max(bounds) < WEIGHTS.supported for bounds in BOUNDS.values())


def test_a_day_of_the_week_is_read_from_when_the_source_was_published() -> None:
    claim, source = "The bridge closed on 2 March 2026.", "The bridge closed on Monday."

    (known, otherwise) = VERIFIER.judge_all(
        [Pair(claim, [source], "2026-03-03"), Pair(claim, [source], "2026-03-12")]
    )

    assert [p for p in known.problems if p.kind == "date"] == []
    assert otherwise.support is not Support.SUPPORTED
    assert "date" in {p.kind for p in otherwise.problems}


def test_a_reason_is_given_where_no_single_fault_is_named() -> None:
    assert "Every part" in Verdict(Support.SUPPORTED, 1.0, (Span(0, 1),), ()).reason
    assert "do not carry" in Verdict(Support.UNSUPPORTED, 0.1, (), ()).reason
