"""Keeps answers in a session from a process of its own, to be run beside others or killed.

python keeping.py FILE SESSION COUNT          # each kept number is printed
python keeping.py FILE SESSION COUNT die      # is killed inside the last one's transaction
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[1]))

from builders import answer, citation, statement

from rag.sessions.store import SessionStore

if TYPE_CHECKING:
    from rag.types import Answer


def main() -> None:
    """Wait for a line, then keep one answer after the other."""
    file, session, count, *death = sys.argv[1:]
    store = SessionStore(Path(file))
    sys.stdin.readline()
    name = store.begin(made(0)).id if session == "new" else session
    for number in range(int(count)):
        if death and number == int(count) - 1:
            with store._database.transaction() as db:
                store._add(db, name, made(number), None, store._now())
                os.kill(os.getpid(), signal.SIGKILL)
        turn = store.append(name, made(number))
        print(name, turn.number, flush=True)  # noqa: T201 - the parent reads it


def made(number: int) -> Answer:
    """An answer of some pages, so that a part of it could be on disk."""
    long = " ".join(f"{'abcdefghijklmnopqrstuvwxyz'[number % 26] * 5} {n}" for n in range(900))
    return answer(statement(long, citation(long)), question=f"Question {number} of {os.getpid()}?")


if __name__ == "__main__":
    main()
