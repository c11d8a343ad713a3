"""Words of time become days of publication only where they speak of now."""

from __future__ import annotations

from datetime import date
from time import process_time

import pytest

from rag.retrieve.when import read_time

WEDNESDAY = date(2026, 3, 18)

READ = {
    "What did the mayor say last week?": ("2026-03-09", "2026-03-16"),
    "What did the mayor say in the last week?": ("2026-03-11", "2026-03-19"),
    "What was decided yesterday evening?": ("2026-03-17", "2026-03-18"),
    "Who was hurt today?": ("2026-03-18", "2026-03-19"),
    "Who was hurt this week?": ("2026-03-16", "2026-03-19"),
    "Who was hurt last weekend?": ("2026-03-14", "2026-03-16"),
    "What burned last month?": ("2026-02-01", "2026-03-07"),
    "How much rain fell so far this year?": ("2026-01-01", None),
    "What profit did the port make last year?": ("2025-01-01", None),
    "Which ships came in the past three days?": ("2026-03-15", "2026-03-19"),
    "Which ships came over the last couple of weeks?": ("2026-03-04", "2026-03-19"),
    "Which ships came two days ago?": ("2026-03-16", "2026-03-17"),
    "Which ships came last Friday?": ("2026-03-13", "2026-03-14"),
    "How many have left since Friday?": ("2026-03-13", None),
    "How many have left since Wednesday?": ("2026-03-11", None),
    "How many have left since last month?": ("2026-02-01", None),
    "How many have left since the weekend?": ("2026-03-14", None),
    "Who called between Monday and Wednesday?": ("2026-03-09", "2026-03-12"),
    "last week's vote": ("2026-03-09", "2026-03-16"),
    "What has been reported since 3 May 2025?": ("2025-05-03", None),
    "What has been reported since 3 May?": ("2025-05-03", None),
    "Since 3 March, who has left?": ("2026-03-03", None),
    "articles before 4 May 2025": (None, "2025-05-03"),
    "What was published until 12 February 2026?": (None, "2026-02-12"),
    "What was known before Monday?": (None, "2026-03-15"),
    "news published since January": ("2026-01-01", None),
}

LEFT = [
    "Who has been at war since 2014?",
    "How many have fled since 2022?",
    "What happened on 12 May?",
    "How many died in 2014?",
    "Who must leave before Monday?",
    "Who was mayor until last week?",
    "Were there more fires than last year?",
    "What happened in the last week of the strike?",
    "What did USA Today say?",
    "What is in this year's budget?",
    "Who said “we will sail last week” to the crew?",
    "What is known of the war that has lasted since 24 February 2022?",
    "what may be said on the march in may",
    "How many demonstrators took part in the protest on Friday?",
    "What will open next week?",
    "What happened half past three days on?",
    "What was published between 3 and 6 May?",
    "Que s'est-il passé ?",
]


@pytest.mark.parametrize(("question", "days"), READ.items())
def test_words_that_speak_of_now_are_read_as_days(
    question: str, days: tuple[str | None, str | None]
) -> None:
    reading = read_time(question, WEDNESDAY)

    found = [day and day.isoformat() for day in (reading.since, reading.until)]
    assert found == list(days)


@pytest.mark.parametrize("question", LEFT)
def test_the_time_of_an_event_stays_words_of_the_question(question: str) -> None:
    reading = read_time(question, WEDNESDAY)

    assert (reading.text, reading.filters, reading.note) == (question, False, None)


def test_the_words_are_taken_out_of_what_is_searched_and_named_to_the_reader() -> None:
    reading = read_time("Since Friday, how many were hurt in the harbour?", WEDNESDAY)

    assert reading.text == "how many were hurt in the harbour?"
    assert reading.words == ("Since Friday",)
    assert reading.note == "Read “Since Friday” as published on 13 March 2026 or later."


def test_words_of_time_alone_stay_what_is_searched_within_their_days() -> None:
    reading = read_time("last week?", WEDNESDAY)

    assert (reading.text, reading.filters) == ("last week?", True)


def test_a_day_that_does_not_exist_is_said_and_not_read() -> None:
    reading = read_time("What has been reported since 31 February?", WEDNESDAY)

    assert (reading.text, reading.filters) == ("What has been reported since 31 February?", False)
    assert reading.note == "There is no such day as “since 31 February”; it was not read."


def test_days_that_contradict_each_other_are_said_and_not_read() -> None:
    reading = read_time("news since yesterday and published before last week", WEDNESDAY)

    assert not reading.filters
    assert "contradict each other" in (reading.note or "")


def test_two_expressions_narrow_each_other() -> None:
    reading = read_time("Since Friday, what was said yesterday?", WEDNESDAY)

    assert (reading.since, reading.until) == (date(2026, 3, 17), date(2026, 3, 18))


def test_spans_of_years_beyond_the_calendar_are_left_alone() -> None:
    reading = read_time("What happened in the past 9999 years?", WEDNESDAY)

    assert not reading.filters


@pytest.mark.parametrize(
    "words", ["since ", "last week ", "past ", "“", '"a ', "between Monday and ", " ", "1 May "]
)
def test_a_hundred_thousand_characters_are_read_in_a_moment(words: str) -> None:
    question = words * (100_000 // len(words))
    begun = process_time()

    reading = read_time(question, WEDNESDAY)

    assert process_time() - begun < 2
    assert len(reading.text) > 90_000


@pytest.mark.parametrize("question", ["", " ", "?", "\x00\x1b[31m", "\u202eصباح الخير", "🦊"])
def test_what_holds_no_words_of_time_is_given_back(question: str) -> None:
    assert read_time(question, WEDNESDAY).text == question
