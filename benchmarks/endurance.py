"""A thousand questions in one process under a memory limit: does it grow?

    python -m benchmarks.endurance [--questions 1000] [--mode quote|write] [--limit-mb 3000]

Asks the questions of the packaged suites over and over, each time worded a little otherwise so
that nothing is answered from a cache, and prints the resident memory of this process and of the
model's after every tenth of them.
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
from itertools import cycle, islice
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

import psutil

from eval.suite import find_suite, load_suite
from rag.config import load_config
from rag.opening import open_engine
from rag.types import Mode

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
SUITES = ("newsroom-harbour", "newsroom-assessments")
POLITE = ("", "Please tell me: ", "One question. ", "For the morning meeting: ", "Again: ")


def main() -> int:
    """Ask, and print a line for every tenth of the questions."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.endurance", description=__doc__)
    parser.add_argument("--questions", type=int, default=1000)
    parser.add_argument("--mode", choices=["quote", "write"], default="quote")
    parser.add_argument("--limit-mb", type=int, default=3000, help="private memory; 0 for none")
    chosen = parser.parse_args()
    if chosen.limit_mb:
        resource.setrlimit(resource.RLIMIT_DATA, (chosen.limit_mb << 20, chosen.limit_mb << 20))
    with tempfile.TemporaryDirectory() as folder:
        engine = open_engine(load_config(flags={"home": folder}).config)
        with engine:
            for _ in engine.ingest([str(ROOT / "seeds")]):
                pass
            first = begun = perf_counter()
            tenth = max(1, chosen.questions // 10)
            for number, question in enumerate(islice(_questions(), chosen.questions), 1):
                for _ in engine.answer(question, mode=Mode(chosen.mode)):
                    pass
                if number % tenth == 0:
                    now = perf_counter()
                    sys.stdout.write(
                        f"{number:5d} {_memory()} {(now - begun) / tenth:.2f} s each\n"
                    )
                    sys.stdout.flush()
                    begun = now
            sys.stdout.write(f"{perf_counter() - first:.0f} s\n")
    return 0


def _questions() -> Iterator[str]:
    known = [case.question for name in SUITES for case in load_suite(find_suite(name)).cases]
    for polite in cycle(POLITE):
        for question in known:
            yield polite + question


def _memory() -> str:
    own = psutil.Process()
    parts = [f"{own.memory_info().rss / 1e6:6.0f} MB"]
    parts += [f"model {child.memory_info().rss / 1e6:.0f} MB" for child in own.children()]
    return "  ".join(parts)


if __name__ == "__main__":
    sys.exit(main())
