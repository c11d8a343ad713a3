"""Author, outlet, date and place as the article states them, and nothing more."""

from __future__ import annotations

import pytest

from rag.ingest.bylines import Bylines, Credit, find_bylines, read_byline, read_dateline
from rag.ingest.stated_dates import complete_date, without_date

TEXT = "The bridge will stay shut for weeks, the mayor of the town said."


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        (
            "By Mirela Tonsk, Joren Abel and John Irish",
            ("Mirela Tonsk", "Joren Abel", "John Irish"),
        ),
        ("By MIRELA TONSK", ("Mirela Tonsk",)),
        ("EXCLUSIVE by Mick Delacroix", ("Mick Delacroix",)),
        ("By Noor Adeyle in Vask and Casimir Holt", ("Noor Adeyle", "Casimir Holt")),
        ("By Jo Lee, Courts Correspondent", ("Jo Lee",)),
        ("By Dr. Ludwig van der Berg", ("Ludwig van der Berg",)),
        ("By Piers Haddow • 18 June 2025", ("Piers Haddow",)),
        ("Von Thaddäus Kern", ("Thaddäus Kern",)),
        ("Par Maëlle Tourvieux avec AFP", ("Maëlle Tourvieux",)),
        ("Автор: Игнат Лодейников", ("Игнат Лодейников",)),
        ("By The Associated Press", ()),
    ],
)
def test_a_byline_gives_its_people(line: str, authors: tuple[str, ...]) -> None:
    found = read_byline(line)

    assert found is not None
    assert found.authors == authors


def test_an_agency_in_a_byline_is_an_outlet_and_no_author() -> None:
    assert read_byline("Par Maëlle Tourvieux avec AFP") == (("Maëlle Tourvieux",), ("AFP",))
    assert read_byline("By The Associated Press") == ((), ("AP",))


@pytest.mark.parametrize(
    "line",
    [
        "By Monday the water had gone.",
        "By then",
        "Von den Alpen bis zur See",
        "By Staff Reporter",
        "Mirela Tonsk",
        "By " + "Mirela Tonsk, " * 40,
    ],
)
def test_what_only_begins_like_a_byline_is_none(line: str) -> None:
    assert read_byline(line) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("WASHINGTON/PARIS – U.S. officials", ("WASHINGTON/PARIS", None, None)),
        ("PORT MERROW (Coastal Wire) - A barge", ("PORT MERROW", "Coastal Wire", None)),
        ("KYIV, March 3 (Reuters) - The city", ("KYIV", "Reuters", None)),
        ("PLANO, Tessaria (Reuters) - The", ("PLANO, Tessaria", "Reuters", None)),
        ("Oderlingen (dpa/tmn) - Taucher", ("Oderlingen", "dpa", None)),
        ("PARIS, 3 mars 2026 (AFP) - Le", ("PARIS", "AFP", "2026-03-03")),
        ("KARSHOLM, Sept. 30, 2025 /BrightWire/ -- N", ("KARSHOLM", "BrightWire", "2025-09-30")),
        ("МОСКВА, 3 марта. /ТАСС/. Совет", ("МОСКВА", "ТАСС", None)),
        ("МОСКВА, 3 мар — РИА Новости. Совет", ("МОСКВА", "РИА Новости", None)),
    ],
)
def test_a_dateline_gives_place_agency_and_a_whole_date_only(
    text: str, expected: tuple[str, str | None, str | None]
) -> None:
    found = read_dateline(text)

    assert found is not None
    place, agency, published = expected
    assert (found.place.startswith(place.split(",")[0]), found.agency, found.published) == (
        True, agency, published,
    )  # fmt: skip
    assert text.startswith(found.words)


