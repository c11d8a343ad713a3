"""Every damage to the search index, done to an archive, and what a search makes of it.

    python tests/integration/damaging.py HOME OTHER [--table]

HOME and OTHER are archives large enough for Chroma to have written a graph; both are copied,
never touched. Prints a JSON line for each damage, or a table for the handbook.
"""

from __future__ import annotations

import json
import random
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from soundness import fake_engine, take_in, write_articles

from rag.errors import BylineError

if TYPE_CHECKING:
    from collections.abc import Callable

LARGE = 360
"""Articles of the generated kind whose passages are enough for a graph on disk."""
FILES = (
    "chroma.sqlite3",
    "header.bin",
    "data_level0.bin",
    "length.bin",
    "link_lists.bin",
    "index_metadata.pickle",
)
DAMAGES: dict[str, Callable[[bytes, bytes], bytes | None]] = {
    "deleted": lambda _own, _other: None,
    "emptied": lambda _own, _other: b"",
    "cut in half": lambda own, _other: own[: len(own) // 2],
    "zeroed": lambda own, _other: bytes(len(own)),
    "random bytes": lambda own, _other: random.Random(1).randbytes(len(own)),  # noqa: S311
    "of another archive": lambda _own, other: other,
}
CASES = [(name, damage) for name in FILES for damage in DAMAGES]


class Outcome(NamedTuple):
    """What a search over a damaged archive gave."""

    file: str
    damage: str
    changed: bool
    """Whether the bytes became others; a header may be the same in two archives."""
    notes: list[str]
    refused: str | None
    arms: list[str]
    best: float
    """The best cosine; less than without damage when vectors are lost."""


def make(folder: Path, prefix: str = "story", count: int = LARGE) -> Path:
    """An archive with a graph on disk."""
    folder.mkdir(parents=True, exist_ok=True)
    write_articles(folder / "articles.jsonl", count, prefix=prefix)
    with fake_engine(folder / "home") as engine:
        take_in(engine, folder / "articles.jsonl")
    graph_file(folder / "home", "header.bin")
    return folder / "home"


def graph_file(home: Path, name: str) -> Path:
    """The file of that name in the archive's index."""
    (found,) = (home / "chroma").rglob(name)
    return found


def do_damage(home: Path, other: Path, name: str, damage: str) -> bool:
    """Damage one file; gives whether its bytes became others."""
    path = graph_file(home, name)
    own = path.read_bytes()
    made = DAMAGES[damage](own, graph_file(other, name).read_bytes())
    if made is None:
        path.unlink()
    else:
        path.write_bytes(made)
    return made != own


def search(home: Path, name: str = "", damage: str = "", *, changed: bool = False) -> Outcome:
    """Search as a person does, and write down what they see."""
    notes: list[str] = []
    try:
        with fake_engine(home) as engine:
            engine._notify = notes.append
            arms = [hit.arms for hit in engine.search("bridge harbour mayor")]
    except BylineError as error:
        refused = f"{error.problem} | {error.detail} | {error.remedy}"
        return Outcome(name, damage, changed, notes, refused, [], 0.0)
    best = max((arm.get("dense", 0.0) for arm in arms), default=0.0)
    return Outcome(
        name, damage, changed, notes, None, sorted({a for arm in arms for a in arm}), best
    )


def main() -> None:
    """Do all damage there is."""
    home, other = Path(sys.argv[1]), Path(sys.argv[2])
    if "--table" in sys.argv:
        sys.stdout.write("| file | damage | what the user is told | healed |\n|---|---|---|---|\n")
    with tempfile.TemporaryDirectory() as folder:
        for number, (name, damage) in enumerate(CASES):
            copy = Path(folder) / str(number)
            shutil.copytree(home, copy)
            changed = do_damage(copy, other, name, damage)
            outcome = search(copy, name, damage, changed=changed)
            again = search(copy)
            line = json.dumps([outcome._asdict(), again._asdict()])
            sys.stdout.write((_row(outcome, again) if "--table" in sys.argv else line) + "\n")
            sys.stdout.flush()


def _row(outcome: Outcome, again: Outcome) -> str:
    told = outcome.refused or " ".join(outcome.notes).partition("; it has")[0] or "nothing"
    told = told.partition(" (/tmp")[0]
    healed = "yes" if again.arms == ["dense", "lexical"] and not again.notes else "no"
    if not outcome.changed:
        told, healed = "nothing: the two files are the same", "-"
    return f"| {outcome.file} | {outcome.damage} | {told} | {healed} |"


if __name__ == "__main__":
    main()
