"""A thousand questions in one process under a memory limit: does it grow?

    python -m benchmarks.endurance [--questions 1000] [--mode quote|write] [--limit-mb 3000]

Asks the questions of the packaged suites over and over, each time worded a little otherwise so
that nothing is answered from a cache, and prints the resident memory of this process and of the
model's after every tenth of them. In `write` mode the packaged model writes, and every draft is
checked; the model's process has its own limit (`model.memory_limit_mb`), a lower one counts.
"""

from __future__ import annotations

import argparse
import os
import resource
import sys
import tempfile
from itertools import cycle, islice
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from benchmarks.machine import machine_line, resident
from eval.suite import find_suite, load_suite
from rag.config import load_config
from rag.models.llama import open_model
from rag.opening import open_engine
from rag.types import Mode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rag.engine import Engine
    from rag.models.llama import LlamaProcess

ROOT = Path(__file__).parents[1]
SUITES = ("newsroom-harbour", "newsroom-assessments")
POLITE = ("", "Please tell me: ", "One question. ", "For the morning meeting: ", "Again: ")


def main() -> int:
    """Make an archive of the seeds and ask it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.endurance", description=__doc__)
    parser.add_argument("--questions", type=int, default=1000)
    parser.add_argument("--mode", choices=["quote", "write"], default="quote")
    parser.add_argument("--limit-mb", type=int, default=3000, help="private memory; 0: no limit")
    chosen = parser.parse_args()
    if chosen.limit_mb:
        resource.setrlimit(resource.RLIMIT_DATA, (chosen.limit_mb << 20, chosen.limit_mb << 20))
    sys.stdout.write(f"{machine_line()} {chosen.mode} mode, {chosen.limit_mb} MB allowed.\n")
    with tempfile.TemporaryDirectory() as folder:
        config = load_config(flags={"home": folder}).config
        model = open_model(config)
        with open_engine(config, model=model) as engine:
            for _ in engine.ingest([str(ROOT / "seeds")]):
                pass
            run(engine, model, Mode(chosen.mode), chosen.questions)
    return 0


def run(engine: Engine, model: LlamaProcess, mode: Mode, count: int) -> None:
    """Ask so many questions, and print a line for every tenth of them."""
    first = begun = perf_counter()
    tenth = max(1, count // 10)
    for number, question in enumerate(islice(_questions(), count), 1):
        for _ in engine.answer(question, mode=mode):
            pass
        if number % tenth == 0:
            now = perf_counter()
            _say(
                f"{number:5d}  program {resident(os.getpid()) / 1e6:.0f} MB"
                f"  model {resident(model.pid) / 1e6:.0f} MB"
                f"  {(now - begun) / tenth:.2f} s each"
            )
            begun = now
    _say(f"{perf_counter() - first:.0f} s")


def _questions() -> Iterator[str]:
    known = [case.question for name in SUITES for case in load_suite(find_suite(name)).cases]
    for polite in cycle(POLITE):
        for question in known:
            yield polite + question


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
