"""One article a file, or one a line; what is wrong is a failure with a place and a remedy."""

from __future__ import annotations

import json

import pytest

from rag.ingest.loaders import BY_SUFFIX
from rag.types import Document, Failure


def read(name: str, data: bytes | str) -> list[Document | Failure]:
    data = data.encode() if isinstance(data, str) else data
    return list(BY_SUFFIX["." + name.rpartition(".")[2]].read(data, name))


def failure(name: str, data: bytes | str) -> Failure:
    (found,) = read(name, data)
    assert isinstance(found, Failure)
    return found


def document(name: str, data: bytes | str) -> Document:
    (found,) = read(name, data)
    assert isinstance(found, Document)
    return found


def test_a_plain_text_is_one_article_of_which_only_the_words_are_known() -> None:
    assert document("a.txt", "Words.") == Document("a.txt", "Words.", {}, "a.txt")


def test_front_matter_is_kept_apart_from_the_words() -> None:
    found = document("a.md", "---\noutlet: The Post\npublished: 2026-03-02\n---\nThe words.\n")

    assert found.metadata == {"outlet": "The Post", "published": "2026-03-02"}
    assert found.text.strip() == "The words."


@pytest.mark.parametrize(
    "text",
    ["No rule at all.", "---\nonly one rule", "Words first.\n---\na: b\n---\n", "", "----- x"],
)
def test_a_text_without_front_matter_is_taken_whole(text: str) -> None:
    found = document("a.md", text)

    assert (found.metadata, found.text) == ({}, text)


def test_values_keep_the_form_they_were_written_in() -> None:
    """YAML would make a date of `2026-03`, an octal of 010 and a boolean of `no`."""
    found = document("a.md", "---\npublished: 2026-03\nid: 010\nlanguage: no\n---\nx")

    assert found.metadata == {"published": "2026-03", "id": "010", "language": "no"}


def test_a_mark_of_the_encoding_or_windows_line_ends_do_not_hide_front_matter() -> None:
    data = b"\xef\xbb\xbf---\r\noutlet: The Post\r\n---\r\nThe words.\r\n"

    assert document("a.md", data).metadata == {"outlet": "The Post"}


@pytest.mark.parametrize(
    ("front", "line", "words"),
    [
        ("title: [a", 3, ""),
        ("a: b\nc: 'open", 4, ""),
        ("a: &x b\nc: *x", 3, "aliases are not read"),
        ("\n\na: b\nc: *x", 5, "aliases are not read"),
        ("- a\n- b", None, "it is not a table"),
        ("just prose", None, "it is not a table"),
        ("a: " + "x" * 70_000, None, "longer than 64 KiB"),
        ("a: " + "[" * 30_000, None, "nested too deeply"),
    ],
    ids=["list", "quote", "alias", "blank lines", "sequence", "prose", "length", "depth"],
)
def test_front_matter_that_cannot_be_used_is_told_with_its_line(
    front: str, line: int | None, words: str
) -> None:
    found = failure("a.md", f"---\n{front}\n---\nThe words.")

    assert found.problem.startswith("the front matter cannot be read: ")
    assert words in found.problem
    assert line is None or found.line == line
    assert found.remedy == "Mend the lines between the dashes."


def test_a_tag_in_front_matter_makes_nothing_but_text() -> None:
    found = document("a.md", '---\na: !!python/object/apply:os.system ["true"]\n---\nx')

    assert found.metadata == {"a": ["true"]}


def test_a_control_character_in_front_matter_does_not_cost_the_article() -> None:
    found = document("a.md", "---\n\ntitle: Bridge \x1b[31mshut\x07\n---\nx")

    assert found.metadata == {"title": "Bridge shut"}


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_a_file_that_is_no_text_is_told(name: str) -> None:
    found = failure(name, b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8)

    assert found.problem.startswith("cannot be read as text")
    assert found.remedy == "Save it as UTF-8 text."


def test_each_line_is_an_article_and_a_bad_one_costs_only_itself() -> None:
    lines = ['{"text": "One.", "outlet": "The Post"}', "", "{bad", '{"id": "x", "text": "Two."}']

    one, bad, two = read("a.jsonl", "\n".join(lines))

    assert isinstance(one, Document)
    assert isinstance(two, Document)
    assert isinstance(bad, Failure)
    assert (one.key, one.text, one.line) == ("a.jsonl#line 1", "One.", 1)
    assert (bad.line, bad.path) == (3, "a.jsonl")
    assert (two.key, two.text, two.line) == ("a.jsonl#x", "Two.", 4)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{bad", "not JSON"),
        ("[]", "not an object"),
        ('"text"', "not an object"),
        ("{}", "no text"),
        ('{"text": 3}', "no text"),
        ('{"text": "  "}', "no text"),
        ('{"text": "x", "n": ' + "1" * 5000 + "}", "out of range"),
        ('{"text": "x", "n": ' + "[" * 100_000, "nested too deeply"),
        ('{"text": "x", "n": ' + "[" * 400 + "]" * 400 + "}", "nested too deeply"),
    ],
    ids="broken list word empty number blank digits unclosed deep".split(),
)
def test_a_line_that_is_no_article_is_told_with_its_number(line: str, words: str) -> None:
    found = failure("a.jsonl", f"\n{line}\n")

    assert found.line == 2
    assert words in found.problem
    assert found.remedy


def test_a_line_of_bytes_that_are_no_text_is_told() -> None:
    found = failure("a.jsonl", b"\x00\x01\x02" * 50)

    assert found.problem.startswith("the line is not text")


def test_unknown_keys_of_a_line_are_kept() -> None:
    record = {"text": "x", "mood": {"calm": [1]}, "url": "https://post.example"}

    assert document("a.jsonl", json.dumps(record)).metadata == record


def test_an_id_that_cannot_be_stored_still_gives_a_key_that_can() -> None:
    found = document("a.jsonl", '{"id": "\\ud800", "text": "x"}')

    assert found.key.encode()
