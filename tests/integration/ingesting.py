"""A process that ingests with the fake encoder and may be made to die at a named place.

    python ingesting.py HOME SOURCE [PLACE NUMBER]

PLACE is `commit` (the NUMBERth transaction has just been committed), `before-put` or
`after-put` (around the NUMBERth write into Chroma) or `schema` (inside the making of the
tables). Dying is SIGKILL: nothing is flushed, closed or undone.
"""

from __future__ import annotations

import os
import signal
import sqlite3
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rag.config import Config
from rag.events import ArticlesStored
from rag.index.catalog import Catalog
from rag.index.chroma import ChromaIndex
from rag.opening import open_engine
from rag.testing import HashEmbedder, ScriptedModel

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def dying_at(number: int) -> Callable[[], None]:
    left = [number]

    def pass_by() -> None:
        left[0] -= 1
        if left[0] == 0:
            die()

    return pass_by


def arm(place: str, number: int) -> None:
    pass_by = dying_at(number)
    if place == "commit":
        transaction = Catalog.transaction

        @contextmanager
        def committed(self: Catalog) -> Iterator[sqlite3.Connection]:
            with transaction(self) as db:
                yield db
            pass_by()

        Catalog.transaction = committed  # type: ignore[method-assign]
    elif place in {"before-put", "after-put"}:
        put = ChromaIndex.put

        def watched(self: ChromaIndex, *given: Any) -> None:
            if place == "before-put":
                pass_by()
            put(self, *given)
            if place == "after-put":
                pass_by()

        ChromaIndex.put = watched  # type: ignore[assignment, method-assign]
    else:
        connect = sqlite3.connect

        def traced(*given: Any, **named: Any) -> sqlite3.Connection:
            db: sqlite3.Connection = connect(*given, **named)
            db.set_trace_callback(lambda sql: pass_by() if "CREATE" in sql else None)
            return db

        sqlite3.connect = traced  # type: ignore[assignment]


def main() -> None:
    home, source, *death = sys.argv[1:]
    if death:
        arm(death[0], int(death[1]))
    config = Config(home=Path(home))
    with open_engine(config, model=ScriptedModel(), embedder=HashEmbedder()) as engine:
        print("opened", flush=True)  # noqa: T201
        for event in engine.ingest([source]):
            if isinstance(event, ArticlesStored):
                print("stored", len(event.articles), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
