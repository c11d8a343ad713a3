"""One name for each outlet, and what a person's own table adds."""

from __future__ import annotations

from pathlib import Path

import pytest

from rag.errors import ConfigInvalid
from rag.ingest.outlets import (
    canonical,
    is_short_form,
    key_of,
    load_outlets,
    looks_like_outlet,
    shipped,
)


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("REUTERS", "Reuters"),
        ("reuters.com", "Reuters"),
        ("https://uk.reuters.com/world/europe?x=1", "Reuters"),
        ("Thomson Reuters", "Reuters"),
        ("(Reuters)", "Reuters"),
        ("NBC", "NBC News"),
        ("www.nbcnews.com", "NBC News"),
        ("The Associated Press", "AP"),
        ("A.P.", "AP"),
        ("Agence France-Presse", "AFP"),
        ("Deutsche Presse-Agentur", "dpa"),
        ("New York Times", "The New York Times"),
        ("NYT", "The New York Times"),
        ("Moscow Times", "The Moscow Times"),
        ("el pais", "El País"),
        ("F.A.Z.", "Frankfurter Allgemeine Zeitung"),
        ("РИА Новости", "RIA Novosti"),
        ("bbc.co.uk", "BBC"),
    ],
)
def test_every_spelling_of_a_known_outlet_is_one_name(given: str, name: str) -> None:
    assert canonical(given) == name


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("  The  Harbour\nPost ", "The Harbour Post"),
        ("“Coastal Wire”,", "Coastal Wire"),
        ("tidewatch.example", "tidewatch.example"),
        ("notreuters.com", "notreuters.com"),
        ("reuters.com.example", "reuters.com.example"),
        ("\x1b[31mRed\x1b[0m Post", "Red Post"),
        ("", ""),
    ],
)
def test_an_unknown_name_is_tidied_and_stays(given: str, name: str) -> None:
    assert canonical(given) == name


def test_every_name_of_the_table_is_its_own_and_no_alias_has_two_owners() -> None:
    import tomllib

    path = Path(__file__).parents[2] / "rag" / "ingest" / "outlets.toml"
    rows = tomllib.loads(path.read_text(encoding="utf-8"))["outlet"]
    owners: dict[str, set[str]] = {}
    for row in rows:
        for spelling in (row["name"], *row.get("aliases", ()), *row["domains"]):
            owners.setdefault(key_of(spelling), set()).add(row["name"])

    assert len(rows) >= 80
    assert [names for names in owners.values() if len(names) > 1] == []
    assert [row["name"] for row in rows if canonical(row["name"]) != row["name"]] == []


@pytest.mark.parametrize(
    ("said", "own", "same"),
    [
        ("the Courier", "Northbank Courier", True),
        ("La Gazette", "La Gazette du Port", True),
        ("Meridian", "Meridian Newswire", True),
        ("The Times", "The New York Times", True),
        ("Harbour Post", "The Harbour Post", True),
        ("The New York Times", "The Times", False),
        ("Reuters", "Unnamed site republishing Reuters", False),
        ("BBC", "NBC News", False),
        ("The Harbour Post", "The Washington Post", False),
    ],
)
def test_an_outlet_that_speaks_of_itself_is_recognised(said: str, own: str, *, same: bool) -> None:
    assert shipped().same(said, own) is same


def test_initials_in_a_text_are_not_a_first_name() -> None:
    assert shipped().find_in_prose("ANI") is not None
    assert shipped().find_in_prose("Ani") is None


def test_a_name_that_says_what_it_is_looks_like_an_outlet() -> None:
    assert [
        looks_like_outlet(name)
        for name in ("Coastal Wire", "Radio Brannoch", "Deutsche Post", "Rhea Stannard", "Times")
    ] == [True, True, False, False, False]
    assert is_short_form("the Times")


def test_a_table_of_ones_own_adds_names_and_aliases(tmp_path: Path) -> None:
    (tmp_path / "outlets.toml").write_text(
        '[[outlet]]\nname = "The Harbour Post"\naliases = ["HP"]\ndomains = ["hp.example"]\n'
        '[[outlet]]\nname = "Coastal Wire"\nkind = "agency"\n'
        '[[outlet]]\nname = "REUTERS"\naliases = ["RTRS"]\n',
        encoding="utf-8",
    )

    table = load_outlets(tmp_path)

    assert table.canonical("hp") == table.canonical("news.hp.example") == "The Harbour Post"
    assert table.is_agency("coastal wire")
    assert {table.canonical(name) for name in ("rtrs", "reuters.com", "Рейтер")} == {"REUTERS"}
    assert canonical("hp") == "hp"


def test_without_a_table_of_ones_own_the_shipped_one_holds(tmp_path: Path) -> None:
    assert load_outlets(tmp_path) is load_outlets() is shipped()


@pytest.mark.parametrize(
    ("table", "words", "remedy"),
    [
        ('[[outlet]]\nname = "A"\nalias = ["B"]', "unknown key 'alias'", "`aliases`"),
        ('[[outlets]]\nname = "A"', "unknown key 'outlets'", "`outlet`"),
        ('[[outlet]]\nkind = "agency"', "name in", "[[outlet]]"),
        ('[[outlet]]\nname = ""', "name in", "[[outlet]]"),
        ('[[outlet]]\nname = "A"\nkind = "blog"', "kind in", "[[outlet]]"),
        ("[[outlet]\n", "cannot read", "Mend"),
    ],
)
def test_a_table_that_is_wrong_is_refused_with_the_place(
    tmp_path: Path, table: str, words: str, remedy: str
) -> None:
    path = tmp_path / "outlets.toml"
    path.write_text(table, encoding="utf-8")

    with pytest.raises(ConfigInvalid, match=words) as caught:
        load_outlets(tmp_path)

    assert str(path) in caught.value.problem
    assert remedy in caught.value.remedy


def test_a_table_that_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "outlets.toml").write_bytes(b"\xff\xfe\x00")

    with pytest.raises(ConfigInvalid, match="cannot read"):
        load_outlets(tmp_path)
