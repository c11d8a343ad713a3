"""How soon the terminal interface answers a key, at rest and under load, and what turns cost.

    python -m benchmarks.desk [--seconds 20] [--turns 500] [--starts 5]    # 0 leaves a part out

- **Keys.** The real interface over the seeds, without a terminal: a key is sent every 40 ms, and
  the time is taken from there until the line that it changed is drawn. Once at rest, once while
  the packaged model writes answer after answer in its process and an ingest runs in this one.
- **Turns.** A conversation of many turns with three statements each: what a turn costs from its
  question to its last drawn line, and a page up, near the beginning and at the end.
- **Start.** The program in a pseudo terminal, from its call to the line to type in.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import pty
import statistics
import subprocess
import sys
import tempfile
import threading
from dataclasses import replace
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from textual import events
from textual.widgets import Input

from benchmarks.articles import articles
from benchmarks.machine import machine_line, resident
from rag.config import load_config
from rag.events import Finished
from rag.opening import open_engine
from rag.types import Mode
from tui.app import BylineApp
from tui.exchange import Exchange
from tui.messages import TurnEnded
from tui.threads import collect_seldom, leave_alone_what_is_there

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.message import Message
    from textual.pilot import Pilot

    from rag.engine import Engine
    from rag.types import Answer
    from tui.widgets.transcript import Transcript

ROOT = Path(__file__).parents[1]
EVERY = 0.04
QUESTION = "How many people were injured in the collision at the Sallow Bridge?"
ASKS = "sk about the articles"
"""The line to type in; the cursor stands on its first letter, in other colours."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Print all figures."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.desk", description=__doc__)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--turns", type=int, default=500)
    parser.add_argument("--starts", type=int, default=5)
    chosen = parser.parse_args(arguments)
    sys.stdout.write(f"{machine_line()} Load of the machine before: {os.getloadavg()[0]:.1f}.\n\n")
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        config = load_config(flags={"home": str(home)}).config
        with open_engine(config) as engine:
            for _ in engine.ingest([str(ROOT / "seeds" / "harbour")]):
                pass
        # As `byline chat` does; the engine is opened by the interface's own worker.
        collect_seldom()
        engines: list[Engine] = []

        def opened() -> Engine:
            engines.append(open_engine(config))
            return engines[-1]

        if chosen.seconds:
            asyncio.run(_keys(opened, Path(folder), chosen.seconds))
        if chosen.turns:
            asyncio.run(_turns(opened, chosen.turns))
        for engine in engines:
            engine.close()
        _starts(home, chosen.starts)
    return 0


async def _keys(opened: Callable[[], Engine], folder: Path, seconds: float) -> None:
    drawn, over = asyncio.Event(), threading.Event()
    app = BylineApp(opened, when_warm=leave_alone_what_is_there)
    ended: list[Message] = []

    def hear(message: Message) -> None:
        if isinstance(message, Input.Changed):
            app.call_after_refresh(drawn.set)
        elif isinstance(message, TurnEnded):
            ended.append(message)

    async with app.run_test(size=(160, 50), message_hook=hear) as pilot:
        await app.workers.wait_for_complete()
        await pilot.pause()
        _say("key to drawn line, at rest", await _times(app, drawn, seconds))
        assert app.engine is not None  # noqa: S101 - it was opened above
        work = partial(_ingest, app.engine, folder, over.is_set)
        ingest = app.run_worker(work, thread=True, exit_on_error=False)
        asking = asyncio.create_task(_ask_on(app))
        _say("the same, model writing and ingest running", await _times(app, drawn, seconds))
        answers = len({id(m) for m in ended})
        asking.cancel()
        app.chat.action_stop()
        sys.stdout.write(f"  meanwhile: {answers} answers, ingest ")
        sys.stdout.write("done before the end\n" if ingest.is_finished else "still running\n")
        over.set()
        await app.workers.wait_for_complete()


async def _times(app: BylineApp, drawn: asyncio.Event, seconds: float) -> list[float]:
    """Milliseconds of each key until it was drawn."""
    took, until = [], perf_counter() + seconds
    while perf_counter() < until:
        drawn.clear()
        sent = perf_counter()
        key = "backspace" if len(app.chat.prompt.value) > 60 else "a"  # noqa: PLR2004
        app.chat.prompt.focus()
        app.post_message(events.Key(key, "a" if key == "a" else None))
        await drawn.wait()
        took.append((perf_counter() - sent) * 1000)
        await asyncio.sleep(EVERY)
    return took


