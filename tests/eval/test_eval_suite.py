"""Suites written by hand are checked before a single question is asked."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import pytest

from eval.suite import BUILT_IN, check_gold, find_suite, load_suite
from rag.errors import SuiteInvalid

if TYPE_CHECKING:
    from pathlib import Path

CASE: dict[str, Any] = {
    "id": "cap",
    "question": "How large may the army be?",
    "answerable": True,
    "gold": [{"article": "a-1", "words": "capped at 800,000"}],
    "outlets": ["The Post"],
    "key": [["800,000"]],
}
SUITE = """\
name = "mine"
version = 1
corpus = "articles"
cases = "mine.jsonl"
scorers = [
  "right_citation",
  "latency",
]

[require]
right_citation = 0.9
"""
TEXTS = {"a-1": "The army would be capped at 800,000, a source said.", "a-2": "Nothing."}
OUTLETS = {"a-1": "The Post", "a-2": None}


def written(folder: Path, *cases: object, suite: str = SUITE) -> Path:
    lines = [case if isinstance(case, str) else json.dumps(case) for case in cases or (CASE,)]
    (folder / "mine.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    path = folder / "mine.toml"
    path.write_text(suite, encoding="utf-8")
    return path


def refused(path: Path) -> SuiteInvalid:
    with pytest.raises(SuiteInvalid) as caught:
        load_suite(path)
    return caught.value


def test_a_suite_is_loaded_with_the_line_of_each_case(tmp_path: Path) -> None:
    other = CASE | {"id": "other"}

    suite = load_suite(written(tmp_path, CASE, "", other))

    assert [case.id for case in suite.cases] == ["cap", "other"]
    assert suite.lines == {"cap": 1, "other": 3}
    assert suite.corpus == tmp_path / "articles"


@pytest.mark.parametrize(
    ("typed", "line", "problem", "remedy"),
    [
        (("version = 1", "versoin = 1"), 2, "unknown key 'versoin'", "`version`"),
        (('"latency"', '"latncy"'), 7, "unknown scorer 'latncy'", "`latency`"),
        (('"latency"', '"right_citation"'), 5, "named twice", "once"),
        (
            ("right_citation = 0.9", "right_citatoin = 0.9"),
            11,
            "'right_citatoin'",
            "right_citation",
        ),
        (("right_citation = 0.9", "right_citation = nan"), 11, "not a number", "0.9"),
        (("right_citation = 0.9", 'right_citation = "all"'), 11, "require.right_citation", ""),
        (("version = 1", "version = 0"), 2, "version", ""),
        (('name = "mine"', 'name = "My Suite"'), 1, "name", ""),
        (
            ("version = 1", 'version = 1\nprompt = "anser@1"'),
            3,
            "unknown prompt 'anser@1'",
            "`answer@1`",
        ),
        (
            ("version = 1", 'version = 1\nprompt = "plain@1"'),
            3,
            "not written with the prompt 'plain@1'",
            "`answer@1`",
        ),
    ],
)
def test_a_mistake_in_a_suite_is_named_with_its_line(
    tmp_path: Path, typed: tuple[str, str], line: int, problem: str, remedy: str
) -> None:
    path = written(tmp_path, suite=SUITE.replace(*typed))

    error = refused(path)

    assert problem in error.problem
    assert f"{path} (line {line})" in str(error.detail)
    assert remedy in error.remedy


def test_a_suite_may_name_the_prompt_that_answers_are_written_with(tmp_path: Path) -> None:
    path = written(tmp_path, suite='prompt = "answer@1"\n' + SUITE)

    assert load_suite(path).spec.prompt == "answer@1"


def test_a_key_that_a_suite_lacks_is_named(tmp_path: Path) -> None:
    error = refused(written(tmp_path, suite=SUITE.replace('corpus = "articles"\n', "")))

    assert error.problem == "'corpus' is missing"


@pytest.mark.parametrize(
    ("case", "problem", "remedy"),
    [
        (CASE | {"id": "b", "tag": ["x"]}, "unknown key 'tag'", "`tags`"),
        (
            CASE | {"id": "b", "gold": [{"article": "a-1", "word": "x"}]},
            "unknown key 'gold.0.word'",
            "`words`",
        ),
        (CASE, "the id 'cap' was used before, on line 1", "an id of its own"),
        (CASE | {"id": "b", "key": []}, "an answerable case needs `key`", ""),
        (CASE | {"id": "b", "key": [[]]}, "key.0", ""),
        (CASE | {"id": "b", "answerable": False}, "not answerable cannot have `gold`", ""),
        (CASE | {"id": "b", "question": "  "}, "question", ""),
        (CASE | {"id": "b", "before": ["Who?", ""]}, "before.1", ""),
        (
            CASE | {"id": "b", "gold": [{"article": "a-1", "words": "x", "sha256": "ab"}]},
            "gold.0.sha256",
            "",
        ),
        (CASE | {"id": "b", "question": "\ud800"}, "question", ""),
        ({"id": "b", "question": "Who?"}, "'answerable' is missing", "Add `answerable`"),
        ("[1]", "not a JSON object", ""),
        ('{"id": "b"', "not a JSON object", ""),
        ('{"id": "b", "id": "c"}', "a key stands twice", ""),
    ],
)
def test_a_mistake_in_a_case_is_named_with_its_line(
    tmp_path: Path, case: object, problem: str, remedy: str
) -> None:
    error = refused(written(tmp_path, CASE, case))

    assert problem in error.problem
    assert f"{tmp_path / 'mine.jsonl'} (line 2)" in str(error.detail)
    assert remedy in error.remedy


def test_a_suite_without_cases_is_refused(tmp_path: Path) -> None:
    error = refused(written(tmp_path, ""))

    assert error.problem == "there is no case"


@pytest.mark.parametrize("content", [b"\xff\xfe", b"name = "])
def test_a_suite_that_cannot_be_read_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "mine.toml"
    path.write_bytes(content)

    error = refused(path)

    assert str(path) in error.problem


def test_a_suite_whose_cases_are_not_there_says_where_they_should_be(tmp_path: Path) -> None:
    path = written(tmp_path)
    (tmp_path / "mine.jsonl").unlink()

    error = refused(path)

    assert str(tmp_path / "mine.jsonl") in error.problem


def test_the_nearest_suite_is_offered_for_an_unknown_name() -> None:
    with pytest.raises(SuiteInvalid) as caught:
        find_suite("harbor")

    assert "`harbour`" in caught.value.remedy


def test_a_suite_is_found_by_name_and_by_path(tmp_path: Path) -> None:
    path = written(tmp_path)

    found = [find_suite("harbour"), find_suite(str(path))]

    assert found == [BUILT_IN / "harbour.toml", path]


@pytest.mark.parametrize(
    ("changed", "problem", "remedy"),
    [
        (
            {"gold": [{"article": "a-1", "words": "capped at 900,000"}]},
            "the gold words 'capped at 900,000' are not in 'a-1'",
            "letter by letter",
        ),
        ({"gold": [{"article": "a1", "words": "x"}]}, "'a1', which is not there", "`a-1`"),
        ({"outlets": ["Post"]}, "'Post', which is not there", "`The Post`"),
        (
            {"gold": [{"article": "a-1", "words": "capped at 800,000", "sha256": "0" * 64}]},
            "the article 'a-1' has changed since the case 'b' was written",
            f'"sha256": "{sha256(TEXTS["a-1"].encode()).hexdigest()}"',
        ),
    ],
)
def test_gold_that_the_articles_do_not_hold_is_named_with_its_line(
    tmp_path: Path, changed: dict[str, Any], problem: str, remedy: str
) -> None:
    suite = load_suite(written(tmp_path, CASE, CASE | {"id": "b"} | changed))

    with pytest.raises(SuiteInvalid) as caught:
        check_gold(suite, TEXTS, OUTLETS)

    assert problem in caught.value.problem
    assert f"{tmp_path / 'mine.jsonl'} (line 2)" in str(caught.value.detail)
    assert remedy in caught.value.remedy


def test_gold_that_the_articles_hold_passes(tmp_path: Path) -> None:
    hashed = {**CASE["gold"][0], "sha256": sha256(TEXTS["a-1"].encode()).hexdigest()}
    suite = load_suite(written(tmp_path, CASE | {"gold": [hashed]}))

    check_gold(suite, TEXTS, OUTLETS)

    with pytest.raises(SuiteInvalid):
        check_gold(suite, {"a-1": TEXTS["a-1"].upper()}, OUTLETS)


@pytest.mark.parametrize("path", sorted(BUILT_IN.glob("*.toml")), ids=lambda path: path.stem)
def test_each_suite_of_the_project_has_the_questions_its_size_promises(path: Path) -> None:
    suite = load_suite(path)
    unanswerable = sum(not case.answerable for case in suite.cases)

    assert suite.spec.name == path.stem
    assert suite.corpus.is_dir()
    if path.stem.startswith("newsroom-"):
        assert len(suite.cases) >= 80
        assert unanswerable >= 20
        assert suite.spec.about.startswith(f"{len(suite.cases)} questions")
    else:
        assert (len(suite.cases), unanswerable) == (10, 2)
