"""From what a record says of itself to fields; what is not known stays unknown."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from rag.ingest.metadata import MetadataProblem, iso_date, read_fields


def test_known_keys_become_fields_and_unknown_ones_are_kept() -> None:
    fields = read_fields({
        "id": "a-1", "outlet": "The Post", "title": "Bridge shut", "author": ["A. Lee", "B. Roe"],
        "published": "2026-03-02", "url": "https://post.example/1", "language": "en_GB",
        "origins": ["Coastal Wire", "Coastal Wire"], "kind": "opinion", "mood": 3, "text": "x",
    })  # fmt: skip

    assert (fields.id, fields.outlet, fields.title) == ("a-1", "The Post", "Bridge shut")
    assert (fields.author, fields.published) == ("A. Lee, B. Roe", "2026-03-02")
    assert (fields.language, fields.kind) == ("en-gb", "opinion")
    assert fields.origins == ("Coastal Wire",)
    assert fields.extra == {"mood": 3}


def test_an_empty_record_knows_nothing() -> None:
    """The day of ingestion is never taken for the day of publication."""
    fields = read_fields({})

    known = (fields.id, fields.outlet, fields.title, fields.author, fields.published)
    assert known == (None,) * 5
    assert (fields.kind, fields.origins, fields.extra) == (None, (), {})


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("2026-03-02", "2026-03-02"),
        (" 2026-03-02 ", "2026-03-02"),
        ("2026-03-02T08:30:00+01:00", "2026-03-02T08:30:00+01:00"),
        ("2026-03-02T08:30:00Z", "2026-03-02T08:30:00+00:00"),
        ("2026-03-02 08:30", "2026-03-02T08:30:00"),
        (date(2026, 3, 2), "2026-03-02"),
        (datetime(2026, 3, 2, 8, tzinfo=UTC), "2026-03-02T08:00:00+00:00"),
        ("2026-02-30", None),
        ("Monday", None),
        ("2026", None),
        ("03/02/2026", None),
        ("", None),
        (20260302, None),
        (None, None),
    ],
)
def test_a_date_is_as_precise_as_it_was_given_or_unknown(
    given: object, expected: str | None
) -> None:
    assert iso_date(given) == expected


def test_a_date_that_cannot_be_read_is_kept_as_it_was_given() -> None:
    fields = read_fields({"published": "last Monday"})

    assert fields.published is None
    assert fields.extra == {"published_as_given": "last Monday"}


@pytest.mark.parametrize("bad", ["a b", "a/b", "a#1", "x" * 201, "a\x1b[0m", "\ud800", ["a"], {}])
def test_an_id_that_could_not_be_typed_again_is_refused(bad: object) -> None:
    with pytest.raises(MetadataProblem) as told:
        read_fields({"id": bad})

    assert "leave the id out" in told.value.remedy


def test_a_number_may_be_an_id() -> None:
    assert read_fields({"id": 17}).id == "17"


def test_names_from_a_record_cannot_act_on_a_terminal() -> None:
    fields = read_fields({"outlet": "The\x1b[31m Post\n", "title": "Two\nlines\x07"})

    assert (fields.outlet, fields.title) == ("The Post", "Two lines")


@pytest.mark.parametrize("value", [True, [], {}, None, "", "  ", "\x07"])
def test_a_value_that_is_no_name_leaves_the_outlet_unknown(value: object) -> None:
    assert read_fields({"outlet": value}).outlet is None


@pytest.mark.parametrize("value", ["english", "e", "en-", "12", "en gb", 7])
def test_a_language_that_is_none_stays_unknown(value: object) -> None:
    assert read_fields({"language": value}).language is None


def test_one_origin_may_stand_without_a_list() -> None:
    assert read_fields({"origins": "Reuters"}).origins == ("Reuters",)
