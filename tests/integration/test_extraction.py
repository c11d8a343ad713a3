"""What is found in the saved pages, measured against what a careful reader took from them."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING

import pytest

from benchmarks.extraction import (
    PAGES,
    Score,
    byline,
    f_of_words,
    measure,
    without_names,
    without_records,
)
from rag.ingest.loaders import loader_for
from rag.ingest.metadata import read_fields
from rag.types import Document

if TYPE_CHECKING:
    from pathlib import Path

NAMES = sorted(path.stem for path in PAGES.glob("*.html"))


@cache
def score() -> Score:
    return measure(byline)


def gold_of(path: Path) -> dict[str, object]:
    found: dict[str, object] = json.loads(path.read_text(encoding="utf-8"))
    return found


@cache
def document(name: str) -> Document:
    loader = loader_for("a.html")
    assert loader is not None
    (found,) = loader.read((PAGES / f"{name}.html").read_bytes(), f"{name}.html")
    assert isinstance(found, Document)
    return found


def test_there_are_pages_enough_to_say_something() -> None:
    assert len(NAMES) >= 40


def test_the_text_of_the_articles_is_found() -> None:
    assert score().f >= 0.98, sorted(score().by_page.items(), key=lambda one: one[1])[:5]


@pytest.mark.parametrize("name", NAMES)
def test_no_page_is_lost(name: str) -> None:
    """A mean can hide an article that is missing."""
    assert score().by_page[name] >= 0.85


@pytest.mark.parametrize("field", ["outlet", "date"])
def test_a_value_is_right_or_unknown_and_never_invented(field: str) -> None:
    counts = getattr(score(), field)

    assert counts["right"] >= 0.95 * len(NAMES)
    assert counts["invented"] == counts["wrong"] == 0


def test_without_records_for_machines_no_date_is_wrong() -> None:
    """The lines that readers see must be enough, or say nothing."""
    found = measure(byline, without_records)

    assert found.f >= 0.98
    assert found.date["wrong"] == found.date["invented"] == found.outlet["invented"] == 0


def test_without_any_names_of_classes_the_text_is_found_still() -> None:
    """Names are a convention that a site may not keep."""
    found = measure(byline, without_names)

    assert found.f >= 0.95
    assert found.date["wrong"] == found.date["invented"] == 0


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("field", ["title", "author", "language", "url", "kind"])
def test_the_other_values_are_right(name: str, field: str) -> None:
    assert document(name).metadata.get(field) == gold_of(PAGES / f"{name}.json")[field]


@pytest.mark.parametrize("name", NAMES)
def test_every_value_says_where_it_stood_and_can_be_kept(name: str) -> None:
    found = document(name)

    fields = read_fields(found.metadata)

    assert set(found.metadata) <= set(found.provenance)
    assert fields.extra == {}


@pytest.mark.parametrize("name", NAMES)
def test_what_is_left_out_is_kept_with_its_reason(name: str) -> None:
    found = document(name)

    kept = {line for line in found.text.split("\n") if line}

    assert found.removed
    assert all(one.text and one.reason for one in found.removed)
    assert not any(one.text in kept for one in found.removed if one.reason == "other articles")


def test_the_measure_is_what_it_says() -> None:
    # Two of three words are shared: precision 2/3, recall 2/4, F = 2 * 2 / (3 + 4).
    assert f_of_words("one two three", "two three four five") == pytest.approx(4 / 7)
