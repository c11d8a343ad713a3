"""An answer as plain text: no sentence without its outlet."""

from __future__ import annotations

from builders import answer, article, citation, evidence, statement

from rag.answer.rendering import DECLINED, answer_text
from rag.types import Form, Standing, Support


def test_each_sentence_carries_its_outlets_with_their_day() -> None:
    star = citation(of=article("a-2", outlet="The Star", published="2026-03-04T10:00:00"))

    text = answer_text(answer(statement("It shut.", citation(), star)))

    assert text == "It shut. (The Harbour Post, 2026-03-02, The Star, 2026-03-04)"


def test_words_of_a_source_stand_between_quotation_marks() -> None:
    text = answer_text(answer(statement("It shut.", citation(), form=Form.QUOTED)))

    assert text == "“It shut.” (The Harbour Post, 2026-03-02)"


def test_what_is_not_known_of_a_source_is_said_to_be_unknown() -> None:
    unknown = citation(of=article(outlet=None, published=None))

    assert answer_text(answer(statement("It shut.", unknown))) == (
        "It shut. (an unnamed outlet, undated)"
    )


def test_two_articles_of_one_outlet_and_day_are_named_once() -> None:
    twice = statement("It shut.", citation(), citation(of=article("a-2")))

    assert answer_text(answer(twice)).count("The Harbour Post") == 1


def test_a_refusal_names_what_was_looked_at() -> None:
    star = article("a-2", outlet="The Star")
    looked_at = [evidence("The mayor spoke.", 1), evidence("It rained.", 2, of=star)]

    text = answer_text(answer(looked_at=looked_at))

    assert text.startswith(DECLINED)
    assert "“The mayor spoke.”" in text
    assert text.endswith("Looked at: The Harbour Post, The Star.")


def test_a_refusal_over_nothing_says_so() -> None:
    assert answer_text(answer()) == f"{DECLINED} Nothing in it bears on the question."


def test_the_standing_follows_from_the_statements() -> None:
    """It is derived, so that it can never say more than they do."""
    good, weak = statement(), statement(support=Support.PARTIAL)

    assert answer(good).standing is Standing.GROUNDED
    assert answer(good, weak).standing is Standing.PARTLY
    assert answer().standing is Standing.DECLINED


def test_outlets_are_named_in_order_of_first_citation_and_once() -> None:
    star = citation(of=article("a-2", outlet="The Star"))
    unnamed = citation(of=article("a-3", outlet=None))
    whole = answer(statement("One.", star), statement("Two.", citation(), star, unnamed))

    assert whole.outlets == ("The Star", "The Harbour Post")
    assert [a.id for a in whole.cited_articles] == ["a-2", "a-1", "a-3"]
