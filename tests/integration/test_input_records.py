"""Front matter and JSON lines that are wrong: named with their line; the others go in."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from soundness import check_offsets, fake_engine, take_in

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from rag.engine import Engine
    from rag.events import IngestReport

GOOD = '{"id": "first", "text": "The bridge shut on Monday."}'
LAST = '{"id": "last", "text": "It opened again on Friday."}'
BOMB = "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]"


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    with fake_engine(tmp_path / "home") as made:
        yield made


def take_lines(engine: Engine, folder: Path, *lines: str, encoding: str = "utf-8") -> IngestReport:
    path = folder / "articles.jsonl"
    path.write_bytes("\n".join(lines).encode(encoding))
    return take_in(engine, path)


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        ("{broken", "not JSON"),
        ('{"text": "cut off', "not JSON"),
        ('["a list"]', "not an object"),
        ('"a word"', "not an object"),
        ("17", "not an object"),
        ("null", "not an object"),
        ("{}", "no text"),
        ('{"text": ""}', "no text"),
        ('{"text": 5}', "no text"),
        ('{"text": "\\u0000\\u001b[2J"}', "no words"),
        ('{"text": "A number.", "n": NaN}', "out of range"),
        ('{"text": "A number.", "n": 1e999}', "out of range"),
        ('{"text": "A number.", "n": ' + "9" * 5000 + "}", "out of range"),
        ('{"text": "Deep.", "x": ' + "[" * 200 + "]" * 200 + "}", "nested too deeply"),
        ('{"text": "Deep.", "x": ' + "[" * 100_000 + "]" * 100_000 + "}", "nested too deeply"),
        ('{"text": "An id.", "id": "\\u001b[31mred"}', "cannot be used"),
        ('{"text": "An id.", "id": "two\\nlines"}', "cannot be used"),
        ('{"text": "An id.", "id": "\\ud800"}', "cannot be used"),
        ('{"text": "An id.", "id": ["a"]}', "cannot be used"),
        ('{"text": "An id.", "id": "' + "x" * 300 + '"}', "cannot be used"),
        ("raw \0 zero", "binary"),
    ],
)
def test_a_bad_line_is_named_with_its_number_and_the_others_go_in(
    engine: Engine, tmp_path: Path, bad: str, why: str
) -> None:
    report = take_lines(engine, tmp_path, GOOD, "", bad, LAST)

    (failure,) = report.failed
    assert (failure.line, report.added) == (3, 2)
    assert why in failure.problem
    assert failure.remedy.endswith(".")
    assert {article.id for article in engine.articles()} == {"first", "last"}
    assert json.dumps(failure.problem).isascii()


def test_a_second_line_of_the_same_id_does_not_replace_the_first(
    engine: Engine, tmp_path: Path
) -> None:
    other = '{"id": "first", "text": "Something else."}'
    for _ in range(2):
        report = take_lines(engine, tmp_path, GOOD, other, GOOD, LAST)

        assert [(f.line, f.problem) for f in report.failed] == [
            (2, "its id was given before in this file")
        ]
        assert report.duplicates == 1
        assert engine.text("first") == "The bridge shut on Monday."
    assert report.unchanged == 2


def test_an_id_of_another_outlet_is_not_taken_over(engine: Engine, tmp_path: Path) -> None:
    for outlet in ("Quay Radio", "Tidewatch"):
        row = {"id": "1", "outlet": outlet, "text": f"The bridge shut, says {outlet}."}
        (tmp_path / f"{outlet}.jsonl").write_text(json.dumps(row), encoding="utf-8")

    report = take_in(engine, tmp_path / "Quay Radio.jsonl", tmp_path / "Tidewatch.jsonl")

    assert [f.problem for f in report.failed] == [
        "the id '1' is that of an article of 'Quay Radio'"
    ]
    assert engine.article("1").outlet == "Quay Radio"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32", "cp1251"])
def test_lines_in_another_encoding_come_out_as_they_were_written(
    engine: Engine, tmp_path: Path, encoding: str
) -> None:
    text = "Мост закрыли в понедельник утром, сказал мэр города."
    row = json.dumps({"id": "a", "text": text}, ensure_ascii=False)

    report = take_lines(engine, tmp_path, row, LAST, encoding=encoding)

    assert report.added == 2
    assert engine.text("a") == text


def test_what_could_act_is_gone_from_the_text_and_the_known_fields(
    engine: Engine, tmp_path: Path
) -> None:
    loud = "\x1b[31mThe bridge\x00 shut\x9b2J on\u202e Monday.\x07 \ud800Yes."
    row = {"id": "a", "text": loud, "title": loud, "outlet": loud, "author": [loud], "extra": loud}

    take_lines(engine, tmp_path, json.dumps(row))

    article = engine.article("a")
    for words in (engine.text("a"), article.title, article.outlet, article.author):
        assert words == "The bridge shut on Monday. Yes."
    check_offsets(engine, "a")


@pytest.mark.parametrize(
    ("front", "why"),
    [
        ("title: [unclosed", "front matter"),
        ("title: a\n  bad: indent: here", "front matter"),
        ("- a\n- list", "not a table"),
        ("just words", "not a table"),
        ("\ttab: a", "front matter"),
        (BOMB, "aliases are not read"),
        ("x: " + "[" * 30_000, "nested too deeply"),
        ("x: " + "y" * 70_000, "longer than 64 KiB"),
        ("? [a, b]\n: c", "front matter"),
    ],
)
def test_front_matter_that_is_wrong_is_named_and_the_other_files_go_in(
    engine: Engine, tmp_path: Path, front: str, why: str
) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "bad.md").write_text(f"---\n{front}\n---\nThe bridge shut.", encoding="utf-8")
    (folder / "good.md").write_text("---\ntitle: Bridge\n---\nIt opened.", encoding="utf-8")

    report = take_in(engine, folder)

    (failure,) = report.failed
    assert failure.path == str(folder / "bad.md")
    assert why in failure.problem
    assert [article.title for article in report.articles] == ["Bridge"]


@pytest.mark.parametrize("text", ["---\nno second rule. Only words.", "--- a dash, then words."])
def test_dashes_at_the_top_of_a_text_are_words(engine: Engine, tmp_path: Path, text: str) -> None:
    (tmp_path / "a.md").write_text(text, encoding="utf-8")

    (article,) = take_in(engine, tmp_path / "a.md").articles

    assert engine.text(article.id) == text


def test_values_of_the_wrong_kind_leave_their_field_unknown(engine: Engine, tmp_path: Path) -> None:
    row = {"id": "a", "text": "The bridge shut.", "outlet": ["x"], "title": {"a": 1}}
    others = {"url": True, "language": "??", "kind": "gossip", "origins": {"a": 1}}

    take_lines(engine, tmp_path, json.dumps(row | others | {"published": "soon"}))

    article = engine.article("a")
    assert (article.outlet, article.title, article.url, article.kind) == (None, None, None, None)
    assert (article.published, article.language, article.origins) == (None, None, ())
    assert article.extra["published_as_given"] == "soon"
