"""A prompt has as many sources as fit; the best ones come first."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rag.answer.fitting import fitted
from rag.ports import ChatMessage
from rag.testing import ScriptedModel

FRAME = 16


def filled(sources: list[str], count: int) -> list[ChatMessage]:
    return [ChatMessage("user", "\n".join(sources[:count]))]


def test_all_sources_are_given_where_there_is_room() -> None:
    (message,) = fitted(lambda n: filled(["one", "two"], n), 2, ScriptedModel(), 100)

    assert message.content == "one\ntwo"


def test_the_last_sources_are_left_out_where_there_is_not() -> None:
    sources = ["word " * 40, "word " * 40, "word " * 40]

    (message,) = fitted(lambda n: filled(sources, n), 3, ScriptedModel(room=200), 90)

    assert len(message.content.split()) == 80


@given(
    st.lists(st.integers(1, 60), min_size=1, max_size=8), st.integers(20, 400), st.integers(8, 200)
)
def test_what_is_given_fits_or_is_one_source(lengths: list[int], room: int, answer: int) -> None:
    sources = ["word " * n for n in lengths]

    (message,) = fitted(
        lambda n: filled(sources, n), len(sources), ScriptedModel(room=room), answer
    )

    words = len(message.content.split())
    assert words + FRAME + answer <= room or words == lengths[0]
