"""Files of other programs: three forms, told apart, and mistakes named by file and record."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import json_values, wild_bytes

from eval.adapters.foreign import Foreign, Given
from eval.adapters.lists import as_list
from eval.adapters.reading import FORMS, FormName, read_foreign
from rag.errors import SuiteInvalid

if TYPE_CHECKING:
    from pathlib import Path

RAGAS = {
    "user_input": "How large?",
    "response": "Small [1].",
    "retrieved_contexts": ["It is small.", "It is old."],
    "reference": "Small",
    "faithfulness": 0.5,
}
ALCE = {
    "question": "How large?",
    "answer": "the reference's, in ALCE",
    "output": "Small [1].",
    "docs": [{"id": "7", "title": "T", "text": "It is small.", "score": 0.5, "summary": "s"}],
}
PLAIN = {"question": "How large?", "answer": "Small [1].", "passages": ["It is small."]}
NAMES = sorted({*RAGAS, *ALCE, *PLAIN, "id", "ground_truth", "contexts", "seconds", "declined"})


def written(folder: Path, content: str | bytes, name: str = "answers.jsonl") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.mark.parametrize(
    "content",
    [
        json.dumps(RAGAS),
        json.dumps(RAGAS) + "\n\n",
        json.dumps([RAGAS]),
        json.dumps([RAGAS], indent=2),
        json.dumps({"data": [RAGAS]}),
        "\ufeff" + json.dumps(RAGAS),
    ],
)
def test_ragas_results_are_read_as_json_and_as_json_lines(tmp_path: Path, content: str) -> None:
    [answer] = read_foreign(written(tmp_path, content))

    assert answer._replace(place="") == Foreign(
        "", "How large?", "Small [1].", (Given("It is small."), Given("It is old.")),
        reference="Small",
    )  # fmt: skip


def test_the_earlier_names_of_ragas_are_read_too(tmp_path: Path) -> None:
    row = {"question": "Q?", "answer": "A.", "contexts": ["C."], "ground_truth": "R"}

    [answer] = read_foreign(written(tmp_path, json.dumps(row)))

    assert (answer.question, answer.passages, answer.reference) == ("Q?", (Given("C."),), "R")


def test_ragas_tables_keep_passages_as_a_list_in_a_cell(tmp_path: Path) -> None:
    table = (
        "user_input,retrieved_contexts,response,reference\n"
        '"How, large?","[\'It\\\'s small.\', \'It is\\nold.\']","Small\n[1].",\n'
        'How old?,"[""A.""]",Old.,R\n'
    )

    first, second = read_foreign(written(tmp_path, table, "results.csv"))

    assert first.passages == (Given("It's small."), Given("It is\nold."))
    assert (first.question, first.answer, first.reference) == ("How, large?", "Small\n[1].", None)
    assert (second.passages, second.reference) == ((Given("A."),), "R")


def test_alce_results_are_read_and_their_gold_is_not_taken_for_the_answer(tmp_path: Path) -> None:
    content = json.dumps({"args": {"shot": 2}, "data": [ALCE]})

    [answer] = read_foreign(written(tmp_path, content, "result.json"))

    assert answer == Foreign(
        "record 1", "How large?", "Small [1].", (Given("It is small.", "T", 0.5),)
    )


def test_plain_lines_may_tell_more(tmp_path: Path) -> None:
    row = PLAIN | {
        "id": 7, "passages": [{"text": "A.", "title": "T"}], "seconds": 2, "declined": True,
    }  # fmt: skip

    [answer] = read_foreign(written(tmp_path, json.dumps(row)))

    assert (answer.id, answer.passages) == ("7", (Given("A.", "T"),))
    assert (answer.seconds, answer.declined) == (2.0, True)


@pytest.mark.parametrize(
    ("content", "place", "problem"),
    [
        ('{"passages": [], "question": "Q?"}', "record 1", "'answer' is missing"),
        (
            json.dumps(PLAIN) + "\n" + json.dumps(PLAIN | {"pasages": []}),
            "line 2",
            "unknown key 'pasages'",
        ),
        (json.dumps(PLAIN) + "\nno JSON", "line 2", "not JSON"),
        (json.dumps(PLAIN) + "\n7", "line 2", "not a int"),
        (json.dumps([PLAIN, None]), "record 2", "not a NoneType"),
        (json.dumps(PLAIN | {"question": " "}), "record 1", "'question'"),
        (json.dumps(PLAIN | {"seconds": -1}), "record 1", "'seconds'"),
        ('{"passages": [{"text": "A", "score": NaN}]}', "record 1", "'question' is missing"),
        (json.dumps(PLAIN) + "\n" + "[" * 100_000, "line 2", "not JSON"),
        ('{"question": "Q?", "answer": "A."}', "record 1", "its form is not known"),
        (json.dumps(RAGAS | {"docs": []}), "record 1", "of the forms ragas, alce"),
        ("", "answers.jsonl", "no answer in it"),
        ("[]", "answers.jsonl", "no answer in it"),
    ],
)
def test_a_mistake_is_named_with_its_place(
    tmp_path: Path, content: str, place: str, problem: str
) -> None:
    with pytest.raises(SuiteInvalid) as raised:
        read_foreign(written(tmp_path, content))

    assert problem in raised.value.problem
    assert raised.value.detail is not None
    assert place in raised.value.detail
    assert raised.value.remedy


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("user_input,response\na,b,c\n", "more cells"),
        ('user_input,response\n"a,b\n', "not CSV"),
        ("user_input,response,contexts\na,b,no list\n", "a list of passages"),
        ("user_input,response,contexts\na,b," + "[" * 9_000 + "\n", "a list of passages"),
        ("user_input,response,contexts\na,b,\"{'c': 1}\"\n", "a list of passages"),
        ("user_input,contexts\na,[]\n", "'response' is missing"),
    ],
)
def test_a_mistake_in_a_table_is_named(tmp_path: Path, content: str, problem: str) -> None:
    with pytest.raises(SuiteInvalid, match=problem):
        read_foreign(written(tmp_path, content, "answers.csv"))


def test_a_file_that_is_not_there_or_no_text_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SuiteInvalid, match="no answers at"):
        read_foreign(tmp_path / "nothing.json")
    with pytest.raises(SuiteInvalid, match="cannot read"):
        read_foreign(written(tmp_path, b"\xff\xfe\x00"))


def test_code_in_a_cell_is_not_run() -> None:
    with pytest.raises(ValueError, match="list of passages"):
        as_list("[__import__('os').getcwd()]")


@given(
    st.lists(st.dictionaries(st.sampled_from(NAMES), json_values(), max_size=6), max_size=3),
    st.sampled_from([None, *FORMS]),
)
def test_records_of_any_kind_are_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, rows: list[dict[str, object]], form: FormName | None
) -> None:
    path = written(tmp_path_factory.mktemp("f"), "\n".join(map(json.dumps, rows)))

    with suppress(SuiteInvalid):
        assert len(read_foreign(path, form)) == len(rows)


@given(wild_bytes(), st.sampled_from(["a.json", "a.jsonl", "a.csv"]))
def test_files_of_any_kind_are_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, name: str
) -> None:
    path = written(tmp_path_factory.mktemp("f"), content, name)

    with pytest.raises(SuiteInvalid):
        read_foreign(path)
