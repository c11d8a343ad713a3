"""Candidates are ordered by what both arms and their words say, and spread when asked."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.retrieve.candidates import Candidate
from rag.retrieve.ranking import (
    Judged,
    LinearReranker,
    PassageSigns,
    Query,
    SentenceSigns,
    taken_apart,
)
from rag.retrieve.spreading import REPEATED, SHARED, spread_over
from rag.types import Article, Passage, Span, Spread
from rag.words import stems

ARTICLE = Article(
    "a", "The Post", None, None, None, None, None, None, (), None, 0, "0" * 64, None
)  # fmt: skip


def candidate(
    text: str, *, article: str = "a", outlet: str = "The Post", cosine: float = 0.5,
    lineage: str | None = None, origins: tuple[str, ...] = (), **places: int,
) -> Candidate:  # fmt: skip
    passage = Passage(f"{article}-{text}", article, text, Span(0, len(text)), 0, 0)
    about = replace(ARTICLE, id=article, outlet=outlet, lineage=lineage, origins=origins)
    return Candidate(passage, about, (passage.span,), (stems(text),), cosine, (cosine,), places, {})


def query(text: str) -> Query:
    return taken_apart(text, lambda _: {}, 100)


def judged(score: float, found: Candidate) -> Judged:
    return Judged(found, score, PassageSigns(*[0.0] * 9), (0.0,), (SentenceSigns(*[0.0] * 11),))


def test_the_signs_of_a_passage_are_those_worked_out_by_hand() -> None:
    asked = Query({"bridg": 3.0, "close": 1.0}, {}, frozenset(), 4.0)
    words = "bridge " * 1 + "over the river is old"

    (found,) = LinearReranker().judged(asked, [candidate(words, cosine=0.4, dense=3)])

    # One "bridge" among 6 words, usual passage 70: 3 * 2.2 / (1 + 1.2 * (0.25 + 0.75 * 6 / 70))
    gained = 3.0 * 2.2 / (1 + 1.2 * (0.25 + 0.75 * 6 / 70))
    assert found.signs.lexical == pytest.approx(gained / (4.0 * 2.2))
    assert found.signs.covered == pytest.approx(0.75)
    assert found.signs.cosine == pytest.approx(0.4)
    assert found.signs.dense_place == pytest.approx(1 / 8)
    assert found.signs.lexical_place == 0.0


def test_a_passage_with_the_words_comes_before_one_without() -> None:
    found = LinearReranker().judged(
        query("When does Sallow Bridge reopen?"),
        [
            candidate("The market opens at nine.", article="b", dense=1),
            candidate("Sallow Bridge reopens in April.", article="a", dense=2, lexical=1),
        ],
    )

    assert [one.candidate.article.id for one in found] == ["a", "b"]


def test_an_article_is_known_by_all_its_candidates_together() -> None:
    """A claim about one thing is often told over two passages of its page."""
    one, two = candidate("Sallow Bridge is old."), candidate("It reopens in April.", cosine=0.1)

    found = LinearReranker().judged(query("Sallow Bridge reopens"), [one, two])

    assert {round(f.signs.article_covered, 3) for f in found} == {1.0}
    assert {f.signs.article_cosine for f in found} == {0.5}


@given(
    st.lists(st.text(max_size=60), max_size=8),
    st.text(max_size=60),
    st.floats(-1, 1),
)
def test_scores_are_probabilities_and_nothing_is_lost(
    texts: list[str], asked: str, cosine: float
) -> None:
    given_ = [candidate(t, article=str(n), cosine=cosine) for n, t in enumerate(texts)]

    found = LinearReranker().judged(query(asked), given_)

    assert sorted(f.candidate.article.id for f in found) == sorted(c.article.id for c in given_)
    assert all(0 <= f.score <= 1 for f in found)
    assert all(0 <= score <= 1 for f in found for score in f.sentence_scores)
    assert [f.score for f in found] == sorted((f.score for f in found), reverse=True)


def test_reprints_make_room_for_the_one_other_voice() -> None:
    reprints = [
        judged(0.9 - n / 100, candidate("The pier cracked on Monday.", article=f"r{n}"))
        for n in range(5)
    ]
    other = judged(0.6, candidate("Divers saw no damage to the pier.", article="o"))

    found = spread_over([*reprints, other], Spread.NONE, limit=3)

    assert [one.candidate.article.id for one, _ in found] == ["r0", "o", "r1"]
    assert found[2][1] == pytest.approx(0.89 * REPEATED)


def test_hits_are_spread_over_origins_however_many_outlets_carry_them() -> None:
    wire = [
        judged(0.9 - n / 100, candidate(f"Wording {n} of the wire's report on pier {n}.",
               article=f"w{n}", outlet=f"Outlet {n}", origins=("Coastal Wire",)))
        for n in range(3)
    ]  # fmt: skip
    own = judged(0.7, candidate("Divers saw no damage.", article="own", outlet="Quay Radio"))

    by_origin = spread_over([*wire, own], Spread.ORIGINS, limit=4)
    by_outlet = spread_over([*wire, own], Spread.OUTLETS, limit=4)

    assert [one.candidate.article.id for one, _ in by_origin] == ["w0", "own", "w1", "w2"]
    assert by_origin[2][1] == pytest.approx(0.89 * SHARED)
    assert [one.candidate.article.id for one, _ in by_outlet] == ["w0", "w1", "w2", "own"]


@given(st.lists(st.floats(0, 1), max_size=12), st.sampled_from(Spread), st.integers(1, 15))
def test_spreading_only_changes_the_order(scores: list[float], by: Spread, limit: int) -> None:
    ranked = [
        judged(s, candidate(f"Sentence about thing {n % 3}.", article=str(n % 4)))
        for n, s in enumerate(sorted(scores, reverse=True))
    ]

    found = spread_over(ranked, by, limit=limit)

    assert len(found) == min(limit, len(ranked))
    assert len({id(one) for one, _ in found}) == len(found)
    left = [score for _, score in found]
    assert left == sorted(left, reverse=True)
