"""The pure parts of the search: query syntax, what a question wants."""

from __future__ import annotations

import pytest

from rag.retrieve.lexical import match_expression
from rag.retrieve.questions import Wanted, offers, wanted_by


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("bridge closed", '"bridge" OR "closed"'),
        ('the "bridge closed" today', '"bridge closed" OR "bridge" OR "closed" OR "today"'),
        ("“bridge closed”", '"bridge closed" OR "bridge" OR "closed"'),
        ("bridge bridge", '"bridge"'),
        ("what is it", '"what" OR "is" OR "it"'),
        ('bridge AND NOT title:"x*" NEAR(a b)', None),
        ("?!* ( ^", ""),
        ("", ""),
    ],
)
def test_a_query_becomes_words_and_phrases(query: str, expected: str | None) -> None:
    expression = match_expression(query)

    if expected is None:
        assert all(part.startswith('"') and part.endswith('"') for part in expression.split(" OR "))
    else:
        assert expression == expected


def test_a_very_long_query_is_cut_to_its_first_words() -> None:
    assert match_expression(" ".join(f"word{n}" for n in "abcdefgh" * 100)).count(" OR ") < 40
    assert (
        match_expression(" ".join(chr(97 + n % 26) * (n + 2) for n in range(99))).count("OR") == 39
    )


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("How many people were injured?", Wanted.NUMBER),
        ("How old is the bridge?", Wanted.AGE),
        ("How much will the repair cost?", Wanted.MONEY),
        ("When did the bridge reopen?", Wanted.TIME),
        ("On which day was it shut?", Wanted.TIME),
        ("Who was on the bus?", Wanted.PERSON),
        ("What did the mayor say about it?", Wanted.WORDS),
        ("Why was the bridge shut?", Wanted.ANYTHING),
        ("Combien de blessés ?", Wanted.NUMBER),
        ("", Wanted.ANYTHING),
    ],
)
def test_a_question_says_what_kind_of_thing_it_wants(question: str, wanted: Wanted) -> None:
    assert wanted_by(question) is wanted


@pytest.mark.parametrize(
    ("sentence", "wanted", "expected"),
    [
        ("Seven people were injured.", Wanted.NUMBER, True),
        ("Nobody was injured.", Wanted.NUMBER, True),
        ("People were injured.", Wanted.NUMBER, False),
        ("It cost 40 million euros.", Wanted.MONEY, True),
        ("It cost a lot of euros.", Wanted.MONEY, False),
        ("It reopened on Tuesday.", Wanted.TIME, True),
        ("It reopened.", Wanted.TIME, False),
        ("It was Callum Dray.", Wanted.PERSON, True),
        ("The police came.", Wanted.PERSON, True),
        ("It was raining.", Wanted.PERSON, False),
        ("“No,” he said.", Wanted.WORDS, True),
        ("The pier moved.", Wanted.WORDS, False),
        ("The pier moved.", Wanted.ANYTHING, True),
    ],
)
def test_a_sentence_offers_a_kind_of_thing_or_not(
    sentence: str, wanted: Wanted, *, expected: bool
) -> None:
    assert offers(sentence, wanted) is expected
