"""What loading side by side saves a person who asks one question and leaves.

    python -m benchmarks.loading [--times 9] [QUESTION]

Whole processes in turn: as `byline ask --mode write` loads, everything beside everything, and with
model, encoder and judge loaded one after the other before the question is asked.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time

from benchmarks.endurance import ROOT
from benchmarks.machine import machine_line
from rag.config import load_config
from rag.opening import open_engine

BESIDE = """
import sys
from rag.config import load_config
from rag.opening import open_engine, open_writer
from rag.types import Mode
config = load_config(flags={"home": sys.argv[1]}).config
model = open_writer(config)
with open_engine(config, model=model) as engine:
    WAIT
    for _ in engine.answer(sys.argv[2], mode=Mode.WRITE):
        pass
"""
WAIT = """model.ready()
    engine.search("When?")
    engine.judge("Two ships sank.", ["Three ships sank."])"""


def main() -> int:
    """Print both and the ratio of neighbours."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.loading", description=__doc__)
    parser.add_argument("--times", type=int, default=9)
    parser.add_argument("question", nargs="?", default="How many people marched with the dockers?")
    chosen = parser.parse_args()
    ways = (BESIDE.replace("WAIT", "pass"), BESIDE.replace("WAIT", WAIT))
    with tempfile.TemporaryDirectory() as home:
        with open_engine(load_config(flags={"home": home}).config) as engine:
            for _ in engine.ingest([str(ROOT / "seeds")]):
                pass
        # The first of each fills the caches of the disk.
        rounds = [[_seconds(way, home, chosen.question) for way in ways]
                  for _ in range(chosen.times + 1)][1:]  # fmt: skip
    ratios = sorted(beside / after for beside, after in rounds)
    sys.stdout.write(f"{machine_line()} Load {os.getloadavg()[0]:.1f}.\n")
    for place, name in enumerate(("side by side", "one after the other")):
        took = [pair[place] for pair in rounds]
        middle = statistics.median(took)
        sys.stdout.write(f"{name}: {middle:.2f} s, {min(took):.2f} to {max(took):.2f}\n")
    sys.stdout.write(
        f"ratio of neighbours: {statistics.median(ratios):.2f}, {ratios[0]:.2f} to "
        f"{ratios[-1]:.2f}\n"
    )
    return 0


def _seconds(code: str, home: str, question: str) -> float:
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-c", code, home, question], check=True)  # noqa: S603
    return time.perf_counter() - begun


if __name__ == "__main__":
    sys.exit(main())
