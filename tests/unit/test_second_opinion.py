"""A language model is asked only where the judge is not sure and no rule objects."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from rag.answer.verifying.second import SecondOpinion
from rag.testing import ScriptedModel
from rag.types import Problem, Span, Support, Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.ports import Pair

EVIDENCE = ("The bridge was shut on Monday after a barge struck it.",)
UNSURE = Verdict(
    Support.PARTIAL, 0.42, (), (Problem("missing", Span(0, 5), "The source does not say it."),)
)
RULED = Verdict(
    Support.PARTIAL, 0.4, (), (Problem("number", Span(0, 5), "The source has another figure."),)
)
SURE = Verdict(Support.SUPPORTED, 0.9, (), ())


class FixedVerifier:
    """Says the same of every pair."""

    def __init__(self, verdict: Verdict) -> None:
        self.verdict = verdict

    def judge(
        self, claim: str, sentences: Sequence[str], *, published: str | None = None
    ) -> Verdict:
        """The fixed verdict."""
        del claim, sentences, published
        return self.verdict

    def judge_all(self, pairs: Sequence[Pair]) -> list[Verdict]:
        """The fixed verdict for each."""
        return [self.verdict for _ in pairs]


@pytest.mark.parametrize(
    ("said", "support"),
    [
        ("yes", Support.SUPPORTED),
        ("no", Support.UNSUPPORTED),
        ("", Support.PARTIAL),
        ("perhaps", Support.PARTIAL),
    ],
)
def test_the_model_decides_where_the_judge_is_not_sure(said: str, support: Support) -> None:
    verifier = SecondOpinion(FixedVerifier(UNSURE), ScriptedModel([said]))

    verdict = verifier.judge("The bridge closed.", EVIDENCE)

    assert verdict.support is support


@pytest.mark.parametrize("first", [RULED, SURE])
def test_the_model_is_not_asked_where_a_rule_objects_or_the_judge_is_sure(first: Verdict) -> None:
    model = ScriptedModel(["yes"])

    verdict = SecondOpinion(FixedVerifier(first), model).judge("The bridge closed.", EVIDENCE)

    assert verdict == first
    assert model.prompts == []


def test_the_model_is_given_the_evidence_and_the_claim() -> None:
    model = ScriptedModel(["yes"])

    SecondOpinion(FixedVerifier(UNSURE), model).judge("The bridge closed.", EVIDENCE)

    asked = model.prompts[0].messages[-1].content
    assert EVIDENCE[0] in asked
    assert "The bridge closed." in asked
