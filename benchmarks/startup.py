"""How long a person waits for one search, beside what importing its store alone takes.

    python -m benchmarks.startup --home ARCHIVE [--times N] [QUERY]

Both are whole processes, started in turn, so that what else the machine does meets both.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time
from typing import TYPE_CHECKING

from benchmarks.machine import machine_line

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Print medians, spread and the ratio."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.startup", description=__doc__)
    parser.add_argument("--home", required=True)
    parser.add_argument("--times", type=int, default=9)
    parser.add_argument("query", nargs="?", default="When does the bridge reopen?")
    chosen = parser.parse_args(arguments)
    search = [sys.executable, "-m", "rag", "--home", chosen.home, "search", chosen.query]
    store = [sys.executable, "-c", "import chromadb"]
    ours, theirs = [], []
    for _ in range(chosen.times + 1):
        ours.append(_seconds(search))
        theirs.append(_seconds(store))
    # The first of each fills the caches of the disk.
    pairs = list(zip(ours[1:], theirs[1:], strict=True))
    ratios = sorted(a / b for a, b in pairs)
    sys.stdout.write(
        f"{machine_line()} {chosen.times} runs of each, in turn.\n\n"
        "| | median s | from | to |\n| --- | ---: | ---: | ---: |\n"
        + "".join(
            f"| {name} | {statistics.median(s):.2f} | {min(s):.2f} | {max(s):.2f} |\n"
            for name, s in (
                ("`byline search`, start to end", [a for a, _ in pairs]),
                ('`python -c "import chromadb"`', [b for _, b in pairs]),
            )
        )
        + f"\nRatio of neighbours: median {statistics.median(ratios):.2f}, "
        f"{ratios[0]:.2f} to {ratios[-1]:.2f}.\n"
    )
    return 0


def _seconds(command: Sequence[str]) -> float:
    begun = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - our own words
    return time.perf_counter() - begun


if __name__ == "__main__":
    sys.exit(main())