@pytest.mark.parametrize(
    "text",
    [
        "Nobody – not even the mayor – knew.",
        "NATO – the alliance – said no.",
        "He said (after a pause) - that it was late.",
        "LONDON was dark.",
        "",
    ],
)
def test_a_dash_does_not_make_a_dateline(text: str) -> None:
    assert read_dateline(text) is None


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("Published 3 March 2026, 14:05", "2026-03-03T14:05"),
        ("Mar. 3, 2026 2:05 p.m. ET", "2026-03-03T14:05"),
        ("Friday March 13 2026, 12.01am", "2026-03-13T00:01"),
        ("Stand: 05.03.2026, 16:20 Uhr Erstellt: 04.03.2026, 11:02 Uhr", "2026-03-04T11:02"),
        ("PUBLISHED: 28 February 2026 | UPDATED: 1 March 2026", "2026-02-28"),
        ("Publié le mardi 3 mars 2026 à 18h27", "2026-03-03T18:27"),
        ("3 de marzo de 2026", "2026-03-03"),
        ("16 апреля 2026, 12:40", "2026-04-16T12:40"),
        ("2026-03-03", "2026-03-03"),
        ("25/12/2025", "2025-12-25"),
        ("12/25/2025", "2025-12-25"),
        ("Updated 5 March 2026", None),
        ("06/12/2025", None),
        ("31.02.2026", None),
        ("December 19", None),
        ("Wednesday", None),
        ("2 hours ago", None),
    ],
)
def test_a_date_counts_only_when_day_month_and_year_are_stated(line: str, date: str | None) -> None:
    assert complete_date(line) == date


def test_a_line_that_is_only_a_date_has_nothing_besides() -> None:
    assert without_date("Posted on Tuesday 3 March 2026 at 14:05") == ""
    assert without_date("Updated 2 hours ago") == ""
    assert without_date("The march on 3 March drew a crowd") not in {"", None}
    assert without_date("Nobody knows") is None


def test_every_value_comes_with_its_words() -> None:
    credited = [
        Credit("A Message from The Harbour Post:", "appeal"),
        Credit("By Mirela Tonsk and Joren Abel", "byline"),
        Credit("Published 3 March 2026", "date"),
    ]

    found = find_bylines("KYIV, March 3 (Reuters) - The city was dark.", credited)

    assert found.author is not None
    assert found.author[:2] == ("Mirela Tonsk, Joren Abel", "By Mirela Tonsk and Joren Abel")
    assert found.outlet == ("The Harbour Post", credited[0].text, "its appeal to readers")
    assert found.published == ("2026-03-03", "Published 3 March 2026", "date line")
    assert found.agency == ("Reuters", "KYIV, March 3 (Reuters) -", "dateline")
    assert found.place is not None
    assert found.place.value == "KYIV"


@pytest.mark.parametrize(
    "line",
    ["Runa Halcro · Wednesday 7 May 2025 16:30", "Wednesday 7 May 2025 16:30 By Runa Halcro"],
)
def test_a_name_beside_a_date_is_a_byline(line: str) -> None:
    found = find_bylines(TEXT, [Credit(line, "byline")])

    assert found.author is not None
    assert found.published is not None
    assert (found.author.value, found.published.value) == ("Runa Halcro", "2025-05-07T16:30")


@pytest.mark.parametrize(
    ("line", "outlet"),
    [
        ("© 2026 The Harbour Post. All rights reserved.", "The Harbour Post"),
        ("Copyright 2026 The Associated Press.", None),
        ("© 2026 Ottar Quennell", None),
        ("© dpa-infocom, dpa:260303-99-114532/2", None),
    ],
)
def test_a_copyright_line_names_an_outlet_but_not_by_an_agency(
    line: str, outlet: str | None
) -> None:
    found = find_bylines(TEXT, [Credit(line, "copyright")])

    assert (found.outlet.value if found.outlet else None) == outlet


@pytest.mark.parametrize(
    "line", ["A message from our sponsor", "A message from Mirela Tonsk", "Dear readers,"]
)
def test_an_appeal_that_names_no_outlet_leaves_it_unknown(line: str) -> None:
    assert find_bylines(TEXT, [Credit(line, "appeal")]).outlet is None


def test_what_is_said_to_an_outlet_does_not_name_the_articles_own() -> None:
    text = "The mayor told The Harbour Post on Wednesday that she would stay, on December 19."

    assert find_bylines(text) == Bylines()
