"""Tokens, folding and stems: what search and check agree on calling the same word."""

from __future__ import annotations

from threading import Thread

import pytest

from rag.words import content, fold, stem, tokens


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The mayor's men didn’t go.", ["The", "mayor's", "men", "didn’t", "go"]),
        ("It cost 1,200.50 at 10:30", ["It", "cost", "1,200.50", "at", "10:30"]),
        ("the U.S. and 20%", ["the", "U.S", "and", "20"]),
        ("a-b c_d", ["a", "b", "c", "d"]),
        ("Zürich—Łódź", ["Zürich", "Łódź"]),
        ("…!?", []),
    ],
)
def test_a_text_is_cut_into_words_and_numbers(text: str, expected: list[str]) -> None:
    assert [token.text for token in tokens(text)] == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("negotiations", "Negotiating"),
        ("Élysée", "elysee"),
        ("Putin’s", "Putin"),
        ("workers'", "worker"),
        ("Straße", "STRASSE"),
        ("ships", "ship"),
    ],
)
def test_forms_of_one_word_share_a_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@pytest.mark.parametrize(("one", "other"), [("Putin", "Rubio"), ("1.2", "12"), ("shut", "shot")])
def test_different_words_keep_different_stems(one: str, other: str) -> None:
    assert stem(one) != stem(other)


def test_quotation_marks_and_accents_are_folded_away() -> None:
    assert fold("“Zelenskyy’s”") == '"zelenskyy\'s"'
    assert fold("CAFÉ") == "cafe"


def test_small_words_carry_no_meaning_and_numbers_do() -> None:
    assert [t.text for t in content("What did the 40 men say about it?")] == ["40", "men"]


def test_names_and_numbers_are_told_by_how_they_are_written() -> None:
    (lee, has, forty) = tokens("Lee has 40")

    assert (lee.is_name, has.is_name, forty.is_number) == (True, False, True)


def test_threads_may_stem_at_the_same_time() -> None:
    """The interface searches in a worker while the encoder warms up in another."""
    found: list[set[str]] = []
    words = [f"negotiat{ending}" for ending in ("ing", "ed", "es", "ion", "ions")]

    def work() -> None:
        found.append({stem.__wrapped__(word) for word in words for _ in range(300)})

    threads = [Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert found == [{"negoti"}] * 4
