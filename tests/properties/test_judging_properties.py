"""The verifier and the ranking keep their promises for whatever they are given."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from strategies import prose, wild_text

from rag.answer.verifying.weights import WEIGHTS
from rag.retrieve.questions import Wanted, offers, wanted_by
from rag.testing import word_verifier
from rag.types import Support

CLAIMS = wild_text(6) | prose()
EVIDENCE = st.lists(wild_text(6) | prose(), max_size=4)


@given(CLAIMS, EVIDENCE)
def test_every_claim_gets_a_verdict_that_agrees_with_itself(
    claim: str, sentences: list[str]
) -> None:
    verdict = word_verifier().judge(claim, sentences)

    assert 0.0 <= verdict.score <= 1.0
    assert (verdict.support is Support.SUPPORTED) == (verdict.score >= WEIGHTS.supported)
    assert (verdict.support is Support.UNSUPPORTED) == (verdict.score < WEIGHTS.partial)
    assert verdict.support is not Support.SUPPORTED or not verdict.problems
    assert verdict.reason


@given(CLAIMS, EVIDENCE)
def test_what_a_verdict_points_at_is_there(claim: str, sentences: list[str]) -> None:
    verdict = word_verifier().judge(claim, sentences)

    whole = " ".join(sentences)
    assert all(span.of(whole) in sentences for span in verdict.quotes)
    assert all(0 <= p.span.start <= p.span.end <= len(claim) and p.note for p in verdict.problems)


@given(CLAIMS)
def test_nothing_is_supported_by_nothing(claim: str) -> None:
    verifier = word_verifier()

    for nothing in ([], [""], ["", "  "], ["…"]):
        assert verifier.judge(claim, nothing).support is Support.UNSUPPORTED


@given(prose())
def test_words_support_themselves(text: str) -> None:
    verdict = word_verifier().judge(text, [text])

    assert (verdict.support, verdict.score) == (Support.SUPPORTED, 1.0)


@given(CLAIMS, EVIDENCE, st.lists(st.tuples(CLAIMS, EVIDENCE), max_size=3))
def test_a_verdict_does_not_depend_on_what_was_judged_before(
    claim: str, sentences: list[str], before: list[tuple[str, list[str]]]
) -> None:
    busy = word_verifier()
    for other, others in before:
        busy.judge(other, others)

    assert busy.judge(claim, sentences) == word_verifier().judge(claim, sentences)


@given(wild_text(), wild_text())
def test_any_question_wants_something_that_any_sentence_has_or_not(
    question: str, sentence: str
) -> None:
    wanted = wanted_by(question)

    assert wanted in Wanted
    assert isinstance(offers(sentence, wanted), bool)
