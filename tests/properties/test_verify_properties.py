"""Whatever stands on the lines, each gets its own answer in its turn."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st
from strategies import json_values, prose, wild_bytes, wild_text

from rag.answer.verifying.batch import Answered, Line, answer_lines, batches
from rag.answer.verifying.requests import read_request, sentences_in
from rag.testing import word_verifier
from rag.types import Support

if TYPE_CHECKING:
    from collections.abc import Sequence

TEXTS = wild_text(6) | prose()
EVIDENCE = TEXTS | st.lists(TEXTS, max_size=4)
NAMES = st.none() | st.integers() | wild_text(2)
ROWS = st.fixed_dictionaries({"id": NAMES, "claim": TEXTS, "evidence": EVIDENCE}).map(
    lambda row: json.dumps(row).encode()
)
STRANGE = st.dictionaries(
    st.sampled_from(["id", "claim", "evidence", "published", "x"]), json_values()
).map(lambda row: json.dumps(row).encode())
LINES = st.lists(ROWS | STRANGE | wild_bytes(), max_size=6)


def answered(contents: Sequence[bytes]) -> list[Answered]:
    lines = [Line(number, content) for number, content in enumerate(contents, 1)]
    return answer_lines(lines, word_verifier())


def said(answer: Answered) -> tuple[object, ...]:
    return (
        repr(answer.name),
        answer.verdict,
        answer.is_checked,
        answer.fault and answer.fault.problem,
    )


@given(LINES)
def test_as_many_answers_as_lines_and_in_their_order(contents: list[bytes]) -> None:
    answers = answered(contents)

    assert [a.number for a in answers] == list(range(1, len(contents) + 1))
    assert all((a.request is None) == (a.fault is not None) for a in answers)
    assert all(a.verdict.support is Support.UNSUPPORTED for a in answers if a.fault)


@given(LINES.flatmap(lambda lines: st.tuples(st.just(lines), st.permutations(range(len(lines))))))
def test_an_answer_is_the_same_alone_and_in_any_company(
    drawn: tuple[list[bytes], list[int]],
) -> None:
    contents, order = drawn

    alone = [said(answered([contents[place]])[0]) for place in order]

    assert [said(a) for a in answered([contents[place] for place in order])] == alone


@given(ROWS)
def test_quotes_are_whole_sentences_and_problems_are_in_the_claim(content: bytes) -> None:
    (answer,) = answered([content])

    request = read_request(content)
    assert set(answer.verdict.quotes) <= set(request.spans)
    assert all(0 <= s.start < s.end <= len(request.evidence) for s in answer.verdict.quotes)
    for problem in answer.verdict.problems:
        assert 0 <= problem.span.start <= problem.span.end <= len(request.claim)


@given(TEXTS, st.sampled_from(["", " \n\t ", [], [""], ["", " "], "…", ["?!"]]))
def test_nothing_supports_nothing(claim: str, nothing: object) -> None:
    (answer,) = answered([json.dumps({"claim": claim, "evidence": nothing}).encode()])

    assert (answer.verdict.support, answer.verdict.quotes) == (Support.UNSUPPORTED, ())


@given(wild_text(40))
def test_sentences_lie_in_order_and_leave_no_word_out(text: str) -> None:
    spans = list(sentences_in(text))

    assert all(a.end <= b.start for a, b in pairwise(spans))
    kept = "".join("".join(span.of(text).split()) for span in spans)
    assert kept == "".join(text.split())


@given(st.lists(st.binary(max_size=8), max_size=300))
def test_batches_lose_no_line(contents: list[bytes]) -> None:
    lines = [Line(number, content) for number, content in enumerate(contents, 1)]

    found = list(batches(lines))

    assert [line for batch in found for line in batch] == lines
    assert all(found)
