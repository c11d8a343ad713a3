"""The rules on names, quotations, negation, certainty and roles, for whatever they are given."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from strategies import prose, wild_text

from rag.answer.verifying.checks.certainty import surer_than_source, unattributed
from rag.answer.verifying.checks.copying import altered_copy
from rag.answer.verifying.checks.names import wrong_names
from rag.answer.verifying.checks.negation import turned_round
from rag.answer.verifying.checks.quotations import altered_quotations
from rag.answer.verifying.checks.roles import swapped_roles
from rag.answer.verifying.side import Side

RULES = (
    wrong_names, altered_quotations, turned_round, surer_than_source, unattributed, swapped_roles,
    altered_copy,
)  # fmt: skip
_TELLING = st.sampled_from(
    "Roe Lind “ ” ' not never said may will denied from to by than beat Moscow U.S. [ … . ,".split()
)
TEXTS = wild_text(8) | prose() | st.lists(_TELLING, max_size=40).map(" ".join)


@given(TEXTS, TEXTS)
def test_every_finding_points_into_the_claim_and_says_something(claim: str, evidence: str) -> None:
    for rule in RULES:
        for finding in rule(Side(claim), Side(evidence)):
            assert 0 <= finding.span.start < finding.span.end <= len(claim)
            assert finding.note


@given(TEXTS)
def test_a_text_keeps_all_that_it_says_itself(text: str) -> None:
    for rule in (wrong_names, turned_round, swapped_roles):
        assert rule(Side(text), Side(text)) == []


@given(TEXTS, TEXTS)
def test_the_same_question_gets_the_same_answer(claim: str, evidence: str) -> None:
    for rule in RULES:
        assert rule(Side(claim), Side(evidence)) == rule(Side(claim), Side(evidence))
