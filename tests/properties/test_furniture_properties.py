"""Whatever the text: nothing goes without trace, and what was parted once stays parted."""

from __future__ import annotations

import time
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import prose, wild_text

from rag.ingest.bylines import Credit, find_bylines
from rag.ingest.cleaning import clean_text
from rag.ingest.furniture import strip
from rag.ingest.origins import CHOSEN_AT, find_origins
from rag.ingest.outlets import canonical, key_of, shipped
from rag.ingest.stated_dates import complete_date, without_date

LINES = (
    "World Politics Sport", "Barge hits Sallow Bridge", "Barge hits Sallow Bridge, Reuters reports",
    "Barge hits bridge Exclusive by Reuters", "By Mirela Tonsk and Joren Abel", "3 March 2026",
    "Published 3 March 2026, 14:05", "Commuters face a long detour after the…",
    "Commuters face a long detour after the collision, the city says.", "16:40", "News Feed",
    "Coach resigns after defeat", "20.02.2026 23:36 Sport", "Most read", "3 Comments",
    "Read more: Mayor defends trip", "Share on Facebook", "Sign up for our newsletter", "(dpa/tke)",
    "Source: Coastal Wire", "Two tugs. Photo: Jo Field/Reuters", "A Message from The Harbour Post:",
    "Dear readers,", "We need your support for our work.", "Remind me later.", "© 2026 Reuters",
    "This text was generated from an agency feed without changes.", "Why the tower?", "“Never.”",
    "KYIV, March 3 (Reuters) - The city was dark for a second night on Monday, it said.",
    "It was late, the mayor told the Harbour Post in an interview on Monday.", "", " ",
)  # fmt: skip


def pages() -> st.SearchStrategy[str]:
    """Pages put together from real kinds of lines, and from lines of any kind."""
    line = st.sampled_from(LINES) | prose() | wild_text(3)
    return st.lists(line, max_size=30).map("\n".join)


@given(pages(), st.none() | st.sampled_from(LINES))
def test_every_line_stands_in_the_text_or_among_the_removed_exactly_once(
    text: str, title: str | None
) -> None:
    found = strip(text, title=title)

    kept = [line for line in found.text.split("\n") if line.strip()]
    gone = [line.text for line in found.removed]
    assert Counter(kept + gone) == Counter(line for line in text.split("\n") if line.strip())
    assert all(line.reason for line in found.removed)


@given(pages(), st.none() | st.sampled_from(LINES))
def test_what_was_parted_once_has_nothing_more_to_part(text: str, title: str | None) -> None:
    once = strip(text, title=title)

    again = strip(once.text, title=once.title)

    assert again.removed == ()
    assert (again.text, again.title) == (once.text, once.title)


@given(pages())
def test_a_text_with_words_never_becomes_empty_and_its_order_is_kept(text: str) -> None:
    found = strip(text)

    assert bool(found.text.strip()) == bool(text.strip())
    place = iter(text.split("\n"))
    assert all(line in place for line in found.text.split("\n") if line.strip())


@given(pages())
def test_the_cleaned_text_stays_cleaned(text: str) -> None:
    found = strip(clean_text(text))

    assert clean_text(found.text).split() == found.text.split()


@given(wild_text(20), st.lists(st.builds(Credit, wild_text(4), st.sampled_from(
    ["byline", "signature", "source", "headline", "date", "appeal", "copyright"]
)), max_size=4), st.none() | wild_text(3))  # fmt: skip
def test_reading_bylines_and_origins_never_fails_and_quotes_what_stands_there(
    text: str, credited: list[Credit], outlet: str | None
) -> None:
    stated = find_bylines(text, credited)
    origins = find_origins(text, credited, outlet=outlet, title=text[:80])

    said = [text, *(credit.text for credit in credited)]
    values = (stated.author, stated.outlet, stated.published, stated.place, stated.agency)
    assert all(any(value.words in one for one in said) for value in values if value)
    for origin in origins:
        assert origin.weight >= CHOSEN_AT
        assert outlet is None or not shipped().same(origin.name, outlet)
        for mention in origin.mentions:
            assert mention.span is None or mention.span.of(text) == mention.words


@given(wild_text(4))
def test_a_name_is_settled_at_once(name: str) -> None:
    assert canonical(canonical(name)) == canonical(name)
    assert key_of(canonical(name)) == key_of(canonical(name).upper().lower())


@given(wild_text(4) | st.dates().map(str) | st.text("0123456789./-: ", max_size=20))
def test_a_date_is_a_day_of_the_calendar_or_none(line: str) -> None:
    found = complete_date(line)

    assert found is None or without_date(line[:160]) is not None


@pytest.mark.parametrize(
    "line",
    [
        "By John Smith\n",
        "News Feed\nA b c d\n",
        "Share on Facebook\n",
        "A.A.A. / ",
        "told A ",
        "© ",
    ],
)
def test_a_text_made_to_take_long_does_not(line: str) -> None:
    """Seconds of the processor: many times what it takes, far below what squares would take."""
    text = "The bridge will stay shut for weeks, the mayor said.\n" + line * 20_000
    begun = time.process_time()

    found = strip(text)
    find_origins(found.text, found.credits)

    assert time.process_time() - begun < 30
