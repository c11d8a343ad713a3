"""What was deleted is gone: from the list, and from the disk."""

from __future__ import annotations

import random
import sqlite3
from typing import TYPE_CHECKING

import pytest
from builders import answer, statement

from rag.errors import SessionUnknown
from rag.sessions.store import SessionStore

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from rag.types import Answer


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SessionStore]:
    opened = SessionStore(tmp_path / "sessions.sqlite")
    yield opened
    opened.close()


def asked(question: str, said: str = "The bridge shut.") -> Answer:
    return answer(statement(said), question=question)


def on_disk(store: SessionStore) -> bytes:
    return b"".join(path.read_bytes() for path in store.path.parent.iterdir())


def test_where_one_of_several_is_unknown_none_is_deleted(store: SessionStore) -> None:
    begun = store.begin(asked("When?"))

    with pytest.raises(SessionUnknown):
        store.delete([begun.id, "zzzz"])

    assert store.find(begun.id) == begun


def test_what_was_deleted_stands_nowhere_on_the_disk(store: SessionStore) -> None:
    """Zeroing alone leaves copies that the splitting of pages made; questions name sources."""
    chance = random.Random(7)  # noqa: S311 - sizes, not a secret
    kept: list[tuple[str, list[str]]] = []
    for _ in range(3):
        for _ in range(20):
            size = chance.choice((3, 20, 60))
            words = ["".join(chance.choices("bcdfgh", k=16)) for _ in range(2 * size)]
            begun = store.begin(asked(" ".join(words[:size])))
            store.append(begun.id, asked("And?", " ".join(words[size:])))
            kept.append((begun.id, words))
        chance.shuffle(kept)
        dead, kept = kept[:10], kept[10:]
        secret = [word.encode() for _, words in dead for word in words]
        before = on_disk(store)

        is_wiped = store.delete([name for name, _ in dead])

        after = on_disk(store)
        assert is_wiped
        assert all(word in before for word in secret)
        assert [word for word in secret if word in after] == []
    assert all(word.encode() in after for _, words in kept for word in words)


def test_a_title_that_was_changed_stands_nowhere_on_the_disk(store: SessionStore) -> None:
    begun = store.begin(asked("When?"))
    store.rename(begun.id, "What Wintersgill told us")

    store.rename(begun.id, "A source")

    assert b"intersgill" not in on_disk(store)


def test_deletion_that_a_reader_holds_up_is_finished_by_whoever_comes_next(
    store: SessionStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rag.sessions.database._WAIT", 0.05)
    begun = store.begin(asked("What did Wintersgill say?"))
    with sqlite3.connect(store.path) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM turns").fetchone()

        is_wiped = store.delete([begun.id])

        assert not is_wiped
        assert b"intersgill" in on_disk(store)
    reader.close()
    store.close()
    assert store.sessions() == []
    assert b"intersgill" not in on_disk(store)
