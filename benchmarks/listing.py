"""The archive's screen over many articles: what a list of them costs, and a step in it.

    python -m benchmarks.listing [ARTICLES ...]

The articles are written straight into the catalogue; no passage is made, for none is listed.
Each figure is the median of the runs, with the least and the most in brackets.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import tracemalloc
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING

from benchmarks.articles import article
from rag.config import Config
from rag.opening import open_engine
from rag.testing import HashEmbedder, ScriptedModel
from tui.app import BylineApp
from tui.grouping import Grouping, Titles, grouped
from tui.screens.archive import ArchiveScreen

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rag.engine import Engine

SIZE = (160, 50)
STEPS = 200
RUNS = 5


def main(sizes: Sequence[int]) -> None:
    """Measure each size in an archive of its own."""
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            engine = filled(Path(folder), size)
            say(f"{size:,} articles")
            measure_values(engine)
            asyncio.run(measure_screen(engine))
            engine.close()


def filled(home: Path, size: int) -> Engine:
    """An archive of so many articles."""
    config = Config(home=home)
    engine = open_engine(config, model=ScriptedModel(), embedder=HashEmbedder())
    with engine.archive.catalog.transaction() as db:
        for number in range(size):
            told = article(number)
            day = f"{2015 + number % 11}-{number % 12 + 1:02}-{number % 28 + 1:02}"
            lineage = f"b{number // 4}"
            db.execute(
                "INSERT INTO articles (id, outlet, title, published, origins, lineage, words, "
                "sha256, extra, text) VALUES (?, ?, ?, ?, '[]', ?, 250, ?, '{}', ?)",
                [told["id"], told["outlet"], told["title"], day, lineage, "0" * 64, told["text"]],
            )
    return engine


def measure_values(engine: Engine) -> None:
    """What the workers do behind the screen, and the memory that the list keeps."""
    tracemalloc.start()
    titles = Titles(engine.articles())
    groups = grouped(titles.articles, Grouping.OUTLET)
    kept, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    say(f"  memory of list and groups       {kept / 1e6:.1f} MB in {len(groups)} groups")
    timed("fetch all articles", lambda: Titles(engine.articles()))
    for by in Grouping:
        timed(f"group by {by}", lambda by=by: grouped(titles.articles, by))  # type: ignore[misc]
    timed("headlines that have a word", lambda: titles.having("bridge"))


async def measure_screen(engine: Engine) -> None:
    """What a step in the list costs: moving, and drawing the lines in view."""
    app = BylineApp(lambda: engine)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("f3")
        await app.workers.wait_for_complete()
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, ArchiveScreen)  # noqa: S101 - F3 leads there
        listed = screen.listed
        # The article beside the list is fetched only when the cursor rests.
        screen.GLANCE = 3600  # type: ignore[misc]

        def step(by: int) -> None:
            listed.action_move(by)
            for line in range(listed.size.height):
                listed.render_line(line)

        timed("list the groups", lambda: listed.show(listed.groups, listed.grouping), runs=RUNS)
        listed.cursor = 0
        timed("a line down", lambda: step(1), runs=STEPS)
        timed("a page down", lambda: step(40), runs=STEPS)
        timed("to the end and back", lambda: step(len(listed.rows) * (-1) ** bool(listed.cursor)),
              runs=STEPS)  # fmt: skip


def timed(what: str, work: Callable[[], object], *, runs: int = RUNS) -> None:
    """Say how many milliseconds it takes."""
    took = []
    for _ in range(runs):
        begun = perf_counter()
        work()
        took.append((perf_counter() - begun) * 1000)
    low, high = min(took), max(took)
    say(f"  {what:<32}{median(took):.2f} ms ({low:.2f} to {high:.2f})")


def say(text: str) -> None:
    """One line of the result."""
    print(text, flush=True)  # noqa: T201


if __name__ == "__main__":
    main([int(one) for one in sys.argv[1:]] or [500, 50_000])
