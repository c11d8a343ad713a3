"""Filters by outlet and date, on every command that has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from program import Byline

pytestmark = pytest.mark.model


def test_articles_and_hits_pass_the_same_filter_and_the_undated_pass_no_date(
    byline: Byline,
) -> None:
    filters = ("--outlet", "QUAY radio", "--outlet", "tidewatch", "--since", "2026-03-03", "--json")

    articles = byline("articles", *filters)
    hits = byline("search", "bridge ferry sluice dredger crane", *filters)

    assert {a["id"] for a in articles.value["articles"]} == {"radio", "ferry"}
    assert {h["article_id"] for h in hits.value["hits"]} == {"radio", "ferry"}
    assert articles.code == hits.code == 0
    assert articles.err == hits.err == ""


def test_an_unknown_outlet_is_named_with_the_nearest_and_those_there_are(byline: Byline) -> None:
    ran = byline("search", "bridge", "--json", "--outlet", "Harbor Post")

    assert (ran.code, ran.value["hits"]) == (0, [])
    assert "did you mean 'The Harbour Post'" in ran.err
    assert "Quay Radio" in ran.err
    assert "Tidewatch" in ran.err


def test_an_answer_cites_only_what_the_filter_lets_pass(byline: Byline) -> None:
    question = ("ask", "How long will the bridge stay shut?", "--mode", "quote", "--json")

    radio = byline(*question, "--outlet", "quay radio").value
    march = byline(*question, "--until", "2026-03-02").value
    nobody = byline(*question, "--outlet", "Nobody").value

    assert radio["outlets"] == ["Quay Radio"]
    assert march["outlets"] == ["The Harbour Post"]
    assert (nobody["standing"], nobody["evidence"]) == ("declined", [])


@pytest.mark.parametrize("name", ["--since", "--until"])
def test_a_date_that_is_none_is_refused_with_the_form_that_is_read(
    byline: Byline, name: str
) -> None:
    ran = byline("articles", name, "last week")

    assert (ran.code, ran.out) == (1, "")
    assert "'last week' is not a date" in ran.err
    assert "YYYY-MM-DD" in ran.err


def test_language_kind_and_lineage_filter_every_command_and_say_what_there_is(
    byline: Byline,
) -> None:
    articles = {a["id"]: a for a in byline("articles", "--json").value["articles"]}
    kin = {name for name, a in articles.items() if a["lineage"] == articles["radio"]["lineage"]}

    lineage = byline("search", "bridge ferry crane", "--lineage", "radio", "--json")
    english = byline("articles", "--language", "EN", "--json")
    unknown = byline("articles", "--language", "tlh", "--json")
    kind = byline("ask", "Who fell?", "--kind", "digest", "--mode", "quote", "--json")

    assert {hit["article_id"] for hit in lineage.value["hits"]} == kin
    assert {a["id"] for a in english.value["articles"]} == {
        name for name, a in articles.items() if (a["language"] or "").startswith("en")
    }
    assert (unknown.code, unknown.value["articles"]) == (0, [])
    assert "no articles in the language 'tlh'. Languages here:" in unknown.err
    assert kind.value["standing"] == "declined"
    assert "no articles pass the filter. Kinds here:" in kind.err


def test_a_kind_that_is_none_is_refused_with_those_there_are(byline: Byline) -> None:
    ran = byline("search", "bridge", "--kind", "rumour")

    assert (ran.code, ran.out) == (2, "")
    assert "'news', 'analysis', 'opinion', 'live', 'release', 'digest'" in ran.err
