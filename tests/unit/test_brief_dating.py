"""On which day a sentence says that something happened."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.brief.dating import Sentence, when

MONDAY = date(2026, 3, 2)


def told(text: str, published: date | None = MONDAY, *before: str, is_live: bool = False) -> object:
    found = when(Sentence(text, published, is_live), before)
    return found and (found.day, found.clock, found.precision, found.is_ahead)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Monday's paper: "on Monday" is today, "on Sunday" is yesterday.
        ("A barge struck the pier on Monday.", ("2026-03-02", None, "day", False)),
        ("A barge struck the pier on Sunday.", ("2026-03-01", None, "day", False)),
        ("It struck at 6.42 a.m. on Sunday.", ("2026-03-01", "06:42", "minute", False)),
        ("Divers will inspect the pier on Tuesday.", ("2026-03-03", None, "day", True)),
        ("Talks are to begin at 9 a.m. on Sunday.", ("2026-03-08", "09:00", "minute", True)),
        ("The old gate was replaced on 6 February.", ("2026-02-06", None, "day", False)),
        ("The alarm was disconnected in January.", ("2026-01", None, "month", False)),
        ("The gate was ordered in December.", ("2025-12", None, "month", False)),
        ("Work is to begin in May.", ("2026-05", None, "month", True)),
        ("The wall was built in 1978.", ("1978", None, "year", False)),
        ("La péniche a heurté le pont dimanche matin.", ("2026-03-01", None, "day", False)),
    ],
)
def test_the_tense_says_on_which_side_of_publication_a_day_lies(
    text: str, expected: tuple[object, ...]
) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The bridge carries 14,000 vehicles a day.",
        "The bridge stays shut until Wednesday.",
        "Some 1,800 people had left by 4 p.m.",
        "They will be connected by 9 p.m. on Tuesday.",
        "Kestrin, who led the strike that ended on Sunday, washed pans.",
        'The mayor said: "We met on Sunday and we will meet again."',
        "A total of 62 sailings were cancelled between 1 and 2 March.",
        "",
        "\u202e\x00",
    ],
)
def test_a_bound_an_aside_and_a_quotation_date_nothing(text: str) -> None:
    assert told(text) is None


def test_the_main_clause_goes_on_after_one_that_describes() -> None:
    found = told("The schools that closed after the flood will open again on Monday 30 March.")

    assert found == ("2026-03-30", None, "day", True)


def test_what_was_said_on_a_day_is_dated_by_what_happened_where_both_stand() -> None:
    found = told("The council met on Saturday, the mayor said on Sunday.")

    assert found == ("2026-02-28", None, "day", False)


def test_a_time_of_day_takes_its_day_from_the_sentences_before() -> None:
    found = told("The wall gave way at 4.35 a.m.", MONDAY, "A storm came on Sunday.", "It was wet.")

    assert found == ("2026-03-01", "04:35", "minute", False)


def test_a_day_that_lies_further_back_gives_none_to_a_time_of_day() -> None:
    """`It had given 1,800 on Saturday.` says nothing of the briefing that the next one tells of."""
    found = told(
        "He spoke at noon.", MONDAY, "It rained on Sunday.", "It had given a figure on Saturday."
    )

    assert found == ("2026-03-01", "12:00", "minute", False)


def test_an_entry_of_a_live_page_has_the_hour_that_it_begins_with() -> None:
    assert told("**07.25** Police say two are hurt.", is_live=True) == (
        "2026-03-02", "07:25", "minute", False,
    )  # fmt: skip
    assert told("**07.25** Police say two are hurt.") is None


def test_without_a_day_of_publication_only_the_words_are_known() -> None:
    found = when(Sentence("Kushner met negotiators in Miami on a Friday.", None))

    assert found is not None
    assert (found.day, found.precision, found.words) == (None, "stated", "Friday")


def test_a_year_needs_no_day_of_publication() -> None:
    assert told("Moscow annexed Crimea in 2014.", None) == ("2014", None, "year", False)


@given(
    st.dates(date(1990, 1, 1), date(2090, 1, 1)),
    st.sampled_from("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()),
)
def test_a_weekday_in_the_past_tense_lies_in_the_week_up_to_publication(
    published: date, weekday: str
) -> None:
    found = when(Sentence(f"The council met on {weekday}.", published))

    assert found is not None
    assert found.day is not None
    day = date.fromisoformat(found.day)
    assert timedelta(0) <= published - day < timedelta(7)
    assert day.strftime("%A") == weekday


@given(st.text(max_size=200), st.none() | st.dates(), st.lists(st.text(max_size=60), max_size=3))
def test_no_text_makes_it_fail(text: str, published: date | None, before: list[str]) -> None:
    found = when(Sentence(text, published, is_live=True), before)

    assert found is None or found.words in text or found.day is not None
