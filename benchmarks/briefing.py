"""What a briefing costs beside embedding the sentences that it is made of.

    python -m benchmarks.briefing --articles 100

The articles are made up (`benchmarks.articles`), all about one thing, with the real encoder and
the real judge; the briefing is in quotations. Before it is timed, the archive is searched once, so
that what any first question loads is loaded. Seconds are of the processor, both cores together, so
that what else runs on the machine counts for neither.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.articles import article
from benchmarks.machine import machine_line
from rag.config import Config
from rag.events import Briefed, StageBegun
from rag.opening import open_engine
from rag.types import Mode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rag.engine import Engine

TOPIC = "the flood wall at Alden"
ROUNDS = 3
_WHERE = "Alden"
_COUNTS = (1200, 1200, 1450, 1600, 1610)
"""Evacuees from day to day, as a count goes that grows and comes to rest."""


def on_one_topic(count: int) -> Iterator[dict[str, object]]:
    """Articles of the common kind, the place and the thing of all made one."""
    rng = random.Random(count)  # noqa: S311 - reproducible, not secret
    for number in range(count):
        made = article(number)
        day = 2 + rng.randrange(len(_COUNTS))
        lead = (
            f"The flood wall at {_WHERE} broke on Sunday 1 March and {_COUNTS[day - 2]} people had "
            f"been evacuated by the evening of {day} March, the council said."
        )
        yield made | {
            "id": f"topic-{number}",
            "title": f"Flood wall at {_WHERE} breaks: report {number}",
            "published": f"2026-03-{day:02}",
            "text": f"{lead}\n\n{made['text']}",
        }


def measure(engine: Engine) -> Iterator[str]:
    """The lines of the report."""
    texts = [s.text for a in engine.articles() for s in engine.sentences(a.id)]
    list(engine.search(TOPIC))
    encoder = engine._embedder  # noqa: SLF001 - what is measured against
    for number in range(1, ROUNDS + 1):
        begun = time.process_time()
        encoder.passages(texts)
        embedding = time.process_time() - begun
        marks: list[tuple[str, float]] = []
        begun = time.process_time()
        for event in engine.brief(TOPIC, mode=Mode.QUOTE):
            if isinstance(event, StageBegun):
                marks.append((event.stage, time.process_time() - begun))
            elif isinstance(event, Briefed):
                articles = len(event.briefing.sources)
        whole = time.process_time() - begun
        stages = ", ".join(f"{name} at {at:.1f} s" for name, at in marks)
        yield (
            f"{number}: {len(texts)} sentences embedded in {embedding:.1f} s; briefing in "
            f"{whole:.1f} s, {whole / embedding:.2f} times that; {articles} articles cited"
        )
        yield f"   {stages}"


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=100)
    chosen = parser.parse_args()
    print(machine_line())  # noqa: T201
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "articles.jsonl"
        source.write_text("\n".join(map(json.dumps, on_one_topic(chosen.articles))), "utf-8")
        with open_engine(Config(home=Path(folder) / "home")) as engine:
            for _ in engine.ingest([str(source)]):
                pass
            for line in measure(engine):
                print(line)  # noqa: T201


if __name__ == "__main__":
    main()
