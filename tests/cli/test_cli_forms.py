"""What the command line prints for scripts: keys, types, order, offsets."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from program import Byline

pytestmark = pytest.mark.model

ARTICLE = {
    *("id", "outlet", "title", "author", "published", "url", "language", "kind"),
    *("origins", "lineage", "words", "sha256", "path"),
}
CITATION = {"article_id", "outlet", "title", "published", "url", "quote", "start", "end"}


def test_an_ingest_reports_what_went_in_and_the_line_that_did_not(fresh: Byline) -> None:
    rows = [{"id": n, "outlet": "Quay Radio", "text": f"Story {n} is short."} for n in "ab"]
    source = fresh.folder / "rows.jsonl"
    source.write_text("\n".join([*map(json.dumps, rows), "{broken"]), encoding="utf-8")

    first = fresh("ingest", source, "--json")
    second = fresh("ingest", source, "--json", "--outlet", "Quay Radio")

    report = first.value
    assert first.code == second.code == 0
    assert (report["added"], report["updated"], report["unchanged"]) == (2, 0, 0)
    assert [(f["path"], f["line"]) for f in report["failed"]] == [(str(source), 3)]
    assert report["failed"][0].keys() == {"path", "line", "problem", "remedy"}
    assert all(article.keys() >= ARTICLE for article in report["articles"])
    assert (report["duplicates"], report["removed"], report["chunks"]) == (0, 0, 2)
    assert f"{source}:3" in first.err
    assert (second.value["unchanged"], second.value["added"]) == (2, 0)


def test_articles_come_by_outlet_and_date_with_null_for_what_is_unknown(byline: Byline) -> None:
    articles = byline("articles", "--json").value["articles"]

    assert [a["id"] for a in articles] == ["loud", "radio", "ferry", "shut", "undated", "nameless"]
    assert all(a.keys() >= ARTICLE for a in articles)
    by_id = {a["id"]: a for a in articles}
    assert (by_id["nameless"]["outlet"], by_id["undated"]["published"]) == (None, None)
    assert by_id["radio"]["origins"] == ["The Harbour Post"]
    assert by_id["radio"]["published"] == "2026-03-03T08:30:00+00:00"


def test_show_gives_the_text_that_its_hash_and_word_count_are_of(byline: Byline) -> None:
    import hashlib

    shown = byline("show", "ferry", "--json").value

    assert shown.keys() >= ARTICLE | {"text"}
    assert hashlib.sha256(shown["text"].encode()).hexdigest() == shown["sha256"]
    assert shown["words"] == len(shown["text"].split())


def test_a_batch_of_queries_is_answered_in_order_one_object_a_line(byline: Byline) -> None:
    queries = ["barge struck the bridge", "ferry strike", "sluice gate", "ferry strike"]

    ran = byline("search", "--batch", "-", "-k", "3", "--json", stdin="\n".join(queries) + "\n\n")

    assert (ran.code, ran.err) == (0, "")
    assert [found["query"] for found in ran.lines] == queries
    for found in ran.lines:
        assert found.keys() == {"query", "hits", "seconds"}
        assert 1 <= len(found["hits"]) <= 3
        assert [hit["rank"] for hit in found["hits"]] == list(range(1, len(found["hits"]) + 1))
        assert all(0 <= hit["score"] <= 1 for hit in found["hits"])
    assert ran.lines[1]["hits"] == ran.lines[3]["hits"]
    assert ran.lines[2]["hits"][0]["article_id"] == "undated"


def test_hits_and_citations_are_the_words_at_their_offsets(byline: Byline) -> None:
    texts = {n: byline("show", n, "--json").value["text"] for n in ("shut", "radio", "loud")}
    hits = byline("search", "bridge barge crane", "--json").value["hits"]
    questions = "How many people were hurt at the bridge?\nWhen did the crane fall?"
    answers = byline("ask", "--batch", "-", "--mode", "quote", "--json", stdin=questions)
    citations = [c for a in answers.lines for s in a["statements"] for c in s["citations"]]

    assert {h["article_id"] for h in hits} >= texts.keys()
    for hit in hits:
        if hit["article_id"] in texts:
            assert texts[hit["article_id"]][hit["start"] : hit["end"]] == hit["text"]
    assert any("14 people" in citation["quote"] for citation in citations)
    for citation in citations:
        assert citation.keys() >= CITATION
        text = texts[citation["article_id"]]
        assert text[citation["start"] : citation["end"]] == citation["quote"]


def test_an_answer_and_a_refusal_have_the_same_keys(byline: Byline) -> None:
    questions = "How long will repairs take?\nWho won the chess championship in 1972?"
    ran = byline("ask", "--batch", "-", "--mode", "quote", "--json", stdin=questions)
    answered, declined = ran.lines

    assert ran.code == 0
    for answer in (answered, declined):
        assert answer.keys() >= {"question", "standing", "text", "statements", "outlets", "origins"}
        assert answer["timings"].keys() == {"load", "retrieve", "first_token", "total"}
        assert (answer["mode"], answer["model"]) == ("quote", None)
    assert answered["standing"] in {"grounded", "partly"}
    assert answered["outlets"]
    assert answered["origins"] == 1, "Quay Radio took its report from The Harbour Post"
    assert (declined["standing"], declined["statements"], declined["outlets"]) == (
        "declined",
        [],
        [],
    )
    assert "does not answer" in declined["text"]


def test_an_article_is_removed_by_id_and_by_outlet(fresh: Byline) -> None:
    source = fresh.folder / "rows.jsonl"
    rows: list[dict[str, Any]] = [
        {"id": str(n), "outlet": "Quay Radio" if n else "Tidewatch", "text": f"Story {n}."}
        for n in range(3)
    ]
    source.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    fresh("ingest", source)

    by_id = fresh("remove", "1", "--json").value
    by_outlet = fresh("remove", "--outlet", "tidewatch", "--json").value
    unknown = fresh("remove", "2", "9")

    assert (by_id["removed"], by_outlet["removed"]) == (1, 1)
    assert unknown.code == 1
    assert [a["id"] for a in fresh("articles", "--json").value["articles"]] == ["2"]
