"""What was edited between two versions of an article."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from rag.ingest.editing import Edit, edits
from rag.ingest.sentences import sentence_spans
from rag.types import Version

TEXTS = st.lists(st.sampled_from(["It shut.", "Two died.", "It rained.", "He left."]), max_size=8)


def version(text: str, title: str | None = None) -> Version:
    return Version(1, title, None, "0" * 64, text)


def test_the_edited_sentence_alone_is_told_the_headline_first() -> None:
    old = version("The bridge shut. Seven were hurt.", "Barge")
    new = version("The bridge shut. Nine were hurt.", None)

    assert list(edits(old, new)) == [
        Edit(("Barge",), ("no title",)),
        Edit(("Seven were hurt.",), ("Nine were hurt.",)),
    ]


@given(TEXTS, TEXTS)
def test_the_edits_lead_from_one_version_to_the_other(old: list[str], new: list[str]) -> None:
    before, after = version(" ".join(old)), version(" ".join(new))

    told = list(edits(before, after))

    had = Counter(span.of(before.text) for span in sentence_spans(before.text))
    has = Counter(span.of(after.text) for span in sentence_spans(after.text))
    had.subtract(sentence for edit in told for sentence in edit.gone)
    had.update(sentence for edit in told for sentence in edit.came)
    assert +had == has
    assert all(edit.gone or edit.came for edit in told)


@given(TEXTS)
def test_a_version_and_itself_differ_in_nothing(text: list[str]) -> None:
    same = version(" ".join(text), "T")

    assert list(edits(same, same)) == []
