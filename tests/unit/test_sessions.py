"""Conversations that are kept: found again, added to and shown whole."""

from __future__ import annotations

import sqlite3
import stat
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from builders import answer, article, citation, evidence, statement
from filelock import FileLock

from rag.errors import ArchiveBusy, DiskProblem, SessionsDamaged, SessionUnknown, UsageProblem
from rag.sessions.store import SessionStore, open_sessions
from rag.types import Filter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from rag.types import Answer

BRIDGE = answer(
    statement("The bridge shut on Monday.", citation("The Canal Bridge was shut.")),
    question="When did the bridge shut?",
)
FERRY = answer(statement("The ferry sails.", citation("Boats sail.")), question="And the ferry?")


class Clock:
    """A second later each time."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SessionStore]:
    opened = SessionStore(tmp_path / "sessions.sqlite", clock=Clock())
    yield opened
    opened.close()


def asked(question: str) -> Answer:
    return answer(statement(), question=question)


def test_a_session_begins_with_its_first_answer_and_goes_on(store: SessionStore) -> None:
    only = Filter(outlets=("Quay Radio",), since="2026-03-01")

    begun = store.begin(BRIDGE, only=only, as_of="2026-04-01")
    added = store.append(begun.id, FERRY)

    kept = store.find(begun.id)
    assert (kept.title, kept.only, kept.as_of) == (BRIDGE.question, only, "2026-04-01")
    assert (kept.turns, added.number) == (2, 2)
    assert kept.created == begun.created == "2026-03-02T08:00:01.000000+00:00"
    assert kept.updated == added.asked == "2026-03-02T08:00:02.000000+00:00"
    assert [turn.answer for turn in store.turns(begun.id)] == [BRIDGE, FERRY]
    assert [turn.only for turn in store.turns(begun.id)] == [only, Filter()]


def test_an_id_is_short_and_made_of_signs_that_nobody_confuses(store: SessionStore) -> None:
    ids = [store.begin(BRIDGE).id for _ in range(20)]

    assert len(set(ids)) == 20
    assert all(len(name) == 4 and name[0].isalpha() for name in ids)
    assert not set("".join(ids)) & set("aeiouly01-")


def test_looking_makes_no_file(store: SessionStore) -> None:
    found = store.sessions()
    counted = store.count("bridge")

    assert (found, counted) == ([], 0)
    with pytest.raises(SessionUnknown):
        store.find("last")
    assert not store.path.exists()


def test_nobody_but_its_owner_may_read_the_file(store: SessionStore) -> None:
    store.begin(BRIDGE)

    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in store.path.parent.iterdir()}

    kept = {name: mode for name, mode in modes.items() if name.startswith("sessions.sqlite")}
    assert len(kept) == 3
    assert set(kept.values()) == {0o600}


def test_a_session_is_found_by_id_by_title_and_as_the_last(store: SessionStore) -> None:
    first = store.begin(asked("Élysée: who won?"))
    second = store.begin(asked("?!"))

    assert store.find(first.id.upper()).id == first.id
    assert store.find(" élysée: WHO won? ").id == first.id
    assert store.find("?!").id == store.find("last").id == second.id


def test_an_unknown_session_brings_the_nearest_one(store: SessionStore) -> None:
    store.begin(asked("When did the bridge shut?"))

    with pytest.raises(SessionUnknown) as told:
        store.find("When did the bridge shot?")

    assert "Did you mean 'When did the bridge shut?'?" in told.value.remedy
    assert "byline sessions" in told.value.remedy


def test_a_title_that_several_have_names_none_of_them(store: SessionStore) -> None:
    ids = [store.begin(BRIDGE).id for _ in range(2)]

    with pytest.raises(UsageProblem) as told:
        store.find(BRIDGE.question)

    assert all(name in told.value.remedy for name in ids)


@pytest.mark.parametrize(
    ("question", "title"),
    [
        ("  two\nlines\x1b[31m  ", "two lines"),
        ("\udcff\x00", "Untitled"),
        ("word " * 40, "word " * 13 + "word…"),
        ("x" * 100, "x" * 71 + "…"),
    ],
)
def test_a_title_is_one_line_that_can_be_shown(
    store: SessionStore, question: str, title: str
) -> None:
    begun = store.begin(asked(question))

    assert begun.title == title
    assert store.turns(begun.id)[0].answer.question == question


def test_a_title_can_be_changed_but_not_taken_away(store: SessionStore) -> None:
    begun = store.begin(BRIDGE)

    renamed = store.rename(begun.id, "  The  canal\tbridge\x07 ")

    assert renamed.title == store.find("the canal bridge").title == "The canal bridge"
    assert [one.id for one in store.sessions("canal")] == [begun.id]
    with pytest.raises(UsageProblem):
        store.rename(begun.id, " \x07 ")
    with pytest.raises(SessionUnknown):
        store.rename("zzzz", "x")


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("", ["ferry", "bridge"]),
        ("bridge", ["ferry", "bridge"]),  # said of both
        ("monday canal", ["bridge"]),  # the answer and its quotation
        ("BRIDG", ["ferry", "bridge"]),
        ("zurich", ["ferry"]),
        ("boats zürich", ["ferry"]),  # over two turns
        ("post", ["ferry", "bridge"]),  # the outlet
        ("ferry bridge mon", []),
        ("ridge", []),
        ("the", ["ferry", "bridge"]),  # stands in the titles
        ("?!", []),
        ("100% _", []),
    ],
)
def test_every_word_that_is_looked_for_begins_a_word_of_the_session(
    store: SessionStore, search: str, found: list[str]
) -> None:
    bridge = store.begin(BRIDGE)
    ferry = store.begin(FERRY)
    store.append(ferry.id, asked("Does it go to Zürich?"))
    store.rename(bridge.id, "The bridge")
    store.rename(ferry.id, "The ferry by the bridge")
    names = {bridge.id: "bridge", ferry.id: "ferry"}

    listed = store.sessions(search)

    assert [names[one.id] for one in listed] == found
    assert store.count(search) == len(found)


def test_sessions_come_page_by_page_the_last_used_first(store: SessionStore) -> None:
    ids = [store.begin(asked(f"Question {n}?")).id for n in range(7)]
    store.append(ids[0], FERRY)

    pages = [[one.id for one in store.sessions(limit=3, offset=n)] for n in (0, 3, 6)]

    assert pages == [[ids[0], ids[6], ids[5]], [ids[4], ids[3], ids[2]], [ids[1]]]
    assert store.count() == len(store.sessions(limit=-1)) == 7


def test_turns_come_page_by_page_and_the_last_ones_alone(store: SessionStore) -> None:
    begun = store.begin(asked("Question 1?"))
    for number in range(2, 10):
        store.append(begun.id, asked(f"Question {number}?"))

    page = store.turns(begun.id, first=4, last=6)
    recent = store.recent(store.find(begun.id))

    assert [turn.number for turn in page] == [4, 5, 6]
    assert [turn.told.question for turn in recent] == [f"Question {n}?" for n in range(4, 10)]
    assert recent[0].told.answer == "The bridge shut."
    assert store.turns(begun.id, first=50) == []
    with pytest.raises(SessionUnknown):
        store.turns("zzzz")


def test_a_declined_answer_keeps_what_was_looked_at(store: SessionStore) -> None:
    nearest = evidence("The dredger came back.", of=article("dredger", outlet=None))
    declined = answer(looked_at=[nearest], notice="Nothing.", read_as="Who built the dredger?")

    begun = store.begin(declined)

    turn = store.turns(begun.id)[0]
    assert (turn.answer, turn.origins) == (declined, 0)


def test_an_answer_to_a_session_that_was_deleted_meanwhile_is_refused(
    store: SessionStore,
) -> None:
    begun = store.begin(BRIDGE)
    store.delete([begun.id])

    with pytest.raises(SessionUnknown):
        store.append(begun.id, FERRY)

    assert store.count() == 0


def test_the_store_of_a_folder_stands_in_it(tmp_path: Path) -> None:
    assert open_sessions(tmp_path).path == tmp_path / "sessions.sqlite"


def foreign(path: Path) -> None:
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE recipes (name TEXT)")
    db.close()


def newer(path: Path) -> None:
    made = SessionStore(path)
    made.begin(BRIDGE)
    made.close()
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA user_version = 99")
    db.close()


def garbage(path: Path) -> None:
    path.write_bytes(b"no database at all " * 500)


@pytest.mark.parametrize(
    ("spoil", "why"),
    [(foreign, "another program"), (newer, "layout 99"), (garbage, "not a database")],
)
def test_a_file_that_is_not_its_own_is_refused_and_left_as_it_is(
    store: SessionStore, spoil: Callable[[Path], None], why: str
) -> None:
    spoil(store.path)
    before = store.path.read_bytes()

    with pytest.raises(SessionsDamaged) as read:
        store.sessions()
    with pytest.raises(SessionsDamaged):
        store.begin(BRIDGE)

    assert why in read.value.problem
    assert str(store.path) in str(read.value.detail)
    assert "move it away" in read.value.remedy
    assert store.path.read_bytes() == before


def test_a_turn_that_is_no_answer_is_said_to_be_damage(store: SessionStore) -> None:
    begun = store.begin(BRIDGE)
    store.close()
    with sqlite3.connect(store.path) as db:
        db.execute("UPDATE turns SET answer = '{\"question\": 1}'")
    db.close()

    with pytest.raises(SessionsDamaged, match="turn 1 is not an answer"):
        store.turns(begun.id)


def test_an_empty_file_is_a_beginning(store: SessionStore) -> None:
    store.path.touch()

    begun = store.begin(BRIDGE)

    assert store.find("last") == begun


def test_a_folder_in_the_place_of_the_file_is_told_as_a_fault_of_the_disk(
    store: SessionStore,
) -> None:
    store.path.mkdir()

    with pytest.raises(DiskProblem):
        store.sessions()


def test_a_full_disk_is_told_and_what_was_kept_stays(store: SessionStore) -> None:
    begun = store.begin(BRIDGE)
    store._database._connection().execute("PRAGMA max_page_count = 1")

    with pytest.raises(DiskProblem) as told:
        store.append(begun.id, asked("long " * 50_000))

    assert "full" in told.value.problem
    assert [turn.answer for turn in store.turns(begun.id)] == [BRIDGE]


def test_a_file_that_another_process_holds_is_told_as_busy(
    store: SessionStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rag.sessions.database._WAIT", 0.05)
    begun = store.begin(BRIDGE)
    with sqlite3.connect(store.path, isolation_level=None) as writer:
        writer.execute("BEGIN IMMEDIATE")

        with pytest.raises(ArchiveBusy):
            store.append(begun.id, FERRY)

        assert store.find(begun.id) == begun, "a reader does not wait"
        writer.execute("ROLLBACK")
    writer.close()


def test_a_file_that_another_process_is_making_is_waited_for(
    store: SessionStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rag.sessions.database._WAIT", 0.05)

    with FileLock(store.path.with_suffix(".lock")), pytest.raises(ArchiveBusy):
        store.begin(BRIDGE)

    assert store.begin(BRIDGE).turns == 1
