"""What the verifier is asked, and how what it says finds its place in the given text."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from rag.answer.verifying.batch import Line, answer_lines
from rag.types import Span, Support, Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.ports import Pair


class Pointing:
    """Points at the same run of whatever it is given, and remembers what that was."""

    def __init__(self, *quotes: Span) -> None:
        self.quotes = quotes
        self.asked: list[Pair] = []

    def judge(
        self,
        claim: str,  # noqa: ARG002 - the port names it
        sentences: Sequence[str],  # noqa: ARG002
        *,
        published: str | None = None,  # noqa: ARG002
    ) -> Verdict:
        return Verdict(Support.SUPPORTED, 1.0, self.quotes, ())

    def judge_all(self, pairs: Sequence[Pair]) -> list[Verdict]:
        self.asked += pairs
        return [self.judge(*pair[:2], published=pair.published) for pair in pairs]


def lines(*rows: dict[str, object] | str) -> list[Line]:
    contents = (row if isinstance(row, str) else json.dumps(row) for row in rows)
    return [Line(number, content.encode()) for number, content in enumerate(contents, 1)]


def test_the_verifier_is_asked_once_and_only_what_can_be_compared() -> None:
    verifier = Pointing()
    page = "The mayor of the town stayed in office on Monday."

    answers = answer_lines(
        lines(
            {"claim": "He left.", "evidence": page, "published": "2026-03-02"},
            "{broken",
            {"claim": "Le maire de la ville a démissionné hier soir.", "evidence": page},
            {"claim": "She stayed.", "evidence": [page, "Yes."]},
        ),
        verifier,
    )

    assert [tuple(pair) for pair in verifier.asked] == [
        ("He left.", [page], "2026-03-02"),
        ("She stayed.", [page, "Yes."], None),
    ]
    assert [a.is_checked for a in answers] == [True, False, False, True]
    assert [a.verdict.support for a in answers] == [
        Support.SUPPORTED,
        Support.UNSUPPORTED,
        Support.PARTIAL,
        Support.SUPPORTED,
    ]


def test_a_quote_of_any_extent_is_found_again_where_blanks_parted_the_sentences() -> None:
    text = "  He left.\n\n  She ran away.   They stayed."
    joined = "He left. She ran away. They stayed."
    runs = ["He left.", "ran", "left. She", "She ran away. They stayed."]
    verifier = Pointing(*(Span(joined.index(r), joined.index(r) + len(r)) for r in runs))

    (answer,) = answer_lines(lines({"claim": "He left.", "evidence": text}), verifier)

    assert [span.of(text).split() for span in answer.verdict.quotes] == [r.split() for r in runs]


def test_quotes_of_given_sentences_skip_the_empty_ones() -> None:
    given = ["", "He left.", "  ", "She ran."]
    verifier = Pointing(Span(9, 17))

    (answer,) = answer_lines(lines({"claim": "She ran.", "evidence": given}), verifier)

    assert [span.of(" ".join(given)) for span in answer.verdict.quotes] == ["She ran."]
