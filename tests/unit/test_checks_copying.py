"""A sentence copied with a slip in it: the slip is named, and only the slip."""

from __future__ import annotations

import pytest

from rag.answer.verifying.checks.copying import altered_copy
from rag.answer.verifying.side import Side

SOURCE = (
    "Six of the nine members of the council, Mayor Ada Roe among them, reportedly voted for the "
    "new bridge on Monday 30 June."
)


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("nine", "six", "number"),
        ("Monday", "Friday", "date"),
        ("Ada Roe", "Ivo Lund", "name"),
        ("reportedly voted", "voted", "certainty"),
        ("reportedly voted", "reportedly had not voted", "negation"),
        ("30 June", "23 June", "number"),
    ],
)
def test_what_was_changed_is_named(old: str, new: str, kind: str) -> None:
    """That the word stands elsewhere in the source does not make it right here."""
    evidence = f"{SOURCE} Ivo Lund said on Friday that 23 letters had come."

    found = altered_copy(Side(SOURCE.replace(old, new)), Side(evidence))

    assert kind in {f.kind for f in found}
    assert all(f.note for f in found)


@pytest.mark.parametrize(
    "claim",
    [
        SOURCE,
        SOURCE.replace("Mayor Ada Roe", "Mayor Roe"),
        SOURCE.replace("new bridge", "new crossing"),
        SOURCE.replace("nine", "9"),
        SOURCE.replace(", Mayor Ada Roe among them,", ""),
        "The council met in the town hall, and nobody spoke about the ferry or the bridge.",
    ],
)
def test_a_faithful_copy_and_another_sentence_are_left_alone(claim: str) -> None:
    assert altered_copy(Side(claim), Side(SOURCE)) == []


def test_a_source_that_says_it_without_a_slip_is_enough() -> None:
    claim = SOURCE.replace("nine", "seven")

    assert altered_copy(Side(claim), Side(f"{SOURCE} {claim}")) == []


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        (
            "The pier did not move when the barge struck it in the night, he said.",
            "The pier didn't move when the barge struck it in the night, he said.",
        ),
        (
            "The talks with the United Kingdom about the grain go on in Geneva this week.",
            "The talks with the UK about the grain go on in Geneva this week.",
        ),
        (
            "In May the talks with Warsaw about the grain went on in Geneva.",
            "In May, the talks with Warsaw about the grain went on in Geneva.",
        ),
    ],
)
def test_another_writing_of_the_same_is_no_slip(claim: str, source: str) -> None:
    assert altered_copy(Side(claim), Side(source)) == []
