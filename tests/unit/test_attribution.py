"""After writing: which verbatim sentences stand behind a statement."""

from __future__ import annotations

from builders import article, evidence

from rag.answer.attribution import attribute, quoted, written
from rag.testing import word_verifier
from rag.types import Evidence, Form, Sentence, Span, Support

POST = article("post", outlet="The Post")
STAR = article("star", outlet="The Star")
HURT = evidence("Seven people were hurt on Monday.", 1, of=POST)
ALSO = evidence("On Monday, seven people were hurt at the bridge.", 2, of=STAR)
SHUT = evidence("The bridge was shut.", 3, of=STAR)
VERIFIER = word_verifier()


def at(of: Evidence, ordinal: int, text: str, number: int) -> Evidence:
    """Another sentence of the same article."""
    span = Span(100 * ordinal, 100 * ordinal + len(text))
    return Evidence(number, of.article, Sentence(of.article.id, ordinal, span, text), 0.5)


def test_every_outlet_that_says_it_is_cited() -> None:
    found = attribute("Seven people were hurt.", [HURT, ALSO, SHUT], VERIFIER)

    assert found.evidence == (HURT, ALSO)
    assert found.verdict.support is Support.SUPPORTED


def test_two_sentences_of_one_article_may_stand_behind_a_statement_together() -> None:
    more = at(HURT, 1, "The bridge stays shut until May.", 4)

    found = attribute(
        "Seven people were hurt and the bridge stays shut until May.", [more, HURT], VERIFIER
    )

    assert found.evidence == (HURT, more)


def test_sentences_of_two_articles_are_not_put_together() -> None:
    """They may speak of different bridges."""
    more = evidence("The bridge stays shut until May.", 4, of=STAR)

    found = attribute(
        "Seven people were hurt and the bridge stays shut until May.", [more, HURT], VERIFIER
    )

    assert found.evidence == ()
    assert found.verdict.support is not Support.SUPPORTED


def test_what_nothing_carries_cites_nothing_and_says_why() -> None:
    statement = written(
        "Nine people were hurt.", attribute("Nine people were hurt.", [HURT], VERIFIER)
    )

    assert (statement.form, statement.citations) == (Form.DROPPED, ())
    assert statement.reason == "The source says “Seven people”, not “Nine”."


def test_without_any_evidence_nothing_is_supported() -> None:
    found = attribute("Seven people were hurt.", [], VERIFIER)

    assert (found.evidence, found.verdict.support) == ((), Support.UNSUPPORTED)


def test_a_citation_is_the_whole_sentence_in_its_place() -> None:
    statement = written("Seven were hurt.", attribute("Seven were hurt.", [HURT], VERIFIER))

    (citation,) = statement.citations
    assert citation.article is POST
    assert (citation.quote, citation.span) == (HURT.sentence.text, HURT.sentence.span)


def test_a_quotation_names_each_other_article_once_that_says_the_same() -> None:
    again = at(ALSO, 3, "On Monday, as was said, seven people were hurt.", 5)
    own = at(HURT, 4, "Seven people were hurt on Monday.", 6)

    statement = quoted(HURT, [HURT, ALSO, again, own, SHUT], VERIFIER)

    assert (statement.form, statement.text) == (Form.QUOTED, HURT.sentence.text)
    assert [c.article for c in statement.citations] == [POST, STAR]