async def _ask_on(app: BylineApp) -> None:
    """Ask, and again once it was answered, so that the model writes all the time."""
    while True:
        if app.chat.stopping is None:
            await app.chat.open_exchange(Exchange(QUESTION), Mode.WRITE)
        await asyncio.sleep(0.2)


def _ingest(engine: Engine, folder: Path, is_over: Callable[[], bool]) -> None:
    source = folder / "many.jsonl"
    lines = (json.dumps(article) for article in articles(4000))
    source.write_text("\n".join(lines), encoding="utf-8")
    for _ in engine.ingest([str(source)], stop=is_over):
        pass


async def _turns(opened: Callable[[], Engine], turns: int) -> None:
    app = BylineApp(opened, when_warm=leave_alone_what_is_there)
    async with app.run_test(size=(160, 50)) as pilot:
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert app.engine is not None  # noqa: S101 - it was opened above
        answer = next(e.answer for e in app.engine.answer(QUESTION) if isinstance(e, Finished))
        for first in (0, turns - 40):
            await _fill(app, answer, first)
            took = [await _turn(app, pilot, answer, n) for n in range(first, first + 20)]
            _say(f"a turn drawn, turns {first + 1} to {first + 20}", took)
            paged = [await _page(app.chat.transcript, pilot) for _ in range(20)]
            _say("  a page up from there", paged)
            memory = resident(os.getpid()) / 1e6
            widgets = len(app.screen.query("*"))
            sys.stdout.write(f"  {widgets} widgets, {memory:.0f} MB resident\n")


async def _fill(app: BylineApp, answer: Answer, upto: int) -> None:
    """Let the conversation have that many turns."""
    exchanges = app.chat.conversation.exchanges
    while len(exchanges) < upto:
        exchanges.append(_done(answer, len(exchanges)))
    await app.chat.transcript.show(exchanges)


async def _turn(app: BylineApp, pilot: Pilot[None], answer: Answer, number: int) -> float:
    exchange = _done(answer, number)
    begun = perf_counter()
    app.chat.conversation.exchanges.append(exchange)
    await app.chat.transcript.open_turn(exchange)
    await pilot.pause(0)
    return (perf_counter() - begun) * 1000


async def _page(transcript: Transcript, pilot: Pilot[None]) -> float:
    begun = perf_counter()
    await transcript.turn_pages(-1)
    await pilot.pause(0)
    return (perf_counter() - begun) * 1000


def _done(answer: Answer, number: int) -> Exchange:
    exchange = Exchange(f"{number}. {QUESTION}")
    # An answer of its own for each, as in life, so that the memory is what it would be.
    statements = tuple(replace(s, text=f"{s.text} {number}") for s in answer.statements)
    exchange.take(replace(answer, statements=statements), 1)
    return exchange


def _starts(home: Path, times: int) -> None:
    took = [_start(home) * 1000 for _ in range(times + 1)][1:]
    if took:
        _say("from the call to the line to type in", took)


def _start(home: Path) -> float:
    master, slave = pty.openpty()
    command = [sys.executable, "-m", "rag", "--home", str(home)]
    size = {"LINES": "40", "COLUMNS": "120", "TERM": "xterm-256color"}
    begun = perf_counter()
    with subprocess.Popen(  # noqa: S603 - our own words
        command, stdin=slave, stdout=slave, stderr=slave, env=os.environ | size
    ) as program:
        seen = b""
        while ASKS.encode() not in seen:
            seen += os.read(master, 65536)
        took = perf_counter() - begun
        program.kill()
    os.close(master)
    os.close(slave)
    return took


def _say(what: str, took: list[float]) -> None:
    ordered = sorted(took)
    high = ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]
    sys.stdout.write(
        f"{what}: median {statistics.median(took):.0f} ms, p99 {high:.0f} ms, "
        f"worst {ordered[-1]:.0f} ms ({len(took)})\n"
    )
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
