"""An answer that is kept comes back as it was, whatever stands in it."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from builders import answer, statement
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from strategies import built, wild_text

from rag.answer.record import DIGITS, answer_from_json, answer_json
from rag.sessions.store import SessionStore
from rag.types import (
    Account,
    Answer,
    Article,
    Citation,
    Dispute,
    Evidence,
    Sentence,
    Sourced,
    Span,
    Statement,
)

if TYPE_CHECKING:
    from pathlib import Path

SCORES = st.integers(0, 10**DIGITS).map(lambda n: n / 10**DIGITS)


EXTRA = st.dictionaries(wild_text(2), st.none() | wild_text(2) | st.booleans(), max_size=2)
ARTICLES = st.lists(
    built(Article, extra=EXTRA, origins=st.lists(wild_text(2), max_size=2).map(tuple)),
    min_size=1,
    max_size=3,
    unique_by=lambda article: article.id,
)
SPANS = st.builds(Span, st.integers(0, 999), st.integers(0, 999))


@st.composite
def answers(draw: st.DrawFn) -> Answer:
    """Any answer whose parts speak of the same few articles."""
    known = st.sampled_from(draw(ARTICLES))
    told = st.none() | st.builds(Sourced, wild_text(2), wild_text(2), wild_text(3))
    cited = st.lists(built(Citation, article=known, span=SPANS, sourced=told), max_size=3)
    citations = cited.map(tuple)
    statements = st.lists(built(Statement, score=SCORES, citations=citations), max_size=3).map(
        tuple
    )
    seen = built(Evidence, article=known, score=SCORES, sentence=built_sentence())
    evidence = st.lists(seen, max_size=3).map(
        lambda found: tuple(
            replace(e, sentence=e.sentence._replace(article_id=e.article.id)) for e in found
        )
    )
    accounts = st.builds(Account, wild_text(2), citations, st.integers(0, 9))
    dispute = st.builds(
        Dispute, wild_text(2), wild_text(2), st.lists(accounts, max_size=2).map(tuple)
    )
    parts = {"statements": statements, "dropped": statements, "evidence": evidence}
    made: Answer = draw(built(Answer, **parts, disputes=st.lists(dispute, max_size=2).map(tuple)))
    return made


def built_sentence() -> st.SearchStrategy[Sentence]:
    return st.builds(Sentence, st.just(""), st.integers(0, 99), SPANS, wild_text(3))


@given(answers(), st.integers(0, 9))
@settings(max_examples=50)
def test_an_answer_comes_back_from_json_as_it_was(known: Answer, origins: int) -> None:
    written = json.dumps(answer_json(known, origins))

    assert answer_from_json(json.loads(written)) == known


@given(answers())
@settings(max_examples=25)
def test_what_was_read_back_is_written_the_same(known: Answer) -> None:
    """So a session that is exported, moved and read again never changes by it."""
    first = answer_json(known, 1)

    again = answer_json(answer_from_json(json.loads(json.dumps(first))), 1)

    assert json.dumps(again) == json.dumps(first)


@given(known=answers())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
def test_an_answer_comes_back_from_a_session_as_it_was(known: Answer, tmp_path: Path) -> None:
    store = SessionStore(tmp_path / "sessions.sqlite")

    begun = store.begin(known)
    turn = store.append(begun.id, known)

    assert [each.answer for each in store.turns(begun.id)] == [known, known]
    assert turn.told.question == known.question
    store.close()


@given(st.floats(0, 1))
def test_a_score_comes_back_to_six_digits(score: float) -> None:
    known = answer(replace(statement(), score=score))

    back = answer_from_json(answer_json(known, 0)).statements[0].score

    assert abs(back - score) <= 0.5 * 10**-DIGITS


@pytest.mark.parametrize("damaged", [{}, {"articles": 3}, {"articles": [], "question": "?"}, []])
def test_what_is_no_answer_is_refused(damaged: Any) -> None:
    with pytest.raises(ValueError, match="not an answer"):
        answer_from_json(damaged)
