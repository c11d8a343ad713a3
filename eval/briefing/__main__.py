"""How good briefings are: `python -m eval.briefing [COLLECTION...]`, with the real encoder."""

from __future__ import annotations

import sys
import tempfile
import time
import tomllib
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from eval.briefing.measuring import measured, truth
from eval.corpus import require_whole
from eval.differences import told_of
from eval.reading import Strict
from rag.config import Config
from rag.events import Briefed
from rag.opening import open_engine
from rag.safety import printable
from rag.types import Mode

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from eval.briefing.counting import Tally
    from rag.brief.types import Briefing
    from rag.engine import Engine

COLLECTIONS = ("seeds/harbour", "seeds/assessments")


class Topic(Strict):
    """One briefing to make."""

    collection: str
    topic: str
    events: tuple[str, ...]
    """Of the key; empty where the key names none."""


class Topics(Strict):
    """The file of topics."""

    topics: tuple[Topic, ...]


def measure(folder: Path) -> Iterator[str]:
    """The lines of the report on one collection."""
    key = tomllib.loads((folder / "key.toml").read_text(encoding="utf-8"))
    whole: dict[str, Tally] = {}
    with tempfile.TemporaryDirectory() as home, open_engine(Config(home=Path(home))) as engine:
        require_whole(engine.ingest([str(folder)]), folder)
        told = told_of(engine)
        for topic in (t for t in _topics() if t.collection == folder.name):
            begun = time.monotonic()
            briefing = briefed(engine, topic.topic)
            seconds = time.monotonic() - begun
            yield f"{folder} “{topic.topic}”: {len(briefing.sources)} articles, {seconds:.1f} s"
            tallies = measured(briefing, truth(engine, key, told, topic.events))
            whole = {n: whole[n].plus(t) if n in whole else t for n, t in tallies.items()}
    yield from _table(whole)


def briefed(engine: Engine, topic: str) -> Briefing:
    """A briefing in quotations."""
    for event in engine.brief(topic, mode=Mode.QUOTE):
        if isinstance(event, Briefed):
            return event.briefing
    raise AssertionError("nobody stopped it")


def _topics() -> tuple[Topic, ...]:
    text = files("eval.briefing").joinpath("topics.toml").read_text(encoding="utf-8")
    return Topics.model_validate(tomllib.loads(text)).topics


def _table(tallies: dict[str, Tally]) -> Iterator[str]:
    yield "| | in the key | found | recall | reported | not in the key | precision |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: | ---: |"
    for name, t in tallies.items():
        of_key = f"{t.entries} | {t.found} | {t.recall:.2f}" if t.entries else "- | - | -"
        yield f"| {name} | {of_key} | {t.reported} | {t.false} | {t.precision:.2f} |"
    for title, field in (("missed", "missed"), ("not in the key", "wrong")):
        for name, tally in tallies.items():
            yield from (f"{title} ({name}): {printable(one)}" for one in getattr(tally, field))


def main(places: Iterable[str]) -> int:
    """Report on each collection."""
    for place in places:
        for line in measure(Path(place)):
            sys.stdout.write(f"{line}\n")
        sys.stdout.write("\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or COLLECTIONS))
