from __future__ import annotations

import numpy as np
import pytest

from rag.ingest.likeness import (
    Likeness,
    Relation,
    Ties,
    compare,
    relate,
    said_again,
    sentence_print,
    shingles,
)

WIRE = "The barge struck the eastern pier of the bridge early on Monday and seven people were hurt."
NO_TIES = Ties(credit=False, headline=False)
CREDIT = Ties(credit=True, headline=False)
HEADLINE = Ties(credit=False, headline=True)


def test_a_trimmed_text_stands_wholly_in_the_longer_one() -> None:
    whole = shingles(WIRE + " Divers will inspect the pier on Tuesday, the fire service said.")

    likeness = compare(shingles(WIRE), whole, 0.0)

    # Every run of the shorter text stands in the longer one, not the other way round.
    assert likeness.copied == 1.0
    assert 0.3 < likeness.whole < 0.9


def test_case_and_punctuation_do_not_make_a_wording_another() -> None:
    assert sentence_print(WIRE) == sentence_print(WIRE.upper().replace(".", "!"))


def test_a_short_sentence_tells_nothing_about_lineage() -> None:
    """The words "The inquiry continues." stand in a thousand articles that share nothing."""
    assert sentence_print("The inquiry continues.") is None


def test_sentences_are_compared_from_both_sides() -> None:
    one = np.eye(4, dtype=np.float32)[:1]
    other = np.eye(4, dtype=np.float32)

    # The one sentence is met wholly; of the four only one is.
    assert said_again(one, other) == said_again(other, one) == 1.0


@pytest.mark.parametrize(
    ("likeness", "ties", "relation"),
    [
        (Likeness(1.0, 0.95, 1.0), NO_TIES, Relation.COPY),
        (Likeness(1.0, 0.4, 1.0), NO_TIES, Relation.REPRINT),
        (Likeness(0.02, 0.01, 0.4), CREDIT, Relation.REWRITE),
        (Likeness(0.02, 0.01, 0.4), NO_TIES, Relation.INDEPENDENT),
        (Likeness(0.02, 0.01, 0.7), NO_TIES, Relation.REWRITE),
        (Likeness(0.02, 0.01, 0.2), HEADLINE, Relation.CORRECTION),
        (Likeness(0.02, 0.01, 0.2), CREDIT, Relation.INDEPENDENT),
        (Likeness(0.0, 0.0, 0.0), HEADLINE, Relation.INDEPENDENT),
    ],
)
def test_a_credit_turns_likeness_of_meaning_into_a_rewrite(
    likeness: Likeness, ties: Ties, relation: Relation
) -> None:
    """Two reports of one event mean much the same; only a credit says that one took it over."""
    assert relate(likeness, ties) is relation
