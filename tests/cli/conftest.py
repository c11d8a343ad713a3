"""One small archive, made once by the program itself and read by many tests."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from program import Byline

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LOUD = "\x1b]0;owned\x07\x1b[2J\x9b31m\u202e"
"""Sets the window's title, clears the screen, turns text red, turns it round."""

ARTICLES: list[dict[str, object]] = [
    {
        "id": "shut", "outlet": "The Harbour Post", "title": "Bridge shut after collision",
        "published": "2026-03-02", "text": "The Canal Bridge was shut on Monday after a barge "
        "struck it. Mayor Ines Duarte said 14 people were hurt. Repairs will take three weeks.",
    },
    {
        "id": "radio", "outlet": "Quay Radio", "title": "Barge hits bridge",
        "published": "2026-03-03T08:30:00Z", "origins": ["The Harbour Post"],
        "text": "A barge struck the Canal Bridge on Monday. The harbour master said nobody was "
        "killed. The bridge will stay shut for three weeks, the mayor's office said.",
    },
    {
        "id": "ferry", "outlet": "Quay Radio", "title": "Ferry strike ends",
        "published": "2026-03-20", "text": "The ferry strike ended on Friday after eleven days. "
        "The union accepted a rise of 6 percent. Boats sail again from Saturday morning.",
    },
    {
        "id": "undated", "outlet": "Tidewatch", "title": "How the sluice works",
        "text": "The old sluice keeps the tide out of the harbour. Its gate weighs 40 tonnes.",
    },
    {"id": "nameless", "published": "2026-03-10", "text": "The dredger came back on Tuesday."},
    {
        "id": "loud", "outlet": f"Loud {LOUD}Gazette", "title": f"Crane {LOUD}falls",
        "author": LOUD + "Nobody", "published": "2026-03-15", "note": LOUD,
        "text": f"{LOUD}The quay crane fell on Sunday night. {LOUD}Its driver was unhurt.",
    },
]  # fmt: skip


@pytest.fixture(scope="session")
def byline(tmp_path_factory: pytest.TempPathFactory) -> Byline:
    """The program over an archive that no test changes."""
    program = Byline(tmp_path_factory.mktemp("read-only"))
    source = program.folder / "articles.jsonl"
    source.write_text("\n".join(map(json.dumps, ARTICLES)), encoding="utf-8")
    assert program("ingest", source, "--json").value["added"] == len(ARTICLES)
    return program


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Byline]:
    """The program with nothing ingested yet."""
    program = Byline(tmp_path)
    yield program
    program.end()
